"""What the demo says in Leichte Sprache keeps the rules, and no name is put under a text that is a draft."""

import pytest

from quartier.config.demo.versions import VERSIONS
from quartier.texts.rules import EASY, ERROR, check


@pytest.mark.parametrize("one", [one for one in VERSIONS if one.language == EASY], ids=lambda one: one.of)
def test_easy_texts_of_the_demo_keep_the_rules(one):
    faults = [(f.rule, f.words) for text in one.fields.values() for f in check(text) if f.level == ERROR]
    assert faults == []


def test_versions_of_the_demo_are_one_per_language():
    keys = [(one.of, one.language) for one in VERSIONS]
    assert len(keys) == len(set(keys))
    assert all(one.language == EASY for one in VERSIONS if one.group)
