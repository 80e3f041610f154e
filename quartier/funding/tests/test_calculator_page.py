"""The calculator as pages: nothing is stored, nothing typed is lost."""

import datetime as dt
import json
import re
from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quartier.funding import actions
from quartier.funding.forms import CasePaper
from quartier.funding.models import Application, RuleSet
from quartier.funding.rules import euros, load, named, read_case, settle
from quartier.funding.tests.test_calculation import CASES
from quartier.kit import money

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


def test_the_rules_of_the_own_fund_come_first_for_an_applicant(desk, client_of):
    desk.draft()
    html = client_of(desk.ayse).get("/meine/rechner/").content.decode()
    assert f'<option value="{desk.year.ruleset_id}" selected>' in html


def as_file(ruleset, case):
    """The case as somebody writes it down, docs/calculate.md."""
    lines = [f'ruleset = "{ruleset.key}@{ruleset.version}"', f'type = "{case.type}"', f'rate = "{case.rate}"']
    lines += [f'{name} = "{euros(getattr(case, name))}"' for name in ("granted", "own_share", "own_brought", "paid")]
    lines += [f"recurring = {str(case.recurring).lower()}", f"consented_lines = {json.dumps(sorted(case.consented))}"]
    for table, rows in (("plan", case.plan), ("actual", case.actual)):
        lines += [f'[[{table}]]\nline = "{line}"\namount = "{euros(cents)}"' for line, cents in rows.items()]
    for row in case.income:
        planned = str(row.planned).lower()
        lines += [f'[[income]]\nkind = "{row.kind}"\namount = "{euros(row.cents)}"\nplanned = {planned}']
    return "\n".join(lines)


def as_fields(ruleset, case):
    """The case as somebody types it."""
    on = {True: "on", False: ""}
    found = {name: money.field(getattr(case, name)) for name in ("granted", "own_share", "own_brought", "paid")}
    found |= {
        "ruleset": ruleset.pk, "type": case.type, "rate": f"{case.rate * 100:f}".replace(".", ","),
        "recurring": on[case.recurring], "zeilen-INITIAL_FORMS": 0, "geld-INITIAL_FORMS": 0,
    }  # fmt: skip
    names = list(dict.fromkeys([*case.actual, *case.plan]))
    for number, line in enumerate(names):
        row = {"line": line, "consented": on[line in case.consented]}
        row |= {
            name: money.field(sums[line])
            for name, sums in (("plan", case.plan), ("actual", case.actual))
            if line in sums
        }
        found |= {f"zeilen-{number}-{name}": value for name, value in row.items()}
    for number, one in enumerate(case.income):
        row = {"kind": one.kind, "cents": money.field(one.cents), "planned": on[one.planned]}
        found |= {f"geld-{number}-{name}": value for name, value in row.items()}
    posted = QueryDict(mutable=True)
    posted.update(found | {"zeilen-TOTAL_FORMS": len(names), "geld-TOTAL_FORMS": len(case.income)})
    return posted


@given(case=CASES, which=st.integers(0, 7))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_page_file_and_function_come_to_the_same(rulesets, case, which):
    rows = RuleSet.objects.order_by("key", "version")
    ruleset = rows[which % len(rows)]
    case = replace(case, consented=case.consented & {*case.plan, *case.actual})
    written = read_case(as_file(ruleset, case))
    paper = CasePaper.posted(as_fields(ruleset, case), rows)
    assert paper.is_valid(), (paper.form.errors, paper.lines.errors, paper.incomes.errors)
    assert settle(paper.rules, paper.case) == settle(load(ruleset.text), case)
    assert settle(named(written.ruleset, dt.date(2026, 1, 1)), written.case) == settle(load(ruleset.text), case)


def test_a_rate_of_two_thirds_is_exact_to_the_cent(ask, rulesets):
    found = ask(typed(rulesets["bund-anbest-p-2025-09"], rate="66,666666666667", granted="1.000.000",
                      **{"zeilen-0-plan": "1.500.000", "zeilen-0-actual": "1.499.000"}))  # fmt: skip
    assert found.context["outcome"].grant == 99_933_333


def test_nothing_granted_may_be_asked(ask, rulesets):
    found = ask(typed(rulesets["bund-anbest-p-2025-09"], granted="0"))
    assert (found.context["outcome"].grant, found.context["outcome"].refund) == (0, 1_000_000)


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


def test_small_questions_go_by_the_rules_in_force_today(ask, rulesets, tmp_path):
    now = rulesets["berlin-aktionsfonds-2021"]
    later = now.text.replace('version = "2"', 'version = "3"').replace(
        "valid_from = 2025-07-25", "valid_from = 2099-01-01"
    )
    later = later.replace('"250.00"', '"9999.00"')
    (tmp_path / "later.toml").write_text(later)
    actions.load_rulesets(folder=tmp_path)
    html = ask({"frage": "things", "things-net": "49", "things-pieces": "8"}).content.decode()
    assert "Sozialer Zusammenhalt 2021–2027): ja" in html.replace("\xa0", " ")


def test_an_empty_row_of_money_is_no_mistake_as_the_browser_sends_it(ask, rulesets):
    row = {"geld-TOTAL_FORMS": "1", "geld-0-kind": "donation", "geld-0-cents": ""}
    assert ask(typed(rulesets["bund-anbest-p-2025-09"], **row)).context["outcome"].grant == 898_997


def test_a_percentage_is_no_euros(area, clara, client_of, rulesets):
    html = client_of(clara).get(f"/team/{area.slug}/rechner/").content.decode()
    rate = html.split('name="rate"')[1].split("</div>")[0]
    assert "%" in rate and "€" not in rate


def test_enter_in_a_field_calculates_and_adds_no_row(ask):
    form = ask({}).content.decode().split('<form class="form" method="post" novalidate>')[1]
    first = re.search(r"<button[^>]*>", form)[0]  # browsers press the first button of a form
    assert 'type="submit"' in first and "name=" not in first
