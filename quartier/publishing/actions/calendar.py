"""A person's own calendar: its secret address is made, renewed and ended."""

import hashlib
import secrets
from typing import Any

from quartier.areas.models import City
from quartier.history.actions import action, record
from quartier.kit import dates
from quartier.publishing.models import CalendarLink


@action
def make_calendar_link(*, user: Any) -> str:
    """A new secret address; the one before ends with it. Returns the secret, which is kept nowhere."""
    _end(user)
    secret = secrets.token_urlsafe(32)
    digest = hashlib.sha256(secret.encode()).hexdigest()
    link = CalendarLink.objects.create(user=user, digest=digest, at=dates.now())
    _record(link, "calendar_link_made", user)
    return secret


@action
def end_calendar_link(*, user: Any) -> int:
    """Nobody gets the calendar any more. Returns how many addresses ended; none is no fault."""
    return _end(user)


def _end(user: Any) -> int:
    rows = list(CalendarLink.objects.select_for_update().filter(user=user, ended_at__isnull=True))
    for link in rows:
        link.ended_at = dates.now()
        link.save(update_fields=["ended_at"])
        _record(link, "calendar_link_ended", user)
    return len(rows)


def _record(link: CalendarLink, verb: str, user: Any) -> None:
    """It belongs to a person and to no quarter: noted with the city."""
    if city := City.objects.order_by("pk").first():
        record(scope=city.scope_id, verb=verb, row=link, by=user)
