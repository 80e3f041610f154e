"""Real quarters for the demo, from files that are not ours: outlines and institutions, no person, no telephone."""

import io
from pathlib import Path

from django.core.management import call_command

from quartier.areas.models import Area
from quartier.areas.queries import framed
from quartier.kit.errors import Refused

AREAS = "geodata/berlin-lor-district-regions-until-2020.geojson"
ACTORS = ("actors/osm_berlin_community-centers_2025-12.csv", "actors/berlin-daycare-centers-2025-10-details.csv")
STAGE = ("Moabit West", "Moabit Ost", "Wedding Zentrum")  # where the invented story happens


def missing(folder: Path) -> list[str]:
    """The files that are not there."""
    return [name for name in (AREAS, *ACTORS) if not (folder / name).is_file()]


def quarters(folder: Path) -> list[Area]:
    """Import outlines and institutions; the three quarters of the story. Refused when files are missing."""
    if gone := missing(folder):
        raise Refused(f"In {folder} fehlt: {', '.join(gone)}")
    quiet = io.StringIO()  # hundreds of lines of totals are not what somebody waits for
    call_command("import_areas", folder / AREAS, city="Berlin", create_city=True, stdout=quiet, stderr=quiet)
    for name in ACTORS:
        columns = ["phone_number=-"] if "daycare" in name else []
        call_command("import_actors", folder / name, city="Berlin", columns=columns, stdout=quiet, stderr=quiet)
    found = {area.name: area for area in framed().filter(name__in=STAGE)}
    rest = framed().exclude(name__in=STAGE).order_by("name")[: len(STAGE)]
    return [found.get(name) or spare for name, spare in zip(STAGE, rest, strict=True)]
