"""What search engines may find: robots.txt, and lists of all public pages with their languages (sitemaps.org 0.9)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quartier.areas.models import Area, City
from quartier.kit import links
from quartier.kit.pagecache import public_page
from quartier.publishing.queries import pages as queries

XML = "application/xml; charset=utf-8"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


@public_page("city")
def robots(request: HttpRequest, city: City | None) -> HttpResponse:
    """Rooms behind a sign-in are nothing to find. The demo answers like the rest: it listens on its own computer only."""
    rooms = sorted(links.ROOMS | {"kalender"})
    closed = [f"Disallow: {prefix}/{room}/" for room in rooms for prefix in ("", "/*")]
    lines = ["User-agent: *", *closed, "", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public_page("city")
def index(request: HttpRequest, city: City | None) -> HttpResponse:
    """The lists of this host: of the city's own pages, and of every quarter without a domain of its own."""
    found = [links.absolute(links.to("publishing:sitemap_city"))]
    rows = Area.objects.running().filter(domain__isnull=True).order_by("slug") if city else Area.objects.none()
    found += [links.absolute(links.to("publishing:sitemap", area=slug)) for slug in rows.values_list("slug", flat=True)]
    lines = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in found)
    return HttpResponse(f'{HEAD}<sitemapindex xmlns="{SITEMAP}">\n{lines}</sitemapindex>\n', content_type=XML)


@public_page("city")
def of_city(request: HttpRequest, city: City | None) -> HttpResponse:
    """The city's own pages."""
    return _answer(Page(path, None) for path in (links.to("publishing:city"), links.to("publishing:where")))


@public_page("area")
def of_area(request: HttpRequest, area: Area) -> HttpResponse:
    """Every public page of the quarter."""
    found = [Page(links.to(name, area=area.slug), area.domain) for name in queries.PAGES]
    for row in queries.rows(area):
        path = links.to(row.page, **row.arguments)
        found.append(Page(path, area.domain, row.languages, row.versions, row.changed))
    return _answer(found)


@dataclass
class Page:
    """``languages``: codes of whole pages; ``versions``: of versions with an address of their own."""

    path: str
    domain: str | None
    languages: list[str] = field(default_factory=lambda: [code for code, _name in settings.LANGUAGES])
    versions: list[str] = field(default_factory=list)
    changed: str = ""

    def addresses(self) -> Iterator[tuple[str, str]]:
        """(code, whole address), German first."""
        for code in self.languages:
            yield code, self._whole(links.in_language(self._bare, code))
        for code in self.versions:
            yield code, self._whole(f"{self._bare}{code}/")

    @property
    def _bare(self) -> str:
        """As the url table has it, in German."""
        whole = self.path.whole if isinstance(self.path, links.Address) else self.path
        return links.in_language(whole, settings.LANGUAGE_CODE)

    def _whole(self, path: str) -> str:
        address = links.Address(path)
        address.whole, address.slug = path, links.first_part(path) if self.domain else ""
        return links.absolute(address, self.domain)


def _answer(pages: Iterable[Page]) -> HttpResponse:
    lines = [f'{HEAD}<urlset xmlns="{SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">']
    for page in pages:
        every = list(page.addresses())
        tags = [f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(url)}/>' for code, url in every]
        changed = f"<lastmod>{page.changed}</lastmod>" if page.changed else ""
        for _code, url in every:
            lines.append(f"<url><loc>{escape(url)}</loc>{changed}{''.join(tags) if len(every) > 1 else ''}</url>")
    return HttpResponse("\n".join([*lines, "</urlset>", ""]), content_type=XML)
