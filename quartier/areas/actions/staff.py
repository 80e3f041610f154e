"""People of the office with name, task and face: shown while they agree and are there, never a day longer."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.areas.models import Area, StaffMember
from quartier.files import actions as files
from quartier.history.actions import action, lock, record
from quartier.kit import dates
from quartier.kit.errors import Refused

FACTS = frozenset(["name", "task", "spoken", "phone", "email", "consent_on", "position"])


@action
def add_staff(*, area: Area, name: str, task: str, by: Any = None, **fields: Any) -> StaffMember:
    """Somebody of the office. ``fields``: spoken (codes of languages), phone, email, consent_on, position.

    Shown to the public once ``consent_on`` says when the person agreed (Art. 6 (1) a, Art. 7 GDPR; § 22 KunstUrhG).
    Refused: a consent in the future.
    """
    facts = _facts({"name": name, "task": task, **fields})
    facts.setdefault("position", StaffMember.objects.filter(area=area).count())
    member = StaffMember.objects.create(area=area, **facts)
    record(scope=area.scope_id, verb="added", row=member, by=by, public=member.is_shown)
    return member


@action
def update_staff(*, member: StaffMember, by: Any = None, **fields: Any) -> StaffMember:
    """Change what is said of somebody; without ``consent_on`` name and face are gone from every page at once.

    Refused: a consent in the future; somebody who has left.
    """
    row = _still_there(member)
    before = row.is_shown
    for name, value in _facts(fields).items():
        setattr(row, name, value)
    row.save()
    files.tend_picture(row=row, by=by)
    record(scope=row.area.scope_id, verb="updated", row=row, by=by, public=before or row.is_shown)
    return row


@action
def leave_office(*, member: StaffMember, by: Any = None) -> StaffMember:
    """Somebody no longer works there: gone from every page at once, picture and row are erased a month later.

    Refused: it was said before.
    """
    row = _still_there(member)
    picture, row.picture = row.picture, None
    row.left_on = dates.today()
    row.save(update_fields=["picture", "left_on"])
    if picture is not None:
        files.withdraw_consent(picture=picture, by=by)
    record(scope=row.area.scope_id, verb="left", row=row, by=by, public=True)
    return row


def _still_there(member: StaffMember) -> StaffMember:
    row = lock(member)
    if row.left_on:
        raise Refused(_("Diese Person ist nicht mehr im Büro. Kommt sie wieder, tragen Sie sie neu ein."))
    return row


def _facts(fields: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(fields) - FACTS:
        raise TypeError(f"not editable: {sorted(unknown)}")
    agreed: dt.date | None = fields.get("consent_on")
    if agreed and agreed > dates.today():
        raise Refused(_("Der Tag der Einwilligung liegt in der Zukunft."))
    if "spoken" in fields:
        fields = fields | {"spoken": " ".join(dict.fromkeys(fields["spoken"]))}
    return fields
