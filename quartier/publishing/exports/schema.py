"""The quarter's site and its messages as schema.org has them (WebSite, NewsArticle)."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartier.areas.exports import office_schema
from quartier.areas.models import Area
from quartier.kit import links, prose
from quartier.kit.structured import breadcrumb, cleaned, moment
from quartier.publishing.models import News


def _whole(name: str, area: Area, **arguments: Any) -> str:
    return links.absolute(links.to(name, area=area.slug, **arguments), area.domain)


def site(area: Area) -> list[dict[str, Any]]:
    """The quarter's website, with the address of its search, and its office."""
    home, office = _whole("publishing:home", area), office_schema(area)
    found = cleaned(
        {
            "@type": "WebSite", "@id": home, "url": home, "name": _("Quartiersmanagement %(name)s") % {"name": area.name},
            "inLanguage": get_language(), "publisher": {"@id": office["@id"]} if office else None,
            "potentialAction": {
                "@type": "SearchAction",
                "target": _whole("search:search", area) + "?q={q}",
                "query-input": "required name=q",
            },
        }
    )  # fmt: skip
    return [found, office] if office else [found]


def article(news: News, area: Area) -> list[dict[str, Any]]:
    """A message; its author is the office. ``news.shown``: its texts."""
    text: Any = news.shown
    url, office = _whole("publishing:news_item", area, number=news.number), getattr(area, "office", None)
    sender = {"@type": "Organization", "name": office.name if office else area.name}
    found = cleaned(
        {
            "@type": "NewsArticle", "@id": url, "url": url, "headline": text.title, "description": text.lead,
            "articleBody": prose.plain(text.body), "inLanguage": text.language, "author": sender, "publisher": sender,
            "datePublished": moment(news.published_at) if news.published_at else "",
            "image": _whole("publishing:news_preview", area, number=news.number),
        }
    )  # fmt: skip
    steps = [(area.name, _whole("publishing:home", area)), (_("Aktuelles"), _whole("publishing:news", area))]
    return [found, breadcrumb([*steps, (text.title, url)])]
