"""How the importer's frame writes dates and series: by the calendar's own actions."""

from collections.abc import Mapping, Sequence
from typing import Any

from quartier.areas.models import Area
from quartier.events import actions
from quartier.events.models import Cancellation, Event, EventSeries
from quartier.events.queries.data import facts, facts_of_series
from quartier.kit.importer import Step, Target, referred

KINDS = (Event._meta.label_lower, EventSeries._meta.label_lower)


class CalendarTarget(Target):
    """The dates and series of a quarter."""

    model = Event
    models = (EventSeries, Event)

    def __init__(self, area: Area) -> None:
        self.area = area

    def facts(self, row: Any) -> dict[str, Any]:
        return facts_of_series(row) if isinstance(row, EventSeries) else facts(row)

    def make(self, step: Step, by: Any) -> Any:
        write = actions.take_in_series if "rule" in step.values else actions.take_in
        return write(area=self.area, values=step.values, by=by)

    def change(self, step: Step, by: Any) -> Any:
        return actions.follow(row=step.row, values=step.values, by=by)

    def restore(self, row: Any, before: Mapping[str, Any], by: Any) -> Any:
        return actions.follow(row=row, values=dict(before), by=by)

    def held(self, rows: Sequence[Any]) -> set[int]:
        if not rows or isinstance(rows[0], Event):
            return referred(Event, [row.pk for row in rows], but=[Cancellation])
        series = referred(EventSeries, [row.pk for row in rows], but=[Event])
        for row in rows:
            ids = list(row.events.values_list("pk", flat=True))
            series |= {row.pk} if referred(Event, ids, but=[Cancellation]) else set()
        return series

    def remove(self, rows: Sequence[Any], by: Any) -> None:
        for row in rows:
            actions.give_back(row=row, by=by)

    def mark(self, row: Any, by: Any) -> None:
        """A date that is in use, or that the office changed, needs no mark."""
