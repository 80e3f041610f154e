"""Dates of somebody's calendar are taken in, follow its next version, and are given back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import rules, states
from quartier.events.actions.dates import announce, cancel, change, remove
from quartier.events.actions.series import add_day, make_dates, save_series, start_series
from quartier.events.models import Cancellation, Event, EventSeries, Room
from quartier.events.queries.data import facts_of_series
from quartier.history.actions import action, lock, move, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.search.actions import forget as forget_in_search
from quartier.search.actions import renew
from quartier.texts.actions import forget as forget_texts

FACTS = ("title", "summary", "place", "link", "topic", "public", "all_day")
YEAR = dt.timedelta(days=366)
Values = Mapping[str, Any]


@action
def take_in(*, area: Area, values: Values, by: Any = None) -> Event:
    """A date as a calendar has it: ``uid``, ``sequence``, facts, ``starts_at`` and ``ends_at`` as ISO moments.

    What it costs no calendar says, so nothing is promised.
    """
    event = announce(
        area=area, uid=values["uid"], sequence=values["sequence"], instant=True, free=False, by=by,
        **_fields(area, values),
    )  # fmt: skip
    if values["status"] == states.CANCELLED:
        _call_off(event, by)
    return event


@action
def take_in_series(*, area: Area, values: Values, by: Any = None) -> EventSeries:
    """A series as a calendar has it: ``rule``, ``zone``, ``left_out``, ``added``, and what is else on single dates
    (``exceptions`` by moment). Dates that were over a year ago are made only where the series ends within 400."""
    since = _since(values)
    series = start_series(
        area=area, rule=values["rule"], zone=values["zone"], uid=values["uid"], sequence=values["sequence"],
        left_out=[rules.moment_of(text) for text in values["left_out"]],
        added=[rules.moment_of(text) for text in values["added"]], make_from=since, instant=True, free=False, by=by,
        **_fields(area, values),
    )  # fmt: skip
    if values["status"] == states.CANCELLED and not series.events.exists():
        make_dates(series=series, moments=[series.starts_at])
    _dates_follow(series, values, by)
    return series


def _since(values: Values) -> dt.datetime | None:
    """From when on the dates of the series are made; None: all of them."""
    first = dt.datetime.fromisoformat(values["starts_at"])
    soon = dates.now() - YEAR
    if first > soon:
        return None
    every = rules.occurrences(values["rule"], first, rules.horizon(), zone=values["zone"], most=rules.LONGEST + 1)
    return soon if not rules.ends(values["rule"]) or len(every) > rules.LONGEST else None


def _fields(area: Area, values: Values) -> dict[str, Any]:
    """What the calendar's own verbs take; a place that is the name of a room is the room."""
    fields = {name: values[name] for name in FACTS if name in values}
    fields |= {
        name: dt.datetime.fromisoformat(values[name]) for name in ("starts_at", "ends_at") if values.get(name)
    }  # fmt: skip
    if fields.get("place") and (room := Room.objects.filter(area=area, name__iexact=fields["place"]).first()):
        fields["room"] = room
    return fields


@action
def follow(*, row: Event | EventSeries, values: Values, by: Any = None) -> Event | EventSeries:
    """The date or series as a newer version of its calendar has it; ``values``: what changed, and its ``sequence``.

    Who is registered for a date that moves is told. A date that is called off stays so, and as it is.
    """
    if isinstance(row, EventSeries):
        return _series_follows(row, values, by)
    if row.status == states.CANCELLED:
        return row
    event = row
    if fields := _fields(row.area, values):
        event = change(event=row, instant=True, by=by, **fields)
    if values.get("status") == states.CANCELLED and event.status == states.PLANNED:
        _call_off(event, by)
    return _at_least(event, values)


def _series_follows(row: EventSeries, values: Values, by: Any) -> EventSeries:
    before = facts_of_series(row)
    series, shown = lock(row), row.public
    given = _fields(row.area, values)
    facts = rules.cleaned(EventSeries, rules.OF_SERIES, given, series, instant=True)
    facts |= {name: values[name] for name in ("rule", "zone", "left_out", "added") if name in values}
    for name, value in facts.items():
        setattr(series, name, value)
    wanted = before | dict(values)
    moments, series.made_until = rules.due(series, after=_since(wanted))
    save_series(series=series, fields=[*facts, "made_until"], shown=shown)
    _days_follow(series, set(moments) | {rules.moment_of(text) for text in wanted["exceptions"]}, by)
    _dates_follow(series, wanted, by)
    record(scope=series.area.scope_id, verb="changed", row=series, by=by, public=shown or series.public)
    renew(row=series)
    return _at_least(series, values)


def _days_follow(series: EventSeries, moments: set[dt.datetime], by: Any) -> None:
    """Rows for these moments and no others; one that somebody relies on stays, as a day the rule does not have."""
    there: dict[Any, Event] = {event.occurrence_at: event for event in series.events.select_related("area")}
    kept = []
    for moment, event in there.items():
        if moment not in moments:
            try:
                remove(event=event, by=by)
            except Refused:
                kept.append(rules.text_of(moment, series.zone))
    if kept:
        series.added = sorted({*series.added, *kept}, key=rules.moment_of)
        series.save(update_fields=["added"])
    make_dates(series=series, moments=sorted(moments - there.keys()))


def _dates_follow(series: EventSeries, values: Values, by: Any) -> None:
    """Every date says what the series says, or what is said of it alone."""
    rows: dict[Any, Event] = {event.occurrence_at: event for event in series.events.select_related("area", "room")}
    exceptions = {rules.moment_of(text): one for text, one in values["exceptions"].items()}
    for moment in sorted(exceptions.keys() - rows.keys()):
        rows[moment] = add_day(series=series, starts_at=moment, by=by)
    for moment, event in rows.items():
        said = {name: getattr(series, name) for name in ("title", "summary", "place", "link", "public", "all_day")}
        said |= {"starts_at": moment, "ends_at": rules.end_of(series, moment)}
        own = exceptions.get(moment, {})
        status = own.get("status", values["status"])
        said |= _fields(series.area, {name: value for name, value in own.items() if name != "status"})
        said.pop("room", None)
        if event.status == states.PLANNED and any(getattr(event, name) != value for name, value in said.items()):
            event = change(event=event, instant=True, by=by, **said)
        if status == states.CANCELLED and event.status == states.PLANNED:
            _call_off(event, by)


def _call_off(event: Event, by: Any) -> None:
    """As the calendar says it; what is over is only marked."""
    reason = _("So steht es im Kalender, aus dem der Termin kommt.")
    if event.ends_at > dates.now():
        cancel(event=event, reason=reason, by=by)
        return
    move(event, states.CANCELLED, by=by, scope=event.area.scope_id, because=reason, public=event.public)
    Cancellation.objects.create(event=event, reason=reason, at=dates.now())
    renew(row=event)


def _at_least(row: Any, values: Values) -> Any:
    """SEQUENCE never falls behind that of the calendar it comes from (RFC 5545 3.8.7.4)."""
    if values.get("sequence", 0) > row.sequence:
        row.sequence = values["sequence"]
        row.save(update_fields=["sequence"])
    return row


@action
def give_back(*, row: Event | EventSeries, by: Any = None) -> None:
    """Take out what an import made, a series with all its dates. Refused where somebody relies on one of them."""
    if isinstance(row, Event):
        _remove(row, by)
        return
    for event in row.events.select_related("area"):
        _remove(event, by)
    record(scope=row.area.scope_id, verb="removed", row=row, by=by, public=row.public)
    forget_texts(row=row, by=by)
    forget_in_search(row=row)
    row.delete()


def _remove(event: Event, by: Any) -> None:
    """That it was called off came with it."""
    Cancellation.objects.filter(event=event).delete()
    remove(event=event, by=by)
