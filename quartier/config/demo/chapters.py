"""What happens in Lindenhafen, chapter by chapter, put down on the timeline."""

import datetime as dt
from functools import partial
from itertools import cycle
from typing import Any

from quartier.areas import actions as areas
from quartier.committees import actions as committees
from quartier.committees import queries as committee_queries
from quartier.config.demo import (
    barriers,
    before,
    checks,
    guests,
    money,
    offers,
    papers,
    projects,
    publicity,
    rounds,
    versions,
    voices,
)
from quartier.config.demo.calendar import Happening, happenings
from quartier.config.demo.life import MEETINGS, NEXT_MEETING, Life
from quartier.config.demo.people import Cast
from quartier.config.demo.places import World
from quartier.config.demo.timeline import Timeline
from quartier.events import actions as events
from quartier.funding import actions as funding
from quartier.funding.models import RuleSet
from quartier.kit.dates import today
from quartier.ledger import actions as ledger
from quartier.participation import actions as participation

POT = 15_000_00
BEGIN = -728
UNREAD = 3  # ideas that nobody has looked at yet


class Story:
    """Tells the two years; every deed is an action of somebody."""

    def __init__(self, line: Timeline, world: World, cast: Cast) -> None:
        self.line, self.world, self.cast, self.area = line, world, cast, world.lindenhafen
        self.by = cast.selin
        self.fund: Any = None
        self.meetings: dict[int, Any] = {}
        self.ideas: dict[int, Any] = {}

    # Money's frame ------------------------------------------------------------------------------------------------
    def open_fund(self) -> None:
        def deed() -> None:
            funding.load_rulesets()
            self.fund = funding.found_fund(
                area=self.area, name="Aktionsfonds", slug="aktionsfonds", committee=self.cast.jury, by=self.by,
                lead="Geld für kleine Ideen, bis 1.500 € je Aktion. Nachbarinnen und Nachbarn entscheiden.",
            )  # fmt: skip
            self._open_year()

        self.line.at(BEGIN, deed)
        for year in range(self.line.day(BEGIN).year + 1, self.line.today.year + 1):
            self.line.at(self._offset(dt.date(year, 1, 2)), self._open_year)

    def _open_year(self) -> None:
        rules = RuleSet.objects.filter(key="berlin-aktionsfonds-2021").latest("valid_from")
        funding.open_year(fund=self.fund, year=today().year, ruleset=rules, pot_cents=POT, by=self.by)

    def close_year(self) -> None:
        """The last year that can be closed is: on the 20th of February of the year after."""
        day = dt.date(self.line.today.year, 2, 20)
        if day > self.line.today:
            day = day.replace(year=day.year - 1)
        until = dt.date(day.year - 1, 12, 31)
        if until > self.line.day(BEGIN):
            self.line.at(
                self._offset(day), lambda: ledger.close(scope=self.area.scope, until=until, by=self.cast.taras)
            )

    def _offset(self, day: dt.date) -> int:
        return (day - self.line.today).days

    # Voices -------------------------------------------------------------------------------------------------------
    def hear_voices(self) -> None:
        self.line.at(-200, lambda: self._call("Was fehlt Ihnen diesen Sommer?", 30))
        self.line.at(-10, lambda: self._call("Was fehlt Ihnen diesen Winter?", 22))
        leading = {plan.wish: plan.meeting for plan in projects.PLANS if plan.wish is not None}
        told = voices.wishes()
        rest = len(told) - len(leading)
        for index, (wish, street) in enumerate(told):
            if index in leading:
                offset = MEETINGS[leading[index]] - 80
            elif index >= len(told) - UNREAD:
                offset = -1
            else:
                offset = -700 + (index - len(leading)) * 697 // max(rest - 1, 1)
            self._hear(index, wish, street, max(BEGIN + 2, min(offset, 0)))

    def _call(self, question: str, days: int) -> None:
        opens = today()
        participation.open_call(
            area=self.area, question=question, opens_on=opens, closes_on=opens + dt.timedelta(days=days), by=self.by,
            lead="Eine Bank, ein Fest, ein Kurs: Die Jury aus dem Quartier gibt Geld für kleine Ideen. "
            "Sie brauchen dafür keinen Verein.",
        )  # fmt: skip

    def _hear(self, index: int, wish: voices.Wish, street: str, offset: int) -> None:
        name = voices.NAMES[index % len(voices.NAMES)]
        at_desk = index % 6 == 5

        def hand_in() -> None:
            self.ideas[index] = participation.hand_in(
                area=self.area, title=wish.title, text=wish.text, place=street, first_name=name,
                show_name=index % 3 != 2, email=f"{name.lower().replace('ş', 's')}.{index}@post.example" if index % 2 else "",
                source="desk" if at_desk else "form", entered_by=self.by if at_desk else None,
            )  # fmt: skip

        self.line.at(offset, hand_in, 8 + index % 10, index % 60)
        if offset >= -1:
            return
        if index == 57:
            self.line.at(
                offset + 1, lambda: participation.hide(idea=self.ideas[index], reason=voices.REASONS_HIDDEN, by=self.by)
            )
            return
        self.line.at(offset + 1, lambda: participation.publish(idea=self.ideas[index], by=self.by), 10, index % 60)
        if offset < -9:
            self.line.at(offset + 3 + index % 4, lambda: self._answer(index, wish), 12, index % 60)

    def _answer(self, index: int, wish: voices.Wish) -> None:
        idea = self.ideas[index]
        if "Zebrastreifen" in wish.title:
            participation.pass_on(idea=idea, to_whom="das Straßenamt", by=self.by, because=wish.answer)
            return
        text = wish.answer or "Danke. Wir nehmen das in die Runde mit den anderen und sagen Ihnen, was daraus wird."
        participation.answer(idea=idea, text=text, field=self.world.fields[wish.field], by=self.by)

    # Bodies -------------------------------------------------------------------------------------------------------
    def hold_meetings(self) -> None:
        for number, offset in enumerate((*MEETINGS, NEXT_MEETING)):
            self._plan(number, offset, self.cast.jury, "Alte Schiffsschmiede")
            if offset < 0:
                self.line.at(offset, partial(self._jury_session, number), 18)
        for number, offset in enumerate((-520, -340, -170, -50, 29), 100):
            self._plan(number, offset, self.cast.council, "Grundschule am Kanal")
            if offset < 0:
                self.line.at(offset - 12, partial(self._council_motions, number))
                self.line.at(offset, partial(self._council_session, number), 18)

    def _plan(self, number: int, offset: int, body: Any, place: str) -> None:
        def plan() -> None:
            self.meetings[number] = committees.plan_meeting(
                committee=body, starts_at=self.line.moment(offset, 18), ends_at=self.line.moment(offset, 20),
                place=place, by=self.by,
            )  # fmt: skip

        self.line.at(max(offset - 60, BEGIN + 3), plan, 9)
        invited = offset - 10
        if offset < 0 or (number == len(MEETINGS) and invited < -1):
            self.line.at(invited, lambda: committees.invite(meeting=self.meetings[number], by=self.by), 11)

    def _begin(self, number: int, seats: list[Any], missing: int) -> Any:
        meeting = self.meetings[number]
        committees.begin(meeting=meeting, by=self.by)
        for seat in seats[: len(seats) - missing]:
            committees.mark_present(meeting=meeting, seat=seat, by=self.by)
        return meeting

    def _jury_session(self, number: int) -> None:
        meeting = self._begin(number, self.cast.jurors, 0)
        plans = {p.title: p for p in (*projects.PLANS, *projects.REFUSED) if p.meeting == number}
        for motion in committee_queries.agenda(meeting):
            plan = plans[motion.title]
            self._vote(motion, self.cast.jurors, plan.votes)
            committees.decide(motion=motion, reason=plan.reason, condition=plan.condition, by=self.by)
        committees.close_meeting(
            meeting=meeting, by=self.by,
            minutes="Begrüßung, Protokoll der letzten Sitzung ohne Einwand. Die Antragstellenden stellen ihre Ideen vor, "
            "danach Beratung und Abstimmung.",
        )  # fmt: skip

    def _vote(self, motion: Any, seats: list[Any], votes: tuple[int, int, int]) -> None:
        committees.open_vote(motion=motion, by=self.by)
        out = set(motion.recusals.values_list("seat_id", flat=True))
        voters = [seat for seat in seats if seat.pk not in out]
        wanted = ["yes"] * votes[0] + ["no"] * votes[1] + ["abstain"] * votes[2]
        for seat, choice in zip(voters, cycle(wanted), strict=False):
            committees.vote(motion=motion, seat=seat, choice=choice)
        committees.close_vote(motion=motion, by=self.by)

    def _council_motions(self, number: int) -> None:
        title, wording = (
            ("Umbau des Hafenplatzes", "Der Quartiersrat bittet die Stadt, den Hafenplatz ohne Parkplätze zu planen."),
            ("Nächstes Handlungsfeld", "Im nächsten Jahr stehen Gesundheit und Bewegung im Mittelpunkt."),
            ("Öffnungszeiten des Büros", "Das Büro soll auch am Montagvormittag offen sein."),
            ("Stadtteilkonferenz", "Die nächste Stadtteilkonferenz findet in der Grundschule am Kanal statt."),
        )[number - 100]
        motion = committees.propose(committee=self.cast.council, title=title, wording=wording, by=self.by)
        committees.put_on_agenda(motion=motion, meeting=self.meetings[number], by=self.by)

    def _council_session(self, number: int) -> None:
        meeting = self._begin(number, self.cast.councillors, 2)
        for motion in committee_queries.agenda(meeting):
            committees.type_tally(motion=motion, yes=11, no=1, abstain=1, by=self.by)
            committees.decide(motion=motion, reason="Nach Aussprache mit großer Mehrheit.", by=self.by)
        committees.close_meeting(meeting=meeting, minutes="Aussprache und Abstimmung durch Handzeichen.", by=self.by)

    # Projects -----------------------------------------------------------------------------------------------------
    def carry_out_projects(self) -> None:
        for plan in (*projects.PLANS, *projects.REFUSED):
            Life(self, plan, MEETINGS[plan.meeting]).put_down()
        for plan, how_far in projects.WAITING:
            Life(self, plan, NEXT_MEETING).put_down_until(how_far)

    # The rest of life ---------------------------------------------------------------------------------------------
    def keep_calendar(self) -> None:
        for happening in happenings():
            self.line.at(max(BEGIN + 4, min(happening.offset - 30, -2)), partial(self._announce, happening), 14)

    def _announce(self, one: Happening) -> None:
        event = events.announce(
            area=self.area, title=one.title, summary=one.summary, place=one.place, cost=one.cost, by=self.by,
            step_free=one.step_free, childcare=one.childcare, languages=one.languages,
            starts_at=self.line.moment(one.offset, one.hour), ends_at=self.line.moment(one.offset, one.hour + one.hours),
        )  # fmt: skip
        if one.called_off:
            events.cancel(event=event, reason=one.called_off, by=self.by)

    def look_next_door(self) -> None:
        """The other quarters live, too."""
        werft, by = self.world.werftviertel, self.cast.werft

        def idea(title: str, text: str) -> None:
            made = participation.hand_in(
                area=werft, title=title, text=text, place="Werftstraße", source="desk", entered_by=by
            )
            participation.publish(idea=made, by=by)

        self.line.at(-30, lambda: idea("Bank am Kran", "Mittags sitzen alle auf dem Bordstein."))
        self.line.at(-12, lambda: idea("Chorprobe im Kontor", "Der Raum klingt, und abends steht er leer."))
        self.line.at(-20, lambda: events.announce(
            area=werft, title="Rundgang mit dem Kranführer", place="Am großen Kran", cost="kostenlos", by=by,
            starts_at=self.line.moment(6, 11), ends_at=self.line.moment(6, 12),
        ))  # fmt: skip
        self.line.at(-25, lambda: areas.update_office(area=werft, by=by, access_note="Klingel links"))


def tell(line: Timeline, world: World, cast: Cast) -> None:
    """Put the whole story down."""
    story = Story(line, world, cast)
    story.open_fund()
    story.hear_voices()
    story.hold_meetings()
    story.carry_out_projects()
    before.put_down(story)
    money.put_down(story)
    papers.put_down(story)
    checks.put_down(story)
    rounds.put_down(story)
    story.keep_calendar()
    publicity.put_down(story)
    offers.put_down(story)
    guests.put_down(story)
    versions.put_down(story)
    barriers.put_down(story)
    story.look_next_door()
    story.close_year()
