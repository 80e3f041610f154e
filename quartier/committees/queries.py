"""Reads that several pages and the apps above share. Each says how many queries it costs, whatever the number of rows."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.committees import rules, states
from quartier.committees.models import (
    Attendance,
    Committee,
    Constitution,
    Decision,
    Meeting,
    Motion,
    MotionSubject,
    Recusal,
    Seat,
    Tally,
    Vote,
)  # fmt: skip
from quartier.kit import dates
from quartier.search.actions import Found


def day_of(meeting: Meeting) -> dt.date:
    """The local day of the meeting: by it seats and rules of procedure are read."""
    return dates.local(meeting.starts_at).date()


def constitution(committee: Committee, day: dt.date) -> Constitution | None:
    """The rules of procedure in force on that day. One query."""
    return committee.constitutions.filter(valid_from__lte=day).order_by("-valid_from").first()


# Counting ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Count:
    """Votes as they stand: of each seat in the room that is not recused, the last one of the running ballot."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    recused: int = 0
    present: int = 0

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain

    @property
    def voters(self) -> int:
        return self.present - self.recused


def last_vote(motion: Motion, seat: Any) -> QuerySet[Vote]:
    """The vote of a seat (id or OuterRef) that counts now, first."""
    return Vote.objects.filter(motion_id=motion.pk, ballot=motion.ballot, seat=seat).order_by("-pk")


def count(motion: Motion) -> Count:
    """The votes as they stand. One query, so that no vote and no arrival falls between two readings."""
    rows = (
        Attendance.objects.voting()
        .filter(meeting__motions=motion.pk)
        .annotate(
            choice=Subquery(last_vote(motion, OuterRef("seat_id")).values("choice")[:1]),
            recused=Exists(Recusal.objects.filter(motion_id=motion.pk, seat_id=OuterRef("seat_id"))),
        )
        .values_list("recused", "choice")
    )
    numbers = dict.fromkeys([states.YES, states.NO, states.ABSTAIN, "recused", "present"], 0)
    for recused, choice in rows:
        numbers["present"] += 1
        if recused:
            numbers["recused"] += 1
        elif choice:
            numbers[choice] += 1
    return Count(**numbers)


@dataclass(frozen=True)
class Quorum:
    """Whether enough voting seats are in the room."""

    seats: int
    needed: int
    present: int
    constitution: Constitution | None

    @property
    def reached(self) -> bool:
        return self.constitution is not None and rules.quorate(self.present, self.needed)


def quorum(meeting: Meeting) -> Quorum:
    """Seats held on the day, those in the room, those needed. Three queries."""
    day = day_of(meeting)
    found = constitution(meeting.committee, day)
    seats = meeting.committee.seats.held_on(day).voting().count()
    present = Attendance.objects.voting().filter(meeting=meeting).count()
    return Quorum(seats, _needed(found, seats), present, found)


def _needed(found: Constitution | None, seats: int) -> int:
    return rules.needed(seats, found.quorum_top, found.quorum_bottom) if found else 1


# The room -----------------------------------------------------------------------------------------------------------
@dataclass
class Place:
    """A seat in the room: who holds it, whether they are there, and how they stand to the motion."""

    seat: Seat
    attendance: Attendance | None = None
    voted: bool = False
    recused: bool = False
    replaced_by: Seat | None = None
    over: bool = False  # the meeting is closed: who came was there

    @property
    def present(self) -> bool:
        return self.attendance is not None and (self.over or self.attendance.left_at is None)

    @property
    def voting(self) -> bool:
        return self.present and (self.seat.votes or self.attendance.replaces_id is not None)  # type: ignore[union-attr]


@dataclass(frozen=True)
class Room:
    """Everybody who could be there, and whether enough of them are."""

    places: list[Place]
    quorum: Quorum
    voted: int = 0
    voters: int = 0
    missing: list[Place] = field(default_factory=list)


def room(meeting: Meeting, motion: Motion | None = None) -> Room:
    """The seats of the day with attendance and, for a motion, who voted and who is recused. Five queries at most."""
    day = day_of(meeting)
    seats = meeting.committee.seats.held_on(day).select_related("person", "organisation").order_by("person__name", "pk")
    there = {one.seat_id: one for one in meeting.attendances.select_related("seat__person")}
    voted, recused = _stood(motion)
    over = meeting.status == states.CLOSED
    places = [Place(seat, there.get(seat.pk), seat.pk in voted, seat.pk in recused, over=over) for seat in seats]
    here = [one for one in there.values() if over or one.left_at is None]
    deputies = {one.replaces_id: one.seat for one in here if one.replaces_id}
    for place in places:
        place.replaced_by = deputies.get(place.seat.pk)
    found = constitution(meeting.committee, day)
    total = sum(1 for place in places if place.seat.votes)
    present = sum(1 for place in places if place.voting)
    voters = [place for place in places if place.voting and not place.recused]
    missing = [place for place in voters if not place.voted]
    return Room(
        places, Quorum(total, _needed(found, total), present, found), len(voters) - len(missing), len(voters), missing
    )


def _stood(motion: Motion | None) -> tuple[set[int], set[int]]:
    if motion is None:
        return set(), set()
    voted = Vote.objects.filter(motion=motion, ballot=motion.ballot).values_list("seat_id", flat=True)
    return set(voted), set(Recusal.objects.filter(motion=motion).values_list("seat_id", flat=True))


def suspected(motion: Motion, places: Sequence[Place]) -> list[rules.Bias]:
    """Who of the places may be biased and is not recused yet. One query."""
    subjects = MotionSubject.objects.filter(motion=motion).values_list("person_id", "organisation_id")
    persons, organisations = {p for p, _none in subjects if p}, {o for _none, o in subjects if o}
    return rules.biased([place.seat for place in places if not place.recused], persons, organisations)


# Agenda and decisions -----------------------------------------------------------------------------------------------
def agenda(meeting: Meeting) -> Sequence[Motion]:
    """The motions of a meeting in their order, with ``motion.latest`` (decision or None). Two queries."""
    decided = Decision.objects.select_related("tally", "area").order_by("pk")
    motions = list(
        meeting.motions.order_by("position", "pk").prefetch_related(Prefetch("decisions", decided, to_attr="made"))
    )
    for motion in motions:
        motion.latest = motion.made[-1] if motion.made and motion.status == states.DECIDED else None  # type: ignore[attr-defined]
    return motions


def current(motions: Sequence[Motion]) -> Motion | None:
    """The item that is on: a vote that is open or counted, else the first one not decided, else the last."""
    for wanted in ((states.VOTING, states.COUNTED), (states.LISTED,)):
        found = next((motion for motion in motions if motion.status in wanted), None)
        if found:
            return found
    return motions[-1] if motions else None


def decision_of(motion: Motion) -> Decision | None:
    """The decision in force on a motion: the newest, None while the body has to decide (again). One query."""
    if motion.status != states.DECIDED:
        return None
    return motion.decisions.select_related("tally", "area").order_by("-pk").first()


def tally_of(motion: Motion) -> Tally | None:
    """The newest totals of a motion. One query."""
    return motion.tallies.order_by("-pk").first()


def decisions(area: Area) -> QuerySet[Decision]:
    """All decisions of the quarter, newest first, ready for a list: one query."""
    return area.committees_decisions.select_related("motion__committee", "tally", "reversed_by").order_by("-pk")


def waiting(committee: Committee) -> QuerySet[Motion]:
    """Motions that are on no agenda yet, oldest first."""
    return committee.motions.filter(status=states.DRAFT).order_by("pk")


# Bodies -------------------------------------------------------------------------------------------------------------
def with_seats(committees: QuerySet[Committee], day: dt.date) -> QuerySet[Committee]:
    """The bodies with ``now_seated``, speakers first. Two queries."""
    seats = Seat.objects.held_on(day).select_related("person", "organisation").order_by("-speaker", "person__name")
    return committees.prefetch_related(Prefetch("seats", seats, to_attr="now_seated"))


def bodies(area: Area, moment: dt.datetime) -> Sequence[Committee]:
    """The running bodies with ``now_seated`` and ``next_meeting`` (public, invited, not over). Three queries."""
    coming = Meeting.objects.filter(
        public=True, status__in=(states.INVITED, states.RUNNING), ends_at__gt=moment
    ).order_by("starts_at")
    running = area.committees.filter(dissolved_on__isnull=True).order_by("kind", "name")
    found = list(
        with_seats(running, dates.local(moment).date()).prefetch_related(Prefetch("meetings", coming, to_attr="coming"))
    )
    for committee in found:
        committee.next_meeting = committee.coming[0] if committee.coming else None  # type: ignore[attr-defined]
    return found


def my_seat(user: Any, committee: Committee) -> Seat | None:
    """The seat the person holds in the body now. One query."""
    return Seat.objects.of(user).filter(committee=committee).order_by("pk").first()


def my_meetings(user: Any, area: Area) -> list[Meeting]:
    """Meetings of the bodies somebody sits in, newest first. One query."""
    mine = Seat.objects.of(user).filter(committee__area=area).values("committee")
    return list(
        Meeting.objects.visible_to(user)
        .filter(committee__in=mine)
        .select_related("committee")
        .order_by("-starts_at")[:50]
    )


def last_position(meeting: Meeting) -> int:
    """The number of the last item on the agenda; 0 for an empty one."""
    return meeting.motions.aggregate(last=Max("position"))["last"] or 0


# Results as pages draw them ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Outcome:
    """Totals with the line that had to be reached; widths in thousandths of all votes for or against."""

    tally: Tally
    accepted: bool
    line: int
    words: str
    yes_width: int
    line_at: int


def outcome(tally: Tally, majority: str) -> Outcome:
    """The totals of a vote beside what was needed. No query."""
    line = rules.yes_needed(majority, tally.yes, tally.no)
    whole = max(tally.yes + tally.no, line, 1)
    return Outcome(
        tally=tally,
        accepted=rules.accepted(majority, tally.yes, tally.no),
        line=line,
        words=_("zwei Drittel der Stimmen") if majority == states.TWO_THIRDS else _("mehr Ja als Nein"),
        yes_width=tally.yes * 1000 // whole,
        line_at=line * 1000 // whole,
    )


# What the search may know -----------------------------------------------------------------------------------------
def found_committee(committee: Committee) -> Iterator[Found]:
    """A body: its name and what it is there for; nobody's name."""
    url = ("committees:committee", {"area": committee.area.slug, "slug": committee.slug})
    yield Found(committee.area.scope_id, committee.name, committee.about, url)


def found_meeting(meeting: Meeting) -> Iterator[Found]:
    """A public meeting that is over, with its minutes; before that its date in the calendar is found."""
    committee = meeting.committee
    if meeting.public and meeting.status == states.CLOSED:
        address = {"area": committee.area.slug, "slug": committee.slug, "number": meeting.number}
        text = "\n".join([meeting.minutes, meeting.place, *(motion.title for motion in meeting.motions.all())])
        title = f"{committee.name}, {meeting.number}. Sitzung"
        yield Found(committee.area.scope_id, title, text, ("committees:meeting", address), at=meeting.starts_at)


def found_decision(decision: Decision) -> Iterator[Found]:
    """A decision with its wording, reason and condition."""
    area, motion = decision.area, decision.motion
    url = ("committees:decision", {"area": area.slug, "year": decision.year, "number": decision.number})
    text = "\n".join([decision.reason, motion.wording, decision.condition])
    yield Found(area.scope_id, motion.title, text, url, at=decision.at, also=motion.committee.name)


def searched(model: type[Any], *related: str) -> QuerySet[Any]:
    """Every row with the quarter it belongs to, which is the last of ``related``."""
    return model.objects.select_related(*related).defer(f"{related[-1]}__boundary", f"{related[-1]}__outline")
