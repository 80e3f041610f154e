"""A notice is revoked: what stays, what comes back, who books it."""

import datetime as dt
from typing import Any

import pytest

from quartier.funding import states as funding
from quartier.funding.actions.funds import FOLDER
from quartier.funding.rules.calculation import claimable
from quartier.funding.rules.rulesets import read_folder
from quartier.history.models import Entry
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.mail.models import Message
from quartier.projects.states import STOPPED
from quartier.spending import actions, exports, queries, rules, states, tasks
from quartier.spending.models import PaymentRequest, Reclaim, Revocation

WHY = {"reason": "Das Fest fand nicht statt.", "source": "§ 49 Absatz 3 VwVfG"}


def revoke(office: Any, kept: int = 0, **more: Any) -> Revocation:
    return actions.revoke(grant=office.grant, kept_cents=kept, by=office.clara, **{**WHY, **more})


def test_what_was_not_paid_goes_back_and_what_stays_is_spent(office: Any) -> None:
    office.paid(80_000)
    made = revoke(office, 30_000)
    assert (made.paid_cents, made.kept_cents, made.refund_cents) == (80_000, 30_000, 50_000)
    assert office.balances() == (0, 50_000, 30_000, 920_000)
    assert office.again().status == funding.REVOKED and office.grant.project.status == STOPPED


def test_the_refund_is_booked_by_another_manager(office: Any) -> None:
    office.paid(80_000)
    revoke(office, 30_000)
    reclaim = Reclaim.objects.get()
    assert reclaim.grant == office.grant and reclaim.due_on > dates.today() and reclaim.due_on.weekday() < 5
    with pytest.raises(Refused, match="jemand anderes"):
        actions.book_reclaim(reclaim=reclaim, by=office.clara, value_on=dates.today())
    actions.book_reclaim(reclaim=reclaim, by=office.carla, value_on=dates.today())
    assert office.balances() == (0, 0, 30_000, 970_000)
    mail = Message.objects.order_by("-pk").first()
    assert "500,00" in mail.body and mail.to == office.owner.email


def test_without_payments_nothing_is_asked_back(office: Any) -> None:
    revoke(office)
    assert office.balances() == (0, 0, 0, 1_000_000) and not Reclaim.objects.exists()


def test_open_requests_end_with_it(office: Any) -> None:
    actions.request_payment(grant=office.grant, cents=100, needed_on=dates.today(), purpose="Holz", by=office.owner)
    revoke(office)
    assert PaymentRequest.objects.get().status == states.REFUSED


def test_the_public_entry_holds_sums_only_and_the_mail_no_reason(office: Any) -> None:
    office.paid(80_000)
    revoke(office, 30_000)
    entry = Entry.objects.get(kind="spending.revocation", verb="revoked")
    assert entry.public and entry.because == "" and entry.facts == {"kept": 30_000, "cents": 50_000}
    mail = Message.objects.order_by("-pk").first()
    assert "500,00" in mail.body and "Fest" not in mail.body


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"kept": 80_001}, "zwischen 0,00"),
        ({"kept": -1}, "zwischen 0,00"),
        ({"reason": " "}, "Grund"),
        ({"source": ""}, "Grundlage"),
        ({"due_on": dt.date(2020, 1, 1)}, "nach heute"),
    ],
)
def test_what_cannot_be_is_refused(office: Any, wanted: Any, sentence: str) -> None:
    office.paid(80_000)
    with pytest.raises(Refused, match=sentence):
        revoke(office, **wanted)
    assert office.balances() == (30_000, 80_000, 0, 890_000)


@pytest.mark.parametrize(("cents", "small"), [(499_99, True), (500_00, False)])
def test_a_small_sum_lies_below_the_limit_as_in_a_settlement(cents: int, small: bool) -> None:
    known = next(file.rules for file in read_folder(FOLDER) if file.rules.key == "sachsen-anbest-p-2025")
    found = [finding.code for finding in rules.revocation_findings(known, cents, 0, 0, 5_000_00)]
    assert ("small_sum" in found) is small is (claimable(known, cents, 5_000_00)[0] == 0)


def test_an_order_under_way_is_taken_back_first(office: Any) -> None:
    actions.order_payment(grant=office.grant, cents=100, by=office.clara)
    with pytest.raises(Refused, match="angewiesen und noch nicht gebucht"):
        revoke(office)


def test_a_settlement_that_was_handed_in_goes_first(office: Any) -> None:
    office.submitted()
    with pytest.raises(Refused, match="Die Abrechnung liegt vor"):
        revoke(office)


def test_a_second_click_revokes_once_and_nothing_follows(office: Any) -> None:
    assert revoke(office) == revoke(office)
    with pytest.raises(Refused):
        office.receipt()
    with pytest.raises(Refused, match="widerrufen"):
        actions.order_payment(grant=office.grant, cents=100, by=office.clara)


def test_only_managers_revoke(office: Any) -> None:
    with pytest.raises(Refused, match="Team"):
        actions.revoke(grant=office.grant, kept_cents=0, by=office.owner, **WHY)


def test_the_letter_is_made_by_a_task_and_passes_the_check(office: Any) -> None:
    page = pytest.importorskip("page", reason="page-validation is not installed (extra e2e)")
    office.paid(80_000)
    made = revoke(office, 30_000)
    tasks.make_revocation_letter.call(made.pk)
    tasks.make_revocation_letter.call(made.pk)
    assert queries.notice_of(office.again()).has_paper
    content = exports.revocation_letter(exports.revocation_with_rows(made.pk))
    reports = [page.validate_pdf_bytes(content, profile=profile) for profile in ("ua1", "2a")]
    assert [f"{failure.rule_id}: {failure.message}" for report in reports for failure in report.failures] == []


def test_what_comes_next_is_the_refund_until_it_is_there(office: Any) -> None:
    office.paid(80_000)
    revoke(office, 30_000)
    books, reclaim = queries.books(office.again()), Reclaim.objects.get()
    assert "500,00" in rules.next_step(books, reclaim) and "zurück" in rules.my_next_step(books, reclaim)
    actions.book_reclaim(reclaim=reclaim, by=office.carla, value_on=dates.today())
    assert "widerrufen" in rules.next_step(books, reclaim) and "widerrufen" in rules.my_next_step(books, reclaim)
