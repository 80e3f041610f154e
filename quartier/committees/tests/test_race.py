"""Forty members vote while the chair closes: every vote is counted or refused, and none comes after."""

import threading

import pytest
from django.db import connection

from quartier.committees import actions
from quartier.committees.models import Motion, Tally, Vote
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.network.actions import add_person

pytestmark = pytest.mark.django_db(transaction=True)
MEMBERS = 40


def test_votes_while_the_chair_closes_are_counted_or_refused(cast, board):
    for number in range(MEMBERS - len(board.seats)):
        person = add_person(area=cast.area, name=f"Mitglied {number}", by=cast.clara)
        board.seats.append(
            actions.seat(committee=board.committee, person=person, kind="resident", since=dates.today(), by=cast.clara)
        )
    motion = board.motion()
    board.run(present=MEMBERS)
    actions.open_vote(motion=motion, by=cast.clara)
    start, answers = threading.Barrier(MEMBERS + 1), {}

    def vote(seat):
        try:
            start.wait()
            actions.vote(motion=Motion.objects.get(pk=motion.pk), seat=seat, choice="yes")
            answers[seat.pk] = "counted"
        except Refused as refused:
            answers[seat.pk] = refused.message
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=(seat,)) for seat in board.seats]
    for thread in threads:
        thread.start()
    start.wait()
    tally = actions.close_vote(motion=motion, by=cast.clara)
    for thread in threads:
        thread.join(60)
    counted = [seat for seat, answer in answers.items() if answer == "counted"]
    assert len(answers) == MEMBERS
    assert tally.yes == len(counted) == Vote.objects.filter(motion=motion).count()
    assert set(answers.values()) <= {
        "counted", "Die Abstimmung ist geschlossen. Ihre Stimme wurde nicht mehr gezählt.",
    }  # fmt: skip


def test_chair_and_deputy_chair_close_at_once_count_once(cast, board):
    motion = board.motion()
    board.run()
    actions.open_vote(motion=motion, by=cast.clara)
    start, answers = threading.Barrier(2), []

    def close(by):
        try:
            start.wait()
            actions.close_vote(motion=Motion.objects.get(pk=motion.pk), by=by)
            answers.append("counted")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=(by,)) for by in (cast.clara, cast.carl)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answers) == ["counted", "refused"]
    assert Tally.objects.filter(motion=motion).count() == 1
