"""Two people for every payment, and never more than was granted."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from quartier.funding import states as funding
from quartier.history.models import Entry
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.mail.models import Message
from quartier.spending import actions, states
from quartier.spending.models import Payment
from tests.cast import without_action


def test_an_order_moves_no_money(office):
    actions.order_payment(grant=office.grant, cents=50_000, by=office.clara)
    assert office.balances() == (110_000, 0, 0, 890_000)


def test_an_order_clicked_twice_is_one(office):
    first = actions.order_payment(grant=office.grant, cents=20_000, by=office.clara)
    assert actions.order_payment(grant=office.grant, cents=20_000, by=office.clara) == first
    with dates.clock_at(dates.now() + dt.timedelta(minutes=1)):  # said again later, it is meant
        assert actions.order_payment(grant=office.grant, cents=20_000, by=office.clara) != first
    assert actions.order_payment(grant=office.grant, cents=10_000, by=office.clara).cents == 10_000


def test_a_booking_moves_committed_to_paid_and_tells_the_grantee(office):
    office.paid(50_000)
    assert office.balances() == (60_000, 50_000, 0, 890_000)
    mail = Message.objects.order_by("-pk").first()
    assert mail.to == office.owner.email and "500,00" in mail.body and "DE02" not in mail.body


def test_the_public_entry_of_a_booking_holds_the_sum_only(office):
    payment = office.paid(50_000)
    entry = Entry.objects.get(kind="spending.payment", row=payment.pk, verb="paid")
    assert entry.public and entry.because == ""
    assert not Entry.objects.get(kind="spending.payment", row=payment.pk, verb="ordered").public


@pytest.mark.parametrize("cents", [110_001, 0, -5])
def test_an_order_that_does_not_fit_is_refused(office, cents):
    with pytest.raises(Refused):
        actions.order_payment(grant=office.grant, cents=cents, by=office.clara)


def test_the_refusal_of_an_order_names_the_rest(office):
    office.paid(70_000)
    actions.order_payment(grant=office.grant, cents=30_000, by=office.clara)
    with pytest.raises(Refused, match="100,00"):
        actions.order_payment(grant=office.grant, cents=10_001, by=office.clara)


def test_a_cancelled_order_frees_its_sum(office):
    payment = actions.order_payment(grant=office.grant, cents=110_000, by=office.clara)
    actions.cancel_payment(payment=payment, by=office.carla)
    actions.order_payment(grant=office.grant, cents=110_000, by=office.carla)
    assert Payment.objects.promised().count() == 1


def test_the_same_person_cannot_book(office):
    payment = actions.order_payment(grant=office.grant, cents=50_000, by=office.clara)
    with pytest.raises(Refused, match="jemand anderes"):
        actions.book_payment(payment=payment, by=office.clara, value_on=dates.today())
    assert office.balances()[0] == 110_000


def test_the_same_person_cannot_book_by_raw_sql_either(office):
    payment = actions.order_payment(grant=office.grant, cents=50_000, by=office.clara)
    with pytest.raises(IntegrityError), transaction.atomic(), without_action(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE spending_payment SET booked_by_id = ordered_by_id, value_on = %s, status = 'booked' WHERE id = %s",
            [dates.today(), payment.pk],
        )


@pytest.mark.parametrize("change", [{"cents": 1}, {"ordered_by": "carla"}, {"ordered_at": dates.now()}])
def test_what_the_second_person_vouches_for_is_not_changed_by_raw_sql(office, change):
    payment = actions.order_payment(grant=office.grant, cents=50_000, by=office.clara)
    wanted = {name: getattr(office, value) if value == "carla" else value for name, value in change.items()}
    with without_action(), pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(**wanted)


def test_a_booking_without_a_second_person_is_refused_by_the_database(office):
    payment = actions.order_payment(grant=office.grant, cents=50_000, by=office.clara)
    with pytest.raises(IntegrityError), transaction.atomic(), without_action(), connection.cursor() as cursor:
        cursor.execute("UPDATE spending_payment SET status = 'booked' WHERE id = %s", [payment.pk])


@pytest.mark.parametrize("days", [1, -1])
def test_a_value_date_outside_order_and_today_is_refused(office, days):
    payment = actions.order_payment(grant=office.grant, cents=50_000, by=office.clara)
    with pytest.raises(Refused, match="Wertstellung"):
        actions.book_payment(payment=payment, by=office.carla, value_on=dates.today() + dt.timedelta(days=days))


def test_a_second_booking_changes_nothing(office):
    payment = office.paid(50_000)
    with pytest.raises(Refused, match="Gebucht"):
        actions.book_payment(payment=payment, by=office.carla, value_on=dates.today())
    assert office.balances() == (60_000, 50_000, 0, 890_000)


@pytest.mark.parametrize("who", ["owner", "dieter", "erna"])
def test_only_managers_of_the_quarter_pay(office, request, who):
    by = office.owner if who == "owner" else request.getfixturevalue(who)
    with pytest.raises(Refused, match="Team"):
        actions.order_payment(grant=office.grant, cents=100, by=by)


def test_a_revoked_grant_pays_nothing(office):
    with without_action(), connection.cursor() as cursor:
        cursor.execute("UPDATE funding_grant SET status = %s WHERE id = %s", [funding.REVOKED, office.grant.pk])
    with pytest.raises(Refused, match="widerrufen"):
        actions.order_payment(grant=office.grant, cents=100, by=office.clara)
    assert not Payment.objects.filter(status=states.ORDERED).exists()
