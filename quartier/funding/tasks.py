"""What takes longer than a page may: setting the letters of a notice and its amendments."""

from django_tasks import task

from quartier.funding import exports
from quartier.funding.actions import letters
from quartier.kit.documents import made


@task()
def make_letter(grant_id: int) -> None:
    """Set the letter of a grant and keep it; the page of the application says whether it is there."""
    grant = exports.with_letter_rows(grant_id)
    if grant is None or grant.letter_id is not None:
        return
    made(
        lambda: exports.grant_letter(grant),
        lambda content: letters.keep_letter(grant=grant, content=content),
        lambda why: letters.letter_failed(grant=grant, why=why),
    )


@task()
def make_amendment_letter(amendment_id: int) -> None:
    """Set the letter of an amendment and keep it; the page of the grant says whether it is there."""
    amendment = exports.amendment_with_rows(amendment_id)
    if amendment is None or hasattr(amendment, "paper"):
        return
    made(
        lambda: exports.amendment_letter(amendment),
        lambda content: letters.keep_amendment_letter(amendment=amendment, content=content),
        lambda why: letters.amendment_letter_failed(amendment=amendment, why=why),
    )
