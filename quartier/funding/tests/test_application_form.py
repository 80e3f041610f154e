"""The form asks what the fund wants, keeps what is typed, and says what does not come out even."""

import datetime as dt
from decimal import Decimal

import pytest
from django.http import QueryDict

from quartier.accounts.models import User
from quartier.funding import actions, queries, rules, states
from quartier.funding.actions import Cost, CostPlan, Elsewhere, Means
from quartier.funding.forms import Paper
from quartier.funding.models import Application, InForce, RuleSet
from quartier.history.models import Entry
from quartier.kit import dates, links
from tests.cast import without_action


def law(fund_year, **values):
    """The fund's rules with some values of their own, put in force."""
    text = fund_year.ruleset.text
    for name, value in values.items():
        text += f'\n[{name}]\nvalue = {value}\nsource = "Test"\nconfirmed = true\n'
    with without_action():
        made = RuleSet.objects.create(
            key="eigen", version=str(RuleSet.objects.count()), title="Eigen", valid_from=dates.today(), text=text,
            sha256=f"{RuleSet.objects.count():064}",
        )  # fmt: skip
        day = dt.date(2020, 1, 1) + dt.timedelta(days=InForce.objects.count())
        InForce.objects.create(fund=fund_year.fund, ruleset=made, valid_from=day, by=User.objects.first())
    return rules.load(text)


def without(text, *names):
    """The text of a rule set without some tables."""
    parts = text.split("\n[")
    return "\n[".join(part for part in parts if part.split("]")[0] not in names)


@pytest.fixture
def bare(desk):
    """The fund's year with a rule set that leaves open what the tests name themselves."""
    names = (
        "asks",
        "cost_lines",
        "volunteer_rate",
        "own_share_rate",
        "own_share_base",
        "own_share_non_cash",
        "public_share",
    )
    desk.year.ruleset.text = without(desk.year.ruleset.text, *names)
    return desk


def typed(application, **more):
    data = {
        "version": application.version, "title": application.title, "summary": "Wir feiern.", "starts_on": "", "ends_on": "",
        "kosten-TOTAL_FORMS": 1, "kosten-INITIAL_FORMS": 0, "kosten-0-title": "Saal", "kosten-0-cents": "100,00",
        "mittel-TOTAL_FORMS": 0, "mittel-INITIAL_FORMS": 0, "andere-TOTAL_FORMS": 0, "andere-INITIAL_FORMS": 0,
    }  # fmt: skip
    return data | more


def fresh(application):
    return queries.whole(Application.objects.filter(pk=application.pk)).get()


def codes(application):
    row = fresh(application)
    return {found.code: found for found in queries.findings_on(row, queries.rules_of(row))}


def test_only_what_the_fund_asks_for_stands_in_the_form(bare):
    known = law(bare.year, asks='["summary", "goals", "other_applications"]')
    paper = Paper.of(bare.draft(), known)
    assert set(paper.form.fields) >= {"title", "summary", "goals", "starts_on", "ends_on", "iban"}
    assert not {"benefit", "partners", "input_tax", "place", "volunteers"} & set(paper.form.fields)
    assert paper.others is not None and Paper.of(bare.draft(title="B"), None).others is None


def test_kinds_of_costs_come_from_the_rules_and_are_kept(bare, client_of):
    law(bare.year, cost_lines='["Honorare", "Sachkosten"]')
    application = bare.draft()
    client = client_of(bare.ayse)
    page = client.get(links.to("funding:my_form", pk=application.pk)).content.decode()
    assert "Sachkosten" in page
    client.post(links.to("funding:my_form", pk=application.pk), typed(application, **{"kosten-0-kind": "Sachkosten"}))
    assert [line.kind for line in fresh(application).cost_lines.all()] == ["Sachkosten"]


def test_typing_is_kept_without_leaving_the_page(desk, client_of):
    application = desk.draft()
    client, url = client_of(desk.ayse), links.to("funding:my_form", pk=application.pk)
    before = Entry.objects.filter(verb="saved").count()
    answer = client.post(f"{url}merken/", typed(application, title="Neuer Name")).content.decode()
    assert "Gespeichert um" in answer and f'value="{application.version + 1}"' in answer
    row = fresh(application)
    assert (row.title, [line.cents for line in row.cost_lines.all()]) == ("Neuer Name", [10_000])
    client.post(f"{url}merken/", typed(row, title="Noch einer"))
    assert fresh(application).title == "Noch einer"
    assert Entry.objects.filter(verb="saved").count() == before, "one entry for one sitting"


def test_what_cannot_be_read_is_named_and_the_rest_is_kept(desk, client_of):
    application = desk.draft()
    data = typed(application, title="Gut", **{"kosten-0-cents": "1,234"})
    answer = client_of(desk.ayse).post(links.to("funding:my_form_keep", pk=application.pk), data).content.decode()
    assert "Gespeichert um" in answer and "Noch ohne „Betrag“" in answer
    assert fresh(application).title == "Gut"


def test_account_is_not_taken_while_typing(desk, client_of):
    application = desk.draft()
    data = typed(application, holder="Ayşe", iban="DE02120300000000202051")
    client, url = client_of(desk.ayse), links.to("funding:my_form", pk=application.pk)
    client.post(f"{url}merken/", data)
    assert getattr(fresh(application), "bank_account", None) is None
    data["version"] = fresh(application).version
    assert client.post(url, data | {"do": "keep"}).headers["Location"] == url
    assert fresh(application).bank_account.iban == "DE02120300000000202051"


def test_typing_on_an_old_version_is_told_and_writes_nothing(desk, client_of):
    application = desk.draft()
    actions.save(application=application, version=application.version, by=desk.clara, title="Vom Büro")
    data = typed(application, version=1, title="Von mir")
    answer = client_of(desk.ayse).post(links.to("funding:my_form_keep", pk=application.pk), data).content.decode()
    assert "Jemand anders" in answer and fresh(application).title == "Vom Büro"
    both = client_of(desk.ayse).post(links.to("funding:my_form", pk=application.pk), data)
    assert both.status_code == 409 and "Von mir" in both.content.decode()


def test_form_whose_own_keeping_is_under_way_is_no_conflict(desk, client_of):
    application = desk.draft()
    client, url = client_of(desk.ayse), links.to("funding:my_form", pk=application.pk)
    data = typed(application, sheet="a")
    client.post(f"{url}merken/", data | {"title": "Getippt"})
    more = client.post(url, data | {"do": "more_costs"})  # clicked before the answer came: still the old version
    assert 'name="sheet" value="a"' in more.content.decode()
    assert client.post(url, data | {"title": "Gespeichert"}).status_code == 302
    assert fresh(application).title == "Gespeichert"
    assert client.post(url, data | {"sheet": "b", "title": "Anderes Fenster"}).status_code == 409


def test_typing_after_handing_in_is_refused(desk, client_of):
    application = desk.submitted()
    answer = client_of(desk.ayse).post(links.to("funding:my_form_keep", pk=application.pk), typed(application))
    assert "eingereicht" in answer.content.decode() and fresh(application).summary != "Wir feiern."


def test_hours_of_work_are_worth_what_the_rules_say_and_pay_no_bill(bare, client_of):
    law(bare.year, volunteer_rate='"15.00"')
    application = bare.draft()
    data = typed(application, **{
        "mittel-TOTAL_FORMS": 1, "mittel-0-kind": states.WORK, "mittel-0-title": "Aufbau", "mittel-0-hours": "12,5",
        "mittel-0-cents": "",
    })  # fmt: skip
    client_of(bare.ayse).post(links.to("funding:my_form", pk=application.pk), data)
    line = fresh(application).finance_lines.get()
    assert (line.kind, line.hours, line.cents) == (states.WORK, Decimal("12.50"), 18_750)
    row = fresh(application)
    assert queries.request_of(row, queries.rules_of(row)).means == 0
    listed = queries.with_requests(queries.listed(Application.objects.filter(pk=row.pk)))
    assert listed[0][1] == queries.request_of(row, queries.rules_of(row)).requested


def test_work_without_a_rate_needs_a_sum(desk):
    data = {"mittel-0-kind": states.WORK, "mittel-0-hours": "3", "mittel-TOTAL_FORMS": "1", "mittel-INITIAL_FORMS": "0"}
    paper = Paper.posted(as_post(typed(desk.draft()) | data), None)
    assert not paper.is_valid() and paper.wrong() == ["Betrag"]


def as_post(data):
    post = QueryDict(mutable=True)
    post.update({name: str(value) for name, value in data.items()})
    return post


def test_plan_with_a_gap_is_told_beside_the_sum(bare):
    law(bare.year, public_share='"0.50"')
    application = bare.draft(plan=CostPlan(costs=(Cost("Saal", 10_000),), means=(Means(states.OWN, "Kasse", 1_000),)))
    found = codes(application)["gap"]
    assert (found.kind, found.about) == ("bad", "sum") and "geht nicht auf" in found.title


def test_own_share_that_is_too_small_is_told(bare):
    law(bare.year, own_share_rate='"0.10"', own_share_base='"total"', own_share_non_cash="true")
    small = bare.draft(plan=CostPlan(costs=(Cost("Saal", 10_000),), means=(Means(states.OWN, "", 100),)))
    assert codes(small)["own_share"].about == "means"
    enough = (Means(states.OWN, "", 100), Means(states.WORK, "Aufbau", 1_500, Decimal(100)))
    assert "own_share" not in codes(bare.draft(title="B", plan=CostPlan(costs=(Cost("Saal", 10_000),), means=enough)))


def test_hours_of_all_rows_together_count_up_to_the_limit_of_the_rules(bare):
    law(bare.year, volunteer_rate='"15.00"', volunteer_max='"200.00"')
    rows = (Means(states.WORK, "Aufbau", 150_00, Decimal(10)), Means(states.WORK, "Abbau", 75_00, Decimal(5)))
    row = fresh(bare.draft(plan=CostPlan(costs=(Cost("Saal", 1_000_00),), means=rows)))
    found = [one for one in queries.findings_on(row, queries.rules_of(row)) if one.code == "work"]
    assert [(one.title, "15 Stunden" in one.text) for one in found] == [("25,00\u00a0€ Arbeit zu viel", True)]


def test_cents_of_each_row_of_hours_are_no_finding(bare):
    law(bare.year, volunteer_rate='"10.01"')
    quarters = tuple(Means(states.WORK, "", 2_50, Decimal("0.25")) for _row in range(2))  # 2.5025 each
    assert "work" not in codes(bare.draft(plan=CostPlan(costs=(Cost("Saal", 1_000_00),), means=quarters)))


def test_money_asked_for_elsewhere_is_held_against_the_plan(bare):
    law(bare.year, asks='["summary", "other_applications"]')
    plan = CostPlan(costs=(Cost("Saal", 10_000),), others=(Elsewhere("Stiftung", 4_000, dt.date(2026, 1, 2)),))
    found = codes(bare.draft(plan=plan))["elsewhere"]
    assert found.kind == "warn" and "Stiftung" in found.text
    planned = CostPlan(plan.costs, (Means(states.THIRD, "Stiftung", 4_000),), plan.others)
    assert "elsewhere" not in codes(bare.draft(title="B", plan=planned))


def test_line_keeps_its_place_when_only_its_sum_changes(desk):
    application = desk.draft()
    first = application.cost_lines.first().pk
    plan = CostPlan(costs=(Cost("Stoffe und Garn", 30_000),))
    actions.save(application=application, version=application.version, by=desk.ayse, plan=plan)
    assert [(line.pk, line.cents) for line in application.cost_lines.all()] == [(first, 30_000)]
