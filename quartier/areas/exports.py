"""What letters and sheets of a quarter say of its sender, what search engines are told of its office, and its ledger."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from quartier.areas.models import Area, City
from quartier.history.models import Scope
from quartier.kit import dates, links
from quartier.kit.errors import Refused
from quartier.kit.structured import breadcrumb, cleaned, postal
from quartier.ledger.exports import Names, journal

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def letterhead(area: Area) -> tuple[dict[str, Any], dict[str, bytes]]:
    """``office`` and ``funders`` as ``letter.typ`` and ``print.typ`` take them, and the funders' logos by file name."""
    office = getattr(area, "office", None)
    funders, files = _funders(area)
    sender = {
        "name": office.name if office else area.name, "carrier": area.carrier.name if area.carrier else None,
        "street": office.street if office else "", "place": office.town if office else "",
        "phone": (office.phone or None) if office else None, "mail": (office.email or None) if office else None,
    }  # fmt: skip
    return {"office": sender, "funders": funders}, files


def _funders(area: Area) -> tuple[list[dict[str, str]], dict[str, bytes]]:
    shown, files = [], {}
    for number, sponsor in enumerate(area.sponsors.select_related("logo"), 1):
        row = {"name": sponsor.name, "alt": sponsor.name}
        if sponsor.logo and sponsor.logo.is_image:
            name = f"logo-{number}.{sponsor.logo.name.rsplit('.', 1)[-1].lower()}"
            with sponsor.logo.content.open("rb") as content:
                files[name] = content.read()
            row["logo"] = name
        shown.append(row)
    return shown, files


# Search engines -----------------------------------------------------------------------------------------------------
def office_schema(area: Area) -> dict[str, Any]:
    """The office as a place that is open at hours (schema.org); nothing where there is none yet."""
    office = getattr(area, "office", None)
    if office is None:
        return {}
    url = links.absolute(links.to("areas:office", area=area.slug), area.domain)
    return cleaned(
        {
            "@type": ["Organization", "Place"], "@id": url, "url": url, "name": office.name,
            "address": postal(office.street, office.town), "telephone": office.phone, "email": office.email,
            "parentOrganization": {"@type": "Organization", "name": area.carrier.name} if area.carrier else None,
            "openingHoursSpecification": [_open(WEEKDAYS[day], opens, closes) for day, opens, closes in office.hours],
            "specialOpeningHoursSpecification": [
                _closed(first, last, why) for first, last, why in office.closures if last >= dates.today().isoformat()
            ],
        }
    )  # fmt: skip


def _open(day: str, opens: str, closes: str) -> dict[str, Any]:
    return {
        "@type": "OpeningHoursSpecification", "dayOfWeek": f"https://schema.org/{day}", "opens": opens, "closes": closes
    }  # fmt: skip


def _closed(first: str, last: str, why: str) -> dict[str, Any]:
    """Opens and closes at the same moment: closed (schema.org/OpeningHoursSpecification)."""
    return {
        "@type": "OpeningHoursSpecification", "validFrom": first, "validThrough": last, "opens": "00:00",
        "closes": "00:00", "description": why,
    }  # fmt: skip


def office_way(area: Area, here: str) -> dict[str, Any]:
    """The breadcrumb of the office's page, which is called ``here``."""
    home = links.absolute(links.to("publishing:home", area=area.slug), area.domain)
    office = links.absolute(links.to("areas:office", area=area.slug), area.domain)
    return breadcrumb([(area.name, home), (here, office)])


# The ledger -------------------------------------------------------------------------------------------------------
def journal_of(
    place: Area | City | None, *, first: dt.date | None = None, last: dt.date | None = None
) -> Iterator[str]:
    """The journal of a quarter, of a city with its quarters, or of all (None), in pieces of text.

    Refused when ``first`` lies after ``last``.
    """
    if first and last and first > last:
        raise Refused(_("Der erste Tag liegt nach dem letzten: %(first)s, %(last)s.") % {"first": first, "last": last})
    if place is None:
        return journal(_names(), title="Quartier", first=first, last=last)
    scopes = [place.scope_id]
    if isinstance(place, City):
        scopes += Scope.objects.filter(parent=place.scope_id).values_list("pk", flat=True)
    return journal(_names(), title=place.name, scopes=scopes, first=first, last=last)


def _names() -> Names:
    """Of every scope that is a city or a quarter: where its accounts stand in the tree."""
    areas = Area.objects.values_list("scope", "city__name", "name")
    return {scope: (name,) for scope, name in City.objects.values_list("scope", "name")} | {
        scope: (city, name) for scope, city, name in areas
    }
