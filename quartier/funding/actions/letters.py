"""The letters of a notice and its amendments as files: kept, or that they could not be made."""

from quartier.files import actions as files
from quartier.funding.models import Amendment, Grant, NoticePaper
from quartier.history.actions import action, lock, record


@action
def keep_letter(*, grant: Grant, content: bytes) -> Grant:
    """Keep the letter (PDF) with its grant; a letter that is there already stays. Not public."""
    row = lock(grant)
    if row.letter_id is None:
        row.letter = files.keep_document(
            content=content, name=f"Bescheid {row.number}.pdf", mime="application/pdf", scope=row.application.area.scope
        )
        row.save(update_fields=["letter"])
        record(scope=row.application.area.scope_id, verb="letter_made", row=row)
    return row


@action
def letter_failed(*, grant: Grant, why: str) -> None:
    """Note that the letter could not be made and why (a sentence for people); the page offers to try again."""
    record(scope=grant.application.area.scope_id, verb="letter_failed", row=grant, because=why)


@action
def keep_amendment_letter(*, amendment: Amendment, content: bytes) -> NoticePaper:
    """Keep the letter (PDF) with its amendment; one that is there already stays. Not public."""
    row = lock(amendment)
    known = NoticePaper.objects.filter(amendment=row).first()
    if known is not None:
        return known
    scope, name = row.grant.application.area.scope, f"Änderung {row.grant.number}-{row.number}.pdf"
    file = files.keep_document(content=content, name=name, mime="application/pdf", scope=scope)
    made = NoticePaper.objects.create(amendment=row, file=file)
    record(scope=scope, verb="letter_made", row=row)
    return made


@action
def amendment_letter_failed(*, amendment: Amendment, why: str) -> None:
    """Note that the letter could not be made and why; the page offers to try again."""
    record(scope=amendment.grant.application.area.scope_id, verb="letter_failed", row=amendment, because=why)
