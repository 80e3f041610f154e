"""How the importer's frame writes organisations: by their own actions."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from quartier.areas.models import Area, City
from quartier.history.models import Scope
from quartier.kit.importer import MISSING, Step, Target, referred
from quartier.network import actions
from quartier.network.actions import FACTS
from quartier.network.models import Organisation


def facts(row: Organisation) -> dict[str, Any]:
    """All that an import may write of an organisation, as JSON values."""
    found = {name: getattr(row, name) for name in FACTS - {"area", "unlisted_since"}}
    unlisted = row.unlisted_since.isoformat() if row.unlisted_since else None
    return found | {"area": row.area_id, "unlisted_since": unlisted}


class ActorTarget(Target):
    """The organisations of a city."""

    model = Organisation

    def __init__(self, city: City) -> None:
        self.city = city
        self._areas: dict[int, Area] | None = None

    def facts(self, row: Organisation) -> dict[str, Any]:
        return facts(row)

    def make(self, step: Step, by: Any) -> Organisation:
        return actions.add_organisation(city=self.city, by=by, **self._fields(step.values))

    def change(self, step: Step, by: Any) -> Organisation:
        if step.verdict == MISSING:
            return actions.unlist(organisation=step.row, by=by)
        return actions.update_organisation(organisation=step.row, by=by, **self._fields(step.values))

    def restore(self, row: Organisation, before: Mapping[str, Any], by: Any) -> Organisation:
        now = facts(row)
        changed = {name: value for name, value in before.items() if name in now and now[name] != value}
        return actions.update_organisation(organisation=row, by=by, **self._fields(changed))

    def held(self, rows: Sequence[Organisation]) -> set[int]:
        by_scope = {row.scope_id: row.pk for row in rows}
        scopes = referred(Scope, list(by_scope), but=[Organisation])
        return referred(Organisation, list(by_scope.values())) | {by_scope[scope] for scope in scopes}

    def remove(self, rows: Sequence[Organisation], by: Any) -> None:
        actions.remove_organisations(organisations=rows, by=by)

    def mark(self, row: Organisation, by: Any) -> None:
        actions.unlist(organisation=row, by=by)

    def _fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """JSON values as the columns want them."""
        fields = dict(values)
        if fields.get("area"):
            if self._areas is None:
                self._areas = Area.objects.filter(city=self.city).defer("boundary", "outline").in_bulk()
            fields["area"] = self._areas[fields["area"]]
        if fields.get("unlisted_since"):
            fields["unlisted_since"] = dt.date.fromisoformat(fields["unlisted_since"])
        return fields
