"""The settlement (Verwendungsnachweis) and the letter of its result as tagged PDF."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.files.models import File
from quartier.funding.exports import paper
from quartier.funding.models import Application
from quartier.kit import dates
from quartier.kit.documents import render
from quartier.spending import queries, states
from quartier.spending.models import Settlement

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"


def with_paper_rows(settlement_id: int) -> Settlement | None:
    """A decided settlement with what its papers name."""
    rows = Settlement.objects.select_related(
        "result__by", "grant__ruleset", "grant__fund_year__fund", "grant__committed", "grant__paid", "grant__spent",
        "grant__application__area__carrier", "grant__application__area__office", "grant__application__area__scope",
        "grant__application__person", "grant__application__organisation", "grant__application__bank_account",
    )  # fmt: skip
    return rows.filter(pk=settlement_id, result__isnull=False).first()


def settlement_paper(settlement: Settlement) -> bytes:
    """The settlement with lines, receipts, report and photos. Raises ``DocumentError``."""
    with override("de"):
        grant, result = settlement.grant, settlement.result
        application = grant.application
        books = queries.books(grant)
        day = dates.local(result.at).date().isoformat()
        head, files = paper(application, grant.number, day, result.by.name)
        photos, pictures = _photos(settlement)
        data = {
            **head,
            "grantee": application.applicant,
            "fund": str(grant.fund_year),
            "project": {
                "title": application.title, "from": grant.starts_on.isoformat(), "to": grant.ends_on.isoformat(),
            },
            "grant": {"date": dates.local(grant.at).date().isoformat(), "reference": grant.number},
            "rules": {"name": grant.ruleset.title, "version": grant.ruleset.version},
            "proposal": False,
            "lines": [
                {
                    "label": row.line.title, "planned_cents": row.planned, "claimed_cents": row.claimed,
                    "accepted_cents": row.accepted,
                }
                for row in books.lines
            ],
            "receipts": [_receipt(row) for row in reversed(books.valid)],
            "result": _sums(settlement),
            "report": settlement.report,
            "photos": photos,
            "closing": {
                "text": _("Die Ausgaben waren notwendig, und mit dem Geld wurde sparsam gewirtschaftet. Die Angaben stimmen mit den Belegen überein."),
                "date": dates.local(settlement.submitted_at or result.at).date().isoformat(),
                "name": application.person.name,
            },
            "check": {"name": result.by.name, "date": day, "note": result.reason or None},
        }  # fmt: skip
        title = _("Verwendungsnachweis %(number)s: %(title)s") % {"number": grant.number, "title": application.title}
        return render(DOCUMENTS / "settlement.typ", data, files=files | pictures, title=title)


def result_letter(settlement: Settlement) -> bytes:
    """The letter with the result. Raises ``DocumentError``."""
    with override("de"):
        grant, result = settlement.grant, settlement.result
        application = grant.application
        books = queries.books(grant)
        head, files = paper(application, grant.number, dates.local(result.at).date().isoformat(), result.by.name)
        data: dict[str, Any] = {
            **head,
            "project": {"title": application.title},
            "fund": str(grant.fund_year),
            "result": _sums(settlement),
            "cuts": [_receipt(row) for row in reversed(books.checked) if row.result != states.ACCEPTED],
            "keep": _("Bitte heben Sie alle Belege und Verträge %(years)d Jahre auf, gerechnet von der Abgabe der Abrechnung. Das Büro oder ein Rechnungshof kann sie ansehen wollen.")
            % {"years": books.rules.retention_years.value},
        }  # fmt: skip
        if books.reclaim:
            data["refund"] = {
                "due": books.reclaim.due_on.isoformat(), "reference": grant.number,
                "holder": application.area.carrier.name if application.area.carrier else application.area.name,
            }  # fmt: skip
            data["words"] = {
                "refund_lead": _(
                    "Ausgezahlt war mehr als die Förderung. Bitte überweisen Sie den Unterschied bis zum {due} auf das Konto, von dem unser Geld kam."
                )
            }
        if result.remaining_cents:
            data["payment"] = _remaining(application)
        title = _("Ergebnis der Abrechnung %(number)s") % {"number": grant.number}
        return render(DOCUMENTS / "settlement_letter.typ", data, files=files, title=title)


def _sums(settlement: Settlement) -> dict[str, Any]:
    result = settlement.result
    return {
        "accepted_cents": result.accepted_cents,
        "flat_rate": {"label": _("Pauschale für Kleinkosten"), "cents": result.flat_cents},
        "means_cents": result.others_cents,
        "eligible_cents": max(0, result.recognised_cents - result.others_cents),
        "granted_cents": settlement.grant.cents,
        "due_cents": result.grant_cents,
        "paid_cents": result.paid_cents,
        "refund_cents": result.refund_cents,
        "remaining_cents": result.remaining_cents,
        "borne_cents": result.borne_cents,
    }


def _receipt(row: Any) -> dict[str, Any]:
    return {
        "number": row.number, "date": row.paid_on.isoformat(), "payee": row.payee, "purpose": row.purpose,
        "line": row.line.title, "cents": row.cents, "accepted_cents": row.accepted or 0, "reason": row.note or "",
    }  # fmt: skip


def _remaining(application: Application) -> str:
    account = getattr(application, "bank_account", None)
    if account is None:
        return _("Bitte nennen Sie uns ein Konto. Dann überweisen wir.")
    return _("Wir überweisen auf das Konto von %(holder)s, das auf %(end)s endet.") % {
        "holder": account.holder, "end": account.iban[-4:],
    }  # fmt: skip


def _photos(settlement: Settlement) -> tuple[list[dict[str, str]], dict[str, bytes]]:
    shown, files = [], {}
    for number, photo in enumerate(settlement.photos.select_related("file").order_by("id"), 1):
        name = f"bild-{number}.{_ending(photo.file)}"
        with photo.file.content.open("rb") as content:
            files[name] = content.read()
        shown.append({"file": name, "alt": photo.caption, "caption": photo.caption})
    return shown, files


def _ending(file: File) -> str:
    return {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}.get(file.mime, "jpg")
