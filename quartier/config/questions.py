"""What `quartier init` takes as options and asks for the rest, every answer checked where it is given."""

import argparse
import difflib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quartier.accounts import rules as account_rules
from quartier.areas import rules as area_rules
from quartier.areas.models import LANDS, Area, Carrier, City, Office, Sponsor
from quartier.kit.columns import fold
from quartier.kit.errors import Refused
from quartier.kit.tables import Feature, read_geojson

PERSON = re.compile(r"^\s*(?P<name>[^<>]*?)\s*<?(?P<email>[^<>\s]+@[^<>\s]+)>?\s*$")
TWO = (
    "Zahlungen brauchen zwei Menschen: Wer eine anordnet, bucht sie nicht selbst. "
    "Mit nur einer Person im Quartiersmanagement bleiben Zahlungen deshalb liegen."
)
TWICE = "Zweimal dieselbe Person hilft nicht: Bei Zahlungen braucht es zwei verschiedene Menschen."
# What the options fill: its room in the table is the longest answer.
PLACES = {
    "city": (City, "name"), "quarter": (Area, "name"), "carrier": (Carrier, "name"), "office": (Office, "name"),
    "street": (Office, "street"), "town": (Office, "town"), "phone": (Office, "phone"), "sponsor": (Sponsor, "name"),
    "responsible": (Area, "responsible"),
}  # fmt: skip
Check = Callable[[str], Any]


class Unclear(Refused):
    """A file of many outlines, and none or several that could be meant."""


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
    land: str = ""
    administrator: tuple[str, str] | None = None
    boundary: dict[str, Any] | None = None
    sponsors: list[str] = field(default_factory=list)
    jury: bool = False


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "quartier init", description="Richtet ein Quartier ein. Was als Option fehlt, wird gefragt.", epilog=TWO
    )
    add = parser.add_argument
    add("--city", metavar="STADT", help="Name der Stadt oder Gemeinde")
    add("--quarter", metavar="QUARTIER", help="Name des Quartiers")
    add("--boundary", metavar="DATEI", help="Grenze als GeoJSON (WGS 84); freiwillig")
    add("--outline", metavar="NAME", help="Name oder Kennung des Umrisses, wenn die Datei viele hat (sonst QUARTIER)")
    add("--carrier", metavar="TRÄGER", help="wer das Quartiersmanagement trägt")
    add("--street", metavar="STRASSE", help="Straße und Hausnummer des Büros")
    add("--town", metavar="ORT", help="Postleitzahl und Ort des Büros")
    add("--land", metavar="LAND", default="", help="Bundesland, dessen Feiertage Fristen verschieben; freiwillig")
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


def plan(given: argparse.Namespace, free: Callable[[str, str], Any]) -> Plan:
    """Options first, then questions where somebody sits at a terminal. ``free(city, quarter)`` refuses a quarter that
    is there already, before anything else is asked."""
    asks = sys.stdin.isatty()
    _check_options(given)
    text = _answer if asks else _demand
    city = given.city or text("Wie heißt die Stadt?", "city", _fits("city"))
    quarter = given.quarter or text("Wie heißt das Quartier?", "quarter", lambda said: _quarter(city, said, free))
    _quarter(city, quarter, free)
    boundary = _boundary(given, quarter, asks)
    plan = Plan(
        city=city, quarter=quarter,
        carrier=given.carrier or text("Wer trägt das Quartiersmanagement?", "carrier", _fits("carrier")),
        street=given.street or text("Straße und Hausnummer des Büros?", "street", _fits("street")),
        town=given.town or text("Postleitzahl und Ort?", "town", _fits("town")),
        land=_land(given, asks),
        office=given.office or f"Quartiersbüro {quarter}"[: _room("office")],
        managers=[person(text) for text in given.manager],
        phone=given.phone, email=given.email and account_rules.address(given.email), responsible=given.responsible,
        administrator=person(given.administrator) if given.administrator else None, boundary=boundary,
        sponsors=given.sponsor,
    )  # fmt: skip
    _people(plan, asks)
    plan.jury = given.jury if given.jury is not None else asks and _yes("Eine Aktionsfonds-Jury gleich mit anlegen?")
    return plan


# One answer ------------------------------------------------------------------------------------------------------
def _answer(question: str, option: str, check: Check) -> str:
    return str(_until_right(question, check))


def _until_right(question: str, check: Check, *, empty: bool = False) -> Any:
    """Ask until ``check`` takes the answer; returns what it made of it, None for nothing where that is allowed."""
    while True:
        said = input(f"{question} ").strip()
        if not said and empty:
            return None
        try:
            if said:
                return check(said)
            print("Das brauchen wir.")
        except Refused as refused:
            print(refused.message)


def _demand(question: str, option: str, check: Check) -> str:
    raise Refused(f"Es fehlt --{option}. ({question})")


def _yes(question: str) -> bool:
    return input(f"{question} [J/n] ").strip().lower() in ("", "j", "ja", "y", "yes")


def _room(option: str) -> int:
    model, name = PLACES[option]
    return int(getattr(model._meta.get_field(name), "max_length", 0))


def _fits(option: str) -> Check:
    def check(said: str) -> str:
        if len(said) > _room(option):
            raise Refused(f"„{said[:40]}…“ ist zu lang, höchstens {_room(option)} Zeichen (--{option}).")
        return said

    return check


def _check_options(given: argparse.Namespace) -> None:
    for option in PLACES:
        said = getattr(given, option) or ""
        for one in said if isinstance(said, list) else [said]:
            _fits(option)(one)


def _quarter(city: str, said: str, free: Callable[[str, str], Any]) -> str:
    area_rules.free_slug(area_rules.slug(said), ())
    free(city, said)
    return str(_fits("quarter")(said))


def _land(given: argparse.Namespace, asks: bool) -> str:
    if given.land or not asks:
        return land(given.land)
    return _until_right("Welches Bundesland (leer: keine Angabe)?", land, empty=True) or ""


def land(said: str) -> str:
    """„Berlin“ or „be“ → „BE“; nothing for nothing. Refused for what is no Land."""
    codes = {word.casefold(): code for code, name in LANDS for word in (code, str(name))}
    if said and said.strip().casefold() not in codes:
        raise Refused(f"„{said[:40]}“ ist kein Bundesland. Bitte so: Berlin oder BE (--land).")
    return codes.get(said.strip().casefold(), "")


# People ----------------------------------------------------------------------------------------------------------
def person(text: str) -> tuple[str, str]:
    """„Name <mail>“, checked."""
    found = PERSON.match(text)
    if not found:
        raise Refused(f"„{text}“ verstehen wir nicht. Bitte so: Jana Kurz <jana@beispiel.de>")
    return found["name"], account_rules.address(found["email"])


def _people(plan: Plan, asks: bool) -> None:
    if asks and len(plan.managers) < 2:
        print(f"\n{TWO}")
    while asks and len(plan.managers) < 2:
        first = not plan.managers
        question = f"{'Erste' if first else 'Zweite'} Person im Quartiersmanagement, Name <Mail>:"
        added = _until_right(question, lambda said: _another(plan, said), empty=not first)
        if added is None:
            break
        plan.managers.append(added)
    if not plan.managers:
        raise Refused("Ohne eine Person im Quartiersmanagement kann niemand hinein: --manager 'Name <mail@…>'")
    if len({email for _name, email in plan.managers}) < len(plan.managers):
        raise Refused(TWICE)


def _another(plan: Plan, said: str) -> tuple[str, str]:
    name, email = person(said)
    if email in {known for _name, known in plan.managers}:
        raise Refused(TWICE)
    return name, email


# The boundary ----------------------------------------------------------------------------------------------------
def _boundary(given: argparse.Namespace, quarter: str, asks: bool) -> dict[str, Any] | None:
    wanted = given.outline or quarter
    if given.boundary:
        return outline(Path(given.boundary).expanduser(), wanted)
    if not asks:
        return None
    question = "Datei mit der Grenze (GeoJSON; leer: später)"
    found: dict[str, Any] | None = _until_right(question, lambda said: _choose(said, wanted), empty=True)
    return found


def _choose(said: str, wanted: str) -> Any:
    path = Path(said).expanduser()
    try:
        return outline(path, wanted)
    except Unclear as unclear:
        print(unclear.message)
        question = "Welcher Umriss? Name oder Kennung (leer: ohne Grenze)"
        return _until_right(question, lambda name: outline(path, name), empty=True)


def outline(path: Path, wanted: str) -> dict[str, Any]:
    """The one outline of a GeoJSON file, or of many the one with that name or id. Refused: none, or more than one."""
    features = read_geojson(path)
    if len(features) > 1:
        features = [feature for feature in features if fold(wanted) in _words(feature)] or _none(path, wanted, features)
    if len(features) > 1:
        raise Unclear(
            f"In „{path.name}“ heißen {len(features)} Umrisse „{wanted}“. Bitte nennen Sie die Kennung: --outline KENNUNG"
        )
    if features[0].problems:
        raise Refused(f"Die Grenze ist nicht zu gebrauchen: {features[0].problems[0].sentence}")
    return features[0].geometry


def _words(feature: Feature) -> set[str]:
    """What an outline is called: its texts and whole numbers, folded for comparing."""
    return {fold(str(value)) for value in feature.properties.values() if isinstance(value, str | int)} - {""}


def _none(path: Path, wanted: str, features: list[Feature]) -> Any:
    names = [value for feature in features for value in feature.properties.values() if isinstance(value, str)]
    near = [name for name in names if fold(wanted) and fold(wanted) in fold(name)]
    near = list(dict.fromkeys(near + difflib.get_close_matches(wanted, names, 4)))[:6]
    hint = f" Ähnlich heißen: {', '.join(f'„{name}“' for name in near)}." if near else ""
    raise Unclear(
        f"In „{path.name}“ stehen {len(features)} Umrisse, und keiner heißt „{wanted}“.{hint} Bitte wählen Sie einen mit "
        "--outline NAME; alle auf einmal übernimmt: quartier import areas"
    )
