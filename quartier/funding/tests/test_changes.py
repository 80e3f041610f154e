"""A grantee asks for a change of the notice; an amendment or a reason is the answer, once for all."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from quartier.funding import actions, exports, queries, states
from quartier.funding.actions import Target
from quartier.funding.models import Amendment, ChangeReply, ChangeRequest, Grant
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused
from quartier.kit.templatetags import page as written
from quartier.mail.models import Message
from tests.cast import without_action


def ask(desk: Any, grant: Grant, **more: Any) -> ChangeRequest:
    given = {"reason": "Der Saal ist erst im Mai frei.", "by": desk.ayse, **more}
    return actions.ask_change(grant=grant, **given)


def test_a_wish_says_what_shall_change_and_changes_nothing(desk: Any) -> None:
    grant = desk.granted()
    one, two = grant.application.cost_lines.all()
    end = grant.ends_on + dt.timedelta(days=30)
    wish = ask(
        desk, grant, ends_on=end, purpose=grant.application.summary,
        lines=[Target(cents=30_000, line=one.pk), Target(cents=11_450, line=two.pk)],
    )  # fmt: skip
    assert wish.ends_on == end and wish.purpose == "", "what stays as it is was not asked for"
    assert [(row.old_cents, row.new_cents) for row in wish.lines.all()] == [(26_450, 30_000), (15_000, 11_450)]
    assert Grant.objects.get(pk=grant.pk).ends_on == grant.ends_on and not Amendment.objects.exists()
    mail = Message.objects.order_by("-pk").first()
    assert mail.to == desk.ayse.email and "bei uns" in mail.subject and "müssen nichts weiter tun" in mail.body


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({}, "ändert sich nichts"),
        ({"ends_on": dt.date(2020, 1, 1)}, "vor dem Beginn"),
        ({"purpose": "Kochen statt Nähen.", "reason": " "}, "warum"),
        ({"lines": [Target(cents=100, line=999_999)]}, "gehört nicht"),
        ({"lines": "more"}, "kostet 10,00"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_with_a_sentence(desk: Any, wanted: Any, sentence: str) -> None:
    grant = desk.granted()
    if wanted.get("lines") == "more":
        one = grant.application.cost_lines.first()
        wanted = {"lines": [Target(cents=one.cents + 1_000, line=one.pk)]}
    with pytest.raises(Refused, match=sentence):
        ask(desk, grant, **wanted)
    assert not ChangeRequest.objects.exists()


def test_a_click_twice_is_one_wish_and_another_one_waits_for_the_answer(desk: Any) -> None:
    grant = desk.granted()
    end = grant.ends_on + dt.timedelta(days=30)
    assert ask(desk, grant, ends_on=end) == ask(desk, grant, ends_on=end)
    with pytest.raises(Refused, match="schon beim Büro"):
        ask(desk, grant, ends_on=end + dt.timedelta(days=1))
    assert ChangeRequest.objects.count() == 1


def test_an_amendment_answers_the_wish_and_both_say_so(desk: Any) -> None:
    grant = desk.granted()
    wish = ask(desk, grant, purpose="Wir nähen an sechs Nachmittagen.")
    made = actions.amend(
        grant=grant, by=desk.clara, reason="Das passt.", purpose=wish.purpose.replace("\n", "\r\n"), answers=wish
    )
    assert (wish.reply.result, wish.reply.amendment) == (states.AMENDED, made)
    assert made.purpose == "Wir nähen an sechs Nachmittagen." == queries.purpose_of(grant)
    assert "Antwort auf Ihren Änderungswunsch" in Message.objects.order_by("-pk").first().body
    (change,) = queries.changes_of(grant)
    assert change.old_purpose == "An sechs Abenden nähen wir."
    again = actions.amend(grant=grant, by=desk.clara, reason="Das passt.", purpose=wish.purpose, answers=wish)
    assert again == made, "a click twice"
    assert exports.amendment_letter(exports.amendment_with_rows(made.pk)).startswith(b"%PDF")


def test_a_wish_is_answered_once_whoever_was_faster(desk: Any) -> None:
    grant = desk.granted()
    wish = ask(desk, grant, purpose="Kochen statt Nähen.")
    first = actions.refuse_change(request=wish, reason="Bewilligt ist das Nähen.", by=desk.clara)
    assert actions.refuse_change(request=wish, reason="Bewilligt ist das Nähen.", by=desk.clara) == first
    with pytest.raises(Conflict, match="inzwischen beantwortet"):
        actions.refuse_change(request=wish, reason="Zu spät.", by=desk.carla)
    with pytest.raises(Conflict, match="inzwischen beantwortet"):
        actions.amend(grant=grant, by=desk.carla, reason="Doch.", purpose=wish.purpose, answers=wish)
    with pytest.raises(Conflict, match="inzwischen beantwortet"):
        actions.withdraw_change(request=wish, by=desk.ayse)
    assert ChangeReply.objects.count() == 1 and not Amendment.objects.exists()
    mail = Message.objects.order_by("-pk").first()
    assert "Bewilligt ist das Nähen." in mail.body and "bleibt beim Bescheid" in mail.body
    assert f"Abrechnen bitte bis zum {written.day(grant.proof_due_on)}" in mail.body


def test_only_the_grantee_asks_and_takes_back_and_only_the_office_answers(desk: Any, erna: Any) -> None:
    grant = desk.granted()
    with pytest.raises(Refused, match="nichts einreichen"):
        ask(desk, grant, purpose="Kochen.", by=erna)
    wish = ask(desk, grant, purpose="Kochen.")
    with pytest.raises(Refused, match="nur das Team"):
        actions.refuse_change(request=wish, reason="Nein.", by=desk.ayse)
    with pytest.raises(Refused, match="nichts einreichen"):
        actions.withdraw_change(request=wish, by=erna)
    assert actions.withdraw_change(request=wish, by=desk.ayse) == actions.withdraw_change(request=wish, by=desk.ayse)
    assert ask(desk, grant, purpose="Kochen und Nähen.").pk != wish.pk


def test_an_amendment_does_not_answer_the_wish_of_another_grant(desk: Any) -> None:
    wish = ask(desk, desk.granted(), purpose="Kochen.")
    other = desk.granted(title="Fest im Hof")
    with pytest.raises(Refused, match="anderen Bewilligung"):
        actions.amend(grant=other, by=desk.clara, reason="Irrtum.", purpose="Kochen.", answers=wish)


def test_nobody_asks_once_the_settlement_runs(desk: Any) -> None:
    grant = desk.granted()
    with without_action(), connection.cursor() as cursor:
        cursor.execute("UPDATE funding_grant SET status = %s WHERE id = %s", [states.PROOF_IN, grant.pk])
    with pytest.raises(Refused, match="Abrechnung"):
        ask(desk, grant, purpose="Kochen.")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE funding_changerequest SET ends_on = '2030-01-01'",
        "UPDATE funding_requestedline SET new_cents = 1",
        "UPDATE funding_changereply SET result = 'withdrawn'",
        "DELETE FROM funding_changereply",
        (
            "INSERT INTO funding_changereply (request_id, result, reason, by_id, at) "
            "SELECT id, 'amended', '', by_id, at FROM funding_changerequest"
        ),
        "UPDATE funding_grant SET proof_due_on = ends_on",
        "UPDATE funding_grant SET cents = cents + 1",
        "UPDATE funding_grant SET ends_on = starts_on",
        "UPDATE funding_grant SET own_cents = -1",
        "UPDATE funding_fundyear SET pot_cents = pot_cents + 1",
    ],
)
def test_what_must_never_happen_is_refused_by_the_database(desk: Any, statement: str) -> None:
    grant = desk.granted()
    one, two = grant.application.cost_lines.all()
    wish = ask(desk, grant, lines=[Target(cents=26_000, line=one.pk), Target(cents=15_450, line=two.pk)])
    if "INSERT" not in statement:
        actions.refuse_change(request=wish, reason="Nein.", by=desk.clara)
    with pytest.raises(IntegrityError), transaction.atomic(), without_action(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_double_click_after_half_a_minute_is_told(desk: Any) -> None:
    grant = desk.granted()
    ask(desk, grant, purpose="Kochen.")
    with dates.clock_at(dates.now() + dt.timedelta(minutes=1)), pytest.raises(Refused, match="schon beim Büro"):
        ask(desk, grant, purpose="Kochen.")
