"""One value of a rule set is changed in its text, and nothing else."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from quartier.funding.rules import Value, attempt, labels, load, parameters, read, writing
from quartier.kit.errors import Refused

FOLDER = Path(__file__).resolve().parents[1] / "rulesets"
FILES = sorted(FOLDER.glob("*.toml"))
SAMPLES = {
    parameters.money: 123_45, parameters.rate: Decimal("0.075"), parameters.count: 3, parameters.yes_or_no: True,
    parameters.text: 'Ein "Wort" \\ und ein # Kreuz', parameters.texts: ("Miete [Saal]", "Papier, bunt"),
    parameters.day_of_year: "03-31",
    parameters.refund_steps: parameters.refund_steps(["bis 5000.00: 10 %", "darüber: höchstens 500.00"]),
    parameters.steps: (parameters.PriceStep(500_00, 2, "zwei Preise"), parameters.PriceStep(1000_00, 3, "drei")),
}  # fmt: skip


def sample(name):
    reader = parameters.READERS[name]
    if isinstance(reader, parameters.OneOf):
        return reader.allowed[0]
    return reader.allowed[:2] if isinstance(reader, parameters.SomeOf) else SAMPLES[reader]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_parameter_is_put_and_dropped_when_a_file_is_edited(path):
    text = path.read_text()
    for name in parameters.READERS:
        value = Value(sample(name), "Bescheid, Seite 3", False)
        changed = writing.put(text, name, value)
        assert getattr(load(changed), name) == value
        assert changed.splitlines()[:8] == text.splitlines()[:8]
        if name not in parameters.REQUIRED:
            assert getattr(load(writing.drop(changed, name)), name) is None


def test_comments_stay_when_a_value_is_changed():
    text = FILES[0].read_text()
    changed = writing.put(text, "rounding", Value("down_cent", "Bescheid", True))
    comments = [line for line in text.splitlines() if "#" in line]
    assert [line for line in changed.splitlines() if "#" in line] == comments


def test_value_without_a_figure_is_written_as_unknown():
    changed = writing.put(FILES[0].read_text(), "refund_floor", Value(None, "steht in keinem Schreiben", False))
    assert load(changed).refund_floor == Value(None, "steht in keinem Schreiben", False)
    assert "nicht bekannt" in [row.text for row in labels.listed(load(changed))]


def test_head_is_written_when_rules_get_a_name_and_a_day():
    changed = writing.head(
        FILES[0].read_text(), key="eigene", version="7", valid_from=dt.date(2031, 1, 1), title="A „b“"
    )
    rules = load(changed)
    assert (rules.key, rules.version, rules.valid_from, rules.title) == ("eigene", "7", dt.date(2031, 1, 1), "A „b“")


def test_unusual_text_is_refused_and_not_spoilt():
    text = FILES[0].read_text() + '\n[refund_floor]\nvalue = """\n[fees]\n"""\nsource = "a"\nconfirmed = true\n'
    with pytest.raises(Refused, match="im Wortlaut"):
        writing.put(text, "refund_floor", Value(5_00, "b", True))


SMALL = """key = "k"
version = "1"
valid_from = 2030-01-01
[rounding]
value = "up_cent"
source = "Bescheid"
confirmed = true
[unsinn]
value = 1
[refund_days]
value = "28"
source = ""
confirmed = true
"""


def test_everything_that_is_wrong_is_told_with_its_line():
    _found, wrong = attempt(SMALL)
    told = [(one.sentence, SMALL.splitlines()[one.line - 1]) for one in wrong]
    assert any("unsinn" in sentence and line == "[unsinn]" for sentence, line in told)
    assert any("title" in sentence for sentence, _line in told)
    assert any("fehlt die Quelle" in sentence and line == 'source = ""' for sentence, line in told) and len(told) == 3
    with pytest.raises(Refused, match="Zeile 8"):
        read(SMALL)


def test_every_parameter_reads_in_words():
    for name in parameters.READERS:
        words = labels.said(name, sample(name))
        assert words and words != name and "PriceStep" not in words
    assert labels.said("flat_rate", Decimal("0.075")) == "7,5\u00a0%"
    assert labels.said("proof_by", "03-31") == "31.03."


def test_differences_are_told_when_two_versions_differ():
    old = load(FILES[0].read_text())
    new = load(writing.put(FILES[0].read_text(), "cap_per_action", Value(777_00, "Bescheid", False)))
    (found,) = labels.differences(old, new)
    assert found.new.text == "777,00\u00a0€" and not found.new.confirmed
    assert labels.differences(old, old) == []


def test_open_finding_is_made_when_a_value_is_unconfirmed_or_unknown():
    text = writing.put(FILES[0].read_text(), "cap_per_action", Value(777_00, "Anruf", False))
    text = writing.put(text, "refund_floor", Value(None, "Anruf", False))
    found = {one.code: one for one in labels.unsettled(load(text))}
    assert found["cap_per_action"].kind == "open" and "Niemand hat ihn bestätigt" in found["cap_per_action"].text
    assert "kennen wir nicht" in found["refund_floor"].text and found["refund_floor"].source == "Anruf"
