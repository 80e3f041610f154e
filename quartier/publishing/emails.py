"""Mails to the press, and about barriers that somebody reported: subject and text."""

from django.core import signing
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from quartier.kit import links, prose
from quartier.publishing.models import BarrierReport, News, PressContact

SALT = "publishing.press"


def release(news: News, contact: PressContact) -> tuple[str, str]:
    """A press release for one newsroom: the text, where the pictures are, whom to ask, how to get no more."""
    area = news.area

    def address(name: str, **arguments: object) -> str:
        return links.absolute(links.to(name, area=area.slug, **arguments), area.domain)

    context = {
        "news": news,
        "area": area,
        "office": getattr(area, "office", None),
        "contact": contact,
        "body": prose.plain(news.body),
        "page_url": address("publishing:news_item", number=news.number),
        "press_url": address("publishing:press"),
        "leave_url": address("publishing:press_leave", token=token(contact)),
    }
    subject = _("Pressemitteilung: %(title)s") % {"title": news.title}
    return subject, render_to_string("publishing/email/release.txt", context)


def token(contact: PressContact) -> str:
    """What the link to leave the press list carries: its signed id, nothing about the person."""
    return signing.dumps(contact.pk, salt=SALT)


def read_token(text: str) -> int | None:
    """The id of the contact, None when the link was changed or cut."""
    try:
        return int(signing.loads(text, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


# Barriers ---------------------------------------------------------------------------------------------------------
def barrier_reported(report: BarrierReport) -> tuple[str, str]:
    """To the office: that something waits, until when, and where. Quotes nothing of what was typed."""
    url = links.absolute(links.to("publishing:team_barrier", area=report.area.slug, pk=report.pk))
    context = {"area": report.area, "owed_by": report.owed_by, "url": url}
    return _("Eine Barriere wurde gemeldet"), render_to_string("publishing/email/barrier_reported.txt", context)


def barrier_answered(report: BarrierReport) -> tuple[str, str]:
    """To who reported it: the office's answer, and who helps when it does not help."""
    page = links.to("areas:accessibility", area=report.area.slug)
    context = {"report": report, "area": report.area, "url": links.absolute(page, report.area.domain)}
    return _("Antwort auf Ihre Meldung"), render_to_string("publishing/email/barrier_answered.txt", context)
