"""What is new, for readers of feeds and other people's pages: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org).

Both from the same items. Ids are names for life that say nothing of the host; no person is named, the author is the
office.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from quartier.kit import prose

ATOM, JSON = "application/atom+xml; charset=utf-8", "application/feed+json; charset=utf-8"
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 2.2
BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # of a feed without items: the same every time


@dataclass
class Item:
    """One date, message, decision or idea. ``key``: a UUID; texts are plain, ``url`` is whole."""

    key: str
    url: str
    title: str
    text: str
    published: dt.datetime
    updated: dt.datetime
    language: str = "de"
    summary: str = ""
    tags: list[str] = field(default_factory=list)
    image: str = ""
    more: dict[str, Any] = field(default_factory=dict)  # facts for programs, in the JSON alone


@dataclass
class Feed:
    """What stands above the items; all addresses are whole."""

    key: str
    title: str
    about: str
    url: str
    source: str
    author: str
    language: str
    items: Sequence[Item] = ()

    @property
    def updated(self) -> dt.datetime:
        return max((item.updated for item in self.items), default=BEGINNING)


def moment(value: dt.datetime) -> str:
    """„2026-03-01T09:00:00Z“ (RFC 3339)"""
    return f"{value.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def _text(value: str) -> str:
    return escape(NO_XML.sub("", value))


def _attribute(value: str) -> str:
    return quoteattr(NO_XML.sub("", value))


# Atom -------------------------------------------------------------------------------------------------------------
def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_attribute(feed.language)}>',
        f"<id>urn:uuid:{feed.key}</id>",
        f"<title>{_text(feed.title)}</title>",
        f"<subtitle>{_text(feed.about)}</subtitle>",
        f"<updated>{moment(feed.updated)}</updated>",
        f'<link rel="self" type="application/atom+xml" href={_attribute(feed.source)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(feed.url)}/>',
        f"<author><name>{_text(feed.author)}</name></author>",
        "<generator>Quartier</generator>",
        *(line for item in feed.items for line in _entry(item)),
        "</feed>",
        "",
    ]
    return "\n".join(lines).encode()


def _entry(item: Item) -> Iterable[str]:
    yield f"<entry xml:lang={_attribute(item.language)}>"
    yield f"<id>urn:uuid:{item.key}</id>"
    yield f"<title>{_text(item.title)}</title>"
    yield f"<updated>{moment(item.updated)}</updated>"
    yield f"<published>{moment(item.published)}</published>"
    yield f'<link rel="alternate" type="text/html" href={_attribute(item.url)}/>'
    for tag in item.tags:
        yield f"<category term={_attribute(tag)}/>"
    if item.summary:
        yield f"<summary>{_text(item.summary)}</summary>"
    yield f'<content type="html">{_text(prose.html(item.text))}</content>'
    yield "</entry>"


# JSON Feed --------------------------------------------------------------------------------------------------------
def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1."""
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.about,
        "home_page_url": feed.url,
        "feed_url": feed.source,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_item(item) for item in feed.items],
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def _item(item: Item) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": f"urn:uuid:{item.key}",
        "url": item.url,
        "title": item.title,
        "content_html": str(prose.html(item.text)),
        "content_text": prose.plain(item.text),
        "date_published": moment(item.published),
        "date_modified": moment(item.updated),
        "language": item.language,
    }
    found |= {"summary": item.summary} if item.summary else {}
    found |= {"tags": item.tags} if item.tags else {}
    found |= {"image": item.image} if item.image else {}
    return found | ({"_quartier": item.more} if item.more else {})
