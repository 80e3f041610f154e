import datetime as dt

from quartier.participation import rules


def test_heading_is_the_first_sentence_when_it_is_short():
    assert rules.heading("Eine Bank am Hafen. Für alle.") == "Eine Bank am Hafen"
    assert rules.heading("  Wo bleibt der Bus?\nSeit Mai") == "Wo bleibt der Bus?"


def test_heading_is_cut_between_words_when_the_sentence_is_long():
    cut = rules.heading("Wir wünschen uns seit vielen Jahren am Spielplatz im Kornweg eine Wasserstelle für die Kinder")
    assert len(cut) <= rules.HEADING_MAX + 1 and cut.endswith(" …") and "Spielplatz" in cut


def test_heading_survives_when_there_is_one_endless_word():
    assert rules.heading("x" * 500).startswith("x")


def test_whom_drops_the_little_word_when_it_was_typed():
    assert rules.whom(" an das Straßenamt. ") == "das Straßenamt"
    assert rules.whom("Anwohner e. V") == "Anwohner e. V"


def test_promises_are_local_days_when_the_idea_came_at_night():
    night = dt.datetime(2026, 6, 1, 22, 30, tzinfo=dt.UTC)  # half past midnight of 2 June in Berlin
    assert rules.release_owed_by(night) == dt.date(2026, 6, 4)
    assert rules.answer_owed_by(night) == dt.date(2026, 6, 9)
