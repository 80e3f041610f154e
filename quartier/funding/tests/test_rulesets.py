"""Rule sets: read strictly and kept append-only."""

import re
from decimal import Decimal

import pytest

from quartier.funding import actions
from quartier.funding.actions.funds import FOLDER
from quartier.funding.models import RuleSet
from quartier.funding.rules import Value, load, read, read_folder
from quartier.kit.errors import Refused

FILE = FOLDER / "berlin-aktionsfonds-2021.toml"


@pytest.fixture
def text() -> str:
    return FILE.read_text()


def test_berlin_rules_are_typed_when_read(text):
    rules = read(text).rules
    assert rules.cap_per_action.value == 150_000
    assert rules.flat_rate.value == Decimal("0.10")
    assert rules.yearly_pot.value == 1_000_000
    assert (rules.apply_weeks_ahead.value, rules.retention_years.value) == (6, 5)
    assert rules.start_before_grant.value is False
    assert rules.proof_months.confirmed is False and rules.proof_months.source


def test_rules_are_loaded_once_when_loaded_again(db):
    first = actions.load_rulesets()
    second = actions.load_rulesets()
    assert [row.pk for row in first] == [row.pk for row in second]
    assert RuleSet.objects.count() == len(first)
    assert load(first[0].text).key == "berlin-aktionsfonds-2014"  # by key, then by day


def test_loading_is_refused_when_a_known_version_was_changed(db, tmp_path, text):
    known = len(actions.load_rulesets())
    (tmp_path / "anders.toml").write_text(text.replace('"1500.00"', '"1600.00"'))
    with pytest.raises(Refused, match=r"anders\.toml: Die Fassung 1 gibt es schon mit anderem Wortlaut"):
        actions.load_rulesets(folder=tmp_path)
    assert RuleSet.objects.count() == known


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[decides]", "[decider]", "Den Schlüssel „decider“ kennen wir nicht"),
        ("value = 6\n", 'value = "6"\n', "Der Wert von „[apply_weeks_ahead]“ muss eine ganze Zahl"),
        ('value = "1500.00"', "value = 1500.00", "muss ein Betrag in Anführungszeichen"),
        ('value = "0.10"', 'value = "zehn"', "muss ein Anteil zwischen 0 und 1"),
        ('value = "half_up_cent"', 'value = "irgendwie"', "muss eines davon sein: half_up_cent, down_cent"),
        ("confirmed = true\n\n[flat_rate]", "\n[flat_rate]", "In „[cap_per_action]“ fehlt „confirmed“"),
        (
            "confirmed = true\n\n[flat_rate]",
            "confirmed = true\nnote = 1\n\n[flat_rate]",
            "kennen wir den Schlüssel „note“",
        ),
        ('version = "1"\n', "", "Am Anfang fehlt „version“"),
        ('key = "berlin', "key = berlin", "kein gültiges TOML"),
    ],
)
def test_file_is_refused_with_its_line_when_something_is_wrong(text, old, new, sentence):
    assert old in text
    with pytest.raises(Refused) as refused:
        read(text.replace(old, new, 1), "probe.toml")
    assert refused.value.message.startswith("probe.toml")
    assert sentence in refused.value.message


def test_line_is_named_when_a_source_is_missing(text):
    broken = re.sub(r"(\[decides\][^\n]*\nvalue = [^\n]+\n)source = [^\n]+\n", r"\1", text)
    line = broken.splitlines().index(next(row for row in broken.splitlines() if row.startswith("[decides]"))) + 1
    with pytest.raises(Refused, match=rf"probe.toml, Zeile {line}: In „\[decides\]“ fehlt die Quelle"):
        read(broken, "probe.toml")


def test_folder_is_refused_when_two_versions_are_in_force(tmp_path, text):
    (tmp_path / "a.toml").write_text(text)
    (tmp_path / "b.toml").write_text(text.replace('version = "1"', 'version = "2"'))
    with pytest.raises(Refused, match=r"b\.toml, Zeile 8: .* gelten hier zwei Fassungen zugleich, auch a\.toml"):
        read_folder(tmp_path)


def test_newer_version_follows_when_it_begins_later(tmp_path, text):
    later = text.replace('version = "1"', 'version = "3"').replace("2021-01-01", "2027-01-01")
    (tmp_path / "new.toml").write_text(later)
    (tmp_path / "old.toml").write_text(text)
    assert [file.rules.version for file in read_folder(tmp_path)] == ["1", "3"]


@pytest.mark.parametrize("file", read_folder(FOLDER), ids=lambda file: file.place)
def test_what_was_not_read_or_not_found_is_not_confirmed(file):
    guessed = re.compile(r"nicht (eigens )?gelesen|nicht gefunden|\büblich|Seite von heute")
    said = [value for value in vars(file.rules).values() if isinstance(value, Value)]
    assert said
    assert [value.source for value in said if value.confirmed and guessed.search(value.source)] == []
