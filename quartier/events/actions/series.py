"""Dates that repeat: a series is begun, carried on, changed in part or from a day on, and ended."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import rules, states
from quartier.events.actions.dates import cancel, remove
from quartier.events.models import Event, EventSeries, Offer
from quartier.events.models.event import new_uid
from quartier.history.actions import action, lock, next_number, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.search.actions import renew

ENOUGH_AHEAD = dt.timedelta(days=510)  # nearer than that, the series is carried on
FACTS = sorted(rules.FACTS)


@action
def start_series(
    *, area: Area, rule: str, title: str, starts_at: dt.datetime, ends_at: dt.datetime, place: str = "",
    zone: str = settings.TIME_ZONE, left_out: Sequence[dt.datetime] = (), added: Sequence[dt.datetime] = (),
    make_from: dt.datetime | None = None, uid: str = "", sequence: int = 0, instant: bool = False,
    offer: Offer | None = None, by: Any = None, **fields: Any,
) -> EventSeries:  # fmt: skip
    """A series of dates: ``rule`` as iCalendar has it (RFC 5545 3.3.10), ``starts_at`` and ``ends_at`` of its first date.

    Effect: its dates up to eighteen months ahead, at most 400; a rule without end is carried on every night.
    ``make_from``: only dates that end later (an old calendar). ``fields``: of ``rules.OF_SERIES``.
    Refused: a rule that cannot be read, an unknown ``zone``, more than 400 dates, a ``uid`` the quarter has.
    """
    given = {"title": title, "starts_at": starts_at, "ends_at": ends_at, "place": place, **fields}
    facts = rules.cleaned(EventSeries, rules.OF_SERIES, given, instant=instant)
    rules.belongs(area.pk, facts | {"offer": offer})
    if uid and EventSeries.objects.filter(area=area, uid=uid).exists():
        raise Refused(_("Diese Terminreihe gibt es schon."))
    series = EventSeries(
        area=area, uid=uid or new_uid(), sequence=sequence, rule=rules.join(rules.parse(rule)), zone=zone,
        left_out=_kept(left_out, zone), added=_kept(added, zone), changed_at=dates.now(), **facts,
    )  # fmt: skip
    rules.not_too_long(series, make_from)
    moments, series.made_until = rules.due(series, after=make_from)
    series.save()
    made = make_dates(series=series, moments=moments, offer=offer)
    record(scope=area.scope_id, verb="begun", row=series, by=by, public=series.public, facts={"dates": len(made)})
    if offer is not None and offer.series_id is None:
        Offer.objects.filter(pk=offer.pk).update(series=series)
        offer.series = series
    renew(row=series)
    return series


def _kept(moments: Sequence[dt.datetime], zone: str) -> list[str]:
    return [rules.text_of(moment, zone) for moment in sorted(set(moments))]


@action
def make_dates(*, series: EventSeries, moments: Sequence[dt.datetime], offer: Offer | None = None) -> list[Event]:
    """Rows for these moments of the series, with its facts; they are told of in the entry of the series."""
    facts = {name: getattr(series, name) for name in FACTS}
    scope = series.area.scope_id
    rows = [
        Event(
            area=series.area, number=next_number(scope=scope, series="event"), uid=series.uid, series=series,
            occurrence_at=moment, starts_at=moment, ends_at=rules.end_of(series, moment), all_day=series.all_day,
            public=series.public, offer=offer, since=dates.now(), changed_at=dates.now(), **facts,
        )
        for moment in moments
    ]  # fmt: skip
    return Event.objects.bulk_create(rows, batch_size=100)


@action
def save_series(*, series: EventSeries, fields: Sequence[str], shown: bool = False) -> EventSeries:
    """Write these fields of the series; where the public sees it, or saw it (``shown``), SEQUENCE grows."""
    series.sequence += int(shown or series.public)
    series.changed_at = dates.now()
    series.save(update_fields=[*fields, "sequence", "changed_at"])
    return series


@action
def carry_on(*, series: EventSeries) -> int:
    """Make the dates that have come within reach since the last time. Returns how many; twice does no harm."""
    row = lock(series)
    if row.made_until is None or row.made_until >= dates.now() + ENOUGH_AHEAD:
        return 0
    coming = row.events.filter(starts_at__gt=dates.now()).count()
    if coming >= rules.LONGEST:
        return 0
    there = set(row.events.values_list("occurrence_at", flat=True))
    moments, until = rules.due(row, beyond=row.made_until, most=rules.LONGEST - coming)
    found = [moment for moment in moments if moment not in there]
    row.made_until = until
    row.save(update_fields=["made_until"])
    if found:
        make_dates(series=row, moments=found, offer=_offer_of(row))
        record(scope=row.area.scope_id, verb="carried_on", row=row, public=row.public, facts={"dates": len(found)})
    return len(found)


@action
def add_day(*, series: EventSeries, starts_at: dt.datetime, by: Any = None) -> Event:
    """One date more than the rule has. Refused when the series has one at that moment."""
    row = lock(series)
    moment = starts_at.astimezone(dt.UTC)
    if row.events.filter(occurrence_at=moment).exists():
        raise Refused(_("Zu dieser Zeit hat die Reihe schon einen Termin."))
    text = rules.text_of(moment, row.zone)
    row.left_out = [one for one in row.left_out if rules.moment_of(one) != moment]
    ruled = rules.occurrences(row.rule, row.starts_at, moment, zone=row.zone)
    if moment not in ruled:
        row.added = sorted({*row.added, text}, key=rules.moment_of)
    save_series(series=row, fields=["left_out", "added"])
    event = make_dates(series=row, moments=[moment], offer=_offer_of(row))[0]
    record(scope=row.area.scope_id, verb="day_added", row=row, by=by, public=row.public)
    renew(row=row)
    return event


def _offer_of(series: EventSeries) -> Offer | None:
    found = series.events.filter(offer__isnull=False).select_related("offer").order_by("-occurrence_at").first()
    return found.offer if found else None


@action
def leave_out(*, event: Event, by: Any = None) -> EventSeries:
    """This day the series has no date, as if the rule had none (EXDATE); nobody is told, nothing stays in the list.

    Refused when somebody relies on it (then it is called off), and when it belongs to no series.
    """
    if event.series is None or event.occurrence_at is None:
        raise Refused(_("Dieser Termin gehört zu keiner Reihe."))
    row = lock(event.series)
    text = rules.text_of(event.occurrence_at, row.zone)
    remove(event=event, by=by)
    row.added = [one for one in row.added if rules.moment_of(one) != event.occurrence_at]
    row.left_out = sorted({*row.left_out, text}, key=rules.moment_of)
    save_series(series=row, fields=["left_out", "added"])
    record(scope=row.area.scope_id, verb="day_left_out", row=row, by=by, public=row.public)
    renew(row=row)
    return row


@action
def end_series(*, series: EventSeries, last: dt.date, reason: str = "", by: Any = None) -> EventSeries:
    """The series has no date after the day ``last``; what was, stays.

    Later dates go. Where somebody relies on one it is called off with the ``reason``, and they are told.
    Refused without a reason then.
    """
    row = lock(series)
    edge = dates.at(last + dt.timedelta(days=1))
    row.rule = rules.cut(row, edge)
    row.added = [one for one in row.added if rules.moment_of(one) < edge]
    kept = 0
    for event in row.events.filter(occurrence_at__gte=edge).select_related("area"):
        over = event.ends_at <= dates.now()
        if not over and take_out(event=event, by=by):
            continue
        at: Any = event.occurrence_at
        row.added = sorted({*row.added, rules.text_of(at, row.zone)}, key=rules.moment_of)
        if not over and event.status == states.PLANNED:
            kept += 1
            cancel(event=event, reason=reason, by=by)
    row.made_until = None
    save_series(series=row, fields=["rule", "added", "made_until"])
    record(scope=row.area.scope_id, verb="ended", row=row, by=by, public=row.public, facts={"called_off": kept})
    renew(row=row)
    return row


@action
def take_out(*, event: Event, by: Any = None) -> bool:
    """Remove the date if nobody relies on it. Returns whether it is gone."""
    try:
        remove(event=event, by=by)
    except Refused:
        return False
    return True
