"""From the report to the result: proposals of the rules, the decision of a person, money that adds up."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from quartier.files.models import File
from quartier.funding import states as funding
from quartier.funding.models import Application
from quartier.funding.rules import load
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.ledger.queries import wrong_balances
from quartier.mail.models import Message
from quartier.projects import states as projects
from quartier.spending import actions, exports, rules, states, tasks
from quartier.spending.exports.papers import handed_in_by
from quartier.spending.models import Payment, Reclaim, Settlement
from quartier.spending.tests.conftest import photo
from tests.cast import make_user, without_action


def test_a_settlement_needs_a_report(office):
    actions.save_settlement(grant=office.grant, report="", by=office.owner)
    with pytest.raises(Refused, match="ein paar Sätzen"):
        actions.submit_settlement(grant=office.grant, by=office.owner)


def test_a_second_click_on_submit_changes_nothing(office):
    office.submitted()
    assert actions.submit_settlement(grant=office.grant, by=office.owner).status == states.SUBMITTED


def test_a_returned_settlement_opens_receipts_again(office):
    settlement = office.submitted()
    actions.return_settlement(settlement=settlement, question="Wo ist der Kassenzettel?", by=office.clara)
    assert office.again().status == funding.ISSUED
    office.receipt()
    assert Settlement.objects.get().question == "Wo ist der Kassenzettel?"
    actions.submit_settlement(grant=office.grant, by=office.owner)
    assert office.again().status == funding.PROOF_IN


def test_an_unread_receipt_stops_the_decision_and_is_counted(office):
    office.receipt()
    office.receipt()
    with pytest.raises(Refused, match="2 Belege"):
        office.decided()


def test_a_payment_under_way_stops_the_decision(office):
    office.accepted()
    actions.order_payment(grant=office.grant, cents=20_000, by=office.clara)
    with pytest.raises(Refused, match="200,00"):
        office.decided()


def test_a_refund_by_the_numbers(office):
    """funding.md 4 no. 10, with a grant of 1.100,00: receipts 600,00 and 10 % flat rate."""
    office.paid(110_000)
    office.accepted(60_000)
    result = office.decided()
    assert (result.flat_cents, result.grant_cents, result.refund_cents, result.remaining_cents) == (
        6_000,
        66_000,
        44_000,
        0,
    )
    assert office.balances() == (0, 44_000, 66_000, 890_000)
    reclaim = Reclaim.objects.get()
    assert reclaim.due_on == dates.working_day(dates.today() + dt.timedelta(weeks=4))
    actions.book_reclaim(reclaim=reclaim, by=office.carla, value_on=dates.today(), reference="SEPA 9")
    assert office.balances() == (0, 0, 66_000, 934_000)


def test_a_remaining_payment_is_ordered_by_who_decides_and_booked_by_another(office):
    office.paid(50_000)
    office.accepted(90_000)
    result = office.decided()
    assert result.remaining_cents == 49_000 and office.balances() == (49_000, 0, 50_000, 901_000)
    payment = Payment.objects.get(status=states.ORDERED)
    assert payment.ordered_by == office.clara
    with pytest.raises(Refused, match="jemand anderes"):
        actions.book_payment(payment=payment, by=office.clara, value_on=dates.today())
    actions.book_payment(payment=payment, by=office.carla, value_on=dates.today())
    assert office.balances() == (0, 0, 99_000, 901_000)
    with pytest.raises(Refused, match="0,00"):
        actions.order_payment(grant=office.grant, cents=1, by=office.clara)


def test_costs_above_the_grant_are_borne_by_the_grantee(office):
    office.paid(110_000)
    office.accepted(130_000)
    result = office.decided()
    assert (result.grant_cents, result.borne_cents, result.refund_cents) == (110_000, 20_000, 0)
    assert not Reclaim.objects.exists()


def test_nothing_spent_gives_everything_back(office):
    office.paid(40_000)
    result = office.decided()
    assert (result.grant_cents, result.refund_cents) == (0, 40_000)
    assert office.balances() == (0, 40_000, 0, 960_000)


def test_a_lower_sum_needs_a_reason(office):
    office.accepted(60_000)
    with pytest.raises(Refused, match="warum"):
        office.decided(grant_cents=50_000)
    result = actions.decide_settlement(
        settlement=Settlement.objects.get(), by=office.clara, grant_cents=50_000, reason="Auflage nicht erfüllt."
    )
    assert result.grant_cents == 50_000 and result.borne_cents == 10_000


@pytest.mark.parametrize("cents", [66_001, 110_001, -1])
def test_a_higher_sum_is_refused_whatever_the_reason(office, cents):
    office.accepted(60_000)
    with pytest.raises(Refused, match="Höchstens"):
        office.decided(grant_cents=cents, reason="Weil es so schön war.")


def test_a_decided_settlement_stays_decided(office):
    receipt = office.accepted(60_000)
    office.decided()
    for again in (
        lambda: actions.decide_settlement(settlement=Settlement.objects.get(), by=office.carla),
        lambda: actions.review(receipt=receipt, result=states.REFUSED, reason="doch nicht", by=office.clara),
        lambda: actions.withdraw_receipt(receipt=receipt, by=office.owner),
        lambda: actions.submit_settlement(grant=office.grant, by=office.owner),
    ):
        with pytest.raises(Refused):
            again()


def test_the_decision_closes_grant_and_project(office):
    office.accepted(60_000)
    office.decided()
    grant = office.again()
    assert (grant.status, grant.project.status) == (funding.SETTLED, projects.DONE)
    assert not wrong_balances().exists()


def test_who_decided_cannot_book_the_refund(office):
    office.paid(110_000)
    office.decided()
    with pytest.raises(Refused, match="jemand anderes"):
        actions.book_reclaim(reclaim=Reclaim.objects.get(), by=office.clara, value_on=dates.today())
    with pytest.raises(IntegrityError), transaction.atomic(), without_action(), connection.cursor() as cursor:
        cursor.execute("UPDATE spending_reclaim SET booked_by_id = by_id")


def test_results_cannot_be_changed_by_raw_sql(office):
    office.accepted(60_000)
    office.decided()
    with pytest.raises(IntegrityError), transaction.atomic(), without_action(), connection.cursor() as cursor:
        cursor.execute("UPDATE spending_settlementresult SET grant_cents = 1")


def test_photos_need_words_and_become_public_only_by_the_office(office):
    settlement = actions.save_settlement(grant=office.grant, report="Es war schön.", by=office.owner)
    with pytest.raises(Refused, match="zu sehen"):
        actions.add_settlement_photo(settlement=settlement, upload=photo(), caption=" ", by=office.owner)
    picture = actions.add_settlement_photo(settlement=settlement, upload=photo(), caption="Der Hof", by=office.owner)
    assert not picture.file.public and not office.grant.project.photos.exists()
    actions.show_settlement_photo(photo=picture, by=office.clara)
    assert office.grant.project.photos.get().file.public


def test_a_picture_taken_out_is_gone_but_not_from_the_projects_page(office):
    settlement = actions.save_settlement(grant=office.grant, report="Es war schön.", by=office.owner)
    rows = [
        actions.add_settlement_photo(settlement=settlement, upload=photo(shade), caption="Der Hof", by=office.owner)
        for shade in (10, 20)
    ]
    actions.show_settlement_photo(photo=rows[1], by=office.clara)
    files = [row.file_id for row in rows]
    for row in rows:
        actions.remove_settlement_photo(photo=row, by=office.owner)
    assert list(File.objects.filter(pk__in=files).values_list("pk", flat=True)) == files[1:]
    assert office.grant.project.photos.get().file_id == files[1] and not settlement.photos.exists()


def test_the_papers_are_made_by_a_task(office):
    office.paid(110_000)
    receipt = office.receipt(60_000)
    actions.review(receipt=receipt, result=states.CUT, cents=50_000, reason="Pfand & <Flaschen>", by=office.clara)
    office.decided()
    settlement = Settlement.objects.get()
    assert settlement.papers == states.MAKING
    tasks.make_papers.call(settlement.pk)
    settlement.refresh_from_db()
    assert settlement.papers == states.MADE
    for file in (settlement.document, settlement.letter):
        assert file.content.read(5) == b"%PDF-" and not file.public


def test_papers_that_fail_say_so_and_can_be_asked_for_again(office):
    office.decided()
    settlement = Settlement.objects.get()
    actions.note_papers_failed(settlement=settlement)
    settlement.refresh_from_db()
    assert settlement.papers == states.FAILED
    actions.order_papers(settlement=settlement)
    settlement.refresh_from_db()
    assert settlement.papers == states.MAKING


def test_a_refund_needs_a_day_when_the_rules_name_no_period(office):
    """Rules that say nothing about it do not make it due at once."""
    from_rules = load(office.grant.ruleset.text)
    silent = replace(from_rules, refund_days=None)
    with pytest.raises(Refused, match="keine Frist"):
        rules.refund_due(silent)
    with pytest.raises(Refused, match="nach heute"):
        rules.refund_due(silent, dates.today())
    later = dates.today() + dt.timedelta(days=40)
    assert rules.refund_due(silent, later) == later
    office.paid(110_000)
    office.accepted(60_000)
    office.decided(due_on=later)
    assert Reclaim.objects.get().due_on == later


def test_open_requests_for_money_end_with_the_decision(office):
    row = actions.request_payment(
        grant=office.grant, cents=100, needed_on=dates.today(), purpose="Holz", by=office.owner
    )
    office.accepted(60_000)
    office.decided()
    row.refresh_from_db()
    assert row.status == states.REFUSED


def test_a_refund_that_came_before_the_decision_keeps_the_day_of_the_bank(office):
    later = dates.now() + dt.timedelta(days=20)
    office.paid(110_000)
    with dates.clock_at(later):
        office.accepted(60_000)
        office.decided()
        reclaim = Reclaim.objects.get()
        came = dates.today() - dt.timedelta(days=5)
        assert actions.book_reclaim(reclaim=reclaim, by=office.carla, value_on=came).value_on == came


def test_a_refund_before_the_grant_is_refused(office):
    office.paid(110_000)
    office.decided()
    with pytest.raises(Refused, match="Wertstellung"):
        actions.book_reclaim(
            reclaim=Reclaim.objects.get(), by=office.carla, value_on=dates.today() - dt.timedelta(days=1)
        )


def test_the_mail_of_the_last_payment_asks_for_no_receipts(office):
    office.paid(50_000)
    assert "heben Sie alle Belege auf" in Message.objects.order_by("-pk")[0].body
    office.accepted(90_000)
    office.decided()
    payment = Payment.objects.get(status=states.ORDERED)
    actions.book_payment(payment=payment, by=office.carla, value_on=dates.today())
    body = Message.objects.order_by("-pk")[0].body
    assert "490,00" in body and "Sie müssen nichts mehr tun" in body and "Belege" not in body


def test_papers_of_before_that_fail_late_leave_those_of_the_decision(office):
    office.accepted(60_000)
    before = office.submitted()
    actions.decide_settlement(settlement=Settlement.objects.get(), by=office.clara)
    actions.note_papers_failed(settlement=before)
    assert Settlement.objects.get().papers == states.MAKING


@pytest.mark.parametrize(("by", "name"), [("owner", "Ayşe Demir"), ("clara", "Ayşe Demir"), ("member", "Mia Roth")])
def test_the_paper_names_who_handed_it_in_or_signed(office, by, name):
    user = make_user("Mia Roth") if by == "member" else getattr(office, by)
    actions.save_settlement(grant=office.grant, report="Es war schön.", by=office.owner)
    if by == "member":  # the application is hers now: somebody of the grantee, not the person who applied
        with without_action():
            Application.objects.filter(pk=office.grant.application_id).update(owner=user)
        office.again()
    settlement = actions.submit_settlement(grant=office.grant, by=user)
    row = exports.with_paper_rows(settlement.pk)
    assert handed_in_by(row, "settlement_submitted") == name
