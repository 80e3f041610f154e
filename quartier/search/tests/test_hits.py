"""The same list on both databases: every expectation here holds on SQLite and on PostgreSQL."""

import pytest

from quartier.search import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def corpus(put, other_area):
    put(1, "Deutschkurs mit Kinderbetreuung", "Jeden Dienstag im Stadtteilladen, kostenlos.", days=3)
    put(2, "Sommerfest", "Nach dem Deutschkurs feiern wir. Mit Musik.", days=9)
    put(3, "Fahrradwerkstatt", "Wir reparieren Fahrräder. Bringen Sie Ihr Rad mit.", days=-2)
    put(4, "Ein neuer Straßenbaum für den Kornweg", "Linden spenden Schatten.", kind="participation.idea", days=-30)
    put(5, "Müll am Ufer", "Wir räumen auf.", kind="participation.idea", days=-5)
    put(6, "Bäume gießen", "Im Sommer brauchen Bäume Wasser.", kind="publishing.news", days=-400)
    put(7, "Quartiersrat", "Das Gremium entscheidet über Projekte.", kind="committees.committee")
    put(1, "Çocuk bakımlı Almanca kursu", "Her salı, ücretsiz.", days=3, language="tr")
    put(2, "Fête de quartier", "Musique et danse.", days=9, language="fr")
    put(8, "Sommerfest im Werftviertel", "", days=1, where=other_area.scope)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Deutschkurs", [1, 2]),  # in the title before in the text
        ("deutschkurse", [1, 2]),
        ("DEUTSCHKURSEN", [1, 2]),
        ("Kurs", [1, 2]),  # a part of a compound
        ("Kinder", [1]),
        ("Baum", [6, 4]),  # the word itself before the compound
        ("Bäume", [6, 4]),
        ("Baeume", [6, 4]),
        ("muell", [5]),
        ("Müll", [5]),
        ("mull", [5]),
        ("Strassenbäume", [4]),
        ("Rad", [3]),
        ("Sommerfest", [2]),
        ("sommer", [2, 6]),
        ("die Musik beim Sommerfest", [2]),  # words that say nothing are left out
        ("Deutschkurs Kinderbetreuung", [1]),  # both words
        ("Deutschkurs Gremium", [1, 7, 2]),  # no row has both: those with one; nearest in time within a rank
        ("fahr", [3]),  # the beginning of the last word
        ("Fahradwerkstatt", [3]),
        ("Deutschkrus", [1, 2]),
        ("Deutchkurs", [1, 2]),
        ("Fahrad", [3]),  # a mistyped beginning
        ("Baumwasser", [6]),  # two words written as one
        ("Almanca", [1]),
        ("musik", [2]),
        ("Xylophon", []),
        ("", []),
        ("?!", []),
        ("und", []),
    ],
)
def test_the_same_hits_in_the_same_order_when_asked(corpus, ask, question, rows):
    assert ask(question) == rows


def test_a_row_is_shown_once_in_the_readers_language_when_both_match(corpus, scope):
    asked = queries.understand("kurs", queries.vocabulary(), "tr")
    found = queries.find(asked, language="tr", scope=scope.pk)
    assert [(d.row, d.language) for d in found.documents] == [(1, "tr"), (2, "de")]
    assert found.counts == {"events.event": 2}


def test_endings_of_the_readers_language_are_known_when_the_page_speaks_it(corpus, ask):
    assert ask("kurslar", language="tr") == [1, 2]
    assert ask("kurslar", language="de") == []


def test_all_quarters_are_searched_when_no_scope_is_given(corpus, ask):
    assert ask("Sommerfest", where=None) == [8, 2]


def test_only_one_kind_is_listed_and_all_are_counted_when_filtered(corpus, scope):
    asked = queries.understand("Sommer", queries.vocabulary(), "de")
    found = queries.find(asked, language="de", scope=scope.pk, kind="publishing.news")
    assert [d.row for d in found.documents] == [6]
    assert found.counts == {"events.event": 1, "publishing.news": 1}


def test_pages_follow_each_other_when_there_are_many(put, ask):
    for number in range(1, 8):
        put(number, "Sprechstunde", days=number)
    pages = [ask("Sprechstunde", limit=3, offset=at) for at in (0, 3, 6)]
    assert pages == [[1, 2, 3], [4, 5, 6], [7]]


def test_words_are_taken_as_written_when_asked_literally(corpus, ask):
    assert ask("Deutschkrus", literal=True) == []


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Deutschkrus", {"Deutschkrus": ("Deutschkurs",)}),
        ("Fahradwerkstatt Deutschkurs", {"Fahradwerkstatt": ("Fahrradwerkstatt",)}),
        ("Baumwasser", {"Baumwasser": ("baum Wasser",)}),
        ("Mul", {}),  # three letters: too short to guess
        ("Deutschkurs", {}),
    ],
)
def test_what_was_probably_meant_is_told_when_a_word_is_unknown(corpus, question, shown):
    asked = queries.understand(question, queries.vocabulary(), "de")
    assert asked.corrected == shown
