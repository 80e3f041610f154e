"""Lines of an hours sheet: written down once, taken back by a row that reverses them."""

import datetime as dt
from typing import Any

from quartier.files.models import File
from quartier.funding.models import Grant
from quartier.history.actions import action, lock, record
from quartier.kit import dates
from quartier.spending import rules
from quartier.spending.models import VolunteerHours


@action
def note_hours(
    *, grant: Grant, who: str, day: dt.date, minutes: int, what: str, file: File | None = None, by: Any
) -> VolunteerHours:
    """Write down who worked how long on what without pay; it may count as an own share.

    Before: the grant is issued and not being settled; ``by`` is the grantee or the office. ``file``: the signed sheet.
    Effect: a row, an internal entry. The same facts within half a minute are the same row: a double click.
    """
    rules.must_hand_in(by, grant)
    grant = lock(grant)
    rules.must_be_open(grant)
    rules.must_be_hours(who, day, minutes, what)
    facts = {"who": who.strip()[:120], "day": day, "minutes": minutes, "what": what.strip()[:160], "by": by}
    recent = VolunteerHours.objects.filter(
        grant=grant, at__gte=dates.now() - dates.TWO_CLICKS, reversed_by__isnull=True, **facts
    )
    if same := recent.order_by("id").first():
        return same
    row = VolunteerHours.objects.create(grant=grant, file=file, **facts)
    _record(row, "hours_noted", by)
    return row


@action
def reverse_hours(*, hours: VolunteerHours, by: Any) -> VolunteerHours:
    """Take a line back that was written by mistake: a row of the opposite length. Again gives the same row.

    Before: as ``note_hours``. Effect: neither row counts any more, both stay.
    """
    rules.must_hand_in(by, hours.grant)
    grant = lock(hours.grant)
    if done := VolunteerHours.objects.filter(reverses=hours).first():
        return done
    rules.must_be_open(grant)
    rules.must_be_first(hours)
    row = VolunteerHours.objects.create(
        grant=grant, who=hours.who, day=hours.day, minutes=-hours.minutes, what=hours.what, reverses=hours, by=by
    )
    _record(row, "hours_reversed", by)
    return row


def _record(row: VolunteerHours, verb: str, by: Any) -> None:
    application = row.grant.application
    record(scope=application.area.scope_id, verb=verb, row=row, by=by, thread=application.thread_id)
