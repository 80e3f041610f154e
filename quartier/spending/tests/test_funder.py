"""The funder's check: it waits, cuts, asks; the office decides after it; the auditor reads and writes nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quartier.accounts.actions import give_role
from quartier.funding.models import Fund
from quartier.history.actions import action
from quartier.kit import access, links
from quartier.kit.errors import Refused
from quartier.spending import actions, queries, states
from quartier.spending.models import FunderCheck, Settlement
from quartier.spending.panels import checks, funder_questions
from quartier.spending.tests.conftest import make_grant
from tests.cast import make_user


@action
def _checks_everything(*, fund):
    Fund.objects.filter(pk=fund.pk).update(funder_checks=True)


@pytest.fixture
def waiting(office):
    """A settlement with one accepted receipt, of a fund whose funder checks every one."""
    _checks_everything(fund=office.grant.fund_year.fund)
    office.receipt_row = office.accepted(60_000)
    office.settlement = office.submitted()
    office.again()
    return office


def page(office, name, **arguments):
    return links.to(f"spending:{name}", area=office.area.slug, **arguments)


def test_the_office_cannot_decide_before_the_funder_has_checked(waiting, dieter):
    with pytest.raises(Refused, match="zuerst der Geldgeber"):
        actions.decide_settlement(settlement=waiting.settlement, by=waiting.clara)
    actions.check_by_funder(settlement=waiting.settlement, result=states.FINE, by=dieter)
    assert actions.decide_settlement(settlement=waiting.settlement, by=waiting.clara).grant_cents == 66_000


def test_a_fund_without_that_rule_does_not_wait(office):
    office.accepted(60_000)
    assert office.decided().grant_cents == 66_000


def test_a_cut_of_the_funder_lowers_the_proposal_and_only_the_funder_changes_it(waiting, dieter):
    row = actions.cut_by_funder(
        receipt=waiting.receipt_row, result=states.CUT, cents=50_000, reason="Pfand zählt nicht.", by=dieter
    )
    assert row.by_funder and queries.reckoning_of(waiting.grant).outcome.grant == 55_000
    with pytest.raises(Refused, match="nur der Geldgeber"):
        actions.review(receipt=waiting.receipt_row, result=states.ACCEPTED, by=waiting.clara)
    actions.cut_by_funder(receipt=waiting.receipt_row, result=states.ACCEPTED, by=dieter)
    assert queries.reckoning_of(waiting.grant).outcome.grant == 66_000


def test_a_receipt_the_funder_cut_is_not_taken_back_to_come_in_anew(waiting, dieter):
    actions.cut_by_funder(receipt=waiting.receipt_row, result=states.REFUSED, reason="Gehört nicht dazu.", by=dieter)
    actions.return_settlement(settlement=waiting.settlement, question="Was ist das?", by=waiting.clara)
    waiting.again()
    with pytest.raises(Refused, match="nur der Geldgeber"):
        actions.withdraw_receipt(receipt=waiting.receipt_row, by=waiting.owner)


def test_fine_with_a_cut_is_kept_as_with_cuts_and_cuts_need_one(waiting, dieter):
    with pytest.raises(Refused, match="keinen Beleg gekürzt"):
        actions.check_by_funder(settlement=waiting.settlement, result=states.WITH_CUTS, by=dieter)
    actions.cut_by_funder(receipt=waiting.receipt_row, result=states.REFUSED, reason="Gehört nicht dazu.", by=dieter)
    check = actions.check_by_funder(settlement=waiting.settlement, result=states.FINE, by=dieter)
    assert check.result == states.WITH_CUTS


def test_the_papers_are_made_anew_with_the_cuts_and_whenever_the_funder_wants_it(waiting, dieter, client_of):
    actions.note_papers_failed(settlement=waiting.settlement)
    html = client_of(dieter).get(page(waiting, "team_check", pk=waiting.settlement.pk)).content.decode()
    assert page(waiting, "team_papers", pk=waiting.grant.pk) in html
    actions.check_by_funder(settlement=waiting.settlement, result=states.QUESTION, note="Wofür?", by=dieter)
    assert Settlement.objects.get().papers == states.FAILED
    actions.answer_funder(settlement=waiting.settlement, note="Für das Fest.", by=waiting.clara)
    actions.check_by_funder(settlement=waiting.settlement, result=states.FINE, by=dieter)
    assert Settlement.objects.get().papers == states.MAKING


def test_after_its_word_nobody_changes_a_receipt(waiting, dieter):
    actions.check_by_funder(settlement=waiting.settlement, result=states.FINE, by=dieter)
    with pytest.raises(Refused, match="schon geprüft"):
        actions.cut_by_funder(receipt=waiting.receipt_row, result=states.REFUSED, reason="Doch nicht.", by=dieter)
    with pytest.raises(Refused, match="schon geprüft"):
        actions.review(receipt=waiting.receipt_row, result=states.REFUSED, reason="Doch nicht.", by=waiting.clara)
    with pytest.raises(Refused, match="schon geprüft"):
        actions.check_by_funder(settlement=waiting.settlement, result=states.FINE, by=dieter)


def test_a_question_goes_to_the_office_and_its_answer_back(waiting, dieter):
    with pytest.raises(Refused, match="Ihre Frage"):
        actions.check_by_funder(settlement=waiting.settlement, result=states.QUESTION, by=dieter)
    actions.check_by_funder(settlement=waiting.settlement, result=states.QUESTION, note="Wo ist Beleg 2?", by=dieter)
    assert not list(checks(waiting.area, dieter)) and len(list(funder_questions(waiting.area, waiting.clara))) == 1
    with pytest.raises(Refused, match="zuerst der Geldgeber"):
        actions.decide_settlement(settlement=waiting.settlement, by=waiting.clara)
    actions.answer_funder(settlement=waiting.settlement, note="Er liegt jetzt bei.", by=waiting.clara)
    assert len(list(checks(waiting.area, dieter))) == 1
    with pytest.raises(Refused, match="keine Frage"):
        actions.answer_funder(settlement=waiting.settlement, note="Noch etwas.", by=waiting.clara)


def test_a_settlement_handed_in_anew_waits_anew(waiting, dieter):
    actions.check_by_funder(settlement=waiting.settlement, result=states.QUESTION, note="Wie viele kamen?", by=dieter)
    actions.return_settlement(settlement=waiting.settlement, question="Wie viele kamen?", by=waiting.clara)
    actions.submit_settlement(grant=waiting.again(), by=waiting.owner)
    assert queries.funder_word(Settlement.objects.get()) == ""
    assert len(list(checks(waiting.area, dieter))) == 1


def test_receipts_nobody_looked_at_stop_the_word_but_not_a_question(office, dieter):
    _checks_everything(fund=office.grant.fund_year.fund)
    office.receipt()
    settlement = office.submitted()
    with pytest.raises(Refused, match="noch nicht geprüft"):
        actions.check_by_funder(settlement=settlement, result=states.FINE, by=dieter)
    actions.check_by_funder(settlement=settlement, result=states.QUESTION, note="Wann?", by=dieter)
    assert FunderCheck.objects.count() == 1


@pytest.mark.parametrize("who", ["clara", "audrey", "kora", "erna", "ayse"])
def test_others_have_no_funders_word(waiting, request, who):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused, match="nur der Geldgeber"):
        actions.check_by_funder(settlement=waiting.settlement, result=states.FINE, by=user)
    with pytest.raises(Refused, match="nur der Geldgeber"):
        actions.cut_by_funder(receipt=waiting.receipt_row, result=states.REFUSED, reason="Nein.", by=user)


def test_the_funder_works_on_one_page(waiting, client_of, dieter):
    client = client_of(dieter)
    assert "Nähwerkstatt" in client.get(page(waiting, "team_checks")).content.decode()
    check = page(waiting, "team_check", pk=waiting.settlement.pk)
    html = client.get(check + f"?beleg={waiting.receipt_row.pk}").content.decode()
    assert "Baumarkt am Ring" in html and 'name="result" value="fine"' in html and 'value="cut"' in html
    posted = page(waiting, "team_check_receipt", pk=waiting.receipt_row.pk)
    answer = client.post(posted, {"result": "cut", "cents": "500,00", "reason": "", "usual": ""})
    assert answer.status_code == 422 and "Bitte schreiben Sie einen Grund" in answer.content.decode()
    client.post(posted, {"result": "cut", "cents": "500,00", "reason": "Pfand.", "usual": ""})
    assert client.post(check, {"result": "cuts", "note": "Bitte beim nächsten Mal ohne Pfand."}).status_code == 302
    assert FunderCheck.objects.get().result == states.WITH_CUTS
    assert "Bitte beim nächsten Mal" in client.get(check).content.decode()
    assert "Nähwerkstatt" in client.get(page(waiting, "team_checks") + "?stand=geprueft").content.decode()


def test_the_auditor_reads_the_check_and_finds_nothing_to_send(waiting, client_of, audrey):
    client = client_of(audrey)
    check = page(waiting, "team_check", pk=waiting.settlement.pk)
    html = client.get(check + f"?beleg={waiting.receipt_row.pk}").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert "Baumarkt am Ring" in main and 'type="submit"' not in main
    assert client.post(check, {"result": "fine", "note": ""}).status_code == 404
    assert client.post(page(waiting, "team_check_receipt", pk=waiting.receipt_row.pk), {}).status_code == 404


def test_the_office_answers_on_the_same_page(waiting, client_of, dieter):
    actions.check_by_funder(settlement=waiting.settlement, result=states.QUESTION, note="Wo ist Beleg 2?", by=dieter)
    client = client_of(waiting.clara)
    check = page(waiting, "team_check", pk=waiting.settlement.pk)
    assert "Wo ist Beleg 2?" in client.get(check).content.decode()
    assert client.post(check, {"note": "Er liegt bei."}).status_code == 302
    assert FunderCheck.objects.order_by("-id")[0].result == states.ANSWERED
    record = client.get(page(waiting, "team_grant", pk=waiting.grant.pk)).content.decode()
    assert "Der Geldgeber prüft zuerst" in record and "Er liegt bei." in record


def test_the_list_costs_the_same_with_one_and_many(waiting, fund_year, client_of, dieter):
    client, costs = client_of(dieter), []
    for count in (0, 2):
        for n in range(count):
            waiting.grant = make_grant(waiting.area, fund_year, waiting.owner, waiting.clara, title=f"Aktion {n}")
            waiting.submitted()
        client.get(page(waiting, "team_checks"))
        with CaptureQueriesContext(connection) as asked:
            html = client.get(page(waiting, "team_checks")).content.decode()
        costs.append(len(asked))
    assert "Aktion 1" in html and costs[0] == costs[1] <= 16


def test_who_checked_for_the_funder_does_not_decide_for_the_office(waiting):
    both = make_user("Toni Kern", access.MANAGER, waiting.area.scope)
    give_role(user=both, kind=access.FUNDER, scope=waiting.area.scope)
    actions.check_by_funder(settlement=waiting.settlement, result=states.FINE, by=both)
    with pytest.raises(Refused, match="Entscheiden muss sie jemand anderes"):
        actions.decide_settlement(settlement=waiting.settlement, by=both)
    assert actions.decide_settlement(settlement=waiting.settlement, by=waiting.clara).grant_cents == 66_000
