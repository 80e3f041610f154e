"""The settlement and the letter of its result as files: kept, or that they could not be made."""

from quartier.files.actions import keep_document
from quartier.history.actions import action, lock
from quartier.spending import states
from quartier.spending.models import Settlement


@action
def keep_papers(*, settlement: Settlement, document: bytes, letter: bytes) -> Settlement:
    """Keep both PDFs with the settlement; earlier ones stay in the files."""
    row = lock(settlement)
    scope, number = row.grant.application.area.scope, row.grant.number.replace("/", "-")
    row.document = keep_document(content=document, name=f"Abrechnung-{number}.pdf", mime="application/pdf", scope=scope)
    row.letter = keep_document(content=letter, name=f"Ergebnis-{number}.pdf", mime="application/pdf", scope=scope)
    row.papers = states.MADE
    row.save(update_fields=["document", "letter", "papers"])
    return row


@action
def note_papers_failed(*, settlement: Settlement) -> None:
    """The page says that the PDFs could not be made and offers to try again."""
    Settlement.objects.filter(pk=settlement.pk).update(papers=states.FAILED)
