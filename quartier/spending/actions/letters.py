"""The letter of a revocation as a file: kept, or that it could not be made."""

from typing import Any

from quartier.files.actions import keep_document
from quartier.history.actions import action, lock, record
from quartier.spending.models import Revocation, RevocationPaper


@action
def keep_revocation_letter(*, revocation: Revocation, content: bytes) -> RevocationPaper:
    """Keep the letter (PDF) with its revocation; one that is there already stays. Not public."""
    row = lock(revocation)
    known = RevocationPaper.objects.filter(revocation=row).first()
    if known is not None:
        return known
    scope, name = row.grant.application.area.scope, f"Widerruf-{row.grant.number.replace('/', '-')}.pdf"
    file = keep_document(content=content, name=name, mime="application/pdf", scope=scope)
    return RevocationPaper.objects.create(revocation=row, file=file)


@action
def revocation_letter_failed(*, revocation: Revocation, why: str) -> None:
    """Note that the letter could not be made and why; the page offers to try again."""
    record(scope=revocation.grant.application.area.scope_id, verb="letter_failed", row=revocation, because=why)


@action
def revocation_letter_again(*, revocation: Revocation, by: Any) -> None:
    """Note that somebody asked for the letter anew; the caller enqueues the task."""
    record(scope=revocation.grant.application.area.scope_id, verb="letter_ordered", row=revocation, by=by)
