"""A changed account waits for a second person once money was promised."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from quartier.funding import actions
from quartier.funding.models import BankAccount
from quartier.history.models import Entry
from quartier.kit.errors import Conflict, Refused
from quartier.mail.models import Message
from tests.cast import without_action

OLD, NEW, THIRD = "DE02120300000000202051", "DE75512108001245126199", "DE12500105170648489890"


def change(desk: Any, grant: Any, iban: str = NEW, by: Any = None, holder: str = "Ayşe Yıldız") -> BankAccount:
    return actions.set_bank_account(application=grant.application, holder=holder, iban=iban, by=by or desk.ayse)


def test_the_account_of_the_application_waits_for_nobody(desk: Any) -> None:
    assert not desk.granted().application.bank_account.waits


def test_a_change_after_the_notice_waits_and_keeps_the_account_before(desk: Any) -> None:
    grant = desk.granted()
    account = change(desk, grant)
    assert account.waits and account.previous_iban == OLD and account.changed_by == desk.ayse
    again = change(desk, grant, THIRD)
    assert again.waits and again.previous_iban == OLD  # nobody vouched for the second


def test_the_same_account_again_is_no_change(desk: Any) -> None:
    grant = desk.granted()
    assert not change(desk, grant, OLD).waits
    assert not Entry.objects.filter(verb="account_changed").exists()


def test_another_manager_confirms(desk: Any) -> None:
    grant = desk.granted()
    account = change(desk, grant, by=desk.clara)
    with pytest.raises(Refused, match="jemand anderes"):
        actions.confirm_account(application=grant.application, seen=account.changed_at, by=desk.clara)
    done = actions.confirm_account(application=grant.application, seen=account.changed_at, by=desk.carla)
    assert not done.waits and done.confirmed_by == desk.carla and done.previous_iban == ""
    assert change(desk, grant, OLD).waits


def test_what_changed_since_it_was_looked_at_is_not_confirmed(desk: Any) -> None:
    grant = desk.granted()
    seen = change(desk, grant).changed_at
    change(desk, grant, THIRD)
    with pytest.raises(Conflict, match="noch einmal"):
        actions.confirm_account(application=grant.application, seen=seen, by=desk.clara)


def test_only_the_team_confirms(desk: Any) -> None:
    grant = desk.granted()
    account = change(desk, grant, by=desk.clara)
    with pytest.raises(Refused, match="Team"):
        actions.confirm_account(application=grant.application, seen=account.changed_at, by=desk.ayse)


def test_the_history_names_who_and_the_mail_the_last_four_but_never_the_number(desk: Any) -> None:
    grant = desk.granted()
    change(desk, grant)
    entry = Entry.objects.get(verb="account_changed")
    assert entry.actor == desk.ayse and not entry.public and entry.facts == {} and entry.because == ""
    mail = Message.objects.order_by("-pk").first()
    assert NEW[-4:] in mail.body and NEW[4:14] not in mail.body


def test_a_wrong_check_digit_is_refused(desk: Any) -> None:
    with pytest.raises(Refused, match="Prüfziffer"):
        change(desk, desk.granted(), "DE76512108001245126199")


def test_the_database_lets_no_confirmation_stay_with_another_number(desk: Any) -> None:
    grant = desk.granted()
    account = change(desk, grant)
    actions.confirm_account(application=grant.application, seen=account.changed_at, by=desk.clara)
    with pytest.raises(IntegrityError), transaction.atomic(), without_action(), connection.cursor() as cursor:
        cursor.execute("UPDATE funding_bankaccount SET iban = %s WHERE id = %s", [THIRD, account.pk])
    assert change(desk, grant, THIRD).waits
