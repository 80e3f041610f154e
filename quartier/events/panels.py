"""What the calendar shows on the workspace: the next dates; which of its rows have versions and are found."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.events import queries, states
from quartier.events.models import Event, EventSeries, Offer
from quartier.events.queries import found
from quartier.kit import access, dates, links, panels
from quartier.search.actions import source
from quartier.texts.queries import Source, offers_texts

NEXT = 4
MOST_DUE = 20  # held registrations in the list of what waits
FORESEEN = dt.timedelta(days=120)  # how far ahead the office looks for versions that are missing


def on_workspace(area: Area, request: Any) -> dict[str, Any] | None:
    """The next dates of the quarter, those that are not public too, without what was called off."""
    if area.scope_id not in request.user.scopes(access.MANAGER):
        return None
    rows = Event.objects.filter(area=area).coming(dates.now()).exclude(status=states.CANCELLED)
    return {"rows": shown} if (shown := list(rows[:NEXT])) else None


def _sources() -> None:
    """Dates have versions; a series has those of all its dates that say what it says."""

    def public(area: Area) -> Any:
        moment = dates.now()
        rows = Event.objects.filter(area=area, public=True, starts_at__lt=moment + FORESEEN).coming(moment)
        return rows.exclude(status=states.CANCELLED).select_related("series")

    def day(event: Event) -> Any:
        return dates.local(event.starts_at).date()

    def office(area: Area, event: Event) -> str:
        return links.to("events:team_event", area=area.slug, number=event.number)

    def page(area: Area, event: Event) -> str:
        return links.to("events:event", area=area.slug, number=event.number)

    offers_texts(
        "events.event", Source(_("Termin"), lambda area: Event.objects.filter(area=area), public, day, office, page)
    )
    offers_texts(
        "events.eventseries",
        Source(
            _("Terminreihe"), lambda area: EventSeries.objects.filter(area=area), lambda area: (), None,
            lambda area, row: links.to("events:team_series", area=area.slug, pk=row.pk),
            lambda area, row: links.to("events:series", area=area.slug, pk=row.pk),
        ),
    )  # fmt: skip
    offers_texts(
        "events.offer",
        Source(
            _("Angebot"), lambda area: Offer.objects.filter(area=area),
            lambda area: Offer.objects.filter(area=area, status=states.RUNNING).order_by("title"), None,
            lambda area, row: links.to("events:team_offer", area=area.slug, number=row.number),
            lambda area, row: links.to("events:offer", area=area.slug, number=row.number),
        ),
    )  # fmt: skip


def _search() -> None:
    """A series is found once, not date by date."""
    source(
        "events.event", word="termine", label=_("Termine"), documents=found.of_event,
        rows=lambda: Event.objects.select_related("area", "series", "organiser"),
    )  # fmt: skip
    source(
        "events.eventseries", word="reihen", label=_("Regelmäßige Termine"), documents=found.of_series,
        rows=lambda: EventSeries.objects.select_related("area", "organiser"),
    )  # fmt: skip
    source(
        "events.offer", word="angebote", label=_("Angebote"), documents=found.of_offer,
        rows=lambda: Offer.objects.select_related("area", "organiser"),
    )  # fmt: skip


def due(area: Area, user: Any) -> Iterable[panels.Due]:
    """Registrations that look like advertising: somebody has to look before their mail goes out."""
    for row in queries.held(area)[:MOST_DUE]:
        yield panels.Due(
            when=dates.local(row.at).date(), title=gettext("Anmeldung zu „%(title)s“") % {"title": row.event.title},
            why=gettext("Sieht nach Werbung aus"),
            url=links.to("events:team_registrations", area=area.slug, number=row.event.number),
            verb=gettext("Ansehen"), group=gettext("Termine"),
        )  # fmt: skip


def register() -> None:
    """Called once, when the apps are ready."""
    panels.due(panels.DueProvider("events.held", _("Anmeldungen"), due, (access.MANAGER,), queries=1))
    _sources()
    _search()
    panels.panel(panels.Panel("areas.workspace", "events/panels/workspace.html", on_workspace, queries=1, order=30))
