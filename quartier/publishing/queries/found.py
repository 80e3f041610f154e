"""What the search may know of news and guides: everybody's words, in every language they were published in."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from quartier.kit import prose
from quartier.publishing import states
from quartier.publishing.models import Guide, News
from quartier.search.actions import Found
from quartier.texts import states as texts
from quartier.texts.queries import versions
from quartier.texts.rules import has_interface, original


def of_news(news: News) -> Iterator[Found]:
    """The documents of a message; none before it is published and after it was taken down."""
    return _documents(news, "publishing:news_item", "publishing:news_version", news.published_at)


def of_guide(guide: Guide) -> Iterator[Found]:
    """The documents of a guide; none before it is published and after it was taken down."""
    return _documents(guide, "publishing:guide", "publishing:guide_version", None)


def _documents(row: Any, page: str, version_page: str, at: dt.datetime | None) -> Iterator[Found]:
    if row.status != states.PUBLISHED:
        return
    scope, where = row.area.scope_id, {"area": row.area.slug, "number": row.number}
    words = {name: getattr(row, name) for name in row.TEXTS}
    yield Found(scope, row.title, _text(words), (page, where), original(), at)
    for code, text in versions([row], status=texts.PUBLISHED)[row.pk].items():
        own = (page, where) if has_interface(code) else (version_page, where | {"version": code})
        yield Found(scope, text.fields.get("title", ""), _text(text.fields), own, code, at)


def _text(words: dict[str, str]) -> str:
    return prose.plain("\n".join(part for name, part in words.items() if name != "title" and part))
