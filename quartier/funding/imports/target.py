"""How the importer's frame writes earlier cases: many at once, by their own actions."""

from collections.abc import Mapping, Sequence
from typing import Any

from quartier.areas.models import Area
from quartier.funding import actions
from quartier.funding.models import EarlierCase
from quartier.kit.importer import Step, Target, referred

FACTS = (
    "fund_name", "year", "reference", "applicant", "applicant_key", "title", "costs_cents", "requested_cents", "granted_cents",
    "paid_cents", "decided_on", "outcome", "note", "source", "line", "key",
)  # fmt: skip


class CaseTarget(Target):
    """The earlier cases of a quarter. They are never changed: a newer list comes after the older was taken back."""

    model = EarlierCase

    def __init__(self, area: Area) -> None:
        self.area = area

    def facts(self, row: EarlierCase) -> dict[str, Any]:
        found = {name: getattr(row, name) for name in FACTS}
        return found | {"decided_on": str(row.decided_on) if row.decided_on else None}

    def make_all(self, steps: Sequence[Step], by: Any) -> list[Any]:
        return actions.add_earlier_cases(area=self.area, cases=[step.values for step in steps], by=by)

    def make(self, step: Step, by: Any) -> EarlierCase:
        return self.make_all([step], by)[0]

    def change(self, step: Step, by: Any) -> EarlierCase:
        raise NotImplementedError  # no preview of ours has such a step

    def restore(self, row: EarlierCase, before: Mapping[str, Any], by: Any) -> EarlierCase:
        raise NotImplementedError

    def held(self, rows: Sequence[EarlierCase]) -> set[int]:
        return referred(EarlierCase, [row.pk for row in rows])

    def remove(self, rows: Sequence[EarlierCase], by: Any) -> None:
        actions.remove_earlier_cases(cases=rows, by=by)

    def mark(self, row: EarlierCase, by: Any) -> None:
        """Nothing to mark: what stays is named in the report."""
