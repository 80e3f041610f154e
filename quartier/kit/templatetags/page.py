"""Addresses and dates as pages write them."""

import datetime as dt
from typing import Any

from django import template
from django.utils import formats
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from quartier.kit import dates, links, structured
from quartier.kit import prose as written

register = template.Library()

# How a language writes a day, by its code; „“ is for those not named. Letters as in Django's ``date``; E is the month
# as it stands beside a day („26 листопада“).
Forms = dict[str, str]
DAY: Forms = {"de": "j. F Y", "uk": "j E Y", "": "j F Y"}
WEEKDAY: Forms = {"de": "l, j. F", "tr": "j F, l", "ar": "l، j F", "uk": "l, j E", "": "l, j F"}
SHORT_DAY: Forms = {"uk": "D, d.m.", "": "D j M"}


@register.simple_tag
def link(name: str, **arguments: Any) -> str:
    """The address of a page: ``{% link "participation:idea" area=area.slug number=3 %}``."""
    return links.to(name, **arguments)


@register.simple_tag(takes_context=True)
def link_area(context: Any, name: str, **arguments: Any) -> str:
    """The same for a page of the quarter whose page this is."""
    return links.to(name, area=context["request"].area.slug, **arguments)


@register.filter
def prose(text: str) -> SafeString:
    """A text of the office as paragraphs, lists and links."""
    return written.html(text)


@register.filter
def points(text: str) -> list[str]:
    """A text that holds one thing a line, as a list."""
    return written.points(text)


@register.simple_tag(takes_context=True)
def link_whole(context: Any, name: str, **arguments: Any) -> str:
    """The same with scheme and host: for programs that read the page elsewhere."""
    area = getattr(context["request"], "area", None)
    if area is None:
        return links.absolute(links.to(name, **arguments))
    return links.absolute(links.to(name, area=area.slug, **arguments), area.domain)


@register.simple_tag
def json_ld(data: Any) -> str:
    """What the page is about as schema.org; nothing where the view says nothing."""
    return structured.script(data) if data else ""


class Kept(template.Node):
    """What stands between the tags, for use in several places: a block can be named only once."""

    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: Any) -> str:
        text = " ".join(strip_tags(self.nodelist.render(context)).split())
        context[self.name] = mark_safe(text.replace('"', "&quot;"))  # rendered, so escaped already; fit for attributes
        return ""


@register.tag
def kept(parser: Any, token: Any) -> Kept:
    """``{% kept head_title %}…{% endkept %}``"""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist, name)


@register.filter
def day(value: Any) -> str:
    """„26. November 2026“"""
    return _in_form(value, DAY)


@register.filter
def weekday(value: Any) -> str:
    """„Donnerstag, 26. November“"""
    return _in_form(value, WEEKDAY)


@register.filter
def short_day(value: Any) -> str:
    """„Do 26.11.“ in lists of the year."""
    value = _local(value)
    return f"{formats.date_format(value, 'D')[:2]} {value:%d.%m.}" if _german() else _in_form(value, SHORT_DAY)


@register.filter
def ledger_day(value: Any) -> str:
    """„26.11.26“, in English „26/11/26“"""
    return dates.figures(_local(value), "%y")


@register.filter
def clock(value: Any) -> str:
    """„18:30“"""
    return f"{_local(value):%H:%M}"


@register.filter
def from_iso(value: str) -> dt.datetime:
    """A moment kept as text (ISO)."""
    return dt.datetime.fromisoformat(value)


@register.filter
def hour(value: Any) -> str:
    """„18“ for the full hour where German says it so, else „18:30“"""
    return clock(value).removesuffix(":00").removeprefix("0") if _german() else clock(value)


@register.filter("written")
def as_written(text: Any, language: str = "de") -> Any:
    """What somebody wrote, in German if nothing else is known: on a page of another language marked for screen readers
    (WCAG 3.1.2) and kept in its own direction. ``{{ project.title|written }}``, ``{{ idea.title|written:idea.language }}``
    """
    if not text or language == (get_language() or "de"):
        return text
    return format_html('<bdi lang="{}">{}</bdi>', language, text)


@register.simple_tag
def written_in(language: str = "de") -> str:
    """The same for a whole block, as attributes: ``<div{% written_in idea.language %}>``."""
    if language == (get_language() or "de"):
        return ""
    return format_html(' lang="{}" dir="{}"', language, "rtl" if get_language_info(language)["bidi"] else "ltr")


def _in_form(value: Any, forms: Forms) -> str:
    return formats.date_format(_local(value), forms.get((get_language() or "de")[:2], forms[""]))


def _local(value: Any) -> Any:
    return dates.local(value) if isinstance(value, dt.datetime) else value


def _german() -> bool:
    return (get_language() or "de").startswith("de")
