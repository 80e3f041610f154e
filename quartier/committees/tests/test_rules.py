import datetime as dt
from types import SimpleNamespace

import pytest

from quartier.committees import rules, states


@pytest.mark.parametrize(
    ("seats", "top", "bottom", "wanted"),
    [(5, 1, 2, 3), (4, 1, 2, 2), (12, 2, 3, 8), (13, 2, 3, 9), (7, 1, 3, 3), (9, 1, 3, 3), (1, 1, 2, 1), (0, 1, 2, 1),
     (5, 1, 1, 5), (10_000, 1, 3, 3334)],
)  # fmt: skip
def test_quorum_is_rounded_up(seats, top, bottom, wanted):
    assert rules.needed(seats, top, bottom) == wanted


@pytest.mark.parametrize(
    ("yes", "no", "simple", "two_thirds"),
    [(0, 0, False, False), (1, 0, True, True), (0, 1, False, False), (2, 2, False, False), (2, 1, True, True),
     (3, 2, True, False), (4, 2, True, True), (5, 3, True, False), (6, 3, True, True)],
)  # fmt: skip
def test_majority_counts_yes_against_no(yes, no, simple, two_thirds):
    assert rules.accepted(states.SIMPLE, yes, no) is simple
    assert rules.accepted(states.TWO_THIRDS, yes, no) is two_thirds


@pytest.mark.parametrize("majority", [states.SIMPLE, states.TWO_THIRDS])
def test_line_in_the_picture_is_where_acceptance_begins(majority):
    for cast in range(1, 30):
        line = rules.yes_needed(majority, cast, 0)
        assert rules.accepted(majority, line, cast - line)
        assert not rules.accepted(majority, line - 1, cast - line + 1)


def test_last_day_for_the_invitation_counts_back_from_the_meeting():
    assert rules.last_invitation_day(dt.date(2026, 12, 3), 7) == dt.date(2026, 11, 26)


def test_applicants_are_biased_themselves_and_those_who_sit_for_them_are_presumed_to_be():
    own = SimpleNamespace(person_id=1, organisation_id=None)
    sent = SimpleNamespace(person_id=2, organisation_id=7)
    free = SimpleNamespace(person_id=3, organisation_id=8)
    found = rules.biased([own, sent, free], {1}, {7})
    assert [(bias.seat, bias.own) for bias in found] == [(own, True), (sent, False)]


def test_a_seat_without_organisation_is_not_biased_by_a_motion_of_none():
    assert rules.biased([SimpleNamespace(person_id=3, organisation_id=None)], set(), set()) == []


@pytest.mark.parametrize(
    ("status", "present", "recused", "words"),
    [(states.VOTING, True, False, ""), (states.VOTING, True, True, "Hier stimmen Sie nicht mit ab"),
     (states.LISTED, True, False, "noch nicht eröffnet"), (states.COUNTED, True, False, "geschlossen"),
     (states.VOTING, False, False, "nicht als anwesend")],
)  # fmt: skip
def test_who_cannot_vote_is_told_why(status, present, recused, words):
    found = rules.why_no_vote(status, present=present, recused=recused)
    assert (words in found) if words else found == ""


def test_rules_of_procedure_are_those_of_the_day():
    old, new = (SimpleNamespace(valid_from=dt.date(year, 1, 1)) for year in (2024, 2026))
    assert rules.in_force([new, old], dt.date(2025, 5, 1)) is old
    assert rules.in_force([new, old], dt.date(2026, 1, 1)) is new
    assert rules.in_force([new, old], dt.date(2023, 1, 1)) is None
