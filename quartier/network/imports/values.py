"""One row of a list: which columns it may have, and what its cells say."""

import hashlib
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.kit.columns import Column, fold
from quartier.kit.tables import Problem, Row
from quartier.network.models import Organisation

# Words are headers as they stand in real lists, folded (kit.columns.fold): „Straße/Nr.“ is „strassenr“.
COLUMNS = (
    Column("name", gettext_lazy("Name"), (
        "name", "bezeichnung", "einrichtung", "einrichtungsname", "namedereinrichtung", "nameeinrichtung",
        "organisation", "organisationsname", "institution", "akteur", "verein", "vereinsname", "firma", "titel",
        "kitaname", "schulname", "title", "organisationname", "organizationname", "organization", "facilityname",
        "facility", "institutionname", "bezeichnungdereinrichtung", "namederorganisation", "namedesvereins",
    ), required=True),
    Column("external_id", gettext_lazy("Kennung"), (
        "externalid", "kennung", "id", "osmid", "schluessel", "einrichtungsnummer", "einrichtungsnr", "kitanummer",
        "kitanr", "schulnummer", "bsn", "objektid",
    )),
    Column("sector", gettext_lazy("Art"), (
        "art", "type", "typ", "kategorie", "category", "einrichtungsart", "einrichtungstyp", "artdereinrichtung",
        "sektor", "sector", "branche", "sparte", "facilitytype", "typeoffacility",
    )),
    Column("parent_name", gettext_lazy("Träger"), (
        "traeger", "traegername", "nametraeger", "traegerin", "sponsorname", "sponsor", "betreiber", "provider",
        "operator",
    )),
    Column("street", gettext_lazy("Straße und Hausnummer"), (
        "strasseundhausnummer", "strassehausnummer", "strassehausnr", "strassenr", "strasseundnr", "strassehnr",
        "strasse", "street", "adresse", "anschrift", "address", "addrstreet", "streetaddress",
    )),
    Column("house_number", gettext_lazy("Hausnummer"), (
        "hausnummer", "hausnr", "hnr", "hsnr", "housenumber", "addrhousenumber",
    )),
    Column("postcode", gettext_lazy("Postleitzahl"), (
        "plz", "postleitzahl", "zipcode", "zip", "postcode", "postalcode", "addrpostcode",
    )),
    Column("town", gettext_lazy("Ort"), ("ort", "stadt", "town", "city", "gemeinde", "addrcity")),
    Column("phone", gettext_lazy("Telefon"), (
        "telefon", "telefonnummer", "tel", "telnr", "fon", "phone", "phonenumber", "rufnummer", "contactphone",
        "telephone",
    )),
    Column("email", gettext_lazy("E-Mail"), (
        "email", "emailadresse", "mail", "mailadresse", "epost", "contactemail", "emailaddress",
    )),
    Column("website", gettext_lazy("Internet"), (
        "web", "website", "webseite", "internet", "internetadresse", "internetseite", "homepage", "url", "www",
        "contactwebsite",
    )),
    Column("lat", gettext_lazy("Breite"), (
        "lat", "latitude", "breite", "breitengrad", "geographischebreite", "ykoordinate", "koordinatey", "y",
    )),
    Column("lon", gettext_lazy("Länge"), (
        "lon", "lng", "long", "longitude", "laenge", "laengengrad", "geographischelaenge", "xkoordinate",
        "koordinatex", "x",
    )),
)  # fmt: skip
LIMITS: dict[str, int] = {
    field.name: field.max_length for field in Organisation._meta.concrete_fields if field.max_length is not None
}
_check_url = URLValidator(schemes=["http", "https"])


@dataclass
class Actor:
    """What a row says of an institution; ``values`` only of columns that the list has."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    external_id: str = ""
    notes: list[Problem] = field(default_factory=list)  # the row is taken, the value is not
    refused: Problem | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude."""
        lon, lat = self.values.get("lon"), self.values.get("lat")
        return (lon, lat) if lon is not None and lat is not None else None


def read_actor(row: Row, columns: Mapping[str, str]) -> Actor:
    """``columns``: field → header. A row that the reader doubts or that has no name is refused."""
    actor = Actor(row.line)
    cells = {name: _plain(row.values[header]) for name, header in columns.items()}
    actor.external_id = cells.pop("external_id", "")[: LIMITS["external_id"]]
    if row.problems:
        actor.refused = row.problems[0]
        return actor
    if not cells["name"]:
        actor.refused = Problem(_("Der Name fehlt."), row.line, column=columns["name"])
        return actor
    if len(cells["name"]) > LIMITS["name"]:
        actor.refused = Problem(_("Der Name ist länger als 200 Zeichen."), row.line, column=columns["name"])
        return actor
    number = cells.pop("house_number", "")
    if number and not cells.get("street", "").endswith(number):
        cells["street"] = f"{cells.get('street', '')} {number}".strip()
    _coordinates(actor, cells, columns)
    for name, text in cells.items():
        actor.values[name] = _checked(actor, name, text, columns)
    actor.external_id = actor.external_id or _own_key(actor.values)
    return actor


def _plain(text: str) -> str:
    """One line without control or direction marks."""
    letters = (letter if unicodedata.category(letter)[0] != "C" else " " for letter in text)
    return " ".join(unicodedata.normalize("NFC", "".join(letters)).split())


def _checked(actor: Actor, name: str, text: str, columns: Mapping[str, str]) -> str:
    """The cell's text, or nothing and a note."""
    wrong, written = "", text
    if name == "website" and text and "://" not in text:
        text = f"https://{text}"
    if len(text) > LIMITS.get(name, 1000):
        wrong = _("„%(start)s …“ ist zu lang und bleibt weg.") % {"start": text[:30]}
    elif text and name in ("email", "website"):
        try:
            validate_email(text) if name == "email" else _check_url(text)
        except ValidationError:
            kind = _("E-Mail-Adresse") if name == "email" else _("Internetadresse")
            wrong = _("„%(text)s“ ist keine %(kind)s und bleibt weg.") % {"text": written[:60], "kind": kind}
    if wrong:
        actor.notes.append(Problem(wrong, actor.line, column=columns.get(name, "")))
        return ""
    return text


def _coordinates(actor: Actor, cells: dict[str, str], columns: Mapping[str, str]) -> None:
    """Both or neither: half a point is none."""
    if not {"lat", "lon"} & cells.keys():
        return
    lat_text, lon_text = cells.pop("lat", ""), cells.pop("lon", "")
    lat, lon = degrees(lat_text, 90), degrees(lon_text, 180)
    if lat is None or lon is None or (lat == 0 and lon == 0):
        if lat_text or lon_text:
            said = f"{lat_text or '–'} / {lon_text or '–'}"[:60]
            wrong = _("„%(text)s“ sind keine Koordinaten in Grad (Breite / Länge).") % {"text": said}
            actor.notes.append(Problem(wrong, actor.line, column=columns.get("lat") or columns.get("lon", "")))
        lat = lon = None
    actor.values["lat"], actor.values["lon"] = lat, lon


def degrees(text: str, limit: int) -> float | None:
    """„52,5225“, „52.5225“, „52.5225° N“; None for everything that is no degree."""
    text = re.sub(r"\s*°?\s*[NOE]?$", "", text.strip())
    if not re.fullmatch(r"[+-]?\d{1,3}([.,]\d+)?", text):
        return None
    number = float(text.replace(",", "."))
    return number if math.isfinite(number) and abs(number) <= limit else None


def _own_key(values: Mapping[str, Any]) -> str:
    """For lists without a number: name, street and postcode, written in whatever way. The „~“ marks it as ours."""
    text = "|".join(fold(str(values.get(name, ""))) for name in ("name", "street", "postcode"))
    if not fold(str(values["name"])):  # a name without a Latin letter
        text = "|".join(str(values.get(name, "")).casefold() for name in ("name", "street", "postcode"))
    return "~" + hashlib.sha256(text.encode()).hexdigest()[:24]
