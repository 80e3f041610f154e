"""The calculator as pages: nothing is stored, nothing typed is lost."""

import pytest

from quartier.funding import actions
from quartier.funding.models import Application, RuleSet

pytestmark = pytest.mark.django_db


@pytest.fixture
def rulesets():
    actions.load_rulesets()
    return {row.key: row for row in RuleSet.objects.order_by("valid_from")}


def typed(ruleset, **fields):
    return {
        "ruleset": ruleset.pk, "type": "anteil", "granted": "10.000,00", "rate": "80", "own_share": "2.500,00",
        "paid": "10.000,00", "zeilen-TOTAL_FORMS": "1", "zeilen-INITIAL_FORMS": "0", "zeilen-0-line": "Alles",
        "zeilen-0-plan": "12.500,00", "zeilen-0-actual": "11.237,46", "geld-TOTAL_FORMS": "0", "geld-INITIAL_FORMS": "0",
    } | fields  # fmt: skip


@pytest.fixture
def ask(area, clara, client_of):
    """Post the page as somebody of the office."""
    client = client_of(clara)
    return lambda fields: client.post(f"/team/{area.slug}/rechner/", fields)


def test_the_office_calculates_a_share(ask, rulesets):
    found = ask(typed(rulesets["bund-anbest-p-2025-09"]))
    html = found.content.decode()
    assert found.context["outcome"].grant == 898_997
    assert "8.989,97" in html.replace("\xa0", " ")
    assert "Wert nicht bestätigt" in html
    assert not Application.objects.exists()


def test_what_was_typed_stays_when_a_sum_is_wrong(ask, rulesets):
    found = ask(typed(rulesets["bund-anbest-p-2025-09"], **{"zeilen-0-plan": "12.500,005"}))
    html = found.content.decode()
    assert "outcome" not in found.context
    assert 'value="12.500,005"' in html
    assert 'value="11.237,46"' in html


def test_a_share_needs_its_rate(ask, rulesets):
    found = ask(typed(rulesets["bund-anbest-p-2025-09"], rate=""))
    assert "zum Beispiel 75" in found.content.decode()


def test_one_more_row_keeps_everything(ask, rulesets):
    found = ask(typed(rulesets["bund-anbest-p-2025-09"], do="more_lines", granted="abc"))
    html = found.content.decode()
    assert "zeilen-1-line" in html
    assert 'value="abc"' in html


@pytest.mark.parametrize(
    ("typed_", "said"),
    [
        ({"frage": "own", "own-grant": "123.000", "own-rate": "10", "own-base": "total"}, "13.666,67"),
        ({"frage": "half", "half-costs": "2.984,61", "half-rate": "50"}, "1.492,30"),
        ({"frage": "things", "things-net": "49", "things-pieces": "8"}, "Sozialer Zusammenhalt 2021–2027): ja"),
        (
            {"frage": "proof", "proof-ends_on": "2026-12-31", "proof-fulfilled_on": "2026-11-20"},
            "Abrechnung bis 20.05.2027",
        ),
        ({"frage": "proof", "proof-ends_on": "2026-12-31"}, "Zwischennachweis bis 30.04.2027"),
        ({"frage": "proof", "proof-ends_on": "2026-09-08", "proof-land": "BE"}, "Abrechnung bis 09.03.2027"),
        ({"frage": "proof", "proof-ends_on": "2026-09-08", "proof-land": "SN"}, "Abrechnung bis 08.03.2027"),
        ({"frage": "hours", "hours-hours": "12", "hours-eligible": "1.000"}, "Kein Regelwerk nennt"),
        ({"frage": "own", "own-grant": "1", "own-rate": "100", "own-base": "total"}, "weniger als 100"),
    ],
)
def test_small_questions_are_answered(ask, rulesets, typed_, said):
    assert said in ask(typed_).content.decode().replace("\xa0", " ")


def test_an_empty_row_of_money_is_no_mistake_as_the_browser_sends_it(ask, rulesets):
    row = {"geld-TOTAL_FORMS": "1", "geld-0-kind": "donation", "geld-0-cents": ""}
    assert ask(typed(rulesets["bund-anbest-p-2025-09"], **row)).context["outcome"].grant == 898_997


def test_a_percentage_is_no_euros(area, clara, client_of, rulesets):
    html = client_of(clara).get(f"/team/{area.slug}/rechner/").content.decode()
    rate = html.split('name="rate"')[1].split("</div>")[0]
    assert "%" in rate and "€" not in rate
