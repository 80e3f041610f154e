"""Letters and papers of funding as PDF."""

from quartier.funding.exports.letters import grant_letter, paper, rejection_letter, with_letter_rows

__all__ = ["grant_letter", "paper", "rejection_letter", "with_letter_rows"]
