"""The plan in force of a grant: the application's lines until an amendment says otherwise."""

from typing import Any

import pytest

from quartier.funding import queries
from quartier.funding.queries import PlanLine

pytestmark = pytest.mark.django_db


def test_the_plan_in_force_is_that_of_the_application_until_somebody_amends_it(desk: Any) -> None:
    grant = desk.granted()
    assert queries.plan_of(grant) == [PlanLine(line, line.cents, False) for line in grant.application.cost_lines.all()]
    assert [line.cents for line in queries.plan_of(grant)] == [26_450, 15_000]


def test_the_plans_of_many_grants_cost_two_queries(desk: Any, django_assert_num_queries: Any) -> None:
    grants = [desk.granted(), desk.granted(title="Zweites Vorhaben")]
    with django_assert_num_queries(2):
        plans = queries.plans_of(grants)
    assert [[line.cents for line in plans[grant.pk]] for grant in grants] == [[26_450, 15_000]] * 2
