"""What every letter and every sheet of a quarter says of its sender."""

from typing import Any

from quartier.areas.models import Area


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
