"""The city of Hohenwerder and its quarters. Nothing of it exists."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from quartier.areas import actions as areas
from quartier.areas.models import Area, City
from quartier.areas.rules import FIELDS

# Outlines around a point in the sea off the coast, so that nobody takes them for a real place.
LINDENHAFEN = [
    (7.402, 54.231), (7.409, 54.234), (7.418, 54.2352), (7.4265, 54.2348), (7.432, 54.232), (7.4345, 54.228),
    (7.4338, 54.2245), (7.4312, 54.2215), (7.4262, 54.2206), (7.421, 54.2212), (7.4152, 54.2203), (7.4088, 54.2209),
    (7.4032, 54.2231), (7.4008, 54.227), (7.402, 54.231),
]  # fmt: skip
WERFTVIERTEL = [
    (7.4345, 54.228), (7.4415, 54.2292), (7.4488, 54.227), (7.452, 54.2232), (7.4498, 54.2188), (7.4432, 54.2168),
    (7.436, 54.2172), (7.4312, 54.2215), (7.4338, 54.2245), (7.4345, 54.228),
]  # fmt: skip
MUEHLENVIERTEL = [
    (7.409, 54.234), (7.4075, 54.2392), (7.413, 54.2432), (7.4212, 54.244), (7.4282, 54.2412), (7.4265, 54.2348),
    (7.418, 54.2352), (7.409, 54.234),
]  # fmt: skip
ALTSTADT = [
    (7.402, 54.231), (7.3935, 54.2335), (7.389, 54.2382), (7.3932, 54.2425), (7.4012, 54.2428), (7.4075, 54.2392),
    (7.409, 54.234), (7.402, 54.231),
]  # fmt: skip


@dataclass
class World:
    """What the chapters of the story share."""

    city: City
    lindenhafen: Area
    werftviertel: Area
    muehlenviertel: Area
    fields: list[Any]


def build(day: Any, real: list[Area] | None = None) -> World:
    """Carriers, quarters, offices, fields, terms; ``day`` is the timeline's day function.

    Without ``real`` the fictional city and four outlines; else three real quarters, known by their outline, in which
    the same invented story happens.
    """
    city = real[0].city if real else areas.found_city(name="Hohenwerder")
    carrier = areas.found_carrier(
        name="Nachbarschaftswerk Hohenwerder gGmbH", street="Hafenstraße 31", town="00000 Hohenwerder",
        represented_by="Ulrike Sommerfeld", register="Amtsgericht Hohenwerder, HRB 0000",
        phone="0000 000 000", email="post@nachbarschaftswerk.example",
    )  # fmt: skip
    other = areas.found_carrier(name="Stadtteilbüro am Wasser e. V.", street="Werftstraße 4", town="00000 Hohenwerder")
    if real:
        main, werft, muehle = (
            areas.update_area(area=row, carrier=c) for row, c in zip(real, (carrier, other, other), strict=True)
        )
    else:
        main, werft, muehle = (
            areas.found_area(city=city, name=name, carrier=c, boundary=_ring(ring))
            for name, c, ring in (
                ("Lindenhafen", carrier, LINDENHAFEN), ("Werftviertel", other, WERFTVIERTEL),
                ("Mühlenviertel", other, MUEHLENVIERTEL),
            )
        )  # fmt: skip
        areas.found_area(city=city, name="Altstadt", boundary=_ring(ALTSTADT))
    fields = _lindenhafen(main, day)
    _werftviertel(werft)
    areas.update_area(
        area=muehle, accent="violet", self_running_since=day(-420),
        lead="Zwölf Jahre lang gab es hier ein Quartiersmanagement. Jetzt machen die Nachbarn allein weiter.",
    )  # fmt: skip
    areas.begin_term(area=main, starts_on=day(-1460), ends_on=day(-366), carrier=carrier)
    areas.begin_term(area=main, starts_on=day(-365), ends_on=day(730), carrier=carrier)
    return World(city, main, werft, muehle, fields)


def _lindenhafen(area: Area, day: Any) -> list[Any]:
    areas.update_area(
        area=area, spoken=["Deutsch", "Türkçe", "Українська", "Русский", "العربية"],
        lead="Hier wohnen 8.400 Menschen aus 61 Ländern. Was hier geschieht, entscheiden wir zusammen. "
        "Kommen Sie vorbei, bringen Sie Ihre Idee ein.",
        land="HH",
        responsible=f"Selin Aydın, Quartiersbüro {area.name}",
        privacy_contact="datenschutz@nachbarschaftswerk.example",
        supervisory_authority="Die Datenschutzbeauftragte des Landes (erfunden)",
        arbitration="Schlichtungsstelle des Landes, Marktplatz 1, 00000 Hohenwerder (erfunden)",
        accessibility_checked_on=day(-60),
        accessibility_gaps="Die gezeichnete Karte nennt ihre Orte nur in der Liste daneben.",
    )  # fmt: skip
    areas.open_office(
        area=area, name=f"Quartiersbüro {area.name}", street="Hafenstraße 31", town="00000 Hohenwerder",
        phone="0000 000 001", email="hallo@lindenhafen.example", step_free=True,
        access_note="Eingang ohne Stufen, WC mit Rollstuhl nutzbar",
        hours=[[0, "10:00", "13:00"], [1, "10:00", "13:00"], [1, "15:00", "18:00"], [3, "15:00", "19:00"],
               [4, "10:00", "13:00"]],
        closures=_holidays(day),
    )  # fmt: skip
    for name in ("Städtebauförderung von Bund und Land (erfunden)", "Stadt Hohenwerder"):
        areas.add_sponsor(area=area, name=name)
    return [areas.add_field(area=area, code=code, name=name) for code, name in FIELDS]


def _holidays(day: Any) -> list[list[str]]:
    """The days between the years that come next."""
    year = day(0).year if day(0) < dt.date(day(0).year, 12, 28) else day(0).year + 1
    return [[f"{year}-12-24", f"{year + 1}-01-02", "Zwischen den Jahren ist das Büro zu."]]


def _werftviertel(area: Area) -> None:
    areas.update_area(
        area=area, accent="orange", spoken=["Deutsch", "Polski"],
        lead="Kräne, Kontore, 6.100 Menschen. Das Büro ist neu, kommen Sie gucken.",
    )  # fmt: skip
    areas.open_office(
        area=area, name=f"Quartiersbüro {area.name}", street="Werftstraße 4", town="00000 Hohenwerder",
        phone="0000 000 002", email="hallo@werftviertel.example", hours=[[2, "14:00", "18:00"], [4, "09:00", "12:00"]],
    )  # fmt: skip
    for code, name in FIELDS:
        areas.add_field(area=area, code=code, name=name)
    areas.add_sponsor(area=area, name="Stadt Hohenwerder")


def _ring(points: list[tuple[float, float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(point) for point in points]]}
