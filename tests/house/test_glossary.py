"""One word for one thing: docs/glossary.md names every model, and no model that does not exist."""

import re

from tests.house import tree

ROW = re.compile(r"^\|\s*(?P<german>[^|]+?)\s*\|\s*`(?P<label>\w+\.\w+)`\s*\|\s*(?P<meaning>[^|]+?)\s*\|\s*$", re.M)


def glossary():
    return {row["label"]: row for row in ROW.finditer((tree.ROOT / "docs/glossary.md").read_text())}


def test_every_model_is_in_the_glossary():
    missing = [m._meta.label for m in tree.own_models() if not m._meta.auto_created and m._meta.label not in glossary()]
    assert not missing, f"docs/glossary.md lacks a row: {tree.listed(missing)}"


def test_every_word_of_the_glossary_is_a_model():
    known = {model._meta.label for model in tree.own_models()}
    gone = [label for label in glossary() if label not in known]
    assert not gone, f"docs/glossary.md names what does not exist: {gone}"


def test_no_german_term_means_two_things():
    terms = [row["german"] for row in glossary().values()]
    twice = sorted({term for term in terms if terms.count(term) > 1})
    assert not twice, twice
