"""News, stories and press releases are written, published and taken down."""

from typing import Any

from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events.models import Event
from quartier.files import actions as files
from quartier.history.actions import action, lock, move, next_number, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.projects.models import Project
from quartier.publishing import states
from quartier.publishing.models import News
from quartier.search.actions import renew


@action
def write_news(
    *, area: Area, title: str, lead: str, body: str, kind: str = states.NEWS, event: Event | None = None,
    project: Project | None = None, by: Any = None,
) -> News:  # fmt: skip
    """A draft; nobody outside the office sees it before it is published.

    ``body``: plain text, see ``kit.prose``. Refused for a date or project of another quarter.
    """
    _must_be_here(area, event, project)
    news = News.objects.create(
        area=area, number=next_number(scope=area.scope_id, series="news"), kind=kind, title=title, lead=lead, body=body,
        event=event, project=project, at=dates.now(),
    )  # fmt: skip
    record(scope=area.scope_id, verb="written", row=news, by=by)
    return news


@action
def rewrite_news(
    *, news: News, title: str, lead: str, body: str, kind: str = states.NEWS, event: Event | None = None,
    project: Project | None = None, by: Any = None,
) -> News:  # fmt: skip
    """Change what it says; where it is published, the page changes at once. Refused as in ``write_news``."""
    row = lock(news)
    _must_be_here(row.area, event, project)
    row.kind, row.title, row.lead, row.body, row.event, row.project = kind, title, lead, body, event, project
    row.save(update_fields=["kind", "title", "lead", "body", "event", "project"])
    record(scope=row.area.scope_id, verb="rewritten", row=row, by=by, public=row.status == states.PUBLISHED)
    renew(row=row)
    return row


def _must_be_here(area: Area, *rows: Any) -> None:
    if any(row is not None and row.area_id != area.pk for row in rows):
        raise Refused(_("Das gehört zu einem anderen Quartier."))


@action
def publish_news(*, news: News, by: Any = None) -> News:
    """Put it on the quarter's site, for the first time or again, with its picture.

    Refused while people in the picture have not agreed: without it, or with their consent, it can be published.
    """
    if news.picture is not None:
        files.show_picture(picture=news.picture, by=by)
    move(news, states.PUBLISHED, by=by, scope=news.area.scope_id, public=True)
    if news.published_at is None:
        news.published_at = dates.now()
        news.save(update_fields=["published_at"])
    renew(row=news)
    return news


@action
def archive_news(*, news: News, by: Any = None) -> News:
    """Take it off the site, out of the search and the feeds; the office keeps it. Its picture goes with it."""
    move(news, states.ARCHIVED, by=by, scope=news.area.scope_id, public=True)
    files.tend_picture(row=news, by=by)
    renew(row=news)
    return news
