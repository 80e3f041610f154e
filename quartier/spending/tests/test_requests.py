"""Money is asked for, ordered or answered; accounts freeze with the order."""

import datetime as dt
from typing import Any

import pytest

from quartier.funding import actions as funding
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.mail.models import Message
from quartier.spending import actions, queries, states
from quartier.spending.models import Payment, PaymentRequest
from quartier.spending.tests.conftest import IBAN
from tests.cast import without_action

NEW = "DE75512108001245126199"


def ask(office: Any, cents: int = 30_000, **more: Any) -> PaymentRequest:
    given = {"needed_on": dates.today(), "purpose": "Rechnung vom Holzhandel", "by": office.owner, **more}
    return actions.request_payment(grant=office.grant, cents=cents, **given)


def change(office: Any, by: Any = None, iban: str = NEW) -> Any:
    application = office.again().application
    return funding.set_bank_account(application=application, holder="Ayşe Yıldız", iban=iban, by=by or office.owner)


def test_an_order_from_a_request_closes_it(office: Any) -> None:
    row = ask(office)
    payment = actions.order_payment(grant=office.grant, cents=30_000, by=office.clara, request=row)
    row.refresh_from_db()
    assert payment.request == row and row.status == states.ORDERED
    with pytest.raises(Refused, match="Angewiesen"):
        actions.answer_request(request=row, answer="Nein.", by=office.clara)


def test_an_order_taken_back_opens_the_request_again(office: Any) -> None:
    row = ask(office)
    payment = actions.order_payment(grant=office.grant, cents=30_000, by=office.clara, request=row)
    actions.cancel_payment(payment=payment, by=office.clara)
    row.refresh_from_db()
    assert row.status == states.ASKED


def test_two_requests_of_the_same_sum_are_two_orders(office: Any) -> None:
    rows = [ask(office, purpose=purpose) for purpose in ("Holz", "Farbe")]
    made = {
        actions.order_payment(grant=office.grant, cents=30_000, by=office.clara, request=row)
        for row in (*rows, rows[0])
    }
    assert {payment.request for payment in made} == set(rows)
    assert {row.status for row in PaymentRequest.objects.all()} == {states.ORDERED}


def test_an_answer_goes_by_mail(office: Any) -> None:
    row = actions.answer_request(request=ask(office), answer="Erst die Belege vom Juni.", by=office.clara)
    mail = Message.objects.order_by("-pk").first()
    assert (row.status, row.answer) == (states.REFUSED, "Erst die Belege vom Juni.")
    assert mail.to == office.owner.email and "Erst die Belege vom Juni." in mail.body


def test_a_request_clicked_twice_is_one_and_is_taken_back(office: Any) -> None:
    row = ask(office)
    assert ask(office) == row
    actions.withdraw_request(request=row, by=office.owner)
    assert PaymentRequest.objects.get().status == states.WITHDRAWN


@pytest.mark.parametrize("wanted", [{"cents": 0}, {"purpose": "  "}])
def test_a_request_needs_a_sum_and_a_purpose(office: Any, wanted: Any) -> None:
    with pytest.raises(Refused):
        ask(office, **wanted)


def test_strangers_ask_for_nothing(office: Any, erna: Any) -> None:
    with pytest.raises(Refused, match="nichts einreichen"):
        ask(office, by=erna)


def test_too_much_and_money_without_receipts_are_findings(office: Any) -> None:
    assert queries.request_findings(queries.books(office.grant), 110_000) == []
    office.paid(60_000)
    office.receipt(20_000)
    found = queries.request_findings(queries.books(office.again()), 60_000)
    assert [(f.code, f.kind) for f in found] == [("above_rest", "bad"), ("money_at_hand", "warn")]
    assert "100,00" in found[0].title and "400,00" in found[1].title


# The account ------------------------------------------------------------------------------------------------------
def test_an_order_keeps_holder_and_iban(office: Any) -> None:
    payment = actions.order_payment(grant=office.grant, cents=100, by=office.clara)
    assert (payment.iban, payment.holder) == (IBAN, office.owner.name)


def test_a_changed_account_stops_orders_until_a_second_manager_confirms(office: Any) -> None:
    account = change(office, by=office.clara)
    with pytest.raises(Refused, match="nach dem Bescheid geändert"):
        actions.order_payment(grant=office.grant, cents=100, by=office.clara)
    funding.confirm_account(application=office.grant.application, seen=account.changed_at, by=office.carla)
    assert actions.order_payment(grant=office.grant, cents=100, by=office.clara).iban == NEW


def test_an_order_is_not_booked_when_the_account_changed_since(office: Any) -> None:
    payment = actions.order_payment(grant=office.grant, cents=100, by=office.clara)
    change(office)
    with pytest.raises(Refused, match="weisen Sie neu an"):
        actions.book_payment(payment=payment, by=office.carla, value_on=dates.today())
    assert office.balances() == (110_000, 0, 0, 890_000)


def test_orders_of_the_time_before_are_booked_as_they_were(office: Any) -> None:
    payment = actions.order_payment(grant=office.grant, cents=100, by=office.clara)
    with without_action():
        Payment.objects.filter(pk=payment.pk).update(iban="", holder="")
    change(office)
    payment.refresh_from_db()
    assert actions.book_payment(payment=payment, by=office.carla, value_on=dates.today()).status == states.BOOKED


def test_without_an_account_nothing_is_ordered(office: Any) -> None:
    with without_action():
        office.grant.application.bank_account.delete()
    with pytest.raises(Refused, match="kein Konto"):
        actions.order_payment(grant=office.again(), cents=100, by=office.clara)


def test_a_settlement_is_decided_all_the_same_while_an_account_waits(office: Any) -> None:
    office.accepted(50_000)
    change(office)
    result = office.decided()
    assert result.remaining_cents == 55_000 and not Payment.objects.exists()


# Amendments seen from the books -----------------------------------------------------------------------------------
def test_a_notice_is_not_lowered_below_what_is_ordered(office: Any) -> None:
    actions.order_payment(grant=office.grant, cents=60_000, by=office.clara)
    with pytest.raises(Refused, match="Angewiesen oder ausgezahlt sind schon 600,00"):
        actions.amend_grant(grant=office.grant, by=office.clara, cents=59_999, reason="Weniger.")
    actions.amend_grant(grant=office.grant, by=office.clara, cents=60_000, reason="Weniger.")
    assert office.balances() == (60_000, 0, 0, 940_000)


def test_what_a_notice_was_raised_by_can_be_ordered(office: Any) -> None:
    actions.amend_grant(grant=office.grant, by=office.clara, cents=120_000, reason="Mehr.")
    office.again()
    actions.order_payment(grant=office.grant, cents=120_000, by=office.clara)
    assert queries.books(office.grant).rest == 0


def test_only_the_team_amends(office: Any) -> None:
    with pytest.raises(Refused, match="Team"):
        actions.amend_grant(
            grant=office.grant, by=office.owner, ends_on=dates.today() + dt.timedelta(days=90), reason="x"
        )
