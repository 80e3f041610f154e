"""Data about a page for search engines and other programs: schema.org as JSON-LD, in a block that no browser runs."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from quartier.kit import dates

CONTEXT = "https://schema.org"
# What could end the block, or be read as HTML or as the end of a line of a script, is written as JSON escapes it.
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
POSTCODE = re.compile(r"(\d{4,5})\s+(.+)")


def script(data: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> SafeString:
    """The block. ``data``: one thing, or several of one page. Nothing in it can leave the block (HTML 4.12.1.3)."""
    things = [data] if isinstance(data, Mapping) else list(data)
    whole: dict[str, Any] = dict(things[0]) if len(things) == 1 else {"@graph": things}
    text = json.dumps({"@context": CONTEXT} | whole, ensure_ascii=False).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def cleaned(data: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def moment(value: dt.datetime) -> str:
    """„2026-03-01T10:00:00+01:00“: by the clock here, with its offset."""
    return dates.local(value).isoformat(timespec="seconds")


def postal(street: str, town: str) -> dict[str, Any]:
    """A PostalAddress of „Hafenstraße 31“ and „38127 Hohenwerder“."""
    found = POSTCODE.fullmatch(town.strip())
    code, place = found.groups() if found else ("", town.strip())
    return cleaned(
        {
            "@type": "PostalAddress", "streetAddress": street, "postalCode": code, "addressLocality": place,
            "addressCountry": "DE",
        }
    )  # fmt: skip


def breadcrumb(steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The way back: names and whole addresses, from the front page on."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
