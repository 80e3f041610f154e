"""How a fund works: words, columns of its lists, steps, calls; and an application that comes too late."""

import datetime as dt

import pytest

from quartier.funding import actions, queries
from quartier.funding.models import Call, DecisionStep
from quartier.kit import dates
from quartier.kit.errors import Refused

FUND = "/team/lindenhafen/fonds/aktionsfonds/"
DAY = dt.timedelta(days=1)


def call(desk, first=-20, last=-5, **more):
    today = dates.today()
    given = {"title": "Runde Herbst", "opens_on": today + first * DAY, "closes_on": today + last * DAY, "text": ""}
    return actions.put_call(fund_year=desk.year, by=desk.clara, **given | more)


def codes(application):
    return [one.code for one in queries.call_findings(application)]


def words(desk, **more):
    given = {
        "fund": desk.fund, "name": "Aktionsfonds", "lead": "Kleine Ideen", "committee": desk.jury, "funder_checks": True,
        "receipt_columns": [("amount", "Rechnungsbetrag brutto"), ("payee", "Zahlungsempfänger")], "by": desk.clara,
    }  # fmt: skip
    return actions.change_fund(**given | more)


def test_fund_keeps_its_columns_in_their_order(desk):
    fund = words(desk)
    assert fund.receipt_columns == [["amount", "Rechnungsbetrag brutto"], ["payee", "Zahlungsempfänger"]]
    assert fund.funder_checks


@pytest.mark.parametrize(
    "columns",
    [[("amount", "a"), ("amount", "b")], [("unsinn", "a")], [("amount", " ")], [("amount", "Euro"), ("net", "euro ")]],
)
def test_columns_are_refused_when_unknown_doubled_or_without_a_heading_of_their_own(desk, columns):
    with pytest.raises(Refused, match="Spalte"):
        words(desk, receipt_columns=columns)


def test_settings_page_keeps_words_columns_and_steps(desk, client_of):
    client, page = client_of(desk.clara), f"{FUND}einstellungen/"
    text = client.get(page).content.decode()
    assert "Rechnungsnummer" in text and "Wer ab welcher Summe entscheidet" in text
    typed = {"do": "words", "name": "Aktionsfonds", "lead": "Neu", "committee": desk.jury.pk, "funder_checks": "on"}
    typed |= {"spalten-TOTAL_FORMS": 15, "spalten-INITIAL_FORMS": 15, "spalten-4-place": 2, "spalten-5-place": 1}
    typed |= {"spalten-5-heading": "Empfängerin", "spalten-4-heading": ""}
    client.post(page, typed)
    desk.fund.refresh_from_db()
    assert desk.fund.lead == "Neu" and desk.fund.funder_checks
    assert desk.fund.receipt_columns == [["payee", "Empfängerin"], ["paid_on", "Bezahlt am"]]
    text = client.post(page, typed | {"spalten-4-place": 99}).content.decode()
    assert 'href="#id_spalten-4-place"' in text and 'id="id_spalten-4-place_error"' in text and 'value="99"' in text
    text = client.post(page, typed | {"spalten-4-place": 1}).content.decode()
    assert "haben denselben Platz: Bezahlt am, Empfänger" in text
    steps = {"do": "steps", "stufen-TOTAL_FORMS": 3, "stufen-INITIAL_FORMS": 0}
    steps |= {"stufen-0-from_cents": "0", "stufen-0-who": "office", "stufen-2-from_cents": "", "stufen-2-who": "office"}
    bad = steps | {"stufen-1-from_cents": "300", "stufen-1-who": "outside"}
    assert "wie das Gremium außerhalb heißt" in client.post(page, bad).content.decode()
    assert not DecisionStep.objects.exists()
    client.post(page, bad | {"stufen-1-outside": "Bezirksausschuss"})
    assert list(DecisionStep.objects.values_list("from_cents", "who")) == [(0, "office"), (300_00, "outside")]
    assert "Ab 300 €" in client.get(FUND).content.decode().replace("\u00a0", " ")
    again = steps | {"stufen-1-from_cents": "300", "stufen-1-who": "outside", "stufen-1-outside": "Bezirksausschuss"}
    client.post(page, again)
    assert DecisionStep.objects.count() == 2, "saved anew without a change, nothing falls away"


# Calls ------------------------------------------------------------------------------------------------------------
def test_application_after_the_deadline_gets_a_finding(desk):
    call(desk)
    call(desk, 10, 40, title="Runde Winter")
    (found,) = queries.call_findings(desk.submitted())
    assert found.kind == "warn" and "Runde Herbst" in found.text and "Runde Winter" in found.text
    assert "abgelaufen" in found.to_applicant


def test_application_in_time_or_without_any_round_has_no_finding(desk):
    assert codes(desk.submitted()) == []
    call(desk, -20, 0)
    assert codes(desk.submitted(title="Zweite")) == []


def test_application_on_the_agenda_of_a_missed_round_gets_a_finding(desk):
    application = desk.in_jury()
    call(desk, meeting=application.motion.meeting)
    call(desk, -3, 30, title="Offene Runde")
    application.refresh_from_db()
    assert codes(application) == ["after_deadline"]


def test_call_is_refused_when_it_ends_before_it_begins(desk):
    with pytest.raises(Refused, match="bevor sie beginnt"):
        call(desk, 5, 1)


def test_call_clicked_twice_is_announced_once(desk):
    assert call(desk) == call(desk) == Call.objects.get()
    assert call(desk, title="Runde Winter") != Call.objects.first()


def test_call_is_announced_changed_and_dropped_on_its_pages(desk, client_of):
    client, today = client_of(desk.clara), dates.today()
    typed = {
        "title": "Herbst",
        "opens_on": today.isoformat(),
        "closes_on": (today - DAY).isoformat(),
        "text": "Für Höfe",
    }
    assert "bevor sie beginnt" in client.post(f"{FUND}fristen/", typed).content.decode()
    client.post(f"{FUND}fristen/", typed | {"closes_on": (today + 9 * DAY).isoformat()})
    row = Call.objects.get()
    how = client_of().get("/lindenhafen/geld/aktionsfonds/antrag/").content.decode()
    assert "Herbst" in how and "Für Höfe" in how
    client.post(f"{FUND}fristen/{row.pk}/", typed | {"title": "Winter", "closes_on": (today + 9 * DAY).isoformat()})
    assert Call.objects.get().title == "Winter"
    application = desk.draft()
    assert "Winter" in client_of(desk.ayse).get(f"/meine/antraege/{application.pk}/").content.decode()
    client.post(f"{FUND}fristen/{row.pk}/", {"do": "drop"})
    assert not Call.objects.exists()
