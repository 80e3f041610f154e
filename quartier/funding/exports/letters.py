"""Letters and papers of funding as PDF, and what stands in them."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.areas.exports import letterhead
from quartier.funding.models import Application, Grant, Rejection
from quartier.funding.queries import Verdict, request_of, rules_of, verdict_behind, verdict_of
from quartier.funding.rules import Rules, load
from quartier.kit import dates
from quartier.kit.documents import render

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
Paper = tuple[dict[str, Any], dict[str, bytes], str]  # data, pictures, title


def with_letter_rows(grant_id: int) -> Grant | None:
    """A grant with what its letter names."""
    rows = Grant.objects.select_related(
        "application__area__carrier", "application__area__office", "application__person", "application__organisation",
        "application__fund__committee", "application__bank_account", "decision__tally", "decision__motion__committee",
        "office_decision", "ruleset", "fund_year", "by",
    )  # fmt: skip
    return rows.filter(pk=grant_id).first()


def grant_letter(grant: Grant) -> bytes:
    """The notice as a tagged PDF, in German whoever asks for it. Raises ``DocumentError``."""
    with override(settings.LANGUAGE_CODE):
        data, files, title = _granting(grant)
        return render(DOCUMENTS / "grant_letter.typ", data, files=files, title=title, lang="de")


def _granting(grant: Grant) -> Paper:
    application, rules = grant.application, load(grant.ruleset.text)
    head, files = paper(application, grant.number, dates.local(grant.at).date().isoformat(), grant.by.name)
    asked = request_of(application, rules)
    data: dict[str, Any] = {
        **head,
        "project": {
            "title": application.title, "place": application.place or None,
            "from": grant.starts_on.isoformat(), "to": grant.ends_on.isoformat(),
        },
        "grantee": application.applicant,
        "fund": str(grant.fund_year),
        "granted_cents": grant.cents,
        "financing": rules.financing.value,
        "decision": _decision(verdict_behind(grant)),
        "costs": [{"label": line.title, "cents": line.cents} for line in application.cost_lines.all()],
        "flat_rate": {"label": _("Pauschale für Kleinkosten"), "cents": asked.flat},
        "means": [
            {"label": row.title or row.get_kind_display(), "cents": row.cents} for row in application.finance_lines.all()
        ],
        "conditions": _conditions(grant, rules),
        "payment": _payment(application),
        "proof": {"due": grant.proof_due_on.isoformat(), "how": _proof(rules)},
        "publicity": _("Bitte nennen Sie auf Plakaten und im Netz, wer die Aktion fördert. Die Zeichen gibt Ihnen das Büro."),
        "rules": {"name": grant.ruleset.title, "version": grant.ruleset.version, "source": rules.cap_per_action.source},
    }  # fmt: skip
    title = _("Bescheid %(number)s: %(title)s") % {"number": grant.number, "title": application.title}
    return data, files, title


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
        "decision": _decision(verdict) if verdict else {"committee": _("das Quartiersbüro"), "date": day},
        "reason": rejection.reason,
        "next_steps": [
            _("Das Büro überlegt mit Ihnen, was stattdessen hilft."),
            _("Sie können einen neuen Antrag stellen."),
        ],
    }
    title = _("Antwort auf den Antrag „%s“") % application.title
    return data, files, title


def _decision(verdict: Verdict) -> dict[str, Any]:
    told = {"committee": verdict.who, "date": verdict.on.isoformat(), "reason": verdict.reason}
    if verdict.decision is None:
        return told | ({"number": verdict.number} if verdict.number else {})
    tally = verdict.decision.tally
    votes = {"yes": tally.yes, "no": tally.no, "abstained": tally.abstain, "recused": tally.recused}
    return told | votes | {"number": str(verdict.decision)}


def _conditions(grant: Grant, rules: Rules) -> list[dict[str, str]]:
    fixed = [
        (_("Geben Sie das Geld nur für das aus, was im Kostenplan steht."), ""),
        (_("Beginnen Sie nicht vor dem %(day)s.") % {"day": f"{grant.starts_on:%d.%m.%Y}"}, rules.start_before_grant.source),
        (_("Nicht bezahlt wird: %(what)s.") % {"what": ", ".join(rules.never_eligible.value)}, rules.never_eligible.source),
        (
            _("Heben Sie die Belege %(years)d Jahre auf, gerechnet von der Abgabe der Abrechnung.")
            % {"years": rules.retention_years.value},
            rules.retention_years.source,
        ),
    ]  # fmt: skip
    first = [{"text": grant.condition}] if grant.condition else []
    return first + [{"text": text, "source": source} if source else {"text": text} for text, source in fixed]


def _payment(application: Application) -> str:
    account = getattr(application, "bank_account", None)
    if account is None:
        return _("Bitte nennen Sie uns ein Konto. Dann überweisen wir.")
    return _("Wir überweisen auf das Konto von %(holder)s, das auf %(end)s endet.") % {
        "holder": account.holder, "end": account.iban[-4:],
    }  # fmt: skip


def _proof(rules: Rules) -> list[str]:
    percent = f"{rules.flat_rate.value * 100:f}".rstrip("0").rstrip(".")
    return [
        _("Fotografieren Sie jeden Beleg mit dem Telefon und laden Sie ihn hoch."),
        _("Für Kleinkosten rechnen wir %(percent)s %% dazu, ohne Belege: %(what)s.")
        % {"percent": percent, "what": rules.flat_covers.value},
        _("Schreiben Sie ein paar Sätze, wie es war, und legen Sie Bilder dazu."),
    ]


def paper(application: Application, reference: str, day: str, signer: str) -> tuple[dict[str, Any], dict[str, bytes]]:
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
