"""Posters, the calendar of a month, the overview of offers, the square picture: what stands on them, and the files.

All of them say what the public pages say, from the same rows, in the language that was asked for.
"""

import datetime as dt
import io
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.areas.exports import letterhead
from quartier.areas.models import Area
from quartier.events import queries as events
from quartier.events import states as event_states
from quartier.events.models import Event, Offer
from quartier.kit import dates, links
from quartier.kit.codes import qr_code
from quartier.kit.documents import render
from quartier.kit.templatetags.page import hour, weekday
from quartier.publishing import states
from quartier.publishing.models import Sheet
from quartier.texts.queries import shown

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
POSTERS = {states.POSTER_A4: ("a4", 0), states.POSTER_A3: ("a3", 0), states.POSTER_BLEED: ("a3", 3)}
POINT = 72 / 25.4  # points a millimetre
LONGEST_LEAD = 420  # letters on a poster; the page has the rest
Made = tuple[bytes, str, str]  # content, name of the file, MIME type
Files = dict[str, bytes]


def made(sheet: Sheet) -> Made:
    """The file of a sheet. Raises ``DocumentError``."""
    spoken = {code for code, _name in settings.LANGUAGES}
    with override(sheet.language if sheet.language in spoken else settings.LANGUAGE_CODE):
        if sheet.kind == states.MONTH:
            return _month(sheet)
        if sheet.kind == states.OFFERS:
            return _offers(sheet)
        return _square(sheet) if sheet.kind == states.SQUARE else _poster(sheet)


# One date ---------------------------------------------------------------------------------------------------------
def _poster(sheet: Sheet) -> Made:
    data, files = event_data(sheet.event, sheet.language)  # type: ignore[arg-type]
    form, bleed = POSTERS[sheet.kind]
    data |= {"format": form, "bleed": bleed}
    pdf = render(DOCUMENTS / "poster.typ", data, files=files, title=data["title"], lang=data["lang"])
    name = f"Plakat-{form.upper()}-{sheet.event.number}.pdf"  # type: ignore[union-attr]
    return (with_trim(pdf, bleed) if bleed else pdf), name, "application/pdf"


def with_trim(pdf: bytes, bleed: float) -> bytes:
    """The PDF with its trimmed size marked (ISO 32000 14.11.2: TrimBox, BleedBox), ``bleed`` mm inside the page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            cut = bleed * POINT
            page.BleedBox = pikepdf.Array([left, bottom, right, top])
            page.TrimBox = pikepdf.Array([left + cut, bottom + cut, right - cut, top - cut])
        written = io.BytesIO()
        opened.save(written)
    return written.getvalue()


def _square(sheet: Sheet) -> Made:
    data, files = event_data(sheet.event, sheet.language)  # type: ignore[arg-type]
    png = render(DOCUMENTS / "square.typ", data, files=files, title=data["title"], lang=data["lang"], form="png")
    return png, f"Bild-{sheet.event.number}.png", "image/png"  # type: ignore[union-attr]


def event_data(event: Event, language: str) -> tuple[dict[str, Any], Files]:
    """A date as ``poster.typ`` and ``square.typ`` take it, in ``language`` where it has that version."""
    area = event.area
    text = shown([event], language)[0].shown
    path = links.to("events:event", area=area.slug, number=event.number)
    head, files = _head(area, text.language, text.dir, path)
    data: dict[str, Any] = head | {
        "title": text.title,
        "lead": _short(text.summary),
        "day": weekday(event.starts_at),
        "time": _("ganztägig") if event.all_day else span(event),
        "place": _place(event),
        "marks": [mark["label"] for mark in events.marks(event)],
    }
    if picture := _picture(event, files):
        data["picture"] = picture
    return data, files


def caption(event: Event, language: str) -> str:
    """What is written under the square picture: title, when, where, cost, the page's address."""
    text = shown([event], language)[0].shown
    lines = [text.title, f"{weekday(event.starts_at)}, {span(event)}", ", ".join(_place(event))]
    lines += [" · ".join(mark["label"] for mark in events.marks(event)), _address(event.area, event_path(event))]
    return "\n".join(line for line in lines if line)


def event_path(event: Event) -> links.Address:
    return links.to("events:event", area=event.area.slug, number=event.number)


def span(event: Event) -> str:
    """„15 bis 18 Uhr“"""
    return _("%(from)s bis %(to)s Uhr") % {"from": hour(event.starts_at), "to": hour(event.ends_at)}


def _place(row: Any) -> list[str]:
    """Name of the room or place, and the street where it is known."""
    first = row.place or (row.room.name if row.room else "")
    return [line for line in (first, row.room.street if row.room else "") if line]


def _short(text: str) -> str:
    """The beginning of a text, to the end of a sentence where there is one."""
    if len(text) <= LONGEST_LEAD:
        return text
    cut = text[:LONGEST_LEAD]
    end = max(cut.rfind(mark) for mark in (". ", "? ", ".\n"))
    return cut[: end + 1] if end > LONGEST_LEAD // 2 else cut.rsplit(" ", 1)[0] + " …"


def _picture(event: Event, files: Files) -> dict[str, Any] | None:
    picture = event.picture
    if picture is None or not picture.may_be_shown or not picture.file.content:
        return None
    name = f"bild.{picture.file.name.rsplit('.', 1)[-1].lower()}"
    with picture.file.content.open("rb") as content:
        files[name] = content.read()
    return {
        "file": name,
        "alt": picture.file.alt or event.title,
        "focus": [picture.focus_x, picture.focus_y],
        "credit": f"{_('Bild')}: {picture.credit}" if picture.credit else "",
    }


# A month, all offers ------------------------------------------------------------------------------------------------
def _month(sheet: Sheet) -> Made:
    data, files, title = month_data(sheet.area, sheet.month, sheet.language)  # type: ignore[arg-type]
    pdf = render(DOCUMENTS / "month.typ", data, files=files, title=title, lang=data["lang"])
    return pdf, f"Termine-{sheet.month:%Y-%m}.pdf", "application/pdf"


def month_data(area: Area, first: dt.date, language: str) -> tuple[dict[str, Any], Files, str]:
    """All public dates from the day ``first`` to the end of its month, as ``month.typ`` takes them, and the title."""
    after = dates.add_months(first, 1)
    rows = Event.objects.filter(area=area, public=True, starts_at__gte=dates.at(first), starts_at__lt=dates.at(after))
    found = shown(rows.select_related("room", "cancellation").order_by("starts_at", "id"), language)
    head, files = _head(area, language, "", links.to("events:list", area=area.slug))
    month = date_format(first, "F Y")
    days = groupby(found, key=lambda event: dates.local(event.starts_at).date())
    data = head | {
        "month": month,
        "printed": _("Stand %(day)s") % {"day": dates.figures(dates.today())},
        "days": [{"day": _short_day(day), "rows": [_line(event) for event in rows]} for day, rows in days],
    }
    return data, files, _("Termine im %(month)s") % {"month": month}


def _short_day(day: dt.date) -> str:
    return f"{date_format(day, 'D')} {day.day}."


def _line(event: Event) -> dict[str, Any]:
    return {
        "time": _("ganztägig") if event.all_day else span(event),
        "title": event.shown.title,
        "place": ", ".join(_place(event)[:1]),
        "marks": [mark["label"] for mark in events.marks(event)],
        "cancelled": event.status == event_states.CANCELLED,
    }


def _offers(sheet: Sheet) -> Made:
    rows = Offer.objects.filter(area=sheet.area, status=event_states.RUNNING).select_related("room")
    order = [topic for topic, _label in event_states.TOPICS]
    found = shown(sorted(rows, key=lambda offer: (order.index(offer.topic), offer.title)), sheet.language)
    head, files = _head(sheet.area, sheet.language, "", links.to("events:offers", area=sheet.area.slug))
    groups = groupby(found, key=lambda offer: str(offer.get_topic_display()))
    data = head | {
        "printed": _("Stand %(day)s") % {"day": dates.figures(dates.today())},
        "groups": [{"title": title, "rows": [_offer(offer) for offer in rows]} for title, rows in groups],
    }
    title = _("Angebote im Quartier")
    pdf = render(DOCUMENTS / "offers.typ", data, files=files, title=title, lang=head["lang"])
    return pdf, "Angebote.pdf", "application/pdf"


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "title": offer.shown.title,
        "text": _short(offer.shown.summary),
        "times": [*times(offer), *([offer.times_note] if offer.times_note else [])],
        "place": ", ".join(_place(offer)),
        "marks": [mark["label"] for mark in events.marks(offer)],
        "contact": offer.contact,
    }


def times(offer: Offer) -> list[str]:
    """„Dienstag 10:00–12:00“, one line a slot."""
    return [f"{WEEKDAYS[day]} {opens}–{closes}" for day, opens, closes in sorted(offer.hours)]


# Head and foot ----------------------------------------------------------------------------------------------------
def _head(area: Area, language: str, direction: str, path: links.Address) -> tuple[dict[str, Any], Files]:
    head, files = letterhead(area)
    address = _address(area, path)
    files["code.svg"] = qr_code(address)
    rtl = direction == "rtl" or language.split("-")[0] in settings.LANGUAGES_BIDI
    return head | {
        "lang": "de" if language == "leicht" else language,
        "dir": "rtl" if rtl else "ltr",
        "accent": area.accent,
        "quarter": area.name,
        "address": address.split("://")[1],
        "words": _words(),
    }, files


def _words() -> dict[str, str]:
    return {
        "more": _("Alles dazu im Internet"),
        "code": _("Quadrat zum Abfotografieren, führt zur Seite im Internet"),
        "funders": _("Gefördert durch"),
        "cancelled": _("fällt aus"),
        "none": _("Zurzeit ist nichts eingetragen."),
        "regular": _("Jede Woche"),
        "day": _("Tag"),
        "time": _("Zeit"),
        "what": _("Was"),
        "where": _("Wo"),
    }


def _address(area: Area, path: links.Address) -> str:
    return links.absolute(path, area.domain)
