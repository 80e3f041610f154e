"""„Wo steht das?“: one entry of the office, and every place where it goes out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events import states as dates_states
from quartier.events.models import Event, EventSeries, Offer
from quartier.kit import dates, links
from quartier.publishing import states
from quartier.publishing.models import Guide, News, Sheet
from quartier.publishing.queries.pictures import told
from quartier.publishing.queries.press import press_messages
from quartier.search.models import Document
from quartier.texts.queries import languages, overview

THERE, WAITING, MISSING = "ok", "open", ""  # how an output stands; the words say it, too


@dataclass(frozen=True)
class Output:
    """One place: what it is called, whether it is there, how it stands in words, and where it leads."""

    label: str
    state: str
    says: str
    url: str = ""


def of(row: Any, request: Any) -> dict[str, Any]:
    """All places of a date, a message or a guide, and its languages; four queries at most."""
    area = request.area
    told_by: dict[type, Callable[[Area, Any], Iterator[Output]]] = {
        Event: _event,
        Offer: _offer,
        News: _news,
        Guide: _guide,
    }
    found = told_by[type(row)](area, row)
    return {"outputs": [*found, _search(row)], "versions": overview(row, languages(area)), "row": row}


def picture_of(kind: str) -> Callable[[Any, Any], dict[str, Any]]:
    """The loader of the panel that shows the picture of a row of this kind and leads to where it is chosen."""

    def load(row: Any, request: Any) -> dict[str, Any]:
        url = links.to("publishing:team_picture_for", area=request.area.slug, kind=kind, pk=row.pk)
        return {"told": told(request.area, [row.picture], uses=False)[0] if row.picture else None, "url": url}

    return load


def _event(area: Area, event: Event) -> Iterator[Output]:
    at = {"area": area.slug, "number": event.number}
    page = links.to("events:event", **at) if event.public else ""
    hidden = _("nicht öffentlich")
    yield Output(_("Seite"), THERE if page else MISSING, _("öffentlich") if page else hidden, page)
    calendar = links.to("events:event_calendar", **at) if page else ""
    yield Output(
        _("Kalender zum Abonnieren"), THERE if page else MISSING, _("von selbst") if page else hidden, calendar
    )
    yield _in_list(area, event)
    yield from _sheets(area, event)


def _in_list(area: Area, event: Event) -> Output:
    """The list, the front page and the screen in the shop window show what is public and not over."""
    label = _("Terminliste und Schaufenster")
    if event.ends_at <= dates.now():
        return Output(label, MISSING, _("vorbei"))
    if not event.public:
        return Output(label, MISSING, _("nicht öffentlich"))
    says = _("als abgesagt") if event.status == dates_states.CANCELLED else _("von selbst, die nächsten zuerst")
    return Output(label, THERE, says, links.to("publishing:screen", area=area.slug))


def _sheets(area: Area, event: Event) -> Iterator[Output]:
    """What the worker has set of it to print or to send on; the newest of each kind."""
    made = {sheet.kind: sheet for sheet in Sheet.objects.filter(event=event).order_by("id")}
    order = links.to("publishing:print_event", area=area.slug, number=event.number)
    for kind, label in states.SHEETS:
        if kind not in states.OF_AN_EVENT:
            continue
        sheet = made.get(kind)
        if sheet is None or sheet.fault:
            yield Output(str(label), MISSING, _("noch nicht gemacht"), order)
        elif sheet.file_id is None:
            yield Output(str(label), WAITING, _("wird gerade gemacht"), order)
        else:
            yield Output(
                str(label), THERE, _("vom %(day)s") % {"day": dates.figures(dates.local(sheet.at).date())},
                links.to("publishing:print_file", area=area.slug, pk=sheet.pk),
            )  # fmt: skip


def _offer(area: Area, offer: Offer) -> Iterator[Output]:
    there, running = offer.status in dates_states.OFFER_SHOWN, offer.status == dates_states.RUNNING
    hidden = str(offer.get_status_display())
    url = links.to("events:offer", area=area.slug, number=offer.number) if there else ""
    yield Output(_("Seite"), THERE if there else MISSING, _("öffentlich") if there else hidden, url)
    listed = links.to("events:offers", area=area.slug)
    yield Output(_("Angebote"), THERE if there else MISSING, _("von selbst") if there else hidden, listed)
    paper = links.to("publishing:print", area=area.slug)
    says = _("beim nächsten Drucken dabei") if running else hidden
    yield Output(_("Alle Angebote als PDF"), THERE if running else MISSING, says, paper)


def _news(area: Area, news: News) -> Iterator[Output]:
    there = news.status == states.PUBLISHED
    at = {"area": area.slug, "number": news.number}
    says, state = _("öffentlich") if there else str(news.get_status_display()), THERE if there else MISSING
    yield Output(_("Seite"), state, says, links.to("publishing:news_item", **at) if there else "")
    feed = links.to("publishing:feed", area=area.slug, subject="aktuelles", form="atom")
    yield Output(_("Feed zum Abonnieren"), state, _("von selbst") if there else says, feed)
    yield Output(_("Aktuelles"), state, _("von selbst") if there else says, links.to("publishing:news", area=area.slug))
    if news.kind == states.PRESS:
        sent = press_messages(news).count()
        url = links.to("publishing:team_to_press", **at) if there else ""
        words = _("an %(n)s Redaktionen") % {"n": sent} if sent else _("noch nicht gesendet")
        yield Output(_("Presseverteiler"), THERE if sent else MISSING, words, url)


def _guide(area: Area, guide: Guide) -> Iterator[Output]:
    there = guide.status == states.PUBLISHED
    url = links.to("publishing:guide", area=area.slug, number=guide.number) if there else ""
    says = _("öffentlich") if there else str(guide.get_status_display())
    yield Output(_("Seite, auch zum Drucken"), THERE if there else MISSING, says, url)


def _search(row: Any) -> Output:
    """A date of a series is found by its series."""
    series = getattr(row, "series_id", None) if isinstance(row, Event) else None
    kinds = Q(kind=row._meta.label_lower, row=row.pk) | Q(kind=EventSeries._meta.label_lower, row=series or 0)
    known = Document.objects.filter(kinds).exists()
    return Output(_("Suche"), THERE if known else MISSING, _("wird gefunden") if known else _("wird nicht gefunden"))
