"""Every balance opens down to the receipt: account, transfer, grant, receipt, file; read by the auditor without a form."""

import re

import pytest

from quartier.kit import dates, links
from quartier.spending import actions
from quartier.spending.models import Reclaim


def page(office, name, **arguments):
    return links.to(f"spending:{name}", area=office.area.slug, **arguments)


@pytest.mark.parametrize("who", ["audrey", "dieter", "clara"])
def test_every_balance_opens_down_to_the_receipt(office, client_of, request, who):
    office.paid(90_000)
    receipt = office.accepted(60_000)
    office.decided()
    grant, client = office.again(), client_of(request.getfixturevalue(who))
    record = page(office, "team_grant", pk=grant.pk)
    html = client.get(record).content.decode()
    balances = {
        grant.spent: "660,00",
        grant.paid: "240,00",
        grant.committed: "0,00",
        grant.fund_year.available: "200,00",
    }
    for account, text in balances.items():
        address = page(office, "team_account", pk=account.pk)
        assert re.search(rf'href="{address}">{text}', html), text
        statement = client.get(address).content.decode()
        assert f'href="{record}"' in statement  # each transfer leads back to its grant
        sums = [int(cents.replace(".", "").replace(",", "")) for cents in re.findall(r"Stand ([\d.]+,\d\d)", statement)]
        assert account.balance in sums
    receipts = client.get(f"{record}?beleg={receipt.pk}").content.decode()
    file = page(office, "team_receipt_file", pk=receipt.pk)
    assert f'href="{file}"' in receipts and client.get(file).status_code == 200


def test_a_waived_or_repaid_sum_is_found_in_the_statement(office, client_of, audrey):
    office.paid(90_000)
    office.accepted(60_000)
    office.decided()
    actions.book_reclaim(reclaim=Reclaim.objects.get(), by=office.carla, value_on=dates.today(), reference="SEPA 9")
    grant = office.again()
    statement = client_of(audrey).get(page(office, "team_account", pk=grant.paid_id)).content.decode()
    assert f"Rückzahlung {grant.number}" in statement and "<form" not in statement[statement.index("<main") :]


@pytest.mark.parametrize(("who", "seen"), [("clara", True), ("audrey", True), ("dieter", False), ("kora", False)])
def test_what_is_internal_is_read_by_office_and_auditor_alone(office, client_of, request, who, seen):
    office.paid(90_000)
    html = client_of(request.getfixturevalue(who)).get(page(office, "team_grant", pk=office.grant.pk)).content.decode()
    assert ("Auszahlung angewiesen" in html) is seen


def test_page_of_the_application_says_that_the_grant_was_revoked(office, client_of, audrey):
    actions.revoke(grant=office.grant, reason="Kein Fest", source="§ 49 VwVfG", kept_cents=0, by=office.clara)
    number = office.grant.application.number
    address = links.to("funding:team_application", area=office.area.slug, number=number)
    html = client_of(audrey).get(address).content.decode()
    assert "<dd>Widerrufen</dd>" in html and "<dt>Abrechnen bis</dt>" not in html
