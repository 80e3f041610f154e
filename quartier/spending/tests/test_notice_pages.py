"""Pages of a notice: amended and revoked with a look before, money asked for, the account confirmed."""

from typing import Any

import pytest

from quartier.funding import actions as funding
from quartier.funding.models import Amendment
from quartier.kit import dates, links
from quartier.spending import actions, queries, states
from quartier.spending.models import Payment, PaymentRequest, Revocation
from quartier.spending.panels import due
from quartier.spending.tests.conftest import IBAN

NEW = "DE75512108001245126199"


def url(name: str, office: Any, /, **arguments: Any) -> str:
    return links.to(f"spending:{name}", area=office.area.slug, **arguments)


def mine(name: str, office: Any, /, **arguments: Any) -> str:
    return links.to(f"spending:{name}", **{"pk": office.grant.pk, **arguments})


def plan(office: Any, **more: str) -> dict[str, str]:
    one, two = office.lines
    return {
        "cents": "1.050,00", "ends_on": office.grant.ends_on.isoformat(), "reason": "Die Miete fällt weg.",
        f"zeile-{one.pk}-cents": "850,00", f"zeile-{one.pk}-consented": "on", f"zeile-{two.pk}-cents": "0,00",
        "neu-0-title": "Versicherung", "neu-0-cents": "100,00", **more,
    }  # fmt: skip


def test_an_amendment_is_shown_before_it_is_issued(office: Any, client_of: Any) -> None:
    client, page = client_of(office.clara), url("team_amend", office, pk=office.grant.pk)
    assert 'value="800,00"' in client.get(page).content.decode()  # the plan in force stands there
    html = client.post(page, plan(office, do="look")).content.decode()
    assert "Noch ist nichts geändert" in html and not Amendment.objects.exists()
    assert "950,00" in html and "Änderungsbescheid erlassen" in html
    client.post(page, plan(office, do="issue"))
    made = Amendment.objects.get()
    assert (made.old_cents, made.new_cents) == (110_000, 105_000)
    assert [(row.old_cents, row.new_cents) for row in made.lines.order_by("pk")] == [
        (80_000, 85_000), (20_000, 0), (0, 10_000),
    ]  # fmt: skip
    record = client.get(url("team_grant", office, pk=office.grant.pk)).content.decode()
    assert "Die Miete fällt weg." in record and "Versicherung" in record


def test_an_amendment_of_somebody_else_in_between_is_told_and_looked_at_anew(office: Any, client_of: Any) -> None:
    client, page = client_of(office.clara), url("team_amend", office, pk=office.grant.pk)
    assert 'name="seen" value="0"' in client.get(page).content.decode()
    actions.amend_grant(grant=office.grant, by=office.carla, reason="Weniger Miete.", cents=100_000)
    answer = client.post(page, plan(office, do="issue", seen="0"))
    html = answer.content.decode()
    assert answer.status_code == 422 and "inzwischen geändert" in html and 'name="seen" value="1"' in html
    assert Amendment.objects.count() == 1 and "Die Miete fällt weg." in html
    client.post(page, plan(office, do="issue", seen="1"))
    assert Amendment.objects.count() == 2


def test_what_is_wrong_with_an_amendment_stands_beside_the_field_and_nothing_typed_is_lost(
    office: Any, client_of: Any
) -> None:
    client, page = client_of(office.clara), url("team_amend", office, pk=office.grant.pk)
    answer = client.post(page, plan(office, do="issue", **{"neu-0-cents": "1,234"}))
    html = answer.content.decode()
    assert answer.status_code == 422 and "Bitte so: 1.500,00" in html and 'value="1,234"' in html
    answer = client.post(page, plan(office, do="issue", cents="9.999,00"))
    assert answer.status_code == 422 and "Höchstens möglich" in answer.content.decode()


def test_the_grantee_sees_both_plans_and_opens_the_letter(office: Any, client_of: Any) -> None:
    made = actions.amend_grant(grant=office.grant, by=office.clara, cents=100_000, reason="Weniger Gäste.")
    client = client_of(office.owner)
    assert "Weniger Gäste." in client.get(mine("my_grant", office)).content.decode()
    letter = mine("my_letter", office, letter="aenderung-1")
    assert client.get(letter).status_code == 404
    funding.keep_amendment_letter(amendment=made, content=b"%PDF-1.7\n%%EOF\n")
    assert client.get(letter)["Content-Type"] == "application/pdf"
    assert letter in client.get(mine("my_grant", office)).content.decode()
    assert (
        client_of(office.clara)
        .get(url("team_notice_letter", office, pk=office.grant.pk, letter="aenderung-1"))
        .status_code
        == 200
    )


def test_a_revocation_is_shown_before_it_is_done(office: Any, client_of: Any) -> None:
    office.paid(80_000)
    office.accepted(30_000)
    client, page = client_of(office.clara), url("team_revoke", office, pk=office.grant.pk)
    assert 'value="300,00"' in client.get(page).content.decode()  # what is accepted is proposed to stay
    typed = {"reason": "Das Fest fand nicht statt.", "source": "Nr. 8 ANBest-P", "kept_cents": "200,00"}
    html = client.post(page, {**typed, "do": "look"}).content.decode()
    assert "Noch ist nichts widerrufen" in html and "600,00" in html and not Revocation.objects.exists()
    assert "mit Belegen anerkannt" in html
    client.post(page, {**typed, "do": "revoke"})
    assert Revocation.objects.get().refund_cents == 60_000
    record = client.get(url("team_grant", office, pk=office.grant.pk)).content.decode()
    assert "Sie haben widerrufen" in record
    other = client_of(office.carla).get(url("team_grant", office, pk=office.grant.pk)).content.decode()
    book = url("team_book_reclaim", office, pk=queries.notice_of(office.grant).reclaim.pk)
    assert book in other
    client_of(office.carla).post(book, {"value_on": dates.today().isoformat()})
    assert office.balances() == (0, 0, 20_000, 980_000)


def test_the_letter_of_a_revocation_is_found_by_both(office: Any, client_of: Any) -> None:
    made = actions.revoke(
        grant=office.grant, kept_cents=0, reason="Abgesagt.", source="Nr. 8 ANBest-P", by=office.clara
    )
    actions.keep_revocation_letter(revocation=made, content=b"%PDF-1.7\n%%EOF\n")
    for page, letter, who in (
        (mine("my_grant", office), mine("my_letter", office, letter="widerruf"), office.owner),
        (
            url("team_grant", office, pk=office.grant.pk),
            url("team_notice_letter", office, pk=office.grant.pk, letter="widerruf"), office.clara,
        ),
    ):  # fmt: skip
        client = client_of(who)
        html = client.get(page).content.decode()
        assert letter in html and "Abgesagt." in html
        assert client.get(letter)["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("do", ["look", "revoke"])
def test_more_than_was_paid_cannot_stay(office: Any, client_of: Any, do: str) -> None:
    page = url("team_revoke", office, pk=office.grant.pk)
    typed = {"reason": "Darum.", "source": "Nr. 8 ANBest-P", "kept_cents": "1,00", "do": do}
    answer = client_of(office.clara).post(page, typed)
    assert answer.status_code == 422 and "zwischen 0,00" in answer.content.decode()


def test_money_is_asked_for_on_a_phone_and_ordered_by_the_office(office: Any, client_of: Any) -> None:
    owner, clara = client_of(office.owner), client_of(office.clara)
    typed = {"cents": "300,00", "needed_on": dates.today().isoformat(), "purpose": "Rechnung der Druckerei"}
    assert "beim Büro" in owner.post(mine("my_money", office), typed, follow=True).content.decode()
    row = PaymentRequest.objects.get()
    page = url("team_request", office, pk=row.pk)
    assert page in clara.get(url("team_grant", office, pk=office.grant.pk)).content.decode()
    assert "Rechnung der Druckerei" in clara.get(page).content.decode()
    clara.post(page, {"do": "order", "cents": "250,00"})
    assert Payment.objects.get().request == row
    assert "Angewiesen" in owner.get(mine("my_money", office)).content.decode()


def test_the_office_answers_and_the_grantee_reads_it(office: Any, client_of: Any) -> None:
    row = actions.request_payment(
        grant=office.grant, cents=100, needed_on=dates.today(), purpose="Holz", by=office.owner
    )
    client_of(office.clara).post(
        url("team_request", office, pk=row.pk), {"do": "answer", "answer": "Bitte erst Belege."}
    )
    assert "Bitte erst Belege." in client_of(office.owner).get(mine("my_money", office)).content.decode()


def test_a_request_is_taken_back(office: Any, client_of: Any) -> None:
    row = actions.request_payment(
        grant=office.grant, cents=100, needed_on=dates.today(), purpose="Holz", by=office.owner
    )
    client_of(office.owner).post(links.to("spending:my_request_withdraw", pk=row.pk))
    row.refresh_from_db()
    assert row.status == states.WITHDRAWN


def test_a_new_account_is_compared_masked_and_confirmed_by_another(office: Any, client_of: Any) -> None:
    answer = client_of(office.owner).post(mine("my_bank", office), {"holder": "Ayşe Demir", "iban": NEW}, follow=True)
    assert "sieht das neue Konto an" in answer.content.decode()
    clara, page = client_of(office.clara), url("team_bank", office, pk=office.grant.pk)
    html = clara.get(page).content.decode()
    assert "DE75 … 6199" in html and "DE02 … 2051" in html and NEW not in html and IBAN not in html
    office.again()
    seen = office.grant.application.bank_account.changed_at.isoformat()
    assert "noch einmal geändert" in clara.post(page, {"do": "confirm", "seen": "gestern"}).content.decode()
    clara.post(page, {"do": "confirm", "seen": seen})
    office.again()
    assert not office.grant.application.bank_account.waits


def test_who_typed_the_account_at_the_desk_does_not_confirm_it(office: Any, client_of: Any) -> None:
    clara, page = client_of(office.clara), url("team_bank", office, pk=office.grant.pk)
    clara.post(page, {"do": "change", "holder": "Ayşe Demir", "iban": NEW})
    html = clara.get(page).content.decode()
    assert "Bestätigen muss es jemand anderes" in html and 'value="confirm"' not in html
    assert 'value="confirm"' in client_of(office.carla).get(page).content.decode()


def test_a_wrong_check_digit_is_said_beside_the_field(office: Any, client_of: Any) -> None:
    answer = client_of(office.owner).post(mine("my_bank", office), {"holder": "Ayşe", "iban": "DE76512108001245126199"})
    html = answer.content.decode()
    assert answer.status_code == 422 and "Prüfziffer" in html and "DE76512108001245126199" in html


@pytest.mark.parametrize("who", ["dieter", "audrey", "kora", "erna"])
def test_others_neither_amend_nor_revoke(office: Any, client_of: Any, request: Any, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    for name in ("team_amend", "team_revoke", "team_bank"):
        assert client.get(url(name, office, pk=office.grant.pk)).status_code == 404


def test_what_waits_stands_where_the_day_begins(office: Any) -> None:
    actions.request_payment(grant=office.grant, cents=100, needed_on=dates.today(), purpose="Holz", by=office.owner)
    application = office.again().application
    funding.set_bank_account(application=application, holder="Ayşe", iban=NEW, by=office.clara)
    assert {row.verb for row in due(office.area, office.clara)} == {"Anweisen"}
    assert {row.verb for row in due(office.area, office.carla)} == {"Anweisen", "Vergleichen"}
