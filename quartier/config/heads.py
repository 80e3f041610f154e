"""What the head of a public page tells machines: its address for good, feeds, the picture shown when it is shared."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.kit import links
from quartier.publishing.queries.feeds import SUBJECTS

KEPT = ("seite", "nach", "jahr")  # parameters that lead to other rows, not to a choice among the same
# Languages as Open Graph writes them (ogp.me).
LOCALES = {"de": "de_DE", "en": "en_GB", "tr": "tr_TR", "ar": "ar_AR", "uk": "uk_UA"}
ATOM, CALENDAR = "application/atom+xml", "text/calendar"


def head(request: HttpRequest, area: Area | None) -> dict[str, Any] | None:
    """None for rooms behind a sign-in: nobody finds or shares them."""
    if links.is_room(request.path_info):
        return None
    city = getattr(request, "city", None)
    name = area.name if area else city.name if city else ""
    return {
        "url": address(request, area),
        "site": _("Quartiersmanagement %(name)s") % {"name": name} if name else "Quartier",
        "about": _about(area, name),
        "locale": LOCALES.get(get_language() or "de", "de_DE"),
        "preview": _preview(area) if name else "",
        "feeds": _feeds(area),
    }


def address(request: HttpRequest, area: Area | None) -> str:
    """The page's one address: on the quarter's own domain where it has one, without what only narrows a list.

    A row without a version in this language is shown in German: then its German page counts.
    """
    doors = getattr(request, "versions", None)
    path = request.path_info
    language = get_language()
    if doors is not None and not doors.here and language not in (settings.LANGUAGE_CODE, *doors.codes):
        path = links.in_language(path, settings.LANGUAGE_CODE)
    whole = links.Address(path)
    whole.whole, whole.slug = path, area.slug if area else ""
    kept = [f"{name}={request.GET[name]}" for name in KEPT if request.GET.get(name, "").isalnum()]
    return links.absolute(whole, area.domain if area else None) + (f"?{'&'.join(kept)}" if kept else "")


def _about(area: Area | None, name: str) -> str:
    """What stands under the title in search results where the page says nothing of itself."""
    lead = " ".join(area.lead.split())[:200] if area else ""
    return lead or _("%(name)s: Termine, Ideen, Projekte, Geld und Beschlüsse im Quartier.") % {
        "name": name or "Quartier"
    }


def _preview(area: Area | None) -> str:
    if area is None:
        return links.absolute(links.to("publishing:city_preview"))
    return links.absolute(links.to("publishing:preview", area=area.slug), area.domain)


def _feeds(area: Area | None) -> list[dict[str, str]]:
    """Feeds and the calendar, for readers that look for them (RFC 4287, autodiscovery)."""
    if area is None:
        return []
    found = [
        {
            "type": ATOM,
            "title": f"{label} · {area.name}",
            "url": _whole(area, "publishing:feed", subject=word, form="atom"),
        }
        for word, (label, _page) in SUBJECTS.items()
    ]
    title = f"{SUBJECTS['termine'][0]} · {area.name}"
    return [*found, {"type": CALENDAR, "title": title, "url": _whole(area, "events:calendar")}]


def _whole(area: Area, name: str, **arguments: Any) -> str:
    return links.absolute(links.to(name, area=area.slug, **arguments), area.domain)
