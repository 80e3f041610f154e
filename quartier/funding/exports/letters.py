"""Letters and papers of funding as PDF, and what stands in them."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.areas.exports import letterhead
from quartier.areas.models import Area
from quartier.funding.models import Application, Rejection
from quartier.funding.queries import Verdict, request_of, rules_of, verdict_of
from quartier.funding.rules import Rules
from quartier.kit import dates
from quartier.kit.documents import render

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
Paper = tuple[dict[str, Any], dict[str, bytes], str]  # data, pictures, title


def rejection_letter(rejection: Rejection) -> bytes:
    """The letter that says no, as a tagged PDF, in German too. Raises ``DocumentError``."""
    with override(settings.LANGUAGE_CODE):
        data, files, title = _rejecting(rejection)
        return render(DOCUMENTS / "rejection_letter.typ", data, files=files, title=title, lang="de")


def _rejecting(rejection: Rejection) -> Paper:
    application = rejection.application
    day = dates.local(rejection.at).date().isoformat()
    head, files = paper(application, _("Antrag %d") % application.number, day, rejection.by.name)
    rules, verdict = rules_of(application), verdict_of(application)
    data: dict[str, Any] = {
        **head,
        "project": {"title": application.title},
        "fund": application.fund.name,
        "requested_cents": request_of(application, rules).requested if rules else 0,
        "decision": decision_of(verdict) if verdict else {"committee": _("das Quartiersbüro"), "date": day},
        "reason": rejection.reason,
        "objection": remedy(rules, application.area) if rules else None,
        "next_steps": [
            _("Das Büro überlegt mit Ihnen, was stattdessen hilft."),
            _("Sie können einen neuen Antrag stellen."),
        ],
    }
    title = _("Antwort auf den Antrag „%s“") % application.title
    return data, files, title


def decision_of(verdict: Verdict) -> dict[str, Any]:
    """A decision as letters tell it."""
    told = {"committee": verdict.who, "date": verdict.on.isoformat(), "reason": verdict.reason}
    if verdict.decision is None:
        return told | ({"number": verdict.number} if verdict.number else {})
    tally = verdict.decision.tally
    votes = {"yes": tally.yes, "no": tally.no, "abstained": tally.abstain, "recused": tally.recused}
    return told | votes | {"number": str(verdict.decision)}


def paper(application: Application, reference: str, day: str, signer: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Head and address of a letter or paper to the applicant, and the pictures it needs."""
    area, person = application.area, application.person
    office = getattr(area, "office", None)
    organisation = application.organisation
    lines = [organisation.name if organisation else "", person.name, person.street, person.town]
    if organisation and not person.street:
        lines[2:] = [organisation.street, f"{organisation.postcode} {organisation.town}".strip()]
    head, files = letterhead(area)
    head |= {
        "reference": reference,
        "date": day,
        "recipient": [line for line in lines if line],
        "contact": {"name": signer, "phone": (office.phone or None) if office else None},
        "salutation": _("Guten Tag %s,") % person.name,
        "signatures": [{"name": signer}],
        "signature_note": _("Dieses Schreiben ist mit dem Computer gemacht und gilt ohne Unterschrift."),
    }  # fmt: skip
    return head, files


def remedy(rules: Rules, area: Area) -> str:
    """What somebody can do who does not agree: the words of the rule set, else where to turn to."""
    if words := rules.get("remedy"):
        return str(words)
    office = getattr(area, "office", None)
    where = f"{office.name}, {office.street}, {office.town}" if office else area.name
    return _("Wenn Sie nicht einverstanden sind, schreiben Sie uns oder kommen Sie vorbei: %(where)s.") % {
        "where": where
    }


def remedy_of(application: Application) -> str:
    """The same for an application, by the rules of its notice, else of its fund today."""
    law = rules_of(application)
    return remedy(law, application.area) if law else ""
