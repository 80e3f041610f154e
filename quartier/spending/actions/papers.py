"""The settlement, the letter of its result and the bundle as files: kept, or that they could not be made."""

from pathlib import Path
from typing import Any

from quartier.files.actions import erase, keep_document
from quartier.files.models import File
from quartier.history.actions import action, lock
from quartier.spending import states
from quartier.spending.models import InterimReport, Settlement

PDF, ZIP = "application/pdf", "application/zip"


@action
def keep_papers(*, settlement: Settlement, document: bytes, letter: bytes | None = None) -> Settlement:
    """Keep the settlement as PDF and, once decided, the letter of its result; earlier ones stay in the files."""
    row = lock(settlement)
    if _is_late(settlement, row):
        return row
    row.document = _kept(row.grant, document, "Abrechnung", PDF)
    if letter is not None:
        row.letter = _kept(row.grant, letter, "Ergebnis", PDF)
    row.save(update_fields=["document", "letter"])
    return row


@action
def keep_bundle(*, settlement: Settlement, receipts: Path, bundle: Path) -> Settlement:
    """Keep the PDF of all receipts and the ZIP; both are moved from where they were made. After: the papers are made.

    The ones of before go: they are large, and everything in them is kept by itself.
    """
    row = lock(settlement)
    if _is_late(settlement, row):
        return row
    before = [file for file in (row.bundle, row.bundle_pdf) if file]
    row.bundle_pdf = _kept(row.grant, receipts, "Belege", PDF)
    row.bundle = _kept(row.grant, bundle, "Unterlagen", ZIP)
    row.papers = states.MADE
    row.save(update_fields=["bundle", "bundle_pdf", "papers"])
    for file in before:
        erase(file=file)
    return row


def _is_late(made: Settlement, row: Settlement) -> bool:
    """Made before somebody decided: those of the decision are on their way and must not be written over."""
    return row.status == states.DECIDED and made.status != states.DECIDED


@action
def note_bound(*, settlement: Settlement, bound: int) -> None:
    """How many files of receipts are bound so far: the page shows that it goes on."""
    Settlement.objects.filter(pk=settlement.pk).update(bound=bound)


@action
def keep_interim(*, report: InterimReport, document: bytes) -> InterimReport:
    """Keep the interim report as PDF."""
    row = lock(report)
    row.document, row.papers = _kept(row.grant, document, f"Zwischennachweis-{row.year}", PDF), states.MADE
    row.save(update_fields=["document", "papers"])
    return row


@action
def note_interim(*, report: InterimReport, to: str) -> None:
    """Where the PDF of an interim report stands: in the making, or not made; the page offers to try again."""
    InterimReport.objects.filter(pk=report.pk).update(papers=to)


def _kept(grant: Any, content: bytes | Path, title: str, mime: str) -> File:
    number, ending = grant.number.replace("/", "-"), "zip" if mime == ZIP else "pdf"
    scope = grant.application.area.scope
    return keep_document(content=content, name=f"{title}-{number}.{ending}", mime=mime, scope=scope)


@action
def note_papers_failed(*, settlement: Settlement) -> None:
    """The page says that the papers could not be made and offers to try again; not of those made before a decision."""
    if not _is_late(settlement, lock(settlement)):
        Settlement.objects.filter(pk=settlement.pk).update(papers=states.FAILED)
