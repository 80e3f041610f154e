"""What takes longer than a page may: setting the papers of a settlement, and binding all its receipts together."""

import tempfile
from pathlib import Path

from django_tasks import task

from quartier.kit.documents import DocumentError, made
from quartier.spending import exports, queries, states
from quartier.spending.actions import letters, papers


@task()
def make_papers(settlement_id: int) -> None:
    """Set the PDFs of a settlement that was handed in, bind the bundle, keep both; the page says whether they are there."""
    settlement = exports.with_paper_rows(settlement_id)
    if settlement is None:
        return
    try:
        document = exports.settlement_paper(settlement)
        letter = exports.result_letter(settlement) if exports.is_decided(settlement) else None
        kept = papers.keep_papers(settlement=settlement, document=document, letter=letter)
        if kept.status != settlement.status:  # decided meanwhile: the papers of the decision are on their way
            return
        with tempfile.TemporaryDirectory(prefix="unterlagen-") as name:
            folder = Path(name)
            receipts = exports.receipts_pdf(kept, folder, told=lambda n: papers.note_bound(settlement=kept, bound=n))
            bundle = exports.bundle_zip(kept, queries.books(kept.grant), receipts, folder)
            papers.keep_bundle(settlement=kept, receipts=receipts, bundle=bundle)
    except Exception as error:  # whatever it was: the page says so and offers to try again
        papers.note_papers_failed(settlement=settlement)
        if not isinstance(
            error, DocumentError | OSError
        ):  # not set, or no room on the disk; all else is a slip of ours
            raise


@task()
def make_interim(report_id: int) -> None:
    """Set the PDF of an interim report that was handed in and keep it."""
    report = exports.with_interim_rows(report_id)
    if report is None:
        return
    try:
        document = exports.interim_paper(report, queries.interim_sums(report))
    except Exception as error:
        papers.note_interim(report=report, to=states.FAILED)
        if not isinstance(error, DocumentError):
            raise
    else:
        papers.keep_interim(report=report, document=document)


@task()
def make_revocation_letter(revocation_id: int) -> None:
    """Set the letter of a revocation and keep it; the page of the grant says whether it is there."""
    revocation = exports.revocation_with_rows(revocation_id)
    if revocation is None or hasattr(revocation, "paper"):
        return
    made(
        lambda: exports.revocation_letter(revocation),
        lambda content: letters.keep_revocation_letter(revocation=revocation, content=content),
        lambda why: letters.revocation_letter_failed(revocation=revocation, why=why),
    )
