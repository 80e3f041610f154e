"""Receipts come in, are looked at, cut and taken back; the rows never change."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction

from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.mail.models import Message
from quartier.spending import actions, queries, rules, states
from quartier.spending.models import Receipt, ReceiptReview
from quartier.spending.tests.conftest import make_grant, photo
from tests.cast import without_action


def test_receipts_are_numbered_per_grant(office, fund_year):
    other = make_grant(office.area, fund_year, office.owner, office.clara, title="Hofgarten")
    assert [office.receipt().number, office.receipt().number] == [1, 2]
    office.grant = other
    assert office.receipt().number == 1


def test_a_double_click_gives_the_same_receipt(office):
    upload = photo(90)
    first = office.receipt(upload=upload)
    upload.seek(0)
    assert office.receipt(upload=upload).pk == first.pk
    assert Receipt.objects.count() == 1


def test_two_tickets_of_the_same_price_are_two_receipts_with_a_finding(office):
    office.receipt(350, payee="Verkehrsbetriebe", upload=photo(10))
    second = office.receipt(350, payee="Verkehrsbetriebe", upload=photo(60))
    found = next(row for row in queries.books(office.again()).receipts if row.pk == second.pk).findings
    assert [finding.code for finding in found] == ["same_facts"] and "Beleg 1" in found[0].title


def test_the_same_photo_with_other_facts_is_a_finding(office):
    office.receipt(350, upload=photo(10))
    office.receipt(360, upload=photo(10))
    newest = queries.books(office.again()).receipts[0]
    assert [finding.code for finding in newest.findings] == ["same_file"]


@pytest.mark.parametrize(("days", "title"), [(-1, "Vor der Bewilligung"), (40, "Nach dem Ende")])
def test_a_day_outside_the_period_is_accepted_as_a_finding(office, days, title):
    with dates.clock_at(dates.now() + dt.timedelta(days=60)):
        office.receipt(10_000, paid_on=dates.local(office.grant.at).date() + dt.timedelta(days=days))
    found = queries.books(office.again()).receipts[0].findings
    assert [f.code for f in found] == ["period"] and found[0].title.startswith(title)


def test_the_days_of_the_notice_count_not_the_day_it_was_given(office, fund_year):
    granted = dates.today()
    first = granted + dt.timedelta(days=10)
    later = make_grant(office.area, fund_year, office.owner, office.clara, title="Sommerfest", starts_on=first)
    for day, sentence in ((granted, f"Ausgaben zählen ab dem {dates.figures(first)}."), (first, "")):
        assert rules.outside_period(later, day).endswith(sentence)
        assert bool(rules.outside_period(later, day)) == bool(sentence)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"cents": 0}, "über 0,00"), ({"payee": " "}, "wer bezahlt"), ({"paid_on": dt.date(2999, 1, 1)}, "Zukunft")],
)
def test_a_receipt_with_wrong_facts_is_refused(office, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        office.receipt(**{"cents": 100, **wrong})


def test_a_line_of_another_application_is_refused(office, fund_year):
    other = make_grant(office.area, fund_year, office.owner, office.clara, title="Hofgarten")
    with pytest.raises(Refused, match="anderen Antrag"):
        actions.hand_in_receipt(
            grant=office.grant, line=other.application.cost_lines.first(), payee="A", purpose="B",
            paid_on=dates.today(), cents=1, upload=photo(), by=office.owner,
        )  # fmt: skip


def test_a_mislabelled_upload_is_refused(office):
    with pytest.raises(Refused, match="weder ein Foto noch ein PDF"):
        office.receipt(upload=ContentFile(b"MZ not a photo at all", name="beleg.jpg"))
    assert not Receipt.objects.exists()


def test_strangers_hand_in_nothing(office, erna, boris_user):
    for by in (erna, boris_user):
        with pytest.raises(Refused):
            office.receipt(by=by)


def test_a_cut_needs_a_reason_and_less_than_the_receipt(office):
    receipt = office.receipt(18_500)
    with pytest.raises(Refused, match="Grund"):
        actions.review(receipt=receipt, result=states.CUT, cents=17_700, reason=" ", by=office.clara)
    for cents in (0, 18_500, None):
        with pytest.raises(Refused, match="zwischen"):
            actions.review(receipt=receipt, result=states.CUT, cents=cents, reason="Pfand", by=office.clara)


def test_a_cut_sends_its_reason_to_the_grantee(office):
    actions.review(
        receipt=office.receipt(18_500), result=states.CUT, cents=17_700, reason="8,00 € Pfand.", by=office.clara
    )
    body = Message.objects.order_by("-pk").first().body
    assert "8,00 € Pfand." in body and "177,00" in body


def test_the_newest_review_counts_and_the_same_twice_is_one(office):
    receipt = office.receipt(10_000)
    for _click in range(2):
        actions.review(receipt=receipt, result=states.REFUSED, reason="Kein Datum.", by=office.clara)
    actions.review(receipt=receipt, result=states.ACCEPTED, by=office.carla)
    assert ReceiptReview.objects.count() == 2
    assert queries.books(office.again()).accepted == 10_000


def test_an_accepting_review_takes_the_whole_sum_whatever_was_typed(office):
    row = actions.review(receipt=office.receipt(10_000), result=states.ACCEPTED, cents=99_999, by=office.clara)
    assert row.cents == 10_000


def test_a_withdrawn_receipt_counts_nowhere_and_stays(office):
    receipt = office.accepted(10_000)
    actions.withdraw_receipt(receipt=receipt, by=office.owner)
    actions.withdraw_receipt(receipt=receipt, by=office.owner)
    books = queries.books(office.again())
    assert (books.accepted, books.claimed, len(books.withdrawn)) == (0, 0, 1)
    with pytest.raises(Refused, match="zurückgezogen"):
        actions.review(receipt=receipt, result=states.ACCEPTED, by=office.clara)


def test_nothing_comes_in_while_the_office_settles(office):
    office.accepted()
    office.submitted()
    office.again()
    with pytest.raises(Refused, match="liegt beim Quartiersbüro"):
        office.receipt()


def test_receipts_and_reviews_cannot_be_changed_by_raw_sql(office):
    office.accepted(10_000)
    for statement in ("UPDATE spending_receipt SET cents = 1", "UPDATE spending_receiptreview SET cents = 1"):
        with pytest.raises(IntegrityError), transaction.atomic(), without_action(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_payee_and_purpose_can_be_blanked(office):
    receipt = office.accepted(10_000)
    with without_action(), connection.cursor() as cursor:
        cursor.execute("UPDATE spending_receipt SET payee = '', purpose = '' WHERE id = %s", [receipt.pk])
    receipt.refresh_from_db()
    assert receipt.payee == "" and receipt.cents == 10_000
