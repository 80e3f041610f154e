"""`quartier export journal`; what stands in it is tried in ledger/tests/test_exports.py."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from quartier.areas.models import Area
from quartier.history.actions import action, record
from quartier.ledger.actions import Posting, open_account, post
from quartier.ledger.models import Account

pytestmark = pytest.mark.django_db


@action
def fill(*, area: Area, cents: int, day: dt.date) -> None:
    world = open_account(scope=area.scope, kind=Account.WORLD, title="Zuweisung", outside=True)
    pot = open_account(scope=area.scope, kind=Account.AVAILABLE, title="Topf")
    entry = record(scope=area.scope, verb="opened", row=area)
    post(postings=[Posting(world, pot, cents, f"Topf {area.name}")], entry=entry, booked_on=day)


@pytest.fixture
def two(area: Area, other_area: Area) -> None:
    fill(area=area, cents=100_00, day=dt.date(2025, 2, 3))
    fill(area=other_area, cents=7_00, day=dt.date(2026, 2, 3))


def run(tmp_path: Path, *words: str) -> str:
    target = tmp_path / "k.journal"
    call_command("export_journal", *words, str(target))
    return target.read_text(encoding="utf-8")


def test_the_whole_ledger_a_city_and_one_quarter(two: None, tmp_path: Path) -> None:
    every, city = run(tmp_path), run(tmp_path, "--city", "Hohenwerder")
    assert every.splitlines()[1:] == city.splitlines()[1:]  # but for the title
    assert "    Hohenwerder:Lindenhafen:Verfügbar:Topf #" in every and "    Hohenwerder:Werftviertel:Außen:" in every
    one = run(tmp_path, "--area", "werftviertel")
    assert "Werftviertel" in one and "Lindenhafen" not in one


def test_a_span_of_days(two: None, tmp_path: Path) -> None:
    text = run(tmp_path, "--from", "2026-01-01", "--until", "2026-01-31")
    assert "; transfer:" not in text and "2026-01-01 (Anfang)" in text and "= 100.00 EUR" in text


def test_without_a_file_it_goes_to_the_output(two: None, capsysbinary: Any) -> None:
    for words in ((), ("-",)):
        call_command("export_journal", *words)
        assert b"Topf Werftviertel  ; transfer:" in capsysbinary.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--area", "Nirgendwo"], "Ein Quartier „Nirgendwo“ gibt es hier nicht"),
        (["--city", "Nirgendwo"], "Die Stadt „Nirgendwo“ gibt es hier nicht"),
        (["--area", "a", "--city", "b"], "not allowed with"),
        (["--from", "1.1.2026"], "„1.1.2026“ ist kein Tag. Bitte so: 2026-12-31"),
        (["--from", "2026-02-01", "--until", "2026-01-01"], "Der erste Tag liegt nach dem letzten"),
        (["/nirgendwo/k.journal"], "lässt sich nicht schreiben"),
    ],
)
def test_what_cannot_be_done_is_said(two: None, words: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("export_journal", *words)
