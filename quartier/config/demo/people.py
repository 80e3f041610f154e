"""The people and organisations of Lindenhafen. All invented."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from quartier.accounts import actions as accounts
from quartier.accounts.models import User
from quartier.areas import actions as areas
from quartier.areas.models import Area
from quartier.committees import actions as committees
from quartier.config.demo import pictures
from quartier.config.demo.places import World
from quartier.files import actions as files
from quartier.kit import access
from quartier.network import actions as network
from quartier.network.models import Organisation, Person

ORGANISATIONS = [
    ("Kultur am Kai e. V.", "Verein", "Kornweg 12"), ("Grundschule am Kanal", "Schule", "Kanalstraße 3"),
    ("Kita Regenbogenfisch", "Kita", "Lindenallee 18"), ("Kita Hafenmäuse", "Kita", "Hafenstraße 7"),
    ("Jugendhaus Leuchtturm", "Jugend", "Werftstraße 22"), ("Seniorentreff Ankerplatz", "Senioren", "Hafenstraße 40"),
    ("Mieterinitiative Wehr", "Initiative", "Am Wehr 5"), ("Sportfreunde Hohenwerder e. V.", "Verein", "Am Sportplatz 1"),
    ("Hafen-Wohnen eG", "Wohnungsunternehmen", "Lindenallee 2"), ("Kirchengemeinde am Hafen", "Religion", "Kirchplatz 1"),
    ("Moscheeverein Hohenwerder e. V.", "Religion", "Kornweg 30"), ("Nachbarschaftsgarten Anger", "Initiative", "Angerpark"),
    ("Radkultur Wehr e. V.", "Verein", "Am Wehr 9"), ("Volkshochschule, Zweigstelle Hafen", "Bildung", "Kanalstraße 11"),
    ("Stadtbücherei, Zweigstelle Hafen", "Bildung", "Kanalstraße 13"), ("Café Schiffsjunge", "Gewerbe", "Hafenstraße 12"),
    ("Bäckerei Lindner", "Gewerbe", "Lindenallee 9"), ("Werbegemeinschaft Hafenstraße", "Gewerbe", "Hafenstraße 15"),
    ("Nähwerkstatt Faden & Co", "Initiative", "Kornweg 12"), ("Sozialberatung Lotse", "Beratung", "Hafenstraße 33"),
    ("Freiwillige Feuerwehr Hafen", "Verein", "Wachgasse 2"), ("Chor der Vielen", "Kultur", "Kirchplatz 3"),
    ("Elterncafé Kanal", "Initiative", "Kanalstraße 3"), ("Polizeistation Hafen", "Verwaltung", "Wachgasse 6"),
]  # fmt: skip
JURORS = [
    "Boris Blum", "Hatice Yıldız", "Olena Kovalenko", "Samir Haddad", "Gerda Petersen", "Jürgen Matthiesen",
    "Nguyen Thi Lan", "Fatou Diallo", "Peter Wolff",
]  # fmt: skip
COUNCIL = [
    "Hatice Yıldız", "Karin Lorenzen", "Mehmet Kaya", "Anna Schröder", "Taisia Melnyk", "Uwe Brandt", "Rana Aziz",
    "Elif Arslan", "Dieter Hinrichs",
]  # fmt: skip
SENT = [  # who sits in the council for an institution
    ("Birgit Claussen", "Grundschule am Kanal"), ("Thomas Reimers", "Hafen-Wohnen eG"),
    ("Monika Jensen", "Kita Regenbogenfisch"), ("Yusuf Demirel", "Moscheeverein Hohenwerder e. V."),
    ("Astrid Vogt", "Kirchengemeinde am Hafen"), ("Lars Petersen", "Jugendhaus Leuchtturm"),
]  # fmt: skip
NEIGHBOURS = [
    "Ayşe Demir", "Marta Nowak", "Ingrid Behrens", "Ahmad Rahimi", "Sabine Albrecht", "Tomasz Wójcik", "Lena Hansen",
    "Dilan Çelik", "Kofi Mensah", "Renate Friedrichs", "Ivan Petrenko", "Jule Sommer", "Amira Saleh", "Horst Kröger",
]  # fmt: skip


@dataclass
class Cast:
    """Users by their part, persons and organisations by name, seats of the bodies."""

    selin: User
    taras: User
    boris: User
    applicant: User
    kora: User
    dieter: User
    audrey: User
    adam: User
    werft: User
    persons: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    jury: Any = None
    council: Any = None
    jurors: list[Any] = field(default_factory=list)
    councillors: list[Any] = field(default_factory=list)


def build(world: World, since: dt.date) -> Cast:
    """All people of the demo, with their roles, seats and organisations."""
    area, city = world.lindenhafen, world.city
    cast = Cast(
        selin=_user("Selin Aydın", "selin", access.MANAGER, area.scope),
        taras=_user("Taras Bondarenko", "taras", access.MANAGER, area.scope),
        boris=_user("Boris Blum", "boris"),
        applicant=_user("Sabine Albrecht", "sabine"),
        kora=_user("Kora Hahn", "kora", access.COORDINATOR, city.scope),
        dieter=_user("Dieter Falk", "dieter", access.FUNDER, area.scope),
        audrey=_user("Audrey Iser", "audrey", access.AUDITOR, area.scope),
        adam=_user("Adam Jost", "adam", access.ADMINISTRATOR, area.scope),
        werft=_user("Erna Gold", "erna", access.MANAGER, world.werftviertel.scope),
    )
    for name, sector, street in ORGANISATIONS:
        cast.organisations[name] = network.add_organisation(
            city=city,
            area=area,
            name=name,
            sector=sector,
            street=street,
            town="Hohenwerder",
            public=True,
            by=cast.selin,
        )
    users = {"Boris Blum": cast.boris, "Sabine Albrecht": cast.applicant}
    everybody = dict.fromkeys([*JURORS, *COUNCIL, *(name for name, _ in SENT), *NEIGHBOURS])
    for number, name in enumerate(everybody):  # every second one writes mails, the others are called
        cast.persons[name] = network.add_person(
            area=area, name=name, user=users.get(name), by=cast.selin, phone="0000 000 010",
            email="" if number % 2 else _address(name),
        )  # fmt: skip
    _bodies(world, cast, since)
    _office(area, cast, since)
    return cast


def _office(area: Area, cast: Cast, since: dt.date) -> None:
    """Who is met in the office. Selin and Taras agreed to be shown, with a (drawn) face; the trainee did not."""
    for user, task, spoken, colours in (
        (cast.selin, "Ideen, Anträge und Feste", ["de", "tr"], ("#d8a27a", "#2b1d16", "#7a2d8c")),
        (cast.taras, "Geld, Räume und Beratung", ["de", "uk", "ru"], ("#f1cdb0", "#8a5a2b", "#005741")),
    ):
        member = areas.add_staff(
            area=area, name=user.name, task=task, spoken=spoken, phone="0000 000 001", consent_on=since, by=cast.selin
        )
        picture = files.keep_picture(
            upload=pictures.portrait(*colours), name="portrait.jpg", scope=area.scope, by=cast.selin,
            alt=f"Gezeichnetes Bild von {user.name}", credit="Quartiersbüro", taken_consent_on=since, shown_consent_on=since,
        )  # fmt: skip
        files.put_picture(row=member, picture=picture, by=cast.selin)
    areas.add_staff(area=area, name="Jana Ohm", task="Praktikum", spoken=["de", "en"], by=cast.selin)


def _user(name: str, mailbox: str, kind: str = "", scope: Any = None) -> User:
    user = accounts.create_user(email=f"{mailbox}@lindenhafen.example", name=name)
    if kind:
        accounts.give_role(user=user, kind=kind, scope=scope)
    return user


def _address(name: str) -> str:
    plain = name.lower().translate(str.maketrans("äöüßışçóğ ", "aousiscog."))
    return f"{plain.encode('ascii', 'ignore').decode()}@post.example"


def _bodies(world: World, cast: Cast, since: dt.date) -> None:
    area, by = world.lindenhafen, cast.selin
    cast.jury = committees.found(
        area=area, name="Aktionsfonds-Jury", slug="aktionsfonds-jury", kind="jury", by=by,
        about="Neun Nachbarinnen und Nachbarn entscheiden über das Geld für kleine Ideen.",
    )  # fmt: skip
    cast.council = committees.found(
        area=area, name="Quartiersrat", slug="quartiersrat", kind="council", by=by,
        about="Gewählte Bewohnerinnen und Bewohner und Einrichtungen beraten, was das Quartier braucht.",
    )  # fmt: skip
    for body, top, bottom in ((cast.jury, 1, 2), (cast.council, 2, 3)):
        committees.adopt(
            committee=body, valid_from=since, quorum_top=top, quorum_bottom=bottom, notice_days=7, by=by,
            text="Mehr Ja als Nein entscheidet. Wer befangen ist, darf mitreden und stimmt nicht mit ab.",
        )  # fmt: skip
    for index, name in enumerate(JURORS):
        cast.jurors.append(_seat(cast, cast.jury, name, since, speaker=index == 1, show=index < 6))
    for index, name in enumerate(COUNCIL):
        cast.councillors.append(_seat(cast, cast.council, name, since, speaker=index == 0, show=index < 7))
    for name, house in SENT:
        cast.councillors.append(_seat(cast, cast.council, name, since, house=house, show=True))


def _seat(
    cast: Cast, body: Any, name: str, since: dt.date, house: str = "", speaker: bool = False, show: bool = False
) -> Any:
    return committees.seat(
        committee=body, person=cast.persons[name], kind="institution" if house else "resident", since=since,
        organisation=cast.organisations[house] if house else None, speaker=speaker, show_name=show, by=cast.selin,
    )  # fmt: skip
