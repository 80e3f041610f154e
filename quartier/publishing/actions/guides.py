"""Guides are written or taken over from those that come with the house, checked, published and taken down."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.files import actions as files
from quartier.history.actions import action, lock, move, next_number, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.publishing import imports, states
from quartier.publishing.models import Guide
from quartier.search.actions import renew


@action
def write_guide(
    *, area: Area, title: str, lead: str, steps: str, permits: str = "", insurance: str = "", checklist: str = "",
    checked_on: dt.date | None = None, key: str = "", by: Any = None,
) -> Guide:  # fmt: skip
    """A draft. ``steps`` and ``checklist``: one thing a line; ``permits``, ``insurance``: plain text, see ``kit.prose``.

    ``checked_on``: when somebody last made sure that it is true. Refused for a day to come.
    """
    _must_be_past(checked_on)
    guide = Guide.objects.create(
        area=area, number=next_number(scope=area.scope_id, series="guide"), title=title, lead=lead, steps=steps,
        permits=permits, insurance=insurance, checklist=checklist, checked_on=checked_on, key=key, at=dates.now(),
    )  # fmt: skip
    record(scope=area.scope_id, verb="written", row=guide, by=by)
    return guide


@action
def rewrite_guide(*, guide: Guide, by: Any = None, **fields: Any) -> Guide:
    """Change what it says (fields of ``write_guide``); where it is published, the page changes at once."""
    row = lock(guide)
    _must_be_past(fields.get("checked_on"))
    for name in ("title", "lead", "steps", "permits", "insurance", "checklist", "checked_on"):
        setattr(row, name, fields[name])
    row.save()
    record(scope=row.area.scope_id, verb="rewritten", row=row, by=by, public=row.status == states.PUBLISHED)
    renew(row=row)
    return row


def _must_be_past(day: dt.date | None) -> None:
    if day is not None and day > dates.today():
        raise Refused(_("Der Tag der Prüfung liegt in der Zukunft."))


@action
def take_guide(*, area: Area, key: str, by: Any = None) -> Guide:
    """Take over one of the guides that come with the house (``guides/*.toml``) as a draft of the quarter.

    The office reads it against the rules of its own city; ``checked_on`` stays empty until it has.
    Taken over already: that one. Refused for an unknown ``key``.
    """
    model = next((one for one in imports.guides() if one.key == key), None)
    if model is None:
        raise Refused(_("Diese Anleitung gibt es nicht."))
    lock(area.scope)  # two clicks come one after the other
    found = Guide.objects.filter(area=area, key=key).first()
    return found or write_guide(
        area=area, title=model.title, lead=model.lead, steps=model.steps, permits=model.permits,
        insurance=model.insurance, checklist=model.checklist, key=key, by=by,
    )  # fmt: skip


@action
def publish_guide(*, guide: Guide, by: Any = None) -> Guide:
    """Put it on the quarter's site. Refused before somebody checked it, and while its picture lacks consent."""
    if lock(guide).checked_on is None:
        raise Refused(
            _(
                "Bitte lesen Sie die Anleitung zuerst gegen die Regeln Ihrer Stadt und tragen Sie den Tag der Prüfung ein."
            )
        )
    if guide.picture is not None:
        files.show_picture(picture=guide.picture, by=by)
    move(guide, states.PUBLISHED, by=by, scope=guide.area.scope_id, public=True)
    renew(row=guide)
    return guide


@action
def archive_guide(*, guide: Guide, by: Any = None) -> Guide:
    """Take it off the site; the office keeps it."""
    move(guide, states.ARCHIVED, by=by, scope=guide.area.scope_id, public=True)
    files.tend_picture(row=guide, by=by)
    renew(row=guide)
    return guide
