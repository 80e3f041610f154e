"""What feeds tell: dates, messages, decisions and ideas of a quarter or of all; a few queries each."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.committees.models import Decision
from quartier.events import queries as events
from quartier.events import states as event_states
from quartier.events.exports import address, where
from quartier.events.models import Event, EventSeries
from quartier.history.models import Entry
from quartier.kit import dates, links
from quartier.kit.money import euro
from quartier.kit.templatetags.page import weekday
from quartier.participation.models import Idea
from quartier.publishing.exports.feeds import Item
from quartier.publishing.models import News
from quartier.texts.queries import shown

NAMES = uuid.UUID("0f7b3a52-6a0d-4f0e-8f55-6d1a6f2f4a10")  # of our ids; not to be changed
MOST = 50
# Word in the address, title of the feed, page it is of.
SUBJECTS = {
    "termine": (gettext_lazy("Termine"), "events:list"),
    "aktuelles": (gettext_lazy("Aktuelles"), "publishing:news"),
    "beschluesse": (gettext_lazy("Beschlüsse"), "committees:decisions"),
    "ideen": (gettext_lazy("Ideen"), "participation:ideas"),
}


def key_of(row: Any, since: dt.datetime) -> str:
    """A name for life: of the kind, the id and the moment the row was made, which together occur once in the world."""
    return str(uuid.uuid5(NAMES, f"{row._meta.label_lower} {row.pk} {since.astimezone(dt.UTC).isoformat()}"))


def feed_key(subject: str, *slugs: str) -> str:
    return str(uuid.uuid5(NAMES, f"feed {'/'.join(slugs)} {subject}"))


def items(subject: str, areas: Iterable[Area]) -> list[Item]:
    """The newest of these quarters, in the reader's language."""
    known = {area.pk: area for area in areas}
    made: dict[str, Callable[[dict[int, Area]], list[Item]]] = {
        "termine": _dates, "aktuelles": _news, "beschluesse": _decisions, "ideen": _ideas,
    }  # fmt: skip
    return sorted(made[subject](known), key=lambda item: (item.published, item.key), reverse=True)[:MOST]


def _page(area: Area, name: str, **arguments: Any) -> str:
    return links.absolute(links.to(name, area=area.slug, **arguments), area.domain)


def _changed(rows: Sequence[Any]) -> dict[int, dt.datetime]:
    """When the public last saw each row change; one query."""
    if not rows:
        return {}
    kind = rows[0]._meta.label_lower
    entries = Entry.objects.filter(kind=kind, row__in=[row.pk for row in rows], public=True)
    return dict(entries.values_list("row").annotate(Max("at")))


# Dates ------------------------------------------------------------------------------------------------------------
def _dates(areas: dict[int, Area]) -> list[Item]:
    """Coming dates, the latest announced first; a series once."""
    coming = Event.objects.filter(area__in=areas, public=True, ends_at__gt=dates.now())
    single = list(coming.filter(series=None).select_related("cancellation", "room").order_by("-since", "-id")[:MOST])
    series = list(
        EventSeries.objects.filter(pk__in=coming.exclude(series=None).values("series"), public=True)
        .select_related("room")
        .order_by("-changed_at", "-id")[:MOST]
    )
    begun = _begun(series)
    every: list[Any] = [*single, *series]
    for row in every:
        row.area = areas[row.area_id]
    shown(single, get_language())
    shown(series, get_language())
    return [_date(row) for row in single] + [_series(row, begun.get(row.pk, row.changed_at)) for row in series]


def _begun(series: Sequence[EventSeries]) -> dict[int, dt.datetime]:
    """When each series was first announced: its first entry."""
    if not series:
        return {}
    kind = EventSeries._meta.label_lower
    entries = Entry.objects.filter(kind=kind, row__in=[row.pk for row in series])
    found: dict[int, dt.datetime] = {}
    for row, at in entries.order_by("-at", "-id").values_list("row", "at"):
        found[row] = at
    return found


def _date(row: Event) -> Item:
    text: Any = row.shown
    off = row.status == event_states.CANCELLED
    day = f"{weekday(row.starts_at)}, {events.when(row)}"
    lines = [_("Fällt aus: %(reason)s") % {"reason": events.called_off(row)}] if off else []
    lines += [", ".join(part for part in (day, where(row)) if part), "", text.summary]
    title = _("Abgesagt: %(title)s") % {"title": text.title} if off else text.title
    more = {
        "starts_at": row.starts_at.isoformat(), "ends_at": row.ends_at.isoformat(), "all_day": row.all_day,
        "place": where(row), "cancelled": off, "uid": row.uid,
    }  # fmt: skip
    return Item(
        key_of(row, row.since), address(row), title, "\n".join(lines).strip(), row.since, max(row.changed_at, row.since),
        text.language, day, _topic(row), more=more,
    )  # fmt: skip


def _series(row: EventSeries, since: dt.datetime) -> Item:
    text: Any = row.shown
    often = f"{events.how_often(row)}, {events.when(row)}"
    often = often[:1].upper() + often[1:]
    body = "\n".join([", ".join(part for part in (often, where(row)) if part), "", text.summary]).strip()
    more = {"rule": row.rule, "place": where(row), "uid": row.uid}
    return Item(
        key_of(row, since), address(row), text.title, body, since, max(row.changed_at, since), text.language, often,
        _topic(row), more=more,
    )  # fmt: skip


def _topic(row: Event | EventSeries) -> list[str]:
    return [] if row.topic == event_states.OTHER else [str(row.get_topic_display())]


# The others -------------------------------------------------------------------------------------------------------
def _news(areas: dict[int, Area]) -> list[Item]:
    rows = list(News.objects.public().filter(area__in=areas).order_by("-published_at", "-id")[:MOST])
    changed = _changed(rows)
    shown(rows, get_language())
    found = []
    for row in rows:
        text: Any = row.shown
        since = row.published_at or row.at
        found.append(
            Item(
                key_of(row, row.at), _page(areas[row.area_id], "publishing:news_item", number=row.number), text.title,
                f"{text.lead}\n\n{text.body}", since, max(changed.get(row.pk, since), since), text.language, text.lead,
                [str(row.get_kind_display())],
            )
        )  # fmt: skip
    return found


def _decisions(areas: dict[int, Area]) -> list[Item]:
    rows = Decision.objects.filter(area__in=areas, reversed_by__isnull=True).select_related("motion__committee")
    found = []
    for row in rows.order_by("-at", "-id")[:MOST]:
        sum_ = f" · {euro(row.amount_cents)}" if row.amount_cents else ""
        result = f"{row.get_result_display()}{sum_}"
        condition = [_("Auflage: %(text)s") % {"text": row.condition}] if row.condition else []
        body = "\n\n".join([f"{row.motion.committee}: {result}", row.reason, *condition])
        where_ = _page(areas[row.area_id], "committees:decision", year=row.year, number=row.number)
        found.append(
            Item(
                key_of(row, row.at),
                where_,
                row.motion.title,
                body,
                row.at,
                row.at,
                summary=result,
                tags=[str(row.get_result_display())],
            )
        )
    return found


def _ideas(areas: dict[int, Area]) -> list[Item]:
    """The idea in its words; whose it is stands on the page alone, and only where the person ticked it."""
    rows = list(Idea.objects.public().filter(area__in=areas).order_by("-at", "-id")[:MOST])
    changed = _changed(rows)
    return [
        Item(
            key_of(row, row.at), _page(areas[row.area_id], "participation:idea", number=row.number), row.title, row.text,
            row.at, max(changed.get(row.pk, row.at), row.at), row.language, tags=[str(row.get_status_display())],
        )
        for row in rows
    ]  # fmt: skip
