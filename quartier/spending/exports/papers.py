"""The settlement (Verwendungsnachweis) and the letter of its result as tagged PDF."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.files.models import File
from quartier.funding.exports import paper, remedy
from quartier.funding.models import Application
from quartier.funding.rules.calculation import UNCONFIRMED
from quartier.history.queries import of_row
from quartier.kit import dates
from quartier.kit.documents import render
from quartier.kit.money import euro
from quartier.spending import queries, rules, states
from quartier.spending.exports import columns
from quartier.spending.models import Income, Settlement
from quartier.spending.queries import Books
from quartier.spending.rules import retention

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
GROWS = ("payee", "purpose", "line", "reason")  # columns of words share the width that is left
WAITING = "…"  # where a receipt was not looked at yet


def with_paper_rows(settlement_id: int) -> Settlement | None:
    """A settlement that was handed in, with what its papers name."""
    rows = Settlement.objects.select_related(
        "result__by", "grant__ruleset", "grant__fund_year__fund", "grant__committed", "grant__paid", "grant__spent",
        "grant__application__area__carrier", "grant__application__area__office", "grant__application__area__scope",
        "grant__application__person", "grant__application__organisation", "grant__application__bank_account",
    )  # fmt: skip
    return rows.filter(pk=settlement_id, submitted_at__isnull=False).first()


def is_decided(settlement: Settlement) -> bool:
    """Whether a person has decided: then there is a letter."""
    return settlement.status == states.DECIDED


def settlement_paper(settlement: Settlement) -> bytes:
    """The settlement with its sums, lines, receipts, report and photos; a proposal until it is decided.

    Raises ``DocumentError``.
    """
    with override("de"):
        grant, application = settlement.grant, settlement.grant.application
        books = queries.books(grant)
        result = books.result
        moment = result.at if result else settlement.submitted_at
        head, files = paper(
            application, grant.number, _day(moment), result.by.name if result else application.area.name
        )
        photos, pictures = _photos(settlement)
        data = {
            **head, **_about(grant), "proposal": result is None, **_numbers(books), **_list(books),
            "chapters": chapters(settlement), "photos": photos, "keep": [{**row, "until": row["until"].isoformat()} for row in keep_rows(settlement)],
            "funder": _funder(settlement),
            "closing": {
                "text": _("Die Ausgaben waren notwendig, und mit dem Geld wurde sparsam gewirtschaftet. Die Angaben stimmen mit den Belegen überein."),
                "date": _day(settlement.submitted_at or moment), "name": handed_in_by(settlement, "settlement_submitted"),
            },
            "check": {"name": result.by.name, "date": _day(result.at), "note": result.reason or None} if result else None,
        }  # fmt: skip
        title = _("Verwendungsnachweis %(number)s: %(title)s") % {"number": grant.number, "title": application.title}
        return render(DOCUMENTS / "settlement.typ", data, files=files | pictures, title=title)


def handed_in_by(row: Any, verb: str) -> str:
    """Who confirmed a settlement or an interim report by handing it in: somebody of the grantee, or who signed the paper
    that the office took in."""
    grant = row.grant
    entry = of_row(row._meta.label_lower, row.pk).filter(verb=verb).first()
    actor = entry.actor if entry else None
    return actor.name if actor and rules.is_grantee(actor, grant) else str(grant.application.person.name)


def _about(grant: Any) -> dict[str, Any]:
    application = grant.application
    return {
        "grantee": application.applicant, "fund": str(grant.fund_year), "financing": str(grant.get_financing_display()),
        "project": {
            "title": application.title, "from": grant.starts_on.isoformat(), "to": grant.ends_on.isoformat(),
        },
        "grant": {"date": _day(grant.at), "reference": grant.number},
        "rules": {"name": grant.ruleset.title, "version": grant.ruleset.version},
    }  # fmt: skip


def _numbers(books: Books) -> dict[str, Any]:
    """Lines, steps, findings, income and the sums in the end."""
    return {
        "lines": line_data(books), "amended": books.amended,
        "steps": [{"label": step.label, "cents": step.cents, "how": step.how} for step in books.steps],
        "findings": _findings(books.findings), "income": _income(books), "result": _sums(books),
        "means": [{"label": row.label, "planned_cents": row.planned, "came_cents": row.came} for row in books.financing],
    }  # fmt: skip


def line_data(books: Books) -> list[dict[str, Any]]:
    """The lines as ``reckoning.typ`` takes them."""
    return [
        {
            "label": row.line.title, "planned_cents": row.planned, "target_cents": row.target,
            "claimed_cents": row.claimed, "accepted_cents": row.accepted, "percent": row.percent,
            "notes": [finding.title for finding in row.findings],
        }
        for row in books.lines
    ]  # fmt: skip


def _findings(found: list[Any]) -> list[dict[str, str]]:
    return [{"title": row.title, "text": row.text, "source": row.source} for row in found]


def _income(books: Books) -> list[dict[str, Any]]:
    """What came in, the grant's own payments too, in time order (Nr. 6.2.2 ANBest-P)."""
    words = dict(states.INCOME)
    paid = [{"day": day.isoformat(), "cents": cents, "what": _("Diese Förderung")} for day, cents in books.booked]
    found = Income.objects.filter(grant=books.grant, reverses__isnull=True, reversed_by__isnull=True)
    came = [
        {
            "day": row.received_on.isoformat(), "cents": row.cents,
            "what": " · ".join(filter(None, [str(words[row.kind]), row.payer, row.purpose])),
        }
        for row in found.filter(cents__gt=0).order_by("received_on", "id")
    ]  # fmt: skip
    return sorted(paid + came, key=lambda row: str(row["day"]))


def _list(books: Books) -> dict[str, Any]:
    """The list of receipts in the fund's own columns, as text."""
    chosen = columns.columns_of(books.grant, books.rules)
    *rows, sums = columns.table(chosen, columns.in_order(books.valid))[1:]
    return {
        "columns": [
            {"heading": heading, "align": "end" if code in columns.SUMS else "start", "grow": code in GROWS}
            for code, heading in chosen
        ],
        "receipts": [[_printed(cell, code) for cell, (code, _heading) in zip(row, chosen, strict=True)] for row in rows],
        "sums": [_printed(cell, "") for cell in sums],
    }  # fmt: skip


def _printed(cell: Any, code: str) -> str:
    if cell is None:
        return WAITING if code in ("accepted", "cut") else ""
    if hasattr(cell, "isoformat"):
        return dates.figures(cell)
    return euro(int(cell * 100)) if hasattr(cell, "as_tuple") else str(cell)


def _sums(books: Books) -> dict[str, int]:
    result, outcome = books.result, books.outcome
    if result is None:
        return {
            "due_cents": outcome.grant, "paid_cents": books.paid, "refund_cents": outcome.refund,
            "waived_cents": books.waived, "remaining_cents": outcome.remaining, "borne_cents": books.reckoning.borne,
        }  # fmt: skip
    return {
        "due_cents": result.grant_cents, "paid_cents": result.paid_cents, "refund_cents": result.refund_cents,
        "waived_cents": result.waived_cents, "remaining_cents": result.remaining_cents,
        "borne_cents": result.borne_cents,
    }  # fmt: skip


def chapters(settlement: Settlement) -> list[dict[str, str]]:
    """The report as it was written: by the headings of the rules, or in one piece."""
    written = [{"heading": title, "text": text} for title, text in settlement.chapters.items() if text]
    return ([{"text": settlement.report}] if settlement.report else []) + written or [{"text": "–"}]


def keep_rows(settlement: Settlement) -> list[dict[str, Any]]:
    """Every period with its last day and its source, the longest at the end."""
    words = {
        retention.PROOF: _("Nachweis, Belege und Verträge zur Förderung"),
        retention.VOUCHERS: _("Belege, wenn Sie Steuern erklären"),
        retention.BOOKS: _("Kassenbuch, wenn Sie eines führen müssen"),
    }
    result = getattr(settlement, "result", None)
    found = queries.clocks_of(settlement, dates.local(result.at).date() if result else None)
    rows = sorted(found, key=lambda clock: clock.until)
    return [{"what": words[row.what], "until": row.until, "source": row.source} for row in rows]


def _funder(settlement: Settlement) -> list[dict[str, str]]:
    rows = settlement.funder_checks.filter(result__in=states.CHECKED).select_related("by").order_by("id")
    return [
        {"date": _day(row.at), "name": row.by.name, "result": str(row.get_result_display()) + ".", "note": row.note}
        for row in rows
    ]


def result_letter(settlement: Settlement) -> bytes:
    """The letter with the result of a decided settlement. Raises ``DocumentError``."""
    with override("de"):
        grant, result = settlement.grant, settlement.result
        application, books = grant.application, queries.books(grant)
        head, files = paper(application, grant.number, _day(result.at), result.by.name)
        data: dict[str, Any] = {
            **head, "project": {"title": application.title}, "fund": str(grant.fund_year),
            "steps": _numbers(books)["steps"], "result": _sums(books),
            "findings": _findings([row for row in books.all_findings if row.code != UNCONFIRMED]),
            "cuts": [_cut(row) for row in columns.in_order(books.checked) if row.result != states.ACCEPTED],
            "reason": result.reason or None, "keep": _keep_sentence(settlement),
            "objection": remedy(books.rules, application.area),
        }  # fmt: skip
        if books.reclaim:
            data["refund"] = _refund(application, books)
            data["words"] = {
                "refund_lead": _(
                    "Ausgezahlt war mehr als die Förderung. Bitte überweisen Sie den Unterschied bis zum {due} auf das Konto, von dem unser Geld kam."
                )
            }
        if result.remaining_cents:
            data["payment"] = _remaining(application)
        title = _("Ergebnis der Abrechnung %(number)s") % {"number": grant.number}
        return render(DOCUMENTS / "settlement_letter.typ", data, files=files, title=title)


def _keep_sentence(settlement: Settlement) -> str:
    lead = _("Das Büro oder ein Rechnungshof kann Ihre Unterlagen ansehen wollen. Bitte heben Sie auf:")
    said = _("%(what)s: bis %(day)s")
    rows = [said % {"what": row["what"], "day": dates.figures(row["until"])} for row in keep_rows(settlement)]
    return "\n".join([lead, *rows])


def _refund(application: Application, books: Books) -> dict[str, str]:
    return {
        "due": books.reclaim.due_on.isoformat(), "reference": books.grant.number,  # type: ignore[union-attr]
        "holder": application.area.carrier.name if application.area.carrier else application.area.name,
    }  # fmt: skip


def _cut(row: Any) -> dict[str, Any]:
    return {
        "number": row.number, "payee": row.payee, "cents": row.cents, "accepted_cents": row.accepted or 0,
        "reason": row.note or "",
    }  # fmt: skip


def _day(moment: Any) -> str:
    return dates.local(moment).date().isoformat()


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
