"""What stands in a person's own calendar: where she is registered, helps, sits, and what her office has on."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.committees import states as bodies
from quartier.committees.models import Meeting, Seat
from quartier.events import states as event_states
from quartier.events.models import Event, Registration
from quartier.events.queries import calendars
from quartier.history.models import Entry
from quartier.kit import access, links
from quartier.publishing.models import CalendarLink
from quartier.publishing.queries.feeds import NAMES

TAKING_PART = (event_states.REGISTERED, event_states.WAITING)


def owner(secret: str) -> User | None:
    """Whose calendar the secret opens; None for one that never was, has ended, or whose person is gone."""
    digest = hashlib.sha256(secret.encode()).hexdigest()
    link = CalendarLink.objects.filter(digest=digest, ended_at__isnull=True, user__is_active=True).select_related(
        "user"
    )
    found = link.first()
    return found.user if found else None


def current(user: Any) -> CalendarLink | None:
    """The address that is in use."""
    return CalendarLink.objects.filter(user=user, ended_at__isnull=True).order_by("-id").first()


@dataclass
class Own:
    """A date that is nobody's page alone: a shift, a meeting. What the writer of calendars asks of a row."""

    uid: str
    title: str
    summary: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    url: str
    changed_at: dt.datetime
    sequence: int = 0
    status: str = event_states.PLANNED
    all_day: bool = False
    room: None = None
    topic: str = event_states.OTHER
    cancellation: Any = None
    shown: Any = field(init=False)

    def __post_init__(self) -> None:
        self.shown = SimpleNamespace(title=self.title, summary=self.summary)


@dataclass
class Personal:
    """Dates with pages of their own, and those without."""

    rows: calendars.Rows
    own: list[Own]


def of(user: User) -> Personal:
    """Everything of one person; a dozen queries whatever the number of dates."""
    registered = list(
        Registration.objects.filter(email__iexact=user.email, status__in=TAKING_PART)
        .exclude(email="")
        .select_related("event__area__city", "event__cancellation", "shift")
    )
    guests = [one.event_id for one in registered if one.shift_id is None]
    whole = list(Area.objects.running().filter(scope_id__in=user.scopes(access.MANAGER)).select_related("city"))
    meetings = _meetings(user)
    events = Event.objects.filter(pk__in=[*guests, *(one.event_id for one in meetings if one.event_id)])
    areas = {one.event.area_id: one.event.area for one in registered} | {
        one.committee.area_id: one.committee.area for one in meetings
    }
    rows = calendars.of_person(events, areas.values(), whole)
    own = [_shift(one) for one in registered if one.shift is not None]
    return Personal(rows, own + _own_meetings([one for one in meetings if one.event_id is None]))


def _name(*parts: Any) -> str:
    return str(uuid.uuid5(NAMES, " ".join(map(str, parts))))


def _page(area: Area, name: str, **arguments: Any) -> str:
    return links.absolute(links.to(name, area=area.slug, **arguments), area.domain)


def _shift(one: Registration) -> Own:
    """A shift at its own hours, with the date it belongs to."""
    event, shift = one.event, one.shift
    assert shift is not None
    return Own(
        _name("shift", one.pk, one.at.isoformat()), _("Helfen: %(what)s") % {"what": shift.title}, event.title,
        shift.starts_at, shift.ends_at, event.place, _page(event.area, "events:event", number=event.number) if event.public else "",
        max(event.changed_at, one.confirmed_at or one.at), event.sequence, event.status,
        cancellation=getattr(event, "cancellation", None),
    )  # fmt: skip


def _meetings(user: User) -> list[Meeting]:
    """Meetings of the bodies in which the person sits now, from the invitation on."""
    seats = Seat.objects.of(user).values("committee")
    rows = Meeting.objects.filter(committee__in=seats).exclude(status=bodies.PLANNED)
    return list(rows.select_related("committee__area__city").order_by("starts_at", "id"))


def _own_meetings(meetings: Sequence[Meeting]) -> list[Own]:
    """Meetings that are no date of the quarter, because they are not public."""
    told = _told(meetings)
    found = []
    for one in meetings:
        area = one.committee.area
        changes, at = told.get(one.pk, (1, one.starts_at))
        off = one.status == bodies.CANCELLED
        found.append(
            Own(
                _name("meeting", area.slug, one.pk), str(one.committee), _("%(n)d. Sitzung") % {"n": one.number},
                one.starts_at, one.ends_at, one.place,
                links.absolute(links.to("committees:member_meeting", area=area.slug, meeting=one.pk)), at, changes - 1,
                event_states.CANCELLED if off else event_states.PLANNED,
            )
        )  # fmt: skip
    return found


def _told(meetings: Iterable[Meeting]) -> dict[int, tuple[int, dt.datetime]]:
    """How often each meeting changed, and when the last time; one query."""
    ids = [one.pk for one in meetings]
    entries = Entry.objects.filter(kind=Meeting._meta.label_lower, row__in=ids)
    rows = entries.values("row").annotate(changes=Count("id"), at=Max("at")).order_by()
    return {row["row"]: (row["changes"], row["at"]) for row in rows}
