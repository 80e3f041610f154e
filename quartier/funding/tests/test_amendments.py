"""A notice is amended: sum, days, plan; the money follows, the rows of before stay."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from quartier.funding import actions, exports, queries, states, tasks
from quartier.funding.actions import Target
from quartier.funding.exports import notices
from quartier.funding.models import AmendedLine, Amendment, Grant
from quartier.history.models import Entry
from quartier.kit import dates
from quartier.kit.documents import DocumentError
from quartier.kit.errors import Conflict, Refused
from quartier.mail.models import Message
from tests.cast import without_action


def balances(grant: Grant) -> tuple[int, int]:
    """Committed of the grant and available of the fund."""
    row = Grant.objects.select_related("committed", "fund_year__available").get(pk=grant.pk)
    return row.committed.balance, row.fund_year.available.balance


def amend(desk: Any, grant: Grant, **more: Any) -> Amendment:
    return actions.amend(grant=grant, by=desk.clara, **{"reason": "Das Holz wurde teurer.", **more})


def test_a_higher_sum_is_taken_from_the_pot_and_a_lower_one_goes_back(desk: Any) -> None:
    grant = desk.granted()
    sum_, (committed, available) = grant.cents, balances(grant)
    first = amend(desk, grant, cents=sum_ + 10_000)
    assert balances(grant) == (committed + 10_000, available - 10_000)
    second = amend(desk, grant, cents=sum_ - 5_000)
    assert balances(grant) == (committed - 5_000, available + 5_000)
    assert (first.number, second.number) == (1, 2) and (second.old_cents, second.new_cents) == (
        sum_ + 10_000,
        sum_ - 5_000,
    )
    grant.refresh_from_db()
    assert grant.cents == sum_ - 5_000


def test_lines_change_with_old_and_new_target_and_consent(desk: Any) -> None:
    grant = desk.granted()
    one, two = grant.application.cost_lines.all()
    amend(desk, grant, lines=[
        Target(cents=30_000, line=one.pk, consented=True), Target(cents=two.cents, line=two.pk),
        Target(cents=4_000, title="Versicherung"),
    ])  # fmt: skip
    assert [(row.old_cents, row.new_cents, row.consented) for row in AmendedLine.objects.order_by("pk")] == [
        (26_450, 30_000, True), (0, 4_000, False),
    ]  # fmt: skip
    plan = queries.plan_of(grant)
    assert [(row.line.title, row.cents, row.consented) for row in plan] == [
        ("Stoffe und Garn", 30_000, True), ("Miete Gemeindesaal", 15_000, False), ("Versicherung", 4_000, False),
    ]  # fmt: skip
    amend(desk, grant, lines=[Target(cents=0, line=two.pk)])
    changes = queries.changes_of(grant)
    assert [(row.old, row.new) for row in changes[0].lines] == [(26_450, 30_000), (15_000, 15_000), (0, 4_000)]
    assert [(row.old, row.new, row.consented) for row in changes[1].lines] == [
        (30_000, 30_000, True), (15_000, 0, False), (4_000, 4_000, False),
    ]  # fmt: skip


def test_an_extension_moves_the_day_of_the_proof_and_the_project(desk: Any) -> None:
    grant = desk.granted()
    end = grant.ends_on + dt.timedelta(days=60)
    made = amend(desk, grant, ends_on=end)
    grant.refresh_from_db()
    assert grant.ends_on == end == grant.project.__class__.objects.get(pk=grant.project_id).ends_on
    assert made.new_proof_due_on == grant.proof_due_on > made.old_proof_due_on
    entry = Entry.objects.get(kind="funding.amendment", verb="amended")
    assert entry.public and entry.because == "" and entry.facts["until"] == end.toordinal()


def test_the_grantee_is_told(desk: Any) -> None:
    grant = desk.granted()
    amend(desk, grant, cents=grant.cents - 1_000)
    mail = Message.objects.order_by("-pk").first()
    assert mail.to == desk.ayse.email and "geändert" in mail.subject and "Holz" not in mail.body


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"cents": 0}, "über 0,00"),
        ({"cents": 150_001}, "Höchstens möglich"),
        ({"ends_on": dt.date(2020, 1, 1)}, "vor dem Beginn"),
        ({"reason": " ", "cents": 100}, "warum"),
        ({}, "ändert sich nichts"),
        ({"lines": [Target(cents=100)]}, "Name und ein Betrag"),
        ({"lines": [Target(cents=100, line=999_999)]}, "gehört nicht"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(desk: Any, wanted: Any, sentence: str) -> None:
    grant = desk.granted()
    with pytest.raises(Refused, match=sentence):
        amend(desk, grant, **wanted)
    assert not Amendment.objects.exists()


def test_a_click_twice_amends_once(desk: Any) -> None:
    grant = desk.granted()
    sum_ = grant.cents
    assert amend(desk, grant, cents=sum_ - 100) == amend(desk, grant, cents=sum_ - 100)
    later = dates.now() + dt.timedelta(minutes=1)
    with dates.clock_at(later), pytest.raises(Refused, match="ändert sich nichts"):
        amend(desk, grant, cents=sum_ - 100)


def test_a_click_twice_brings_a_new_line_once(desk: Any) -> None:
    grant = desk.granted()
    wanted = {"cents": grant.cents - 100, "lines": [Target(cents=4_000, title="Versicherung")]}
    assert amend(desk, grant, **wanted) == amend(desk, grant, **wanted)
    assert [row.line.title for row in queries.plan_of(grant)].count("Versicherung") == 1
    other = amend(desk, grant, lines=[Target(cents=4_000, title="Strom")])
    assert other.number == 2, "another line is another amendment"


def test_an_amendment_that_was_looked_at_before_another_one_is_a_conflict(desk: Any) -> None:
    grant = desk.granted()
    amend(desk, grant, cents=grant.cents - 100, seen=0)
    with pytest.raises(Conflict, match="inzwischen geändert"):
        amend(desk, grant, cents=grant.cents + 500, reason="Zwei Leute, ein Bescheid.", seen=0)
    assert amend(desk, grant, cents=grant.cents + 500, reason="Noch einmal angesehen.", seen=1).number == 2


@pytest.mark.parametrize("status", [states.SETTLED, states.REVOKED])
def test_a_closed_grant_is_not_amended(desk: Any, status: str) -> None:
    grant = desk.granted()
    with without_action(), connection.cursor() as cursor:
        cursor.execute("UPDATE funding_grant SET status = %s WHERE id = %s", [status, grant.pk])
    with pytest.raises(Refused, match="abgeschlossen"):
        amend(desk, grant, cents=100)


def test_amendments_never_change_afterwards(desk: Any) -> None:
    grant = desk.granted()
    made = amend(desk, grant, cents=grant.cents - 100)
    with pytest.raises(IntegrityError), transaction.atomic(), without_action(), connection.cursor() as cursor:
        cursor.execute("UPDATE funding_amendment SET new_cents = 1 WHERE id = %s", [made.pk])


def test_the_letter_is_made_by_a_task_once(desk: Any) -> None:
    grant = desk.granted()
    made = amend(desk, grant, cents=grant.cents - 100)
    assert not queries.changes_of(grant)[0].has_paper
    tasks.make_amendment_letter.call(made.pk)
    paper = Amendment.objects.get(pk=made.pk).paper
    tasks.make_amendment_letter.call(made.pk)
    assert Amendment.objects.get(pk=made.pk).paper == paper and not paper.file.public
    assert queries.changes_of(grant)[0].has_paper


def test_a_letter_that_fails_says_why_until_it_is_ordered_anew(desk: Any, monkeypatch: Any) -> None:
    grant = desk.granted()
    made = amend(desk, grant, cents=grant.cents - 100)

    def broken(*_args: Any, **_more: Any) -> bytes:
        raise DocumentError("Das Logo lässt sich nicht lesen.")

    monkeypatch.setattr(notices, "render", broken)
    tasks.make_amendment_letter.call(made.pk)
    assert queries.changes_of(grant)[0].failed == "Das Logo lässt sich nicht lesen."
    actions.amendment_letter_again(amendment=made, by=desk.clara)
    assert queries.changes_of(grant)[0].failed == ""


def test_both_letters_pass_the_check_for_access_and_archive(desk: Any) -> None:
    page = pytest.importorskip("page", reason="page-validation is not installed (extra e2e)")
    grant = desk.granted()
    one = grant.application.cost_lines.first()
    made = amend(
        desk, grant, cents=grant.cents - 100, ends_on=grant.ends_on + dt.timedelta(days=9),
        lines=[Target(cents=20_000, line=one.pk, consented=True), Target(cents=500, title="Porto")],
    )  # fmt: skip
    for content in (
        exports.grant_letter(exports.with_letter_rows(grant.pk)),
        exports.amendment_letter(exports.amendment_with_rows(made.pk)),
    ):
        reports = [page.validate_pdf_bytes(content, profile=profile) for profile in ("ua1", "2a")]
        assert [f"{failure.rule_id}: {failure.message}" for report in reports for failure in report.failures] == []
