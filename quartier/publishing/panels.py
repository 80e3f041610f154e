"""What publishing tells the apps below: rows with pictures, rows with versions, rows to be found, and its panels."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area, StaffMember
from quartier.events.models import Event, EventSeries, Offer
from quartier.events.states import OFFER_SHOWN
from quartier.files.queries import Place, shows_pictures
from quartier.kit import access, dates, links, panels
from quartier.kit.templatetags.page import day
from quartier.publishing import states
from quartier.publishing.models import BarrierReport, Guide, News
from quartier.publishing.queries import found, outputs
from quartier.search.actions import source
from quartier.texts.queries import Source, offers_texts

PUBLISHED = Q(status=states.PUBLISHED)
GOOD_FOR = dt.timedelta(days=365)  # after that somebody reads a guide against the rules of the city again
NEWEST = 30  # messages whose versions the office is asked for


def register() -> None:
    """Called once, when the apps are ready."""
    panels.due(panels.DueProvider("publishing.barriers", _("Barrieren"), _barriers, (access.MANAGER,), queries=1))
    panels.due(panels.DueProvider("publishing.guides", _("Anleitungen"), _old_guides, (access.MANAGER,), queries=1))
    _pictures()
    _versions()
    _search()
    panels.panel(
        panels.Panel(
            "areas.person", "publishing/panels/picture.html", outputs.picture_of("areas.staffmember"), queries=1
        )
    )
    for page, kind in (
        ("events.team_event", "events.event"),
        ("events.team_offer", "events.offer"),
        ("publishing.team_news", "publishing.news"),
        ("publishing.team_guide", "publishing.guide"),
    ):
        panels.panel(
            panels.Panel(page, "publishing/panels/picture.html", outputs.picture_of(kind), queries=1, order=10)
        )
        panels.panel(panels.Panel(page, "publishing/panels/outputs.html", outputs.of, queries=4, order=20))
    panels.panel(
        panels.Panel("participation.team_idea", "publishing/panels/idea.html", _came_from, queries=1, order=15)
    )


def _came_from(idea: Any, request: Any) -> dict[str, Any] | None:
    """The guide whose page led to the idea."""
    guide = Guide.objects.filter(area=idea.area_id, number=idea.guide).first() if idea.guide else None
    if guide is None:
        return None
    return {"guide": guide, "url": links.to("publishing:team_guide", area=request.area.slug, number=guide.number)}


def _barriers(area: Area, user: Any) -> Iterable[panels.Due]:
    """Barriers that readers reported, with the day until which they must be answered; one query."""
    for report in BarrierReport.objects.visible_to(user).filter(area=area, status=states.OPEN):
        url = links.to("publishing:team_barrier", area=area.slug, pk=report.pk)
        why = gettext("Antwort in einem Monat (§ 12b Absatz 4 BGG)")
        title = gettext("Barriere gemeldet: %(text)s") % {"text": report}
        yield panels.Due(report.owed_by, title, why, url, gettext("Antworten"), gettext("Barrieren"))


def _old_guides(area: Area, user: Any) -> Iterable[panels.Due]:
    """Published guides that nobody has read for a year: rules change; one query."""
    rows = Guide.objects.public().filter(area=area, checked_on__lte=dates.today() - GOOD_FOR)
    for guide in rows.order_by("checked_on", "id"):
        assert guide.checked_on  # the filter asked for it
        url = links.to("publishing:team_guide", area=area.slug, number=guide.number)
        why = gettext("Zuletzt geprüft am %(day)s") % {"day": day(guide.checked_on)}
        yield panels.Due(guide.checked_on + GOOD_FOR, guide.title, why, url, gettext("Prüfen"), gettext("Anleitungen"))


def _pictures() -> None:
    staff = Q(consent_on__isnull=False, left_on__isnull=True)
    shows_pictures(Place(_("Ansprechperson"), StaffMember, staff, lambda area, row: links.to("areas:settings_person", area=area.slug, pk=row.pk)))  # fmt: skip
    shows_pictures(Place(_("Termin"), Event, Q(public=True), _at("events:team_event")))
    series = lambda area, row: links.to("events:team_series", area=area.slug, pk=row.pk)  # noqa: E731
    shows_pictures(Place(_("Terminreihe"), EventSeries, Q(public=True), series))
    shows_pictures(Place(_("Angebot"), Offer, Q(status__in=OFFER_SHOWN), _at("events:team_offer")))
    shows_pictures(Place(_("Neuigkeit"), News, PUBLISHED, _at("publishing:team_news_item")))
    shows_pictures(Place(_("Anleitung"), Guide, PUBLISHED, _at("publishing:team_guide")))


def _versions() -> None:
    def news(area: Area) -> Any:
        return News.objects.public().filter(area=area).order_by("-published_at", "-id")[:NEWEST]

    offers_texts(
        "publishing.news",
        Source(
            _("Neuigkeit"), lambda area: News.objects.filter(area=area), news, None,
            _at("publishing:team_news_item"), _at("publishing:news_item"),
        ),
    )  # fmt: skip
    offers_texts(
        "publishing.guide",
        Source(
            _("Anleitung"), lambda area: Guide.objects.filter(area=area), lambda area: Guide.objects.public().filter(area=area),
            None, _at("publishing:team_guide"), _at("publishing:guide"),
        ),
    )  # fmt: skip


def _search() -> None:
    source(
        "publishing.news", word="aktuelles", label=_("Aktuelles"), documents=found.of_news,
        rows=lambda: News.objects.select_related("area"),
    )  # fmt: skip
    source(
        "publishing.guide", word="anleitungen", label=_("Anleitungen"), documents=found.of_guide,
        rows=lambda: Guide.objects.select_related("area"),
    )  # fmt: skip


def _at(name: str) -> Any:
    """The page of a row with a number."""
    return lambda area, row: links.to(name, area=area.slug, number=row.number)
