"""What happens around a notice: its amendments, its revocation, requests for money, the account."""

from dataclasses import dataclass
from typing import Any

from quartier.funding.models import BankAccount, ChangeRequest, Grant
from quartier.funding.queries import Change, changes_of, wishes_of
from quartier.funding.rules.labels import percent
from quartier.history.queries import of_row
from quartier.kit.money import euro
from quartier.spending import rules, states
from quartier.spending.models import PaymentRequest, Reclaim, Revocation
from quartier.spending.queries.books import Books


@dataclass(frozen=True)
class Notice:
    """Read once for a page. ``failed``: why the letter of the revocation could not be made, if so."""

    changes: list[Change]
    revocation: Revocation | None
    failed: str
    requests: list[PaymentRequest]
    wishes: list[ChangeRequest]  # the newest first
    account: BankAccount | None
    rate: str  # „75 %“ of a share, else empty

    @property
    def reclaim(self) -> Reclaim | None:
        return getattr(self.revocation, "reclaim", None) if self.revocation else None

    @property
    def has_paper(self) -> bool:
        return hasattr(self.revocation, "paper")

    @property
    def waiting_wish(self) -> ChangeRequest | None:
        return next((row for row in self.wishes if not hasattr(row, "reply")), None)

    @property
    def open_requests(self) -> list[PaymentRequest]:
        return [row for row in self.requests if row.status == states.ASKED]


def notice_of(grant: Grant) -> Notice:
    """Four queries where nothing was amended or revoked; at most ten, whatever their number."""
    revocation = Revocation.objects.filter(grant=grant).select_related("reclaim__by", "paper", "by").first()
    return Notice(
        changes=changes_of(grant),
        revocation=revocation,
        failed=_failed(revocation) if revocation and not hasattr(revocation, "paper") else "",
        requests=list(grant.spending_requests.select_related("by").order_by("-id")),
        wishes=wishes_of(grant),
        account=getattr(grant.application, "bank_account", None),
        rate=percent(grant.rate) if grant.rate is not None else "",
    )


def account_of(grant: Grant) -> BankAccount | None:
    """The account as it stands now, read anew; None where none is entered."""
    return BankAccount.objects.filter(application=grant.application_id).select_related("application__grant").first()


def _failed(revocation: Revocation) -> str:
    last = of_row("spending.revocation", revocation.pk).filter(verb__in=("letter_failed", "letter_ordered")).first()
    return last.because if last and last.verb == "letter_failed" else ""


def at_hand(books: Books) -> int:
    """What was paid out and has no receipt yet, in cents."""
    booked = sum(row.cents for row in books.payments if row.status == states.BOOKED)
    return max(0, booked - books.claimed)


def request_findings(books: Books, cents: int) -> list[Any]:
    """What the office should see in a request for that sum."""
    return rules.request_findings(cents, rest=books.rest, at_hand=at_hand(books))


def last_payment(books: Books) -> str:
    """„500,00 € auf … 2051“: the newest payment whose account is known, empty where there is none."""
    known = [row for row in books.payments if row.iban and row.status == states.BOOKED]
    return f"{euro(known[-1].cents)}, … {known[-1].iban[-4:]}" if known else ""
