"""The journal for hledger: read here line by line without its grammar, and by hledger itself."""

import csv
import datetime as dt
import io
import re
import shutil
import subprocess
from typing import Any

import pytest

from quartier.history.models import Scope
from quartier.ledger.actions import open_account
from quartier.ledger.exports import account_name, amount, journal, plain
from quartier.ledger.models import Account, Transfer
from quartier.ledger.queries import statement
from quartier.ledger.tests.conftest import Books
from tests.cast import without_action

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 1)
NASTY = [
    "Zwei  Leerzeichen; und ein Semikolon", "(nur in Klammern)", "[eckig]", "* Stern", "! Ruf", "Doppel:punkt: am Ende:",
    "100.00 EUR", "Tab\tund\nZeile", "geschützt\u00a0 \u00a0breit\u2003 leer", "= 5.00 EUR", "@ 3 EUR", "2026-01-01", ":", " ",
    "# Raute", "~ alle Monate", "include /etc/passwd", "آخر", 'Anführung " und \' und |',
]  # fmt: skip


def written(**options: Any) -> str:
    return "".join(journal(options.pop("names", {}), title="Lindenhafen", **options))


def moved(text: str) -> dict[str, int]:
    """Cents by account as the lines of the transfers say: all postings but the assertions, added up."""
    found: dict[str, int] = {}
    for name, sign, euros, cents in re.findall(r"^    (\S.*?)  (-?)(\d+)\.(\d\d) EUR$", text, re.MULTILINE):
        found[name] = found.get(name, 0) + int(sign + euros + cents)
    return {name: value for name, value in found.items() if value}


def stated(places: dict[int, Any] | None = None) -> dict[str, int]:
    rows = Account.objects.exclude(balance=0)
    return {
        account_name((places or {}).get(a.scope_id, [f"Bereich {a.scope_id}"]), a.kind, a.title, a.pk): a.balance
        for a in rows
    }


@pytest.fixture
def hledger(request: Any, tmp_path: Any) -> Any:
    """Runs hledger over a text and returns what it prints; its own complaint is the failure."""
    if shutil.which("hledger") is None:
        pytest.skip("no hledger (apt install hledger)")

    def run(text: str, *words: str) -> str:
        file = tmp_path / "kassenbuch.journal"
        file.write_text(text, encoding="utf-8")
        command = ["hledger", "-f", str(file), *words]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env={"LANG": "C.UTF-8"}, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def counted(text: str, hledger: Any) -> dict[str, int]:
    """Cents by account as hledger adds them up, after all its checks."""
    hledger(text, "check", "--strict", "ordereddates", "uniqueleafnames")
    rows = csv.reader(io.StringIO(hledger(text, "balance", "--flat", "--no-total", "-O", "csv")))
    next(rows)
    return {name: int(value.removesuffix(" EUR").replace(".", "")) for name, value in rows if value != "0"}


def busy(books: Books) -> list[Transfer]:
    """Some days of bookings, one taken back, one with a value date of its own, one whose reason was erased."""
    made = [books.pay(cents, booked_on=DAY + dt.timedelta(days=n)) for n, cents in enumerate((1, 99, 1_234, 6_000))]
    books.back(made[3])
    made.append(books.pay(5, booked_on=DAY + dt.timedelta(days=9), reason="; von  Ada: 5 € | (bar)"))
    return made


def test_a_transfer_is_written_with_both_days_its_numbers_and_what_it_reverses(books: Books) -> None:
    paid = books.pay(123_4, booked_on=DAY, reason="Holz; zwei  Latten")
    back = books.back(paid)
    text = written(names={books.scope.pk: ("Hohenwerder", "Lindenhafen")})
    place = "Hohenwerder:Lindenhafen"
    assert (
        f"""
2026-03-01=2026-03-01 (T{paid.pk}) Holz, zwei Latten  ; transfer:{paid.pk}, entry:{paid.entry_id}
    {place}:Ausgezahlt:Ausgezahlt #{books.paid.pk}  12.34 EUR
    {place}:Verfügbar:Topf #{books.pot.pk}  -12.34 EUR
"""
        in text
    )
    assert f"(T{back.pk}) Irrtum  ; transfer:{back.pk}, entry:{back.entry_id}, reverses:{paid.pk}\n" in text
    assert f"account {place}:Außen:Welt #{books.world.pk}  ; type: R\n" in text
    assert f"    {place}:Verfügbar:Topf #{books.pot.pk}  0.00 EUR = 100.00 EUR\n" in text


def test_the_value_date_and_an_erased_reason_stay_as_they_are(books: Books) -> None:
    paid = books.pay(5, booked_on=DAY)
    with without_action():
        Transfer.objects.filter(pk=paid.pk).update(reason="")
    assert f"\n2026-03-01=2026-03-01 (T{paid.pk})  ; transfer:{paid.pk}, " in written()


def test_the_transfers_add_up_to_our_balances(books: Books) -> None:
    busy(books)
    assert moved(written()) == stated() and len(stated()) == 3


def test_hledger_finds_our_balances(books: Books, hledger: Any) -> None:
    busy(books)
    text = written()
    assert counted(text, hledger) == stated() == moved(text)
    with pytest.raises(AssertionError, match="assertion"):
        counted(text.replace("0.01 EUR", "0.02 EUR"), hledger)


def test_no_title_and_no_reason_can_break_the_journal(books: Books, hledger: Any) -> None:
    for cents, words in enumerate(NASTY, 1):
        account = open_account(scope=books.scope, kind=Account.PAID, title=words)
        books.pay(cents, books.pot, account, reason=words, booked_on=DAY)
    text = written(names={books.scope.pk: ("(Stadt); am  See", "*")})
    assert counted(text, hledger) == stated({books.scope.pk: ("(Stadt); am  See", "*")})
    assert len(hledger(text, "print").split("\n\n")) == len(NASTY) + 3  # the pot, what was moved, the balances, the end


@pytest.mark.parametrize(("since", "until"), [(None, 0), (None, 2), (0, 0), (1, 2), (3, 30), (-500, 1)])
def test_a_span_opens_with_what_stood_before_and_ends_with_that_day(
    books: Books, hledger: Any, since: int | None, until: int
) -> None:
    busy(books)
    first, last = since if since is None else DAY + dt.timedelta(days=since), DAY + dt.timedelta(days=until)
    text = written(first=first, last=last, scopes=[books.scope.pk])
    names = {account_name([f"Bereich {a.scope_id}"], a.kind, a.title, a.pk): a for a in Account.objects.all()}
    known = {
        name: sum(line.change for line in statement(account) if line.transfer.booked_on <= last)
        for name, account in names.items()
    }
    assert counted(text, hledger) == {name: cents for name, cents in known.items() if cents}
    wanted = Transfer.objects.filter(booked_on__lte=last, **({"booked_on__gte": first} if first else {}))
    assert text.count("; transfer:") == wanted.count()


def test_a_part_of_the_ledger_names_the_other_side_without_asserting_it(new_books: Any, hledger: Any) -> None:
    here, there, far = new_books(10_000), new_books(500), new_books(70)
    here.pay(300, here.pot, there.pot, booked_on=DAY)
    there.pay(100, booked_on=DAY)
    text = written(scopes=[here.scope.pk], first=DAY)
    assert counted(text, hledger) == {
        account_name([f"Bereich {a.scope_id}"], a.kind, a.title, a.pk): cents
        for a, cents in ((here.world, -10_000), (here.pot, 9_700), (there.pot, 300))
    }
    assert text.count(" = ") == 3 and f"#{there.pot.pk}  0.00" not in text and f"Bereich {far.scope.pk}" not in text


def test_an_empty_ledger_is_a_journal_too(db: None, hledger: Any) -> None:
    text = written()
    assert counted(text, hledger) == {} and "account" not in text and not Scope.objects.exists()


def test_it_is_the_same_twice_and_costs_one_statement(books: Books, django_assert_num_queries: Any) -> None:
    busy(books)
    with django_assert_num_queries(1):
        text = written()
    assert text == written()


@pytest.mark.parametrize(
    ("cents", "text"), [(0, "0.00"), (-5, "-0.05"), (100, "1.00"), (-123_456_789_01, "-123456789.01")]
)
def test_an_amount_is_exact(cents: int, text: str) -> None:
    assert amount(cents) == f"{text} EUR"


@pytest.mark.parametrize("words", NASTY)
def test_a_name_is_one_line_without_two_spaces(words: str) -> None:
    name = account_name([words, "b"], words, words, 7)
    assert name == plain(name) and "  " not in name and ";" not in name and name.endswith("#7") and name.count(":") == 3
    assert not name.startswith(("(", "[", "*", "!", " "))
