"""Mails to applicants: subject and text. They quote nothing of what others typed but the office's own words."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from quartier.funding import exports, queries
from quartier.funding.models import Application
from quartier.kit import links
from quartier.mail import actions as mail

Mail = tuple[str, str]


def address(application: Application) -> str:
    """Where the applicant reads mail; empty when they gave none."""
    return application.owner.email if application.owner else application.person.email


def write(application: Application, letter: Callable[..., Mail], *more: Any) -> None:
    """Send a mail to the applicant, where an address is known.

    In German, as the office writes; what comes back at once is in the language of the page the applicant has open.
    """
    to = address(application)
    if to:
        own = letter in AT_ONCE and not application.entered_by_office
        with override(get_language() if own else settings.LANGUAGE_CODE):
            subject, body = letter(application, *more)
        mail.send(scope=application.area.scope, to=to, subject=subject, body=body, about=application)


def received(application: Application) -> Mail:
    """That it came in, what happens next and who decides; not to begin yet, where the rules say so."""
    law = queries.rules_of(application)
    early = bool(law and law.get("start_before_grant"))
    return _("Ihr Antrag Nr. %d ist bei uns") % application.number, _text(
        "received", application, decider=queries.decider_of(application), early=early
    )


def asked(application: Application, check: Any) -> Mail:
    """The office's question, with the day until which an answer is hoped for."""
    return _("Eine Frage zu Ihrem Antrag Nr. %d") % application.number, _text("asked", application, check=check)


def checked(application: Application) -> Mail:
    """That it is complete, and who decides next."""
    return _("Ihr Antrag Nr. %d ist geprüft") % application.number, _text(
        "checked", application, decider=queries.decider_of(application)
    )


def granted(application: Application, grant: Any) -> Mail:
    """What is promised, the days that count, and the conditions."""
    return _("Ihr Antrag Nr. %d ist bewilligt") % application.number, _text("granted", application, grant=grant)


def amended(application: Application, amendment: Any) -> Mail:
    """What of the notice is different now; the reason stands in the letter only."""
    number = f"{amendment.grant.number}-{amendment.number}"
    return _("Ihr Bescheid ist geändert: %s") % number, _text("amended", application, amendment=amendment)


def change_asked(application: Application, request: Any) -> Mail:
    """That the wish came in and the notice holds until it is answered."""
    title = _("Ihr Änderungswunsch ist bei uns: %s") % request.grant.number
    return title, _text("change_asked", application, request=request)


def change_refused(application: Application, reply: Any) -> Mail:
    """That the notice stays as it is, and why."""
    title = _("Antwort auf Ihren Änderungswunsch: %s") % reply.request.grant.number
    return title, _text("change_refused", application, reply=reply)


def account_changed(application: Application, account: Any) -> Mail:
    """That the account changed, with the last four digits: whoever did not do it should call."""
    title = _("Das Konto zu Ihrem Antrag Nr. %d ist geändert") % application.number
    return title, _text("account_changed", application, end=account.iban[-4:])


def rejected(application: Application, reason: str) -> Mail:
    """The no with its reason, and what to do who does not agree."""
    return _("Ihr Antrag Nr. %d") % application.number, _text(
        "rejected", application, reason=reason, remedy=exports.remedy_of(application)
    )


def objected(application: Application, objection: Any) -> Mail:
    """That the objection came in, on which day and against what."""
    title = _("Ihr Widerspruch ist bei uns, Antrag Nr. %d") % application.number
    return title, _text("objected", application, objection=objection)


def objection_answered(application: Application, reply: Any) -> Mail:
    """What became of the objection, and why."""
    return _("Antwort auf Ihren Widerspruch, Antrag Nr. %d") % application.number, _text(
        "objection_answered", application, reply=reply
    )


def _text(name: str, application: Application, **more: Any) -> str:
    area = application.area
    page = links.absolute(links.to("funding:my_application", pk=application.pk))
    office = getattr(area, "office", None)
    context = {"application": application, "area": area, "office": office, "page_url": page, **more}
    return render_to_string(f"funding/email/{name}.txt", context)


AT_ONCE = (received, change_asked, objected)  # what comes back at once, to who has just sent something
