"""Who comes: dates with registration, a waiting list that has moved once, shifts for helpers, presence, names that are gone."""

from functools import partial
from typing import Any

from quartier.events import actions as events
from quartier.events.models import Event, Registration, Shift

# title, summary, place, day from the first start, first hour, hours, seats
SEWING = (
    "Ein Kissen an einem Nachmittag",
    "Stoff, Nadel und Maschine sind da. Sie gehen mit einem Kissen nach Hause.",
    "Kornweg 12",
    9,
    14,
    3,
    8,
)
WALK = (
    "Rundgang: Der Hafen bei Nacht",
    "Mit Laternen vom Kirchplatz zum großen Kran, zwei Kilometer ohne Stufen.",
    "Start: Kirchplatz",
    16,
    18,
    2,
    15,
)
PARTY = (
    "Kinderfest in der Sporthalle",
    "Klettern, Kasperle, Kuchen. Für Kinder bis zwölf und alle, die sie bringen.",
    "Sporthalle am Kanal",
    33,
    14,
    4,
    None,
)
COOKING = (
    "Kochen aus drei Küchen",
    "Drei Nachbarinnen kochen vor, alle schneiden mit.",
    "Quartiersbüro",
    -12,
    17,
    3,
    10,
)
EARLIER = ("Brot backen mit Gerda", "Sauerteig zum Mitnehmen.", "Quartiersbüro", -75, 15, 3, 6)

# name, persons, day from the first start, by mail or called
SEWERS = (
    ("Hatice Yıldız", 1, -6), ("Oksana Marchenko", 2, -6), ("Jürgen Wolff", 1, -5), ("Mariam Haddad", 2, -5),
    ("Familie Nowak", 2, -5), ("Leyla Kaplan", 3, -4), ("Uwe Brandt", 1, -3), ("Dilek Şahin", 1, -3), ("Anna Reuter", 2, -2),
)  # fmt: skip
WALKERS = (
    ("Gerda Petersen", 2, -8),
    ("Familie Özdemir", 4, -7),
    ("Bohdan Koval", 2, -5),
    ("Renate Busch", 1, -4),
    ("Amal Saleh", 3, -2),
)
COOKS = (
    ("Mariam Haddad", 2, -20),
    ("Uwe Brandt", 1, -19),
    ("Oksana Marchenko", 2, -18),
    ("Renate Busch", 1, -16),
    ("Dilek Şahin", 2, -15),
)
BAKERS = (("Gerda Petersen", 1, -90), ("Anna Reuter", 2, -88), ("Jürgen Wolff", 1, -85))
SHIFTS = (
    ("Aufbauen und schmücken", -3, 0, 4),
    ("Kuchentheke", 0, 4, 3),
    ("Abbauen und fegen", 4, 5, 4),
)  # hours, needed
HELPERS = (
    (0, "Bohdan Koval"),
    (0, "Leyla Kaplan"),
    (1, "Hatice Yıldız"),
    (1, "Gerda Petersen"),
    (1, "Renate Busch"),
    (2, "Uwe Brandt"),
)
CALLED = ("Gerda Petersen", "Jürgen Wolff", "Renate Busch")  # have no mail; the office writes them down


class Guests:
    """Puts the registrations of Lindenhafen down on the story's clock."""

    def __init__(self, story: Any) -> None:
        self.line, self.area, self.by = story.line, story.area, story.by
        self.events: dict[str, Event] = {}

    def put_down(self) -> None:
        for facts, announced in ((SEWING, -7), (WALK, -9), (PARTY, -7), (COOKING, -24), (EARLIER, -95)):
            self.line.at(announced, partial(self._announce, *facts), 9)
        for facts, guests in ((SEWING, SEWERS), (WALK, WALKERS), (COOKING, COOKS), (EARLIER, BAKERS)):
            for hour, (name, persons, day) in enumerate(guests):
                self.line.at(day, partial(self._come, facts[0], name, persons), 11 + hour)
        self.line.at(-1, partial(self._cancel, SEWING[0], "Familie Nowak"), 9)
        self.line.at(-1, partial(self._advertise, WALK[0]), 9, 30)
        for hour, (number, name) in enumerate(HELPERS):
            self.line.at(-4, partial(self._help, number, name), 10 + hour)
        self.line.at(-11, partial(self._present, COOKING[0], 3))
        self.line.at(-74, partial(self._present, EARLIER[0], 2))
        self.line.at(-44, partial(self._forget, EARLIER[0]), 3)

    def _announce(
        self, title: str, summary: str, place: str, day: int, hour: int, hours: int, seats: int | None
    ) -> None:
        if title == PARTY[0]:
            day += (5 - self.line.day(day).weekday()) % 7  # on a Saturday
        start, end = self.line.moment(day, hour), self.line.moment(day, hour + hours)
        event = events.announce(
            area=self.area, title=title, summary=summary, place=place, starts_at=start, ends_at=end, step_free=True,
            cost="kostenlos", registers=seats is not None, capacity=seats, by=self.by,
        )  # fmt: skip
        self.events[title] = event
        for task, begins, ends, needed in SHIFTS if title == PARTY[0] else ():
            events.plan_shift(
                event=event, title=task, starts_at=self.line.moment(day, hour + begins),
                ends_at=self.line.moment(day, hour + ends), needed=needed, by=self.by,
            )  # fmt: skip

    def _come(self, title: str, name: str, persons: int, shift: Shift | None = None) -> None:
        """By the form and the link in the mail, or by calling the office."""
        event = self.events[title]
        if name in CALLED:
            events.enter(event=event, name=name, phone="0000 000 010", seats_wanted=persons, shift=shift, by=self.by)
            return
        row = events.register(event=event, name=name, email=_mailbox(name), seats_wanted=persons, shift=shift)
        events.confirm(registration=row)

    def _help(self, number: int, name: str) -> None:
        self._come(PARTY[0], name, 1, self.events[PARTY[0]].shifts.all()[number])

    def _cancel(self, title: str, name: str) -> None:
        events.withdraw(registration=Registration.objects.get(event=self.events[title], name=name))

    def _advertise(self, title: str) -> None:
        events.register(
            event=self.events[title], name="Traumreisen", email="angebot@werbung.example",
            note="Jetzt buchen: https://traumreisen.example",
        )  # fmt: skip

    def _present(self, title: str, came: int) -> None:
        ids = list(Registration.objects.filter(event=self.events[title]).order_by("id").values_list("pk", flat=True))
        events.mark_presence(event=self.events[title], shown=ids, present=ids[:came], by=self.by)

    def _forget(self, title: str) -> None:
        for row in Registration.objects.filter(event=self.events[title]).select_related("event__area"):
            events.anonymise(registration=row)


def _mailbox(name: str) -> str:
    plain = name.lower().translate(str.maketrans("äöüßışçóğ ", "aousiscog."))
    return f"{plain.encode('ascii', 'ignore').decode()}@post.example"


def put_down(story: Any) -> None:
    """The registrations of the story, on its clock."""
    Guests(story).put_down()
