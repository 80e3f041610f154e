"""Every public page of a quarter: those that are always there, and those of rows as the search knows them."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Max

from quartier.areas.models import Area
from quartier.history.models import Entry
from quartier.search.models import Document
from quartier.texts.rules import EASY, has_interface

MOST = 9_000  # rows: each may have five addresses, a list holds 50,000
PAGES = (
    "publishing:home", "events:list", "events:offers", "events:subscribe", "participation:ideas", "participation:new",
    "projects:list", "publishing:money", "committees:list", "committees:decisions", "publishing:news",
    "publishing:guides", "publishing:press", "areas:office", "publishing:overview", "areas:imprint", "areas:privacy",
    "areas:accessibility",
)  # fmt: skip


@dataclass
class Row:
    """A page of a row. ``languages``: whole pages; ``versions``: codes with an address of their own."""

    page: str
    arguments: dict[str, Any]
    changed: str = ""
    languages: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)


def rows(area: Area) -> list[Row]:
    """Two queries; the newest first."""
    documents = Document.objects.filter(scope=area.scope_id).exclude(kind="config.page").order_by("-id")
    changed = _changed(area.scope_id)
    found: dict[tuple[str, int], Row] = {}
    for kind, row, language, page, arguments in documents.values_list("kind", "row", "language", "page", "arguments")[
        : 5 * MOST
    ]:
        one = found.setdefault((kind, row), Row(page, arguments, changed.get((kind, row), "")))
        if language == settings.LANGUAGE_CODE:
            one.page, one.arguments = page, arguments
        if has_interface(language):
            one.languages.append(language)
        elif language != EASY:
            one.versions.append(language)
    order = [code for code, _name in settings.LANGUAGES]
    for one in found.values():
        one.languages = sorted({settings.LANGUAGE_CODE, *one.languages}, key=order.index)
        one.versions.sort()
        one.arguments.pop("version", None)
    return [one for one in found.values() if one.page not in PAGES][:MOST]


def _changed(scope: int) -> dict[tuple[str, int], str]:
    """The day the public last saw each row change."""
    entries = Entry.objects.filter(scope=scope, public=True).values_list("kind", "row").annotate(Max("at"))
    return {(kind, row): f"{at.astimezone(dt.UTC):%Y-%m-%d}" for kind, row, at in entries.order_by()}
