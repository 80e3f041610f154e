"""A case as TOML: read strictly, answered by the command, with exit codes and words that scripts can rely on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from quartier.funding.rules import read_case
from quartier.kit.errors import Refused

CASE = """
ruleset = "bund-anbest-p-2025-09"
type = "anteil"
granted = "13800.00"
rate = "0.75"
own_share = "4600.00"
paid = "13800.00"
consented_lines = []
[[plan]]
line = "Personal"
amount = "18400.00"
[[actual]]
line = "Personal"
amount = "16000.00"
[[actual]]
line = "Personal"
amount = "913.57"
[[income]]
kind = "donation"
amount = "640.00"
"""


def test_a_case_is_read():
    found = read_case(CASE)
    case = found.case
    assert (found.ruleset, case.type, case.granted, str(case.rate)) == (
        "bund-anbest-p-2025-09",
        "anteil",
        1_380_000,
        "0.75",
    )
    assert (case.plan, case.actual) == ({"Personal": 1_840_000}, {"Personal": 1_691_357})  # receipts of a line add up
    assert (case.own_share, case.own_brought, case.paid, case.recurring) == (460_000, 460_000, 1_380_000, False)
    assert [(one.kind, one.cents, one.planned) for one in case.income] == [("donation", 64_000, False)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("consented_lines = []", "surprise = 1", "„surprise“ kennen wir nicht"),
        ('kind = "donation"', 'kind = "gift"', "donation, third_party, revenue"),
        ('amount = "640.00"', 'amount = "640.005"', "„income: amount“ muss ein Betrag"),
        ('amount = "640.00"', "amount = 640.0", "„income: amount“ muss ein Betrag"),
        ('amount = "640.00"', 'amount = "-640.00"', "„income: amount“ muss ein Betrag"),
        ('amount = "640.00"', "", "In „income“ fehlt „amount“"),
        ('type = "anteil"', 'type = "teil"', "„type“ muss eines davon sein"),
        ('rate = "0.75"', "", "gehört „rate“"),
        ('rate = "0.75"', 'rate = "75"', "„rate“ muss ein Anteil"),
        ('granted = "13800.00"', "", "Es fehlt „granted“"),
        ("consented_lines = []", 'consented_lines = ["Reise"]', "„Reise“ aus „consented_lines“ gibt es nicht"),
        ("[[income]]", "[income]", "[[income]]"),
        ("[[actual]]", "[[plan]]", "steht zweimal im Plan"),
        ('type = "anteil"', "type = ", "kein gültiges TOML"),
        ("consented_lines = []", 'recurring = "no"', "true oder false"),
        ('granted = "13800.00"', 'granted = "١٣٨٠٠.٠٠"', "„granted“ muss ein Betrag"),
        ('rate = "0.75"', 'rate = "7.5e-1"', "„rate“ muss ein Anteil"),
        ('rate = "0.75"', 'rate = "1.01"', "„rate“ muss ein Anteil"),
        ('ruleset = "bund-anbest-p-2025-09"', "", "zum Beispiel so: ruleset ="),
        ("consented_lines = []", "paid_out = [[[[" + "[" * 9999, "kein gültiges TOML"),
        ("consented_lines = []", "paid_out = 1" + "0" * 9999, "kein gültiges TOML"),
        ("consented_lines = []", "a" * 9999 + " = 1", "aaa…“ kennen wir nicht"),
        (
            "[[actual]]",
            '[[plan]]\nline = " Personal "\namount = "1.00"\n[[actual]]',
            "„Personal“ steht zweimal im Plan",
        ),
    ],
)
def test_a_fault_is_named(old, new, said):
    with pytest.raises(Refused) as refused:
        read_case(CASE.replace(old, new, 1))
    assert said in refused.value.message


def test_a_rate_may_have_many_digits():
    assert str(read_case(CASE.replace("0.75", "0." + "6" * 28)).case.rate) == "0." + "6" * 28


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xef\xbb\xbf" + CASE.encode(), "ohne BOM"),
        (CASE.encode() + "# für".encode("latin-1"), "kein Text in UTF-8"),
        (CASE.encode() + b"#" * 10_000_000, "zu groß"),
        (b"", "Es fehlt „ruleset“"),
        (None, "Das ist ein Ordner"),
    ],
)
@pytest.mark.parametrize("option", [[], ["--rules"]])
def test_a_file_that_cannot_be_read_ends_with_2_and_a_sentence(tmp_path, capsys, raw, said, as_json, option):
    bad, good = tmp_path / "bad.toml", tmp_path / "good.toml"
    good.write_text(CASE)
    bad.mkdir() if raw is None else bad.write_bytes(raw)
    words = [str(good), "--rules", str(bad)] if option else [str(bad)]
    with pytest.raises(SystemExit) as ended:
        call_command("calculate", *words, *(["--json"] if as_json else []))
    assert ended.value.code == 2
    told = json.loads(capsys.readouterr().out)["error"]
    assert (said if raw != b"" or not option else "Zeile 1: Am Anfang fehlt „key“") in told


def run(*words, text=CASE, cwd):
    """The command in an empty folder, as somebody without an installation runs it."""
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).resolve().parents[3]), "PYTHONIOENCODING": "ascii"}
    return subprocess.run(
        [sys.executable, "-m", "quartier.config.cli", "calculate", *words], input=text, capture_output=True, encoding="utf-8",
        cwd=cwd, env=env, check=False,
    )  # fmt: skip


def test_the_command_answers_in_words_scripts_can_read(tmp_path):
    done = run("-", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {key: found[key] for key in ("grant", "refund", "claimable", "own", "bears", "flat")} == {
        "grant": "12205.18", "refund": "1594.82", "claimable": "1594.82", "own": "4068.39", "bears": "0.00", "flat": "0.00",
    }  # fmt: skip
    assert found["findings"] == [
        {
            "code": "unconfirmed", "line": "refund_floor", "amount": "1594.82",
            "source": "Bagatellgrenze des Bundes: nicht gefunden",
        }
    ]  # fmt: skip
    assert list(tmp_path.iterdir()) == []  # nothing was stored


def test_the_command_ends_with_2_and_says_why(tmp_path):
    done = run("-", "--json", text=CASE.replace("bund-", "mond-"), cwd=tmp_path)
    assert done.returncode == 2
    assert "„mond-anbest-p-2025-09“ kennen wir nicht" in json.loads(done.stdout)["error"]
    done = run("-", "--rules", "", cwd=tmp_path)  # an empty word is no wish for the rules of the case
    assert (done.returncode, list(json.loads(done.stdout)), done.stderr) == (2, ["error"], "")
    done = run("nothing.toml", cwd=tmp_path)
    assert (done.returncode, list(json.loads(done.stdout)), done.stderr) == (2, ["error"], "")


def test_the_command_speaks_to_people_and_takes_rules_of_ones_own(tmp_path):
    rules = Path(__file__).resolve().parents[1] / "rulesets" / "sachsen-anbest-p-2025.toml"
    (tmp_path / "own.toml").write_text(rules.read_text().replace('"500.00"', '"9999.00"'))
    (tmp_path / "case.toml").write_text(CASE)
    done = run("case.toml", "--rules", "own.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Davon zurückzuzahlen" in done.stdout and "16.913,57" in done.stdout
    assert "werden nicht abgezogen" in done.stdout  # below the threshold that was written
