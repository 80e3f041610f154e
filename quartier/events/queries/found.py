"""What the search may know of dates, series and offers: everybody's words, in every language they were published in."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from quartier.events import rules, states
from quartier.events.models import Event, EventSeries, Offer
from quartier.events.queries import choices
from quartier.events.queries.dates import how_often
from quartier.events.queries.offers import times
from quartier.kit import dates, prose
from quartier.search.actions import Found
from quartier.texts import states as texts
from quartier.texts.queries import versions
from quartier.texts.rules import has_interface, original


def of_event(event: Event) -> Iterator[Found]:
    """The documents of a date; none of one that is not public, nor of one that says what its series says."""
    series = event.series
    if not event.public or (series is not None and series.public and series.title == event.title):
        return iter(())
    where = {"area": event.area.slug, "number": event.number}
    return _documents(event, ("events:event", "events:event_version"), where, _words(event), event.starts_at)


def of_series(series: EventSeries) -> Iterator[Found]:
    """The documents of a series, one for all its dates; where it has ended, it is about its last day."""
    if not series.public:
        return iter(())
    at = None
    if rules.ends(series.rule):
        last = series.events.order_by("-starts_at").values_list("starts_at", flat=True).first()
        at = last or series.starts_at
    where = {"area": series.area.slug, "pk": series.pk}
    return _documents(
        series, ("events:series", "events:series_version"), where, [*_words(series), how_often(series)], at
    )


def of_offer(offer: Offer) -> Iterator[Found]:
    """The documents of an offer people can use; none of a draft, nor after its end."""
    if offer.status not in states.OFFER_SHOWN:
        return iter(())
    where = {"area": offer.area.slug, "number": offer.number}
    words = [str(offer.get_kind_display()), *_words(offer), times(offer), offer.times_note]
    at = dates.at(offer.ends_on) if offer.ends_on else None
    return _documents(offer, ("events:offer", "events:offer_version"), where, words, at)


def _words(row: Event | EventSeries | Offer) -> list[str]:
    """What people type who look for it, beside title and text."""
    found = [str(row.get_topic_display()), row.place, row.cost, row.languages, row.access_note, row.contact]
    found += [choices.language(code) for code in row.codes]
    found += [rules.spoken(code) for code in row.codes]
    if row.free:
        found.append("kostenlos")
    if row.childcare:
        found.append("mit Kinderbetreuung, Spielecke, Kind mitbringen")
    if row.step_free:
        found.append("ohne Stufen, barrierefrei, Rollstuhl, Kinderwagen")
    if row.organiser is not None and row.organiser.public:
        found.append(row.organiser.name)
    return found


def _documents(
    row: Any, pages: tuple[str, str], where: dict[str, Any], words: list[str], at: dt.datetime | None
) -> Iterator[Found]:
    scope = row.area.scope_id
    also = "\n".join(word for word in words if word)
    yield Found(scope, row.title, prose.plain(row.summary), (pages[0], where), original(), at, also=also)
    for code, text in versions([row], status=texts.PUBLISHED)[row.pk].items():
        own = (pages[0], where) if has_interface(code) else (pages[1], where | {"version": code})
        yield Found(scope, text.fields.get("title", ""), _text(text.fields), own, code, at, also=row.place)


def _text(fields: dict[str, str]) -> str:
    return prose.plain("\n".join(part for name, part in fields.items() if name != "title" and part))
