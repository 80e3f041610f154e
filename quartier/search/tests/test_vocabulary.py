import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.search import actions, queries
from quartier.search.queries.vocabulary import Vocabulary, allowed_errors, forget
from quartier.search.tests.conftest import Thing

pytestmark = pytest.mark.django_db


def known():
    with CaptureQueriesContext(connection) as asked:
        words = queries.vocabulary()
    return set(words.words), len(asked)


def test_the_copy_follows_when_words_come_and_go(put):
    forget()
    put(1, "Gartenfest")
    assert known() == ({"gartenfest"}, 2)
    assert known() == ({"gartenfest"}, 1)  # nothing new: one short query
    put(2, "Flohmarkt")
    assert known() == ({"flohmarkt", "gartenfest"}, 2)  # only what was added is read
    actions.forget(row=Thing(1))
    assert known() == ({"flohmarkt"}, 3)  # something is gone: all is read anew
    actions.forget(row=Thing(2))
    assert known() == (set(), 1)


def test_a_copy_of_another_table_is_not_taken_for_the_same(put):
    """After a restored backup ids begin again: the moment of the last word tells."""
    put(1, "Gartenfest")
    words = queries.vocabulary()
    actions.forget(row=Thing(1))
    put(1, "Flohmarkt")
    fresh = queries.vocabulary()
    assert fresh.state[2] > words.state[2] and fresh.words == ["flohmarkt"]


def filled(*words):
    stems = {word: (word,) for word in words}
    lengths = {}
    for word in sorted(words):
        lengths.setdefault(len(word), []).append(word)
    text = "\n" + "\n".join(sorted(words)) + "\n"
    return Vocabulary((1, 1, 1), stems, {}, sorted(words), frozenset(words), text, lengths)


def test_parts_are_found_at_the_end_first_when_a_word_is_short():
    words = filled("strassenbaum", "baumscheibe", "umbaumassnahme", "raum", "bau")
    assert words.containing("baum") == ["strassenbaum", "baumscheibe", "umbaumassnahme"]
    assert words.containing("rad") == [] and filled("radweg", "fahrrad", "paradies").containing("rad") == [
        "fahrrad",
        "radweg",
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("deutschkrus", ["deutschkurs"]), ("dautschkurs", ["deutschkurs"]), ("deutschkur", ["deutschkurs"]),
        ("eutschkurs", ["deutschkurs"]), ("hofest", ["hoffest"]), ("fahrad", ["fahrradweg"]), ("xyz", []), ("12345", []),
        ("quartett", []),
    ],
)  # fmt: skip
def test_the_nearest_words_are_taken_when_one_is_mistyped(written, meant):
    words = filled("deutschkurs", "hoffest", "fahrradweg", "kornweg")
    assert words.nearest(written, allowed_errors(written)) == meant
