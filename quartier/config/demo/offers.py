"""What Lindenhafen can use: offers, three series with their exceptions, rooms, and a festival that comes every year."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Any

from quartier.events import actions as events
from quartier.events import states as s
from quartier.kit import dates

SCHOOL, ADVICE, RENT = "Volkshochschule, Zweigstelle Hafen", "Sozialberatung Lotse", "Mieterinitiative Wehr"
YOUTH, CHOIR, SEWERS = "Jugendhaus Leuchtturm", "Chor der Vielen", "Nähwerkstatt Faden & Co"
SPORTS, SENIORS, PARENTS = "Sportfreunde Hohenwerder e. V.", "Seniorentreff Ankerplatz", "Elterncafé Kanal"
MO, TU, WE, TH, FR, SA = range(6)


@dataclass(frozen=True)
class Told:
    """An offer as the office wrote it. ``dates``: its hours stand in the calendar; ``stand``: paused, or still a draft."""

    title: str
    kind: str
    topic: str
    place: str
    hours: tuple[tuple[int, str, str], ...]
    spoken: str
    summary: str
    organiser: str = ""
    cost: str = ""
    childcare: bool = False
    step_free: bool = True
    ages: tuple[int | None, int | None] = (None, None)
    note: str = ""
    seats: int | None = None
    dates: bool = False
    stand: str = s.RUNNING


OFFERS = (
    Told(
        "Deutsch für den Anfang, mit Kinderbetreuung", s.COURSE, s.LEARN, "Kanalstraße 11",
        ((MO, "09:00", "11:30"), (WE, "09:00", "11:30")), "de uk ar tr",
        "Sie lernen lesen, schreiben und sprechen, von Anfang an. Ihr Kind spielt im Raum nebenan, zwei Erzieherinnen passen auf."
        "\n\nSie brauchen keine Bescheinigung. Kommen Sie zur ersten Stunde einfach zehn Minuten früher.",
        SCHOOL, childcare=True, note="nicht in den Schulferien", seats=14, dates=True,
    ),
    Told("Deutsch am Abend", s.COURSE, s.LEARN, "Kanalstraße 11", ((TU, "18:30", "20:30"), (TH, "18:30", "20:30")), "de",
         "Für alle, die schon etwas Deutsch können und tagsüber arbeiten.", SCHOOL, cost="20 € im Monat", seats=16),
    Told("Deutsch für Pflege und Handwerk", s.TRAINING, s.WORK, "Kanalstraße 11", ((FR, "16:00", "19:00"),), "de",
         "Wörter für die Arbeit: Werkzeug, Körper, Übergabe. Mit einer Meisterin und einem Pfleger.", SCHOOL),
    Told("Lesen und Schreiben in Ruhe", s.COURSE, s.LEARN, "Quartiersbüro", ((TH, "10:00", "11:30"),), "de",
         "Viele Erwachsene können nicht gut lesen. Hier übt man zu fünft und ohne Noten.", childcare=True),
    Told("Sozialberatung Lotse", s.COUNSEL, s.ADVICE, "Hafenstraße 33", ((MO, "10:00", "13:00"), (TH, "14:00", "17:00")),
         "de ar uk tr pl", "Briefe vom Amt, Anträge, Schulden: Wir lesen mit und rufen mit an. Vertraulich.", ADVICE,
         note="ohne Termin, bitte Post mitbringen"),
    Told("Mietberatung am Freitag", s.COUNSEL, s.ADVICE, "Quartiersbüro", ((FR, "10:00", "12:00"),), "de tr ar",
         "Nebenkosten, Schimmel, Kündigung: Die Mieterinitiative sagt, was gilt.", RENT),
    Told("Rat für Eltern", s.COUNSEL, s.FAMILY, "Kanalstraße 3", ((WE, "08:30", "10:30"),), "de uk ar",
         "Kita, Schule, Schlaf: Fragen, die alle haben. Kinder sind dabei.", PARENTS, childcare=True),
    Told("Bewerbung schreiben", s.JOBS, s.WORK, "Stadtbücherei, Zweigstelle Hafen", ((WE, "15:00", "18:00"),), "de mul",
         "Lebenslauf, Anschreiben, Foto. Ein Rechner und ein Drucker sind da."),
    Told("Sprechstunde Arbeit und Ausbildung", s.JOBS, s.WORK, "Quartiersbüro", ((TU, "10:00", "12:30"),), "de tr ar",
         "Wer hier im Hafen Leute sucht, und wie Sie hinkommen. Auch Zeugnisse aus anderen Ländern."),
    Told("Gründen im Quartier", s.FOUNDING, s.WORK, "Alte Schiffsschmiede", ((MO, "17:00", "19:00"),), "de",
         "Vom Imbiss bis zur Werkstatt: Was kostet es, wer gibt Geld, welche Zettel braucht man?", step_free=False,
         note="jeden ersten Montag auch mit Steuerberaterin"),
    Told("Handy und Computer, ganz von vorn", s.TRAINING, s.LEARN, "Hafenstraße 40", ((TH, "09:30", "11:00"),), "de",
         "Fotos verschicken, Termine beim Arzt, sicher bezahlen. Fragen dürfen Sie alles dreimal.", SENIORS, ages=(60, None)),
    Told("Hausaufgaben im Leuchtturm", s.GROUP, s.YOUNG, "Werftstraße 22",
         ((MO, "14:30", "16:30"), (TU, "14:30", "16:30"), (TH, "14:30", "16:30")), "de ar tr uk",
         "Ruhige Tische, Hilfe in Mathe und Deutsch, danach Kicker.", YOUTH, ages=(10, 17)),
    Told("Turnen für Kleine", s.GROUP, s.SPORT, "Sporthalle am Kanal", ((SA, "10:00", "11:00"),), "mul",
         "Klettern, rollen, balancieren. Eltern turnen mit.", SPORTS, ages=(2, 6), cost="1 €", childcare=True),
    Told("Mitternachtssport", s.GROUP, s.SPORT, "Sporthalle am Kanal", ((FR, "21:00", "23:30"),), "mul",
         "Halle auf, Musik an, Schuhe mitbringen.", YOUTH, ages=(14, 24)),
    Told("Chor der Vielen", s.GROUP, s.CULTURE, "Kirchplatz 3", ((WE, "19:00", "21:00"),), "mul",
         "Lieder aus allen Ländern des Quartiers. Noten braucht niemand.", CHOIR),
    Told("Gesund kochen in fünf Sprachen", s.GROUP, s.SPORT, "Quartiersbüro", ((MO, "17:00", "20:00"),), "de tr ar uk pl",
         "Eine kocht vor, alle schneiden, am Ende wird gegessen.", cost="3 € für Zutaten", seats=12),
    Told("Frauentreff am Vormittag", s.GROUP, s.MEET, "Kornweg 12", ((TU, "09:30", "11:30"),), "de tr ar", "Tee und Zeit.",
         childcare=True, stand=s.PAUSED),
    Told("Nähen für Fortgeschrittene", s.COURSE, s.LEARN, "Kornweg 12", ((SA, "13:00", "16:00"),), "de tr",
         "Reißverschluss, Futter, Kragen.", SEWERS, stand=s.OFFER_DRAFT),
)  # fmt: skip
ROOMS = (("Werkraum im Quartiersbüro", "Hafenstraße 31", 20, True), ("Küche im Quartiersbüro", "Hafenstraße 31", 12, True),
         ("Saal der Alten Schiffsschmiede", "Am Hafenbecken 2", 120, False))  # fmt: skip
FESTIVAL, NEXT, LAST = "Stadtteilfest am Hafen", 38, 38 - 364
SITTINGS = (("Eröffnung mit dem Kinderchor", 14, 15), ("Küchen der Nachbarschaft", 15, 20), ("Tanz am Kai", 20, 22))
STALLS = (
    ("Linsensuppe und Fladenbrot", "Elterncafé Kanal", "", "1", "Strom", True),
    ("Waffeln", "Kita Regenbogenfisch", "", "2", "Strom", True),
    ("Bücherflohmarkt", "Stadtbücherei, Zweigstelle Hafen", "", "3", "ein Zelt", True),
    ("Räder flicken", "Radkultur Wehr e. V.", "", "4", "", True),
    ("Schminken für Kinder", "Kita Hafenmäuse", "", "5", "Wasser", True),
    ("Infostand zum Aktionsfonds", "", "Jury des Aktionsfonds", "6", "", False),
    ("Kaffee aus drei Ländern", "Café Schiffsjunge", "", "7", "Strom, Wasser", False),
    ("Torwand", "Sportfreunde Hohenwerder e. V.", "", "8", "", None),
)  # what, which organisation or who, place, needs; promised, still asked, declined
SHIFTS = (("Bühne aufbauen", -4, 0, 6), ("Zelte stellen", -3, 0, 4), ("Getränke", 0, 4, 3), ("Getränke am Abend", 4, 8, 3),
          ("Übersetzen am Infostand", 1, 5, 2), ("Abbauen", 8, 10, 8))  # fmt: skip


class Offers:
    """Puts it down on the story's clock."""

    def __init__(self, story: Any) -> None:
        self.line, self.area, self.by, self.cast = story.line, story.area, story.by, story.cast
        self.rooms: list[Any] = []

    def put_down(self) -> None:
        self.line.at(-400, self._open_rooms, 9)
        for number, one in enumerate(OFFERS):
            self.line.at(-120 + 3 * number, partial(self._offer, one), 10)
        self.line.at(-182, self._sewing, 9)
        self.line.at(-63, self._garden, 9)
        self.line.at(-100, self._breakfast, 9)
        self.line.at(LAST - 60, self._festival, 9)
        self.line.at(-50, self._again, 9)

    def _open_rooms(self) -> None:
        self.rooms = [
            events.open_room(
                area=self.area, name=name, street=street, town="00000 Hohenwerder", seats=seats, step_free=free, by=self.by
            )
            for name, street, seats, free in ROOMS
        ]  # fmt: skip

    def _offer(self, one: Told) -> None:
        facts = {
            "topic": one.topic, "place": one.place, "hours": one.hours, "spoken": one.spoken, "summary": one.summary,
            "organiser": self.cast.organisations.get(one.organiser), "cost": one.cost, "childcare": one.childcare,
            "step_free": one.step_free, "age_from": one.ages[0], "age_to": one.ages[1], "times_note": one.note,
            "registers": one.seats is not None, "capacity": one.seats,
        }  # fmt: skip
        offer = events.write_offer(area=self.area, kind=one.kind, title=one.title, by=self.by, **facts)
        if one.stand != s.OFFER_DRAFT:
            offer = events.publish_offer(offer=offer, by=self.by)
        if one.dates:
            events.enter_dates(offer=offer, by=self.by)
        if one.stand == s.PAUSED:
            events.pause_offer(offer=offer, by=self.by)

    # Series -------------------------------------------------------------------------------------------------------
    def _series(self, title: str, rule: str, weekday: int, clock: tuple[int, int], **facts: Any) -> Any:
        today = dates.today()
        day = today + dt.timedelta(days=(weekday - today.weekday()) % 7)
        start, end = (dates.at(day, hour) for hour in clock)
        return events.start_series(
            area=self.area, title=title, rule=rule, starts_at=start, ends_at=end, by=self.by, **facts
        )

    def _sewing(self) -> None:
        """Every Wednesday; once elsewhere, and not on a day between the years."""
        series = self._series(
            "Nähwerkstatt am Mittwoch", "FREQ=WEEKLY;BYDAY=WE", WE, (17, 19), place="Kornweg 12", topic=s.MEET,
            summary="Maschinen und Stoff sind da. Sie bringen mit, was kaputt ist.", spoken="de tr fa", step_free=True,
            organiser=self.cast.organisations.get(SEWERS),
        )  # fmt: skip
        rows = list(series.events.filter(starts_at__gt=self.line.moment(0)).order_by("starts_at")[:12])
        events.change(event=rows[2], place="Jugendhaus Leuchtturm", by=self.by)
        for row in rows:
            if dates.local(row.starts_at).date().isoformat()[5:] in ("12-23", "12-24", "12-30", "12-31"):
                events.leave_out(event=row, by=self.by)

    def _garden(self) -> None:
        """Every Saturday; the next one falls through."""
        series = self._series(
            "Gärtnern im Hofgarten", "FREQ=WEEKLY;BYDAY=SA", SA, (10, 12), place="Angerpark", topic=s.GREEN,
            summary="Beete, Kompost, Kaffee. Handschuhe liegen bereit.", spoken="mul",
            organiser=self.cast.organisations.get("Nachbarschaftsgarten Anger"),
        )  # fmt: skip
        row = series.events.filter(starts_at__gt=self.line.moment(1)).order_by("starts_at").first()
        self.line.at(-1, lambda: events.cancel(event=row, reason="Der Boden ist gefroren.", by=self.by), 16)

    def _breakfast(self) -> None:
        """The first Thursday of the month, with seats."""
        self._series(
            "Frühstück für Eltern", "FREQ=MONTHLY;BYDAY=1TH", TH, (9, 11), room=self.rooms[1], topic=s.FAMILY,
            summary="Reden, während die Kinder spielen.", spoken="de uk ar tr", step_free=True, childcare=True,
            registers=True, capacity=12, organiser=self.cast.organisations.get(PARENTS),
        )  # fmt: skip

    # The festival -------------------------------------------------------------------------------------------------
    def _saturday(self, offset: int) -> int:
        return offset + (SA - self.line.day(offset).weekday()) % 7

    def _festival(self) -> None:
        """Last year's."""
        day = self._saturday(LAST)
        self.festival = self._announce(
            FESTIVAL, day, 14, 22, summary="Essen aus zwanzig Küchen, Musik aus dem Quartier, Boote für Kinder."
            "\n\nBringen Sie eine Decke mit.", topic=s.FEAST, spoken="de tr ar uk gsg", step_free=True, childcare=True,
            access_note="WC für Rollstuhl, ein ruhiges Zelt", contact="Quartiersbüro, 0000 000 001",
            organiser=self.cast.organisations.get("Kultur am Kai e. V."),
        )  # fmt: skip
        for title, begins, ends in SITTINGS:
            self._announce(title, day, begins, ends, part_of=self.festival, topic=s.FEAST)
        for what, house, who, spot, needs, promised in STALLS:
            stall = events.ask_stall(
                event=self.festival, title=what, organisation=self.cast.organisations.get(house), run_by=who, spot=spot,
                needs=needs, by=self.by,
            )  # fmt: skip
            if promised:
                events.promise_stall(stall=stall, by=self.by)
        for title, begins, ends, needed in SHIFTS:
            start, end = (self.line.moment(day, 14) + dt.timedelta(hours=hours) for hours in (begins, ends))
            events.plan_shift(event=self.festival, title=title, starts_at=start, ends_at=end, needed=needed, by=self.by)

    def _announce(self, title: str, day: int, begins: int, ends: int, **facts: Any) -> Any:
        return events.announce(
            area=self.area, title=title, place="Am Hafenbecken", by=self.by, starts_at=self.line.moment(day, begins),
            ends_at=self.line.moment(day, ends), **facts,
        )  # fmt: skip

    def _again(self) -> None:
        """This year's is a copy: stalls are asked anew."""
        copy = events.copy_event(event=self.festival, to=self.line.day(self._saturday(NEXT)), by=self.by)
        for row in (copy, *copy.parts.all()):
            events.change(event=row, public=True, by=self.by)
        answers = {what: promised for what, _house, _who, _spot, _needs, promised in STALLS}
        for stall in copy.stalls.select_related("event__area"):
            if answers[stall.title]:
                events.promise_stall(stall=stall, by=self.by)
            elif answers[stall.title] is None:
                events.decline_stall(stall=stall, by=self.by)


def put_down(story: Any) -> None:
    """Called by the story."""
    Offers(story).put_down()
