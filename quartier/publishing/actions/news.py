"""News are written, published and taken down."""

from typing import Any

from quartier.areas.models import Area
from quartier.history.actions import action, lock, move, next_number, record
from quartier.kit import dates
from quartier.publishing import states
from quartier.publishing.models import News


@action
def write_news(*, area: Area, title: str, lead: str, body: str, by: Any = None) -> News:
    """A draft; nobody outside the office sees it before it is published."""
    number = next_number(scope=area.scope_id, series="news")
    news = News.objects.create(area=area, number=number, title=title, lead=lead, body=body, at=dates.now())
    record(scope=area.scope_id, verb="written", row=news, by=by)
    return news


@action
def rewrite_news(*, news: News, title: str, lead: str, body: str, by: Any = None) -> News:
    """Change the text; where it is published, the page changes at once."""
    row = lock(news)
    row.title, row.lead, row.body = title, lead, body
    row.save(update_fields=["title", "lead", "body"])
    record(scope=row.area.scope_id, verb="rewritten", row=row, by=by, public=row.status == states.PUBLISHED)
    return row


@action
def publish_news(*, news: News, by: Any = None) -> News:
    """Put it on the quarter's site, for the first time or again."""
    move(news, states.PUBLISHED, by=by, scope=news.area.scope_id, public=True)
    if news.published_at is None:
        news.published_at = dates.now()
        news.save(update_fields=["published_at"])
    return news


@action
def archive_news(*, news: News, by: Any = None) -> News:
    """Take it off the site; the office keeps it."""
    move(news, states.ARCHIVED, by=by, scope=news.area.scope_id, public=True)
    return news
