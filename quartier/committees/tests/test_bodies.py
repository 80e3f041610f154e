import datetime as dt

import pytest
from django.core import mail

from quartier.accounts.models import Role
from quartier.committees import actions, states
from quartier.committees.models import Committee, Seat
from quartier.kit import access, dates
from quartier.kit.errors import Refused
from quartier.network.actions import add_person

pytestmark = pytest.mark.django_db


def running(user):
    return Role.objects.running().filter(user=user, kind=access.MEMBER, until__isnull=True).exists()


def test_body_is_founded_once_per_name(cast):
    actions.found(area=cast.area, name="Quartiersrat", kind=states.COUNCIL, by=cast.clara)
    with pytest.raises(Refused, match="gibt es in diesem Quartier schon"):
        actions.found(area=cast.area, name="Quartiersrat", kind=states.COUNCIL, by=cast.clara)
    actions.found(area=cast.other, name="Quartiersrat", kind=states.COUNCIL, by=cast.erna)
    assert Committee.objects.filter(slug="quartiersrat").count() == 2


@pytest.mark.parametrize(("top", "bottom"), [(3, 2), (0, 2)])
def test_rules_of_procedure_refuse_a_quorum_that_is_no_share(board, top, bottom):
    with pytest.raises(Refused, match="Bruch"):
        actions.adopt(
            committee=board.committee, valid_from=dt.date(2026, 5, 1), quorum_top=top, quorum_bottom=bottom,
            by=board.cast.clara,
        )  # fmt: skip


def test_second_rules_of_procedure_for_one_day_are_refused(board):
    with pytest.raises(Refused, match="Für diesen Tag"):
        actions.adopt(committee=board.committee, valid_from=dt.date(2024, 1, 1), by=board.cast.clara)


def test_seat_makes_who_has_an_account_a_member(cast, board):
    person = add_person(area=cast.area, name=cast.rosa.name, user=cast.rosa, by=cast.clara)
    assert not running(cast.rosa)
    seat = actions.seat(
        committee=board.committee, person=person, kind=states.RESIDENT, since=dates.today(), by=cast.clara
    )
    assert running(cast.rosa)
    actions.leave(seat=seat, until=dates.today(), by=cast.clara)
    assert not running(cast.rosa)


def test_role_stays_while_another_seat_is_held(cast, board):
    council = actions.found(area=cast.area, name="Quartiersrat", kind=states.COUNCIL, by=cast.clara)
    person = board.seats[0].person
    actions.seat(committee=council, person=person, kind=states.RESIDENT, since=dates.today(), by=cast.clara)
    actions.leave(seat=board.seats[0], until=dates.today(), by=cast.clara)
    assert running(cast.boris)


def test_second_seat_of_the_same_person_is_refused(cast, board):
    with pytest.raises(Refused, match="schon einen Sitz"):
        actions.seat(
            committee=board.committee, person=board.seats[1].person, kind=states.RESIDENT, since=dates.today(),
            by=cast.clara,
        )  # fmt: skip


def test_institution_without_organisation_is_refused(cast, board):
    person = add_person(area=cast.area, name="Ilse Brandt", by=cast.clara)
    with pytest.raises(Refused, match="Einrichtung"):
        actions.seat(
            committee=board.committee, person=person, kind=states.INSTITUTION, since=dates.today(), by=cast.clara
        )


def test_leaving_twice_is_refused(cast, board):
    actions.leave(seat=board.seats[1], until=dates.today(), by=cast.clara)
    with pytest.raises(Refused, match="schon beendet"):
        actions.leave(seat=board.seats[1], until=dates.today(), by=cast.clara)


def test_invited_member_holds_the_seat_by_the_confirmed_address(cast, board, django_capture_on_commit_callbacks):
    seat = board.seats[1]
    assert not Seat.objects.of(cast.rosa).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.invite_member(seat=seat, by=cast.clara) is not None
    assert mail.outbox[-1].to == [seat.person.email]
    type(cast.rosa).objects.filter(pk=cast.rosa.pk).update(email=seat.person.email)
    cast.rosa.refresh_from_db()
    assert not Seat.objects.of(cast.rosa).exists()  # the address alone opens nothing
    assert actions.invite_member(seat=seat, by=cast.clara) is None  # now there is an account: the role at once
    assert list(Seat.objects.of(type(cast.rosa).objects.get(pk=cast.rosa.pk))) == [seat]


def test_invitation_without_address_is_refused(cast, board):
    with pytest.raises(Refused, match="keine E-Mail-Adresse"):
        actions.invite_member(seat=board.seats[5], by=cast.clara)


SEAT = {"kind": "resident", "since": "2026-11-01"}


def test_somebody_new_takes_a_seat_on_one_page(cast, jury, client_of):
    page = "/team/lindenhafen/gremien/jury/sitze/neu/"
    desk, before = client_of(cast.clara), jury.seats.count()
    new = SEAT | {"name": "Nele Neu", "email": "nele@example.org"}
    assert desk.post(page, new).status_code == 302
    assert jury.seats.get(person__name="Nele Neu").person.email == "nele@example.org"
    for wrong, words in ((new, "kennen Sie schon jemanden"), (SEAT, "Wer bekommt den Sitz?")):
        assert words in desk.post(page, wrong).content.decode()
    assert jury.seats.count() == before + 1
