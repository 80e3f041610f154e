"""What takes longer than a page may: setting the settlement and the letter of its result."""

from django_tasks import task

from quartier.kit.documents import DocumentError
from quartier.spending import exports
from quartier.spending.actions import papers


@task()
def make_papers(settlement_id: int) -> None:
    """Set both PDFs of a decided settlement and keep them; the page says whether they are there."""
    settlement = exports.with_paper_rows(settlement_id)
    if settlement is None:
        return
    try:
        document, letter = exports.settlement_paper(settlement), exports.result_letter(settlement)
    except DocumentError:
        papers.note_papers_failed(settlement=settlement)
    else:
        papers.keep_papers(settlement=settlement, document=document, letter=letter)
