import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quartier.committees import actions, queries, states
from quartier.committees.models import Decision, Motion, Recusal, Tally, Vote
from quartier.history.models import Entry, Scope
from quartier.history.queries import story
from quartier.kit import dates
from quartier.kit.errors import Refused
from tests.cast import without_action

pytestmark = pytest.mark.django_db


def cast_votes(board, motion, *choices):
    for seat, choice in zip(board.seats, choices, strict=False):
        actions.vote(motion=motion, seat=seat, choice=choice)


def opened(board, **more):
    motion = board.motion(**more)
    board.run()
    return actions.open_vote(motion=motion, by=board.cast.clara)


def test_latest_vote_of_a_seat_counts(cast, board):
    motion = opened(board)
    cast_votes(board, motion, "yes", "yes", "no", "abstain")
    cast_votes(board, motion, "no")
    assert Vote.objects.filter(motion=motion).count() == 5
    tally = actions.close_vote(motion=motion, by=cast.clara)
    assert (tally.yes, tally.no, tally.abstain, tally.present, tally.seats, tally.needed) == (1, 2, 1, 7, 7, 4)


def test_counting_is_one_query_and_voting_two(board, django_assert_num_queries):
    motion = opened(board)
    with CaptureQueriesContext(connection) as seen:
        actions.vote(motion=motion, seat=board.seats[0], choice="yes")
    words = [q["sql"].split()[0] for q in seen.captured_queries]
    assert [word for word in words if word not in ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")] == ["SELECT", "INSERT"]
    with django_assert_num_queries(1):
        queries.count(motion)


def test_votes_touch_no_public_stamp_and_no_thread(cast, board):
    motion = opened(board)
    before = Scope.objects.get(pk=cast.area.scope_id).version
    told = story(motion.thread).count()
    cast_votes(board, motion, "yes", "no", "abstain")
    actions.close_vote(motion=motion, by=cast.clara)
    assert Scope.objects.get(pk=cast.area.scope_id).version == before
    assert story(motion.thread).count() == told


def test_closing_twice_is_refused_and_counts_once(cast, board):
    motion = opened(board)
    cast_votes(board, motion, "yes")
    actions.close_vote(motion=motion, by=cast.clara)
    with pytest.raises(Refused, match="nicht offen"):
        actions.close_vote(motion=motion, by=cast.carl)
    assert Tally.objects.filter(motion=motion).count() == 1


def test_vote_after_closing_is_refused_by_the_action_and_by_the_database(cast, board):
    motion = opened(board)
    actions.close_vote(motion=motion, by=cast.clara)
    with pytest.raises(Refused, match="geschlossen"):
        actions.vote(motion=motion, seat=board.seats[0], choice="yes")
    raw_vote_is_refused(motion, board.seats[0], motion.ballot)


def test_recused_member_does_not_vote(cast, board):
    motion = opened(board)
    actions.recuse(motion=motion, seat=board.seats[0], reason="Ich bin im Verein.", by=cast.boris)
    with pytest.raises(Refused, match="Hier stimmen Sie nicht mit ab"):
        actions.vote(motion=motion, seat=board.seats[0], choice="yes")
    raw_vote_is_refused(motion, board.seats[0], motion.ballot)


def test_vote_for_an_older_ballot_is_refused_by_the_database(cast, board):
    motion = opened(board)
    actions.vote_again(motion=motion, reason="Der Wortlaut war falsch.", by=cast.clara)
    actions.open_vote(motion=motion, by=cast.clara)
    raw_vote_is_refused(motion, board.seats[0], 1)


def raw_vote_is_refused(motion, seat, ballot):
    sql = "INSERT INTO committees_vote (motion_id, seat_id, choice, ballot, at) VALUES (%s, %s, 'yes', %s, %s)"
    for verb in ("INSERT", "INSERT OR REPLACE"):
        if verb != "INSERT" and connection.vendor != "sqlite":
            continue
        with without_action(), pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.replace("INSERT", verb, 1), [motion.pk, seat.pk, ballot, dates.now()])


def test_vote_cast_before_the_recusal_is_void(cast, board):
    motion = opened(board)
    cast_votes(board, motion, "yes", "yes")
    actions.recuse(motion=motion, seat=board.seats[0], reason="Doch befangen.", by=cast.clara)
    tally = actions.close_vote(motion=motion, by=cast.clara)
    assert (tally.yes, tally.recused, tally.present) == (1, 1, 7)


def test_who_is_not_in_the_room_does_not_vote(cast, board):
    motion = board.motion()
    board.run(present=4)
    actions.open_vote(motion=motion, by=cast.clara)
    with pytest.raises(Refused, match="nicht als anwesend"):
        actions.vote(motion=motion, seat=board.seats[5], choice="yes")


def test_who_left_is_not_counted(cast, board):
    motion = opened(board)
    cast_votes(board, motion, "yes", "no")
    actions.mark_left(meeting=board.meeting, seat=board.seats[1], by=cast.clara)
    tally = actions.close_vote(motion=motion, by=cast.clara)
    assert (tally.yes, tally.no, tally.present) == (1, 0, 6)


def test_a_choice_that_does_not_exist_is_refused(board):
    motion = opened(board)
    with pytest.raises(Refused, match="dafür, dagegen oder Enthaltung"):
        actions.vote(motion=motion, seat=board.seats[0], choice="vielleicht")


def test_applicant_in_the_jury_is_recused_without_being_asked(cast, board):
    motion = opened(board, persons=[board.seats[0].person])
    assert Recusal.objects.get(motion=motion).seat == board.seats[0]


def test_who_sits_for_the_applicant_is_proposed_not_recused(cast, board):
    motion = opened(board, organisations=[board.seats[5].organisation])
    assert not Recusal.objects.filter(motion=motion).exists()
    found = queries.suspected(motion, queries.room(board.meeting, motion).places)
    assert [bias.seat for bias in found] == [board.seats[5]]


def test_recusal_after_counting_is_refused_and_twice_is_one(cast, board):
    motion = opened(board)
    first = actions.recuse(motion=motion, seat=board.seats[0], reason="", by=cast.boris)
    assert actions.recuse(motion=motion, seat=board.seats[0], reason="noch einmal", by=cast.boris) == first
    actions.close_vote(motion=motion, by=cast.clara)
    with pytest.raises(Refused, match="vorher"):
        actions.recuse(motion=motion, seat=board.seats[1], reason="", by=cast.clara)


def test_vote_without_quorum_is_not_opened(cast, board):
    motion = board.motion()
    board.run(present=3)
    with pytest.raises(Refused, match="Nicht beschlussfähig: Es sind 3 da, nötig sind 4"):
        actions.open_vote(motion=motion, by=cast.clara)
    with pytest.raises(Refused, match="Nicht beschlussfähig"):
        actions.type_tally(motion=motion, yes=3, no=0, abstain=0, by=cast.clara)


def test_quorum_lost_during_the_vote_allows_no_decision(cast, board):
    motion = board.motion()
    board.run(present=4)
    actions.open_vote(motion=motion, by=cast.clara)
    cast_votes(board, motion, "yes", "yes", "yes", "yes")
    actions.mark_left(meeting=board.meeting, seat=board.seats[0], by=cast.clara)
    tally = actions.close_vote(motion=motion, by=cast.clara)
    with pytest.raises(Refused, match="Nicht beschlussfähig"):
        actions.decide(motion=motion, reason="Gut.", by=cast.clara)
    with without_action(), pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            motion=motion, tally=tally, year=2026, number=99, area=cast.area, result="accepted", reason="x",
            present=tally.present, needed=tally.needed,
        )  # fmt: skip
    assert Motion.objects.get(pk=motion.pk).status == states.COUNTED


def test_recused_members_count_for_the_quorum(cast, board):
    motion = board.motion(persons=[board.seats[0].person])
    board.run(present=4)
    actions.open_vote(motion=motion, by=cast.clara)
    cast_votes(board, motion)
    tally = actions.close_vote(motion=motion, by=cast.clara)
    assert (tally.present, tally.recused) == (4, 1)


def test_vote_outside_a_meeting_is_refused(cast, board):
    motion = board.motion()
    with pytest.raises(Refused, match="Sitzung, die läuft"):
        actions.open_vote(motion=motion, by=cast.clara)


def test_more_typed_votes_than_voters_are_refused(cast, board):
    motion = board.motion(persons=[board.seats[0].person])
    board.run()
    with pytest.raises(Refused, match="7 Stimmen, stimmen können hier aber nur 6"):
        actions.type_tally(motion=motion, yes=6, no=1, abstain=0, by=cast.clara)
    tally = actions.type_tally(motion=motion, yes=5, no=1, abstain=0, by=cast.clara)
    assert (tally.typed, tally.recused) == (True, 1)


def test_decision_has_a_number_of_the_year_and_is_told_in_public(cast, board):
    first, second = board.motion("Kräuterbeete", 62_000), board.motion("Winterkino", 124_000)
    board.run()
    one = board.decide(first, yes=5, no=1)
    two = board.decide(second, yes=2, no=3, reason="Zu laut.", amount_cents=124_000)
    assert [(d.number, d.year, d.result, d.amount_cents) for d in (one, two)] == [
        (1, dates.today().year, "accepted", 62_000), (2, dates.today().year, "refused", 0),
    ]  # fmt: skip
    entry = story(first.thread).last()
    assert (entry.kind, entry.row, entry.public) == ("committees.decision", one.pk, True)
    assert queries.decision_of(Motion.objects.get(pk=first.pk)) == one


@pytest.mark.parametrize(("yes", "no", "result"), [(2, 2, "refused"), (3, 2, "accepted"), (0, 0, "refused")])
def test_tie_is_a_refusal(board, yes, no, result):
    motion = board.motion()
    board.run()
    assert board.decide(motion, yes=yes, no=no, abstain=1).result == result


@pytest.mark.parametrize(("yes", "no", "result"), [(4, 2, "accepted"), (3, 2, "refused")])
def test_two_thirds_of_the_votes_cast(board, yes, no, result):
    actions.adopt(committee=board.committee, valid_from=dates.today(), majority=states.TWO_THIRDS, by=board.cast.clara)
    motion = board.motion()
    board.run()
    assert board.decide(motion, yes=yes, no=no, abstain=1).result == result


def test_less_can_be_decided_than_asked_but_not_more(cast, board):
    motion = board.motion(cents=150_000)
    board.run()
    with pytest.raises(Refused, match="höchstens die beantragten"):
        board.decide(motion, amount_cents=150_001)
    decision = actions.decide(motion=motion, reason="Gut.", amount_cents=100_000, by=cast.clara)
    assert decision.amount_cents == 100_000


def test_deciding_twice_makes_one_decision(cast, board):
    motion = board.motion()
    board.run()
    board.decide(motion)
    with pytest.raises(Refused, match="Entschieden"):
        actions.decide(motion=motion, reason="Gut.", by=cast.carl)
    assert Decision.objects.filter(motion=motion).count() == 1


def test_decision_without_reason_is_refused(cast, board):
    motion = board.motion()
    board.run()
    with pytest.raises(Refused, match="Begründung"):
        board.decide(motion, reason="  ")


def test_voting_again_starts_from_nothing(cast, board):
    motion = opened(board)
    cast_votes(board, motion, "yes", "yes", "yes", "yes")
    actions.close_vote(motion=motion, by=cast.clara)
    actions.vote_again(motion=motion, reason="Der Wortlaut war falsch.", by=cast.clara)
    actions.open_vote(motion=motion, by=cast.clara)
    cast_votes(board, motion, "no")
    tally = actions.close_vote(motion=motion, by=cast.clara)
    assert (tally.yes, tally.no) == (0, 1)


def test_decision_taken_back_is_reversed_by_the_new_one(cast, board):
    motion = board.motion()
    board.run()
    old = board.decide(motion)
    actions.take_back(decision=old, meeting=board.meeting, reason="Die Summe war falsch.", by=cast.clara)
    assert queries.decision_of(Motion.objects.get(pk=motion.pk)) is None
    new = board.decide(motion, yes=1, no=4)
    assert (new.reverses, new.result, new.number) == (old, "refused", 2)
    assert Entry.objects.filter(verb="taken_back", row=old.pk, public=True).exists()
    with pytest.raises(Refused, match="neuerer"):
        actions.take_back(decision=old, meeting=board.meeting, reason="Noch einmal.", by=cast.clara)


ORDER = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["yes", "no", "abstain"])), max_size=25)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=ORDER)
def test_any_order_of_votes_counts_the_last_one_of_each_seat(board, order):
    motion = board.motion()
    if board.meeting.status == states.PLANNED:
        board.run()
    actions.open_vote(motion=motion, by=board.cast.clara)
    for number, choice in order:
        actions.vote(motion=motion, seat=board.seats[number], choice=choice)
    last = dict(order)
    found = queries.count(motion)
    assert found.cast == len(last)
    assert {c: list(last.values()).count(c) for c in ("yes", "no", "abstain")} == {
        "yes": found.yes, "no": found.no, "abstain": found.abstain,
    }  # fmt: skip
