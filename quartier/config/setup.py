"""`quartier init`: from nothing to an empty, usable quarter. `quartier update`: after a new version."""

import argparse
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from quartier.accounts import actions as accounts
from quartier.accounts import rules as account_rules
from quartier.areas import actions as areas
from quartier.areas import rules as area_rules
from quartier.areas.models import Area, City
from quartier.committees import actions as committees
from quartier.funding import actions as funding
from quartier.history.actions import action
from quartier.kit import access, dates, links
from quartier.kit.errors import Refused
from quartier.kit.tables import read_geojson

PERSON = re.compile(r"^\s*(?P<name>[^<>]*?)\s*<?(?P<email>[^<>\s]+@[^<>\s]+)>?\s*$")
TWO = (
    "Zahlungen brauchen zwei Menschen: Wer eine anordnet, bucht sie nicht selbst. "
    "Mit nur einer Person im Quartiersmanagement bleiben Zahlungen deshalb liegen."
)


@dataclass
class Plan:
    """What is to be set up, checked."""

    city: str
    quarter: str
    carrier: str
    street: str
    town: str
    office: str
    managers: list[tuple[str, str]]  # (name, address)
    phone: str = ""
    email: str = ""
    responsible: str = ""
    administrator: tuple[str, str] | None = None
    boundary: dict[str, Any] | None = None
    sponsors: list[str] = field(default_factory=list)
    jury: bool = False


def run(words: list[str]) -> int:
    """Ask for what the options leave open, build the tables, found the quarter, print the links of the invitations."""
    given = _parser().parse_args(words)
    if settings.DEMO:
        return _stop("In diesem Ordner liegt die Vorführung. Bitte wählen Sie einen anderen: --data ORDNER")
    try:
        plan = _plan(given)
        build_tables()
        area, invited = found(plan=plan)
    except Refused as refused:
        return _stop(refused.message)
    _report(plan, area, invited)
    return 0


def update(words: list[str]) -> int:
    """Bring database and static files up to the program."""
    argparse.ArgumentParser("quartier update", description="Zieht Datenbank und Dateien nach.").parse_args(words)
    build_tables()
    funding.load_rulesets()
    print("Datenbank und Dateien passen zum Programm.")
    return 0


def build_tables() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


# Asking -----------------------------------------------------------------------------------------------------------
def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "quartier init", description="Richtet ein Quartier ein. Was als Option fehlt, wird gefragt.", epilog=TWO
    )
    add = parser.add_argument
    add("--city", metavar="STADT", help="Name der Stadt oder Gemeinde")
    add("--quarter", metavar="QUARTIER", help="Name des Quartiers")
    add("--boundary", metavar="DATEI", help="Grenze als GeoJSON (WGS 84); freiwillig")
    add("--carrier", metavar="TRÄGER", help="wer das Quartiersmanagement trägt")
    add("--street", metavar="STRASSE", help="Straße und Hausnummer des Büros")
    add("--town", metavar="ORT", help="Postleitzahl und Ort des Büros")
    add("--office", metavar="NAME", help="Name des Büros (sonst „Quartiersbüro QUARTIER“)")
    add("--phone", metavar="TELEFON", default="", help="Telefon des Büros")
    add("--email", metavar="MAIL", default="", help="E-Mail des Büros")
    add("--responsible", metavar="NAME", default="", help="verantwortlich für den Inhalt (Impressum)")
    add("--sponsor", metavar="NAME", action="append", default=[], help="Fördergeber; mehrmals möglich")
    add("--manager", metavar="NAME <MAIL>", action="append", default=[], help="Quartiersmanagement; bitte zweimal")
    add("--administrator", metavar="NAME <MAIL>", help="verwaltet die Zugänge der ganzen Stadt; freiwillig")
    add("--jury", action=argparse.BooleanOptionalAction, default=None, help="eine Aktionsfonds-Jury mit anlegen")
    add("--data", metavar="ORDNER", help="Ordner der Daten (sonst QUARTIER_DATA oder ./data)")
    return parser


def _plan(given: argparse.Namespace) -> Plan:
    asks = sys.stdin.isatty()
    ask = _ask if asks else _demand
    plan = Plan(
        city=given.city or ask("Wie heißt die Stadt?", "--city"),
        quarter=given.quarter or ask("Wie heißt das Quartier?", "--quarter"),
        carrier=given.carrier or ask("Wer trägt das Quartiersmanagement?", "--carrier"),
        street=given.street or ask("Straße und Hausnummer des Büros?", "--street"),
        town=given.town or ask("Postleitzahl und Ort?", "--town"),
        office=given.office or "",
        managers=[_person(text) for text in given.manager],
        phone=given.phone, email=given.email, responsible=given.responsible, sponsors=given.sponsor,
        administrator=_person(given.administrator) if given.administrator else None,
    )  # fmt: skip
    path = given.boundary or (asks and input("Datei mit der Grenze (GeoJSON; leer: später) ").strip())
    plan.boundary = _boundary(Path(path).expanduser()) if path else None
    _ask_people(plan, asks)
    plan.jury = given.jury if given.jury is not None else asks and _yes("Eine Aktionsfonds-Jury gleich mit anlegen?")
    return plan


def _ask_people(plan: Plan, asks: bool) -> None:
    if asks and len(plan.managers) < 2:
        print(f"\n{TWO}")
    while asks and len(plan.managers) < 2:
        first = not plan.managers
        line = input(f"{'Erste' if first else 'Zweite'} Person im Quartiersmanagement, Name <Mail>: ").strip()
        if not line and not first:
            break
        try:
            plan.managers.append(_person(line))
        except Refused as refused:
            print(refused.message)
    if not plan.managers:
        raise Refused("Ohne eine Person im Quartiersmanagement kann niemand hinein: --manager 'Name <mail@…>'")
    addresses = [email for _name, email in plan.managers]
    if len(set(addresses)) < len(addresses):
        raise Refused("Zweimal dieselbe Person hilft nicht: Bei Zahlungen braucht es zwei verschiedene Menschen.")


def _ask(question: str, option: str) -> str:
    while not (answer := input(f"{question} ").strip()):
        print("Das brauchen wir.")
    return answer


def _demand(question: str, option: str) -> str:
    raise Refused(f"Es fehlt {option}. ({question})")


def _yes(question: str) -> bool:
    return input(f"{question} [J/n] ").strip().lower() in ("", "j", "ja", "y", "yes")


def _person(text: str) -> tuple[str, str]:
    """„Name <mail>“, checked."""
    found = PERSON.match(text)
    if not found:
        raise Refused(f"„{text}“ verstehen wir nicht. Bitte so: Jana Kurz <jana@beispiel.de>")
    return found["name"], account_rules.address(found["email"])


def _boundary(path: Path) -> dict[str, Any]:
    """The one outline of a GeoJSON file."""
    features = read_geojson(path)
    if len(features) != 1:
        raise Refused(
            f"In „{path.name}“ stehen {len(features)} Umrisse; für das Quartier brauchen wir genau einen. "
            "Alle auf einmal übernimmt: quartier import areas"
        )
    if features[0].problems:
        raise Refused(f"Die Grenze ist nicht zu gebrauchen: {features[0].problems[0].sentence}")
    return features[0].geometry


# Founding ---------------------------------------------------------------------------------------------------------
@action
def found(*, plan: Plan) -> tuple[Area, list[tuple[str, str, str]]]:
    """Before: tables. Effect: city, carrier, quarter, office, fields, invitations; all or nothing.

    Returns the quarter and (name, role, path of the link) of each invitation. Refused: the city has such a quarter.
    """
    city = City.objects.filter(name=plan.city).first() or areas.found_city(name=plan.city)
    if Area.objects.filter(slug=area_rules.slug(plan.quarter)).exists():
        raise Refused(f"Das Quartier „{plan.quarter}“ gibt es hier schon.")
    carrier = areas.found_carrier(name=plan.carrier)
    area = areas.found_area(
        city=city, name=plan.quarter, carrier=carrier, boundary=plan.boundary, responsible=plan.responsible
    )
    areas.open_office(
        area=area, name=plan.office or f"Quartiersbüro {plan.quarter}", street=plan.street, town=plan.town, hours=[],
        phone=plan.phone, email=plan.email,
    )  # fmt: skip
    for code, name in area_rules.FIELDS:
        areas.add_field(area=area, code=code, name=name)
    for name in plan.sponsors:
        areas.add_sponsor(area=area, name=name)
    funding.load_rulesets()
    if plan.jury:
        jury = committees.found(area=area, name="Aktionsfonds-Jury", slug="jury", kind="jury", by=None)
        committees.adopt(committee=jury, valid_from=dates.today(), by=None)
    people = [(*person, access.MANAGER, area.scope) for person in plan.managers]
    people += [(*plan.administrator, access.ADMINISTRATOR, city.scope)] if plan.administrator else []
    invited = []
    for name, email, kind, scope in people:
        row, secret = accounts.invite(email=email, name=name, kind=kind, scope=scope, by=None)
        label = f"{name or email} ({row.get_kind_display()})"
        invited.append((label, email, links.absolute(links.to("accounts:invitation", secret=secret))))
    return area, invited


def _report(plan: Plan, area: Area, invited: list[tuple[str, str, str]]) -> None:
    print(f"\n„{area.name}“ in {plan.city} ist eingerichtet. Daten: {settings.DATA}\n")
    print("Diese Links öffnen je einmal und 14 Tage lang. Sie gingen auch per Mail hinaus:")
    if not settings.MAIL.hostname:
        print(
            f"(Noch ohne Mailserver: Mails liegen als Dateien in {settings.EMAIL_FILE_PATH}. Einstellen: QUARTIER_MAIL)"
        )
    for label, _email, url in invited:
        print(f"  {label}\n    {url}")
    if len(plan.managers) < 2:
        print(f"\nAchtung: {TWO}\nDie zweite Person laden Sie auf der Seite „Zugänge“ ein.")
    print("\nWeiter mit: quartier serve")


def _stop(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
