"""docs/retention.yaml says of every column what it is for, on what legal ground, how long, and how it goes."""

import pytest
import yaml
from django.core.exceptions import FieldError

from tests.house import tree

NEEDED = ("purpose", "basis", "keep", "erase")
WORDS = {*NEEDED, "plain", "personal", "columns", "since", "step", "grant", "else"}


@pytest.fixture(scope="module")
def rules():
    return yaml.safe_load((tree.ROOT / "docs/retention.yaml").read_text())


def columns(model):
    return {field.name for field in [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]}


def test_every_model_is_covered(rules):
    known = {model._meta.label for model in tree.own_models() if not model._meta.auto_created}
    faults = [f"{label}: missing" for label in sorted(known - rules["models"].keys())]
    faults += [f"{label}: no such model" for label in sorted(rules["models"].keys() - known)]
    assert not faults, tree.listed(faults)


def test_every_column_is_covered_once(rules):
    faults = []
    for model in tree.own_models():
        rule = rules["models"].get(model._meta.label)
        if not rule:
            continue
        named = [*rule.get("plain", "").split(), *rule.get("personal", "").split(), *rule.get("columns", {})]
        for name in sorted(columns(model) - set(named)):
            faults.append(f"{model._meta.label}.{name}: missing")
        for name in sorted(set(named) - columns(model)):
            faults.append(f"{model._meta.label}.{name}: no such column")
        for path in [
            *rule.get("since", "").split(),
            *filter(None, [rule.get("grant"), rule.get("else", {}).get("since")]),
        ]:
            try:
                model._base_manager.filter(**{f"{path}__isnull": True})
            except FieldError:
                faults.append(f"{model._meta.label}: {path}?")
        for name in sorted({name for name in named if named.count(name) > 1}):
            faults.append(f"{model._meta.label}.{name}: named twice")
    assert not faults, tree.listed(faults)


def test_every_rule_is_complete_and_known(rules):
    faults = []
    for label, rule in rules["models"].items():
        faults += [f"{label}: {word} missing" for word in NEEDED if not rule.get(word)]
        faults += [f"{label}: {word}?" for word in rule.keys() - WORDS]
        for name, part in [(label, rule), *((f"{label}.{c}", part) for c, part in rule.get("columns", {}).items())]:
            faults += [f"{name}: {word}?" for word in part.keys() - WORDS - {"personal"}]
            faults += [
                f"{name}: basis {part['basis']}?" for _ in [0] if part.get("basis", "task") not in rules["bases"]
            ]
            faults += [
                f"{name}: keep {part['keep']}?" for _ in [0] if part.get("keep", "office") not in rules["periods"]
            ]
            faults += [
                f"{name}: erase {part['erase']}?" for _ in [0] if part.get("erase", "keep") not in rules["erasures"]
            ]
    assert not faults, tree.listed(faults)


def test_columns_that_smell_of_people_are_marked_personal(rules):
    """A name, a mail address, a phone number, an IBAN or a free text is never ``plain``."""
    smell = ("mail", "email", "phone", "iban", "first_name", "last_name", "ip", "birth")
    faults = [
        f"{label}.{name}"
        for label, rule in rules["models"].items()
        for name in rule.get("plain", "").split()
        if name in smell
    ]
    assert not faults, tree.listed(faults)
