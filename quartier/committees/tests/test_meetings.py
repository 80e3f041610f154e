import datetime as dt

import pytest

from quartier.committees import actions, queries, states
from quartier.committees.models import Attendance, Motion
from quartier.history.models import Scope
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.mail.models import Message
from quartier.network.actions import add_person

pytestmark = pytest.mark.django_db


def deputy(board):
    person = add_person(area=board.cast.area, name="Lena Vogt", by=board.cast.clara)
    return actions.seat(
        committee=board.committee, person=person, kind=states.DEPUTY, since=dates.today(), by=board.cast.clara
    )


def test_invitation_goes_to_every_seat_with_an_address_and_makes_a_public_date(cast, board):
    board.motion("Offene Nähstube", 150_000)
    assert actions.invite(meeting=board.meeting, by=cast.clara) == 5
    letter = Message.objects.order_by("pk").last()
    assert "Offene Nähstube" in letter.body and "1.500,00" in letter.body
    assert f"/mitglied/lindenhafen/sitzungen/{board.meeting.pk}/" in letter.body
    assert letter.subject.startswith("Einladung: Aktionsfonds-Jury am ")
    board.meeting.refresh_from_db()
    assert board.meeting.event.public and board.meeting.event.starts_at == board.meeting.starts_at


def test_closed_meeting_makes_no_public_date(cast, board):
    actions.change_meeting(meeting=board.meeting, public=False, by=cast.clara)
    board.meeting.refresh_from_db()
    actions.invite(meeting=board.meeting, by=cast.clara)
    assert board.meeting.event is None


def test_second_invitation_is_refused_and_sends_nothing(cast, board):
    actions.invite(meeting=board.meeting, by=cast.clara)
    sent = Message.objects.count()
    with pytest.raises(Refused):
        actions.invite(meeting=board.meeting, by=cast.clara)
    assert Message.objects.count() == sent


def test_meeting_without_invitation_does_not_begin(cast, board):
    with pytest.raises(Refused, match="noch nicht eingeladen"):
        actions.begin(meeting=board.meeting, by=cast.clara)


def test_meeting_without_rules_of_procedure_does_not_begin(cast, board):
    start = dates.at(dates.today() + dt.timedelta(days=3), 18)
    council = actions.found(area=cast.area, name="Quartiersrat", kind=states.COUNCIL, by=cast.clara)
    actions.seat(
        committee=council, person=board.seats[1].person, kind=states.RESIDENT, since=dates.today(), by=cast.clara
    )
    meeting = actions.plan_meeting(
        committee=council, starts_at=start, ends_at=start + dt.timedelta(hours=1), place="Büro", by=cast.clara
    )
    actions.invite(meeting=meeting, by=cast.clara)
    with pytest.raises(Refused, match="Geschäftsordnung"):
        actions.begin(meeting=meeting, by=cast.clara)


def test_planning_backwards_is_refused(cast, board):
    with pytest.raises(Refused, match="nach dem Beginn"):
        actions.plan_meeting(
            committee=board.committee, starts_at=board.meeting.ends_at, ends_at=board.meeting.starts_at, place="Büro",
            by=cast.clara,
        )  # fmt: skip


def test_planning_the_same_twice_is_one_meeting(cast, board):
    start = dates.now() + dt.timedelta(days=30)
    given = {"starts_at": start, "ends_at": start + dt.timedelta(hours=1), "place": "Büro", "by": cast.clara}
    first = actions.plan_meeting(committee=board.committee, **given)
    assert actions.plan_meeting(committee=board.committee, **given) == first
    assert actions.plan_meeting(committee=board.committee, **given | {"place": "Hof"}).number == first.number + 1


def test_coming_back_is_the_same_attendance(cast, board):
    board.run(present=1)
    seat = board.seats[0]
    actions.mark_left(meeting=board.meeting, seat=seat, by=cast.clara)
    assert queries.quorum(board.meeting).present == 0
    actions.mark_present(meeting=board.meeting, seat=seat, by=cast.clara)
    assert Attendance.objects.filter(meeting=board.meeting).count() == 1
    assert queries.quorum(board.meeting).present == 1


def test_leaving_without_having_come_is_refused(cast, board):
    board.run(present=0)
    with pytest.raises(Refused, match="nicht als anwesend"):
        actions.mark_left(meeting=board.meeting, seat=board.seats[0], by=cast.clara)


def test_deputy_counts_only_in_somebodys_place(cast, board):
    seat = deputy(board)
    board.run(present=2)
    actions.mark_present(meeting=board.meeting, seat=seat, by=cast.clara)
    assert queries.quorum(board.meeting).present == 2
    actions.mark_present(meeting=board.meeting, seat=seat, replaces=board.seats[3], by=cast.clara)
    assert queries.quorum(board.meeting).present == 3
    assert queries.room(board.meeting).quorum == queries.quorum(board.meeting)
    with pytest.raises(Refused, match="Vertretung"):
        actions.mark_present(meeting=board.meeting, seat=board.seats[3], by=cast.clara)


def test_deputy_cannot_replace_somebody_who_is_there(cast, board):
    seat = deputy(board)
    board.run(present=2)
    with pytest.raises(Refused, match="schon da"):
        actions.mark_present(meeting=board.meeting, seat=seat, replaces=board.seats[0], by=cast.clara)


def test_a_seat_of_another_body_is_not_present(cast, board):
    council = actions.found(area=cast.area, name="Quartiersrat", kind=states.COUNCIL, by=cast.clara)
    stranger = actions.seat(
        committee=council, person=board.seats[1].person, kind=states.RESIDENT, since=dates.today(), by=cast.clara
    )
    board.run(present=0)
    with pytest.raises(Refused, match="gehört an diesem Tag nicht"):
        actions.mark_present(meeting=board.meeting, seat=stranger, by=cast.clara)


def test_closing_sends_undecided_items_to_the_next_agenda(cast, board):
    first, second = board.motion("Kräuterbeete"), board.motion("Winterkino")
    board.run()
    board.decide(first)
    actions.close_meeting(meeting=board.meeting, minutes="Alle waren da.", by=cast.clara)
    board.meeting.refresh_from_db()
    assert (board.meeting.status, board.meeting.minutes) == (states.CLOSED, "Alle waren da.")
    assert Motion.objects.get(pk=second.pk).meeting is None
    assert list(queries.waiting(board.committee)) == [second]
    assert not Attendance.objects.filter(meeting=board.meeting, left_at=None).exists()


def test_closing_with_a_counted_vote_is_refused_and_changes_nothing(cast, board):
    motion = board.motion()
    board.run()
    actions.type_tally(motion=motion, yes=4, no=0, abstain=0, by=cast.clara)
    with pytest.raises(Refused, match="noch offen"):
        actions.close_meeting(meeting=board.meeting, minutes="", by=cast.clara)
    board.meeting.refresh_from_db()
    assert board.meeting.status == states.RUNNING


def test_cancelled_meeting_tells_who_was_invited_and_frees_its_motions(cast, board):
    motion = board.motion()
    actions.invite(meeting=board.meeting, by=cast.clara)
    actions.cancel_meeting(meeting=board.meeting, reason="Der Saal steht unter Wasser.", by=cast.clara)
    assert Message.objects.filter(subject__startswith="Fällt aus").count() == 5
    board.meeting.event.refresh_from_db()
    assert board.meeting.event.status == "cancelled"
    assert Motion.objects.get(pk=motion.pk).status == states.DRAFT


def test_planning_and_attendance_change_no_public_page(cast, board):
    board.run(present=0)
    before = Scope.objects.get(pk=cast.area.scope_id).version
    actions.mark_present(meeting=board.meeting, seat=board.seats[0], by=cast.clara)
    start = board.meeting.starts_at + dt.timedelta(days=7)
    actions.plan_meeting(
        committee=board.committee, starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Büro", by=cast.clara
    )
    assert Scope.objects.get(pk=cast.area.scope_id).version == before
