"""Dates are announced, changed, copied and called off."""

import datetime as dt
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import rules, states
from quartier.events.actions import registrations
from quartier.events.models import Cancellation, Event, Shift, Stall
from quartier.files.actions import tend_picture
from quartier.history.actions import action, lock, move, next_number, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.search.actions import forget as forget_in_search
from quartier.search.actions import renew
from quartier.texts.actions import forget as forget_texts


@action
def announce(
    *, area: Area, title: str, starts_at: dt.datetime, ends_at: dt.datetime, place: str = "", by: Any = None,
    uid: str = "", sequence: int = 0, instant: bool = False, **fields: Any,
) -> Event:  # fmt: skip
    """A new date; ``fields``: of ``rules.OF_EVENT``. ``uid`` and ``sequence``: of a calendar it comes from; such a date
    may be an ``instant``, without length.

    Refused when it ends before it begins, when its facts contradict each other, and for a ``uid`` the quarter has.
    """
    given = {"title": title, "starts_at": starts_at, "ends_at": ends_at, "place": place, **fields}
    facts = rules.cleaned(Event, rules.OF_EVENT, given, instant=instant)
    rules.belongs(area.pk, facts)
    _not_nested(facts.get("part_of"))
    if uid and Event.objects.filter(area=area, uid=uid, series__isnull=True).exists():
        raise Refused(_("Diesen Termin gibt es schon."))
    event = Event.objects.create(
        area=area, number=next_number(scope=area.scope_id, series="event"), since=dates.now(), changed_at=dates.now(),
        sequence=sequence, **({"uid": uid} if uid else {}), **facts,
    )  # fmt: skip
    record(scope=area.scope_id, verb="announced", row=event, by=by, public=event.public)
    renew(row=event)
    tend_picture(row=event, by=by)
    return event


@action
def change(*, event: Event, by: Any = None, instant: bool = False, tell: bool = True, **fields: Any) -> Event:
    """Change a date that was announced; fields of ``rules.OF_EVENT``. A date of a series stays one, with its own facts.

    What the public sees changed gets the next SEQUENCE (RFC 5545 3.8.7.4). Refused when it was called off.
    """
    row = lock(event)
    facts = rules.cleaned(Event, rules.OF_EVENT, fields, row, instant=instant)
    if row.status == states.CANCELLED:
        raise Refused(_("Dieser Termin ist abgesagt. Bitte tragen Sie einen neuen ein."))
    rules.belongs(row.area_id, facts)
    _not_nested(facts.get("part_of"), row)
    written = [name for name, value in facts.items() if getattr(row, name) != value]
    if not written:
        return row
    shown, before = row.public, Event(starts_at=row.starts_at, ends_at=row.ends_at, place=row.place, title=row.title)
    for name in written:
        setattr(row, name, facts[name])
    _save(row, written, seen=shown or row.public)
    moved = {"was": int(before.starts_at.timestamp())} if "starts_at" in written else None
    record(scope=row.area.scope_id, verb="changed", row=row, by=by, public=shown or row.public, facts=moved)
    renew(row=row)
    tend_picture(row=row, by=by)
    registrations.follow_change(event=row, before=before, tell=tell)
    return row


def _save(row: Event, written: list[str], *, seen: bool) -> None:
    row.sequence += int(seen)
    row.changed_at = dates.now()
    row.save(update_fields=[*written, "sequence", "changed_at"])


def _not_nested(whole: Event | None, row: Event | None = None) -> None:
    """A sitting belongs to one larger date, which is none itself."""
    if whole is None:
        return
    if whole.part_of_id is not None or (row is not None and (whole.pk == row.pk or row.parts.exists())):
        raise Refused(_("Ein Teil eines Festes hat selbst keine Teile."))


@action
def cancel(*, event: Event, reason: str, by: Any = None) -> Cancellation:
    """Call the date off, with the reason people read; it stays in the list, struck through. So do its sittings.

    It is for good: what takes place after all is a new date. Everybody registered is told.
    Refused twice, and once it is over.
    """
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie den Grund dazu. Er steht beim Termin."))
    if event.ends_at <= dates.now():
        raise Refused(_("Dieser Termin ist schon vorbei."))
    move(event, states.CANCELLED, by=by, scope=event.area.scope_id, because=reason, public=event.public)
    row = lock(event)
    _save(row, [], seen=row.public)
    event.sequence, event.changed_at = row.sequence, row.changed_at
    cancellation = Cancellation.objects.create(event=event, reason=reason.strip()[:200], at=dates.now())
    renew(row=event)
    registrations.tell_cancelled(event=event)
    for part in event.parts.filter(status=states.PLANNED, ends_at__gt=dates.now()).select_related("area"):
        cancel(event=part, reason=reason, by=by)
    return cancellation


@action
def remove(*, event: Event, by: Any = None) -> None:
    """Take a date out that nobody relies on: a slip, a day the series leaves out. Its versions and findings go with it.

    Refused when somebody is registered, when it has sittings, stalls or shifts, or when something else refers to it.
    """
    row = lock(event)
    scope, public = row.area.scope_id, row.public
    record(scope=scope, verb="removed", row=row, by=by, public=public)
    forget_texts(row=row, by=by)
    forget_in_search(row=row)
    try:
        row.delete()
    except ProtectedError as held:
        raise Refused(_("An diesem Termin hängt schon etwas. Bitte sagen Sie ihn ab, dann erfahren es alle.")) from held


COPIED = sorted(rules.FACTS)  # of a copy: all facts; not the state, not who registered, not whether it is public


@action
def copy_event(*, event: Event, to: dt.date, by: Any = None) -> Event:
    """Last year's date again on the day ``to``: all facts, with sittings, stalls and shifts moved by as many days.

    By the clock on the wall. The copy is not public until somebody says so; stalls are asked anew; a date of a series
    becomes one of its own.
    """
    event = lock(event)
    days = (to - dates.local(event.starts_at).date()).days
    copied = _copied(event, days, by)
    for part in event.parts.order_by("starts_at", "id"):
        _copied(part, days, by, part_of=copied)
    return copied


def _copied(event: Event, days: int, by: Any, part_of: Event | None = None) -> Event:
    def later(moment: Any) -> Any:
        return rules.shifted(moment, days) if moment is not None else None

    facts = {name: getattr(event, name) for name in COPIED}
    row = Event.objects.create(
        area=event.area, number=next_number(scope=event.area.scope_id, series="event"), part_of=part_of,
        starts_at=later(event.starts_at), ends_at=later(event.ends_at), all_day=event.all_day, public=False,
        registration_until=later(event.registration_until), copied_from=event, offer=event.offer,
        since=dates.now(), changed_at=dates.now(), **facts,
    )  # fmt: skip
    for stall in event.stalls.order_by("id"):
        Stall.objects.create(
            event=row, title=stall.title, organisation=stall.organisation, run_by=stall.run_by, spot=stall.spot,
            needs=stall.needs,
        )  # fmt: skip
    for shift in event.shifts.order_by("id"):
        Shift.objects.create(
            event=row, title=shift.title, needed=shift.needed, starts_at=later(shift.starts_at),
            ends_at=later(shift.ends_at),
        )  # fmt: skip
    record(scope=event.area.scope_id, verb="copied", row=row, by=by, facts={"from": event.pk})
    return row
