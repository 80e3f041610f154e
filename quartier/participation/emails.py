"""Mails to people who left their address with an idea: subject and text."""

from typing import Any

from django.core import signing
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.kit import links
from quartier.participation.models import Answer, Idea

SALT = "participation.withdraw"
Mail = tuple[str, str]


def received(idea: Idea) -> Mail:
    """Your number, what happens next, how to take it back. Quotes nothing of what was typed."""
    return _("Ihre Idee Nr. %d ist bei uns") % idea.number, _text("received", idea)


def answered(idea: Idea, answer: Answer) -> Mail:
    """The office's answer, the thread, and the way to money."""
    return _("Antwort auf Ihre Idee Nr. %d") % idea.number, _text("answered", idea, answer=answer)


def passed_on(idea: Idea, answer: Answer) -> Mail:
    """Who takes care of it now, and why."""
    return _("Ihre Idee Nr. %d ist weitergegeben") % idea.number, _text("passed_on", idea, answer=answer)


def hidden(idea: Idea, reason: str) -> Mail:
    """Why it does not stand on the page, and whom to ask."""
    return _("Ihre Idee Nr. %d steht nicht auf unserer Seite") % idea.number, _text("hidden", idea, reason=reason)


def to_read(area: Area, waiting: Any) -> Mail:
    """To the office: what waits to be read, in numbers and with the way there."""
    context = {
        "area": area,
        "ideas": waiting.ideas,
        "held": waiting.held,
        "registrations": waiting.registrations,
        "ideas_url": links.absolute(links.to("participation:team_ideas", area=area.slug)),
        "due_url": links.absolute(links.to("areas:workspace", area=area.slug)),
    }
    subject = _("In %s wartet etwas auf Sie") % area.name
    return subject, render_to_string("participation/email/to_read.txt", context)


def token(idea: Idea) -> str:
    """What the link to take an idea back carries: its signed id, nothing about the person."""
    return signing.dumps(idea.pk, salt=SALT)


def read_token(text: str) -> int | None:
    """The id of the idea, None when the link was changed or cut."""
    try:
        return int(signing.loads(text, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _text(name: str, idea: Idea, **more: Any) -> str:
    context = {
        "idea": idea,
        "area": idea.area,
        "office": getattr(idea.area, "office", None),
        "page_url": _address(idea.area, "participation:idea", number=idea.number),
        "back_url": _address(idea.area, "participation:withdraw", token=token(idea)),
        **more,
    }
    return render_to_string(f"participation/email/{name}.txt", context)


def _address(area: Area, name: str, **arguments: Any) -> str:
    path = links.to(name, area=area.slug, **arguments)
    return links.absolute(links.shorten(path, area.slug if area.domain else ""), area.domain)
