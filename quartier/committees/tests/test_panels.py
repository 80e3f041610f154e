import datetime as dt
from types import SimpleNamespace

import pytest

from quartier.committees import actions, panels
from quartier.history.queries import story
from quartier.kit import dates
from quartier.kit.panels import KNOTS, collect_due, tell

pytestmark = pytest.mark.django_db


def due(board):
    return list(panels.waiting(board.cast.area, board.cast.clara))


def test_invitation_is_due_three_days_before_its_last_day(board):
    assert due(board) == []
    with dates.clock_at(board.meeting.starts_at - dt.timedelta(days=9)):
        (item,) = due(board)
    assert item.when == dates.local(board.meeting.starts_at).date() - dt.timedelta(days=7)
    assert item.verb == "Einladen" and f"/sitzungen/{board.meeting.pk}/" in item.url


def test_invited_meeting_is_not_due(cast, board):
    actions.invite(meeting=board.meeting, by=cast.clara)
    with dates.clock_at(board.meeting.starts_at - dt.timedelta(days=9)):
        assert due(board) == []


def test_meeting_that_nobody_closed_and_votes_that_nobody_recorded_are_due(cast, board):
    motion = board.motion()
    board.run()
    actions.type_tally(motion=motion, yes=4, no=0, abstain=0, by=cast.clara)
    with dates.clock_at(board.meeting.ends_at + dt.timedelta(hours=1)):
        assert [item.verb for item in due(board)] == ["Beenden", "Festhalten"]


def test_due_costs_three_queries_whatever_the_number(cast, board, django_assert_num_queries):
    for number in range(5):
        start = board.meeting.starts_at + dt.timedelta(days=number + 1)
        actions.plan_meeting(
            committee=board.committee, starts_at=start, ends_at=start + dt.timedelta(hours=1), place="Büro",
            by=cast.clara,
        )  # fmt: skip
    with dates.clock_at(board.meeting.starts_at), django_assert_num_queries(3):
        assert len(due(board)) == 6


def test_auditor_has_nothing_due_here(cast, board, audrey):
    with dates.clock_at(board.meeting.starts_at):
        assert [d for d in collect_due(cast.area, audrey) if d.group == "Einladungen"] == []


def knots(motion, **more):
    return tell(story(motion.thread, **more), SimpleNamespace())


def test_thread_tells_of_the_agenda_until_it_is_decided(cast, board):
    motion = board.motion()
    (on_agenda,) = knots(motion)
    assert (on_agenda.title, on_agenda.state) == ("In der Jury", "now")
    board.run()
    board.decide(motion, yes=5, no=1, condition="Der Hof bleibt offen.")
    (decided,) = knots(motion)
    assert decided.title == "In der Jury" and decided.votes.yes == 5
    assert decided.text == "1.500\u00a0€ beschlossen. Viele haben etwas davon. Auflage: Der Hof bleibt offen."
    assert decided.link.endswith(f"/beschluesse/{dates.today().year}/1/")


def test_thread_tells_of_a_refusal_as_an_end(board):
    motion = board.motion()
    board.run()
    board.decide(motion, yes=1, no=5, reason="Zu laut.")
    (knot,) = knots(motion)
    assert (knot.state, knot.text) == ("ended", "Abgelehnt. Zu laut.")


def test_knots_cost_one_query_at_most(cast, board, django_assert_num_queries):
    motions = [board.motion(f"Vorlage {n}") for n in range(4)]
    board.run()
    for motion in motions[:3]:
        board.decide(motion)
    entries = [entry for motion in motions for entry in story(motion.thread, internal=True)]
    for kind in ("committees.motion", "committees.decision"):
        rows = [entry for entry in entries if entry.kind == kind]
        with django_assert_num_queries(KNOTS[kind].queries):
            KNOTS[kind].load(rows, SimpleNamespace(story=entries))
