from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartier.kit import links
from quartier.kit.pagecache import public_page
from quartier.search import queries

# None of these pages is kept: a question is any text, and pages kept for each would push all others out of the cache.
PAGE, LAST_PAGE = 20, 50
SUGGESTED, SHORTEST = 8, 2  # titles offered, and from how many letters on


@public_page("area", cached=False)
def search(request: HttpRequest, area: Any) -> HttpResponse:
    """Everything public of the quarter."""
    here = {"own": links.to("search:search", area=area.slug), "hints": links.to("search:suggestions", area=area.slug)}
    return render(request, "search/page.html", here | _results(request, area.scope_id))


@public_page("city", cached=False)
def city_search(request: HttpRequest, city: Any) -> HttpResponse:
    """Everything public of all quarters."""
    here = {"own": links.to("search:city"), "hints": links.to("search:city_suggestions"), "city": city}
    return render(request, "search/page.html", here | _results(request, None))


@public_page("area", cached=False)
def suggestions(request: HttpRequest, area: Any) -> HttpResponse:
    """What is offered while somebody types: a part of a page, at its own address."""
    return _suggested(request, area.scope_id, links.to("search:search", area=area.slug))


@public_page("city", cached=False)
def city_suggestions(request: HttpRequest, city: Any) -> HttpResponse:
    """The same for all quarters."""
    return _suggested(request, None, links.to("search:city"))


def _asked(request: HttpRequest, *, literal: bool = False) -> tuple[queries.Question, str]:
    language = get_language() or "de"
    text = request.GET.get("frage", "")
    return queries.understand(text, queries.vocabulary(), language, literal=literal), language


def _results(request: HttpRequest, scope: int | None) -> dict[str, Any]:
    literal = request.GET.get("genau") == "ja"
    question, language = _asked(request, literal=literal)
    kind, number = queries.called(request.GET.get("art", "")), _number(request.GET.get("seite", ""))
    found = queries.find(question, language=language, scope=scope, kind=kind, limit=PAGE, offset=PAGE * (number - 1))
    listed = found.counts.get(kind, 0) if kind else found.total
    asked = {"frage": question.text} | ({"genau": "ja"} if literal else {})
    return {
        "question": question,
        "literal_url": _query({"frage": question.text, "genau": "ja"}),
        "some_words": 0 < found.words < len(question.terms),
        "listed": listed,
        "filters": _filters(found, kind, asked),
        "hits": queries.hits(question, found.documents, places=scope is None),
        "pager": _pager(number, listed, asked | ({"art": request.GET["art"]} if kind else {})),
    }


def _suggested(request: HttpRequest, scope: int | None, own: str) -> HttpResponse:
    question, language = _asked(request)
    documents = []
    if len(question.text) >= SHORTEST:
        documents = queries.find(question, language=language, scope=scope, limit=SUGGESTED).documents
    hits = queries.hits(question, documents, places=scope is None)
    all_url = own + _query({"frage": question.text})
    response = render(request, "search/suggestions.html", {"question": question, "hits": hits, "all_url": all_url})
    response["X-Robots-Tag"] = "noindex"
    return response


def _filters(found: queries.Hits, kind: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Kinds that were found, most first, behind „Alles“; none where there is one kind only."""
    if len(found.counts) < 2:
        return []
    kinds = sorted(found.counts, key=lambda one: (-found.counts[one], one))
    rows = [{"label": _("Alles"), "url": _query(asked), "count": found.total, "current": not kind}]
    for one in kinds:
        if source := queries.SOURCES.get(one):
            url = _query(asked | {"art": source.word})
            rows.append({"label": source.label, "url": url, "count": found.counts[one], "current": one == kind})
    return rows


def _pager(number: int, listed: int, asked: dict[str, str]) -> dict[str, str]:
    """Links to the pages before and behind, where there are any."""
    first, last = PAGE * (number - 1) + 1, min(PAGE * number, listed)
    if listed <= PAGE and number == 1:
        return {}
    text = _("%(first)s bis %(last)s von %(all)s") % {"first": first, "last": last, "all": listed}
    before = _query(asked | ({"seite": str(number - 1)} if number > 2 else {})) if number > 1 else ""
    behind = _query(asked | {"seite": str(number + 1)}) if last < listed and number < LAST_PAGE else ""
    return {"text": text if first <= last else "", "previous": before, "next": behind}


def _number(text: str) -> int:
    """The page asked for; the first where it is none of ours."""
    return min(int(text), LAST_PAGE) if text.isascii() and text.isdecimal() and len(text) < 4 and int(text) else 1


def _query(parameters: dict[str, str]) -> str:
    return "?" + urlencode(parameters)
