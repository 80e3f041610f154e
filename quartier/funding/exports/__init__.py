"""Letters and papers of funding as PDF."""

from quartier.funding.exports.agenda import session_overview
from quartier.funding.exports.application import application_pdf
from quartier.funding.exports.letters import paper, rejection_letter, remedy, remedy_of
from quartier.funding.exports.notices import (
    amendment_letter,
    amendment_with_rows,
    grant_letter,
    with_letter_rows,
)

__all__ = [
    "amendment_letter", "amendment_with_rows", "application_pdf", "grant_letter", "paper", "rejection_letter",
    "remedy", "remedy_of", "session_overview", "with_letter_rows",
]  # fmt: skip
