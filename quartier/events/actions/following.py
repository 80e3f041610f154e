"""A series is changed: all that is to come, or one date and all that follow it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from quartier.events import rules, states
from quartier.events.actions import registrations
from quartier.events.actions.series import FACTS, make_dates, save_series, take_out
from quartier.events.models import Event, EventSeries, Offer, Registration
from quartier.events.models.event import new_uid
from quartier.history.actions import action, lock, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.search.actions import renew

OUT_OF_THE_WAY = dt.timedelta(days=365_000)  # a thousand years: while rows change places no two have one moment


@action
def change_series(*, series: EventSeries, by: Any = None, **fields: Any) -> EventSeries:
    """Other facts for all dates to come (``rules.FACTS`` and ``public``); what a date has of its own, it keeps.

    Days and times are changed from one date on: see ``change_following``.
    """
    row = lock(series)
    facts = rules.cleaned(EventSeries, rules.FACTS | {"public"}, fields, row)
    rules.belongs(row.area_id, facts)
    written = {name: value for name, value in facts.items() if getattr(row, name) != value}
    if not written:
        return row
    before = {name: getattr(row, name) for name in written}
    shown = row.public
    for name, value in written.items():
        setattr(row, name, value)
    save_series(series=row, fields=list(written), shown=shown)
    for event in _relied(row.events.filter(ends_at__gt=dates.now(), status=states.PLANNED).order_by("id")):
        _take_over(event, before, written)
    record(scope=row.area.scope_id, verb="changed", row=row, by=by, public=shown or row.public)
    renew(row=row)
    return row


def _relied(rows: QuerySet[Event]) -> list[Event]:
    """With ``registered``: whether anybody would have to be told."""
    return list(rows.annotate(registered=Exists(Registration.objects.filter(event=OuterRef("pk")))))


def _take_over(event: Event, before: Mapping[str, Any], new: Mapping[str, Any], **more: Any) -> None:
    """Where the date said what its series said, it says the new; ``more`` in any case."""
    facts = {name: value for name, value in new.items() if getattr(event, name) == before[name]} | more
    if not facts:
        return
    old = Event(starts_at=event.starts_at, ends_at=event.ends_at, place=event.place, title=event.title)
    shown = event.public
    for name, value in facts.items():
        setattr(event, name, value)
    event.sequence += int(shown or event.public)
    event.changed_at = dates.now()
    event.save(update_fields=[*facts, "sequence", "changed_at"])
    if event.registered:  # type: ignore[attr-defined]
        registrations.follow_change(event=event, before=old)


@action
def change_following(*, event: Event, rule: str = "", by: Any = None, **fields: Any) -> EventSeries:
    """This date of a series and all that follow get other facts, another time, or another ``rule``.

    The series is split (RFC 5545 has no other way every calendar understands): the old one ends before this date, a new
    one with a new UID begins with it; where it is the first date, the series itself changes. ``starts_at`` and
    ``ends_at``: of this date. Rows keep number and registrations: a date goes to the new day of its week. Days that are
    gone go; where somebody relies on one, it stays as an extra day until the office calls it off.
    """
    if event.series is None or event.occurrence_at is None:
        raise Refused(_("Dieser Termin gehört zu keiner Reihe."))
    old = lock(event.series)
    row: Event = lock(event)
    at: Any = row.occurrence_at
    facts = rules.cleaned(EventSeries, rules.OF_SERIES, fields, old)
    rules.belongs(old.area_id, facts)
    first, last, days = _from(row, old, facts)
    done = len(rules.occurrences(old.rule, old.starts_at, at - rules.SECOND, zone=old.zone))
    new = old if _is_first(old, at) else _second(old)
    before = {name: getattr(old, name) for name in (*FACTS, "public", "all_day")}
    new.rule = rules.join(rules.parse(rule)) if rule else rules.moved(rules.rest(old.rule, done), days)
    new.left_out, new.added = _moved_moments(old, at, first, days)
    new.starts_at, new.ends_at = first, last
    facts = {name: value for name, value in facts.items() if name not in ("starts_at", "ends_at")}
    for name, value in facts.items():
        setattr(new, name, value)
    rules.not_too_long(new)
    if new is not old:
        _end_before(old, at)
    moments, new.made_until = rules.due(new)
    new.sequence += int(before["public"] and new is old)
    new.changed_at = dates.now()
    new.save()
    made = _rearrange(old, new, at, moments, days, before, facts, by)
    for one in {old.pk: old, new.pk: new}.values():
        record(
            scope=one.area.scope_id, verb="changed", row=one, by=by, public=before["public"] or new.public, facts=made
        )
        renew(row=one)
    return new


def _from(row: Event, series: EventSeries, facts: Mapping[str, Any]) -> tuple[dt.datetime, dt.datetime, int]:
    """Beginning and end of the first date from now on, and by how many days it moves.

    A time that was not changed is the series' own, even where this one date was moved.
    """
    at: Any = row.occurrence_at
    starts, ends = facts.get("starts_at", row.starts_at), facts.get("ends_at", row.ends_at)
    if (starts, ends) == (row.starts_at, row.ends_at):
        return at, rules.lasting(at, series.starts_at, series.ends_at, series.zone), 0
    zone = rules.zone_of(series.zone)
    days = (starts.astimezone(zone).date() - at.astimezone(zone).date()).days
    return starts.astimezone(dt.UTC), ends.astimezone(dt.UTC), days


def _is_first(series: EventSeries, at: dt.datetime) -> bool:
    """Whether the series has no date before; a day may have been added before its beginning."""
    return at <= series.starts_at and all(rules.moment_of(text) >= at for text in series.added)


def _second(old: EventSeries) -> EventSeries:
    """A series like the old one that is not yet kept."""
    facts = {name: getattr(old, name) for name in (*FACTS, "zone", "all_day", "public")}
    return EventSeries(area=old.area, uid=new_uid(), **facts)


def _moved_moments(old: EventSeries, at: dt.datetime, first: dt.datetime, days: int) -> tuple[list[str], list[str]]:
    """What is left out and added from ``at`` on, on its new days and at the new time."""
    zone = rules.zone_of(old.zone)
    clock = first.astimezone(zone).time()

    def later(text: str) -> str:
        day = rules.moment_of(text).astimezone(zone).date() + dt.timedelta(days=days)
        return rules.text_of(dt.datetime.combine(day, clock, zone), old.zone)

    left_out = [later(text) for text in old.left_out if rules.moment_of(text) >= at]
    added = [text for text in old.added if rules.moment_of(text) >= at]
    return left_out, [later(text) for text in added]


def _end_before(old: EventSeries, at: dt.datetime) -> None:
    old.rule = rules.cut(old, at)
    old.left_out = [text for text in old.left_out if rules.moment_of(text) < at]
    old.added = [text for text in old.added if rules.moment_of(text) < at]
    old.made_until = None
    save_series(series=old, fields=["rule", "left_out", "added", "made_until"])


def _rearrange(
    old: EventSeries, new: EventSeries, at: dt.datetime, moments: list[dt.datetime], days: int,
    before: Mapping[str, Any], facts: Mapping[str, Any], by: Any,
) -> dict[str, int]:  # fmt: skip
    """Rows from ``at`` on to their new moments; what has none goes, what is missing is made."""
    found = old.events.filter(occurrence_at__gte=at).select_related("offer", "area")
    rows = _relied(found.order_by("occurrence_at"))
    aside = F("occurrence_at") + OUT_OF_THE_WAY
    Event.objects.filter(pk__in=[row.pk for row in rows]).update(series=new, uid=new.uid, occurrence_at=aside)
    places = rules.matched(
        [_day(row.occurrence_at, old.zone) for row in rows], [_day(m, new.zone) for m in moments], days
    )
    for index, row in enumerate(rows):
        if index in places:
            _place(row, old, new, moments[places[index]], before, facts)
        elif not take_out(event=row, by=by):
            _stays(row, new, before, facts)
    taken = {moments[place] for place in places.values()}
    offer = next((row.offer for row in reversed(rows) if row.offer_id), None)
    missing = [moment for moment in moments if moment not in taken]
    make_dates(series=new, moments=missing, offer=offer)
    if new.pk != old.pk:
        Offer.objects.filter(series=old).update(series=new)
    return {"dates": len(moments), "kept": len(rows)}


def _day(moment: Any, zone: str) -> dt.date:
    wall: dt.datetime = moment.astimezone(rules.zone_of(zone))
    return wall.date()


def _place(
    row: Event, old: EventSeries, new: EventSeries, moment: dt.datetime, before: Mapping[str, Any],
    facts: Mapping[str, Any],
) -> None:  # fmt: skip
    """A row takes its new moment; where it had been moved by itself, it stays where it was moved to."""
    times: dict[str, Any] = {"occurrence_at": moment, "series": new, "uid": new.uid}
    if row.starts_at == row.occurrence_at and row.status == states.PLANNED:
        times |= {"starts_at": moment, "ends_at": rules.end_of(new, moment)}
    planned = row.status == states.PLANNED
    _take_over(row, before, facts if planned else {}, **times)


def _stays(row: Event, new: EventSeries, before: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """Somebody relies on a day the rule no longer has: it becomes an extra one."""
    at: Any = row.occurrence_at
    new.added = sorted({*new.added, rules.text_of(at, new.zone)}, key=rules.moment_of)
    new.save(update_fields=["added"])
    planned = row.status == states.PLANNED
    _take_over(row, before, facts if planned else {}, occurrence_at=at, series=new, uid=new.uid)
