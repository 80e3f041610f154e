"""What the office sees in an application: each finding names its figure, its source and a way out."""

import datetime as dt

import pytest

from quartier.funding import actions, queries, rules, states
from quartier.funding.actions import Cost, CostPlan, Means
from quartier.funding.models import Application
from quartier.kit import dates


def found(application, today=None):
    fresh = Application.objects.get(pk=application.pk)
    return {f.code: f for f in rules.findings(fresh, queries.rules_of(fresh), today or dates.today())}


def test_whole_application_has_only_unconfirmed_values_open(desk):
    assert {f.kind for f in found(desk.submitted()).values()} == {"info", "open"}


def test_every_finding_has_a_source_and_the_gravest_comes_first(desk):
    plan = CostPlan(costs=(Cost("Honorar Clown", 90_000), Cost("Eigenes Honorar", 90_000)))
    application = desk.submitted(plan=plan)
    listed = rules.findings(application, queries.rules_of(application), dates.today())
    kinds = [f.kind for f in listed]
    assert kinds == sorted(kinds, key=("bad", "warn", "open", "info").index)
    assert all(f.source for f in listed if f.code not in ("no_account", "no_costs"))
    assert rules.counted(listed)[0][1] == "2 zu klären"


def test_sum_above_the_cap_is_named_with_its_figure(desk):
    costs = tuple(Cost(f"Zeile {n}", cents) for n, cents in enumerate((33_000, 26_450, 45_600, 15_000, 11_800, 9_600)))
    finding = found(desk.submitted(plan=CostPlan(costs=costs)))["over_cap"]
    assert (finding.kind, finding.title, finding.about) == ("bad", "55,95\u00a0€ über der Höchstgrenze", "sum")
    assert "1.500,00" in finding.text and "quartiersmanagement-berlin.de" in finding.source


def test_fees_stand_beside_their_line(desk):
    application = desk.submitted(plan=CostPlan(costs=(Cost("Saal", 1_000), Cost("Gage für die Band", 20_000))))
    finding = found(application)["fee"]
    assert finding.line == application.cost_lines.get(position=2).pk
    assert finding.kind == "warn" and "200,00" in finding.title


def test_own_fee_is_never_paid(desk):
    finding = found(desk.submitted(plan=CostPlan(costs=(Cost("Mein Honorar", 5_000),))))["never"]
    assert finding.kind == "bad" and "eigenes Honorar" in finding.text


def test_nothing_is_missing_when_others_pay_everything(desk):
    plan = CostPlan(costs=(Cost("Saal", 10_000),), means=(Means(states.THIRD, "Spende", 20_000),))
    finding = found(desk.submitted(plan=plan))["nothing_missing"]
    assert finding.title == "90,00\u00a0€ mehr Geld als Kosten"


@pytest.mark.parametrize(("days", "code"), [(20, "late"), (0, "started"), (41, "late"), (42, None)])
def test_beginning_too_early_is_found(desk, days, code):
    application = desk.draft()
    start = dates.today() + dt.timedelta(days=days)
    actions.save(application=application, version=2, by=desk.ayse, starts_on=start, ends_on=start)
    assert ({"late", "started"} & set(found(application))) == ({code} if code else set())


def test_weeks_are_counted_from_the_day_it_came(desk):
    application = desk.submitted()
    assert "late" not in found(application, dates.today() + dt.timedelta(days=60))


def test_missing_account_is_found_and_said_kindly_to_the_applicant(desk):
    finding = found(desk.draft())["no_account"]
    assert finding.kind == "warn" and "später" in finding.to_applicant


def test_granted_application_is_not_blamed_for_its_beginning(desk):
    grant = desk.granted()
    later = grant.starts_on + dt.timedelta(days=3)
    assert not {"late", "started"} & set(found(grant.application, later))
