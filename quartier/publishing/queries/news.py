"""News as lists and pages show them, to readers and, before they are published, to the office."""

from types import SimpleNamespace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.kit import dates
from quartier.publishing import states
from quartier.publishing.models import News
from quartier.texts.queries import shown

PAGE = 24
# The word in the address, the kind, what the choice is called.
CHOICES = (
    ("neuigkeiten", states.NEWS, _("Neuigkeiten")),
    ("geschichten", states.STORY, _("Geschichten")),
    ("presse", states.PRESS, _("Pressemitteilungen")),
)


def public_news(area: Area, word: str = "") -> QuerySet[News]:
    """What everybody may read, newest first, with pictures; ``word`` of ``CHOICES`` keeps one kind, others narrow nothing."""
    rows = News.objects.public().filter(area=area).select_related("picture__file")
    kinds = {choice: kind for choice, kind, _label in CHOICES}
    return (rows.filter(kind=kinds[word]) if word in kinds else rows).order_by("-published_at", "-id")


def one_page(rows: QuerySet[News], after: str) -> tuple[list[News], str]:
    """The next ``PAGE`` rows behind the message with the number ``after``, and the number the following page begins behind."""
    if after.isdecimal() and len(after) < 10:
        last = rows.filter(number=int(after)).values_list("published_at", "id").first()
        if last:
            rows = rows.filter(Q(published_at__lt=last[0]) | Q(published_at=last[0], id__lt=last[1]))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].number) if len(found) > PAGE else ""


def previewed(picture: Any, url: str) -> Any:
    """A picture as ``<c-picture>`` draws it, from the office's own address, before everybody may see it; None without
    consent: the page will go without it, too."""
    if picture is None or not picture.may_be_shown:
        return None
    facts = {name: getattr(picture, name) for name in ("alt", "caption", "credit", "deed", "focus", "file")}
    label = picture.get_licence_display()
    srcset = ", ".join(f"{url}?art={width} {width}w" for width in picture.file.widths)
    return SimpleNamespace(is_shown=True, url=url, srcset=srcset, get_licence_display=label, **facts)


def linked(news: News, language: str | None) -> dict[str, Any]:
    """The date and the project a message is about, as far as everybody may see them."""
    event = news.event if news.event is not None and news.event.public else None
    if event is not None:
        shown([event], language)
    return {"event": event, "over": event is not None and event.ends_at <= dates.now(), "project": news.project}
