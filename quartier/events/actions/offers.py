"""Offers are written, shown, paused and ended; their weekly hours can become dates of the calendar."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import rules, states
from quartier.events.actions.series import end_series, start_series
from quartier.events.models import EventSeries, Offer
from quartier.files.actions import tend_picture
from quartier.history.actions import action, lock, move, next_number, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.search.actions import renew


@action
def write_offer(*, area: Area, kind: str, title: str, by: Any = None, **fields: Any) -> Offer:
    """A new offer, as a draft; ``fields``: of ``rules.OF_OFFER``. Refused when its facts contradict each other."""
    facts = _cleaned({"kind": kind, "title": title, **fields})
    rules.belongs(area.pk, facts)
    offer = Offer.objects.create(
        area=area, number=next_number(scope=area.scope_id, series="offer"), since=dates.now(), **facts
    )
    record(scope=area.scope_id, verb="written", row=offer, by=by)
    return offer


def _cleaned(fields: dict[str, Any], row: Offer | None = None) -> dict[str, Any]:
    facts = rules.cleaned(Offer, rules.OF_OFFER, fields, row)
    if "hours" in facts:
        facts["hours"] = rules.hours(facts["hours"])
        facts["weekdays"] = rules.weekdays(facts["hours"])
    begins, ends = (facts.get(name, getattr(row, name, None)) for name in ("starts_on", "ends_on"))
    if begins and ends and ends < begins:
        raise Refused(_("Das Angebot endet, bevor es beginnt."))
    return facts


@action
def change_offer(*, offer: Offer, by: Any = None, **fields: Any) -> Offer:
    """Change an offer; ``fields``: of ``rules.OF_OFFER``. Dates already in the calendar stay as they are."""
    row = lock(offer)
    facts = _cleaned(fields, row)
    rules.belongs(row.area_id, facts)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    record(scope=row.area.scope_id, verb="changed", row=row, by=by, public=row.status in states.OFFER_SHOWN)
    renew(row=row)
    return row


@action
def publish_offer(*, offer: Offer, by: Any = None) -> Offer:
    """Show a draft to everybody, or go on after a pause or an end."""
    move(offer, states.RUNNING, by=by, scope=offer.area.scope_id, verb="published", public=True)
    renew(row=offer)
    tend_picture(row=offer, by=by)
    return offer


@action
def pause_offer(*, offer: Offer, by: Any = None) -> Offer:
    """It takes no place for a while: its page says so, the list leaves it out. Its dates are not touched."""
    move(offer, states.PAUSED, by=by, scope=offer.area.scope_id, public=True)
    renew(row=offer)
    return offer


@action
def end_offer(*, offer: Offer, reason: str = "", by: Any = None) -> Offer:
    """It is over: it leaves list and search, and its dates to come go.

    Where somebody is registered the date is called off with the ``reason``, and they are told; Refused without one.
    """
    move(offer, states.ENDED, by=by, scope=offer.area.scope_id, because=reason, public=True)
    for series in _running(offer):
        end_series(series=series, last=dates.today(), reason=reason or _("Das Angebot ist zu Ende."), by=by)
    renew(row=offer)
    tend_picture(row=offer, by=by)
    return offer


def _running(offer: Offer) -> list[EventSeries]:
    """The series whose dates to come belong to the offer."""
    found = offer.events.filter(ends_at__gt=dates.now(), series__isnull=False).values("series")
    return list(EventSeries.objects.filter(pk__in=found).select_related("area").order_by("pk"))


@action
def enter_dates(*, offer: Offer, by: Any = None) -> list[EventSeries]:
    """Put the weekly hours of the offer into the calendar: one series for each time of day.

    From its first day, or from today, to its last, or without end. Refused without hours, and while dates of it are to
    come.
    """
    row = lock(offer)
    if not row.hours:
        raise Refused(_("Bitte tragen Sie zuerst ein, an welchen Wochentagen das Angebot stattfindet."))
    if row.events.filter(ends_at__gt=dates.now()).exists():
        raise Refused(_("Die Termine dieses Angebots stehen schon im Kalender."))
    begun = []
    for begins, ends in sorted({(slot[1], slot[2]) for slot in row.hours}):
        weekdays = [slot[0] for slot in row.hours if (slot[1], slot[2]) == (begins, ends)]
        begun.append(_begin(row, begins, ends, weekdays, by))
    offer.series_id = row.series_id
    return begun


def _begin(offer: Offer, begins: str, ends: str, weekdays: list[int], by: Any) -> EventSeries:
    rule = f"FREQ=WEEKLY;BYDAY={','.join(rules.DAYS[day] for day in weekdays)}"
    if offer.ends_on:
        rule = rules.ended(rule, dates.at(offer.ends_on + dt.timedelta(days=1)))
    start = rules.aligned(rule, _at(max(offer.starts_on or dates.today(), dates.today()), begins))
    end = _at(dates.local(start).date(), ends)
    facts = {name: getattr(offer, name) for name in rules.FACTS}
    shown = offer.status == states.RUNNING
    return start_series(
        area=offer.area, rule=rule, starts_at=start, ends_at=end, offer=offer, public=shown, by=by, **facts
    )


def _at(day: dt.date, clock: str) -> dt.datetime:
    hour, minute = clock.split(":")
    return dates.at(day, int(hour), int(minute))
