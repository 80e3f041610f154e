"""The record of processing (Verzeichnis von Verarbeitungstätigkeiten, Art. 30 GDPR), made from the plan."""

from dataclasses import dataclass

from django.apps import apps

from quartier.privacy import rules
from quartier.privacy.models import RetentionRun
from quartier.privacy.queries import words


@dataclass(frozen=True)
class Processing:
    """One line: what for, on what ground, which data, how long, and how it goes."""

    purpose: str
    basis: str
    data: tuple[str, ...]
    keep: str
    law: str
    erase: str


@dataclass(frozen=True)
class Room:
    """The lines of one part of the house."""

    name: str
    lines: tuple[Processing, ...]


def record_of_processing() -> list[Room]:
    """Every table that holds something about people, by rooms of the house; no query."""
    plan = rules.plan()
    rooms: dict[str, list[Processing]] = {}
    for table in plan.tables.values():
        if table.about_people:
            rooms.setdefault(table.label.split(".")[0], []).extend(_lines(plan, table))
    return [Room(_name(app), tuple(lines)) for app, lines in rooms.items()]


def _name(app: str) -> str:
    """„Zugänge“, from the sentence with which each app begins."""
    return (apps.get_app_config(app).module.__doc__ or app).split(" (")[0]


def _lines(plan: rules.Plan, table: rules.Table) -> list[Processing]:
    """The row's line and one for each group of columns with a period of its own."""
    found = []
    parts = [(table.purpose, table.personal, table.rule.keep, table.rule.erase)]
    for column in table.columns:
        if column.personal:
            parts.append((f"{table.purpose}: {column.purpose}", (column.name,), column.keep, column.erase))
    for purpose, names, keep, erase in parts:
        if names:
            period = plan.periods[keep]
            data = tuple(_label(table.label, name) for name in names)
            found.append(
                Processing(purpose, plan.bases[table.basis], data, period.says, period.law, plan.erasures[erase])
            )
    return found


def _label(label: str, name: str) -> str:
    return words.column(apps.get_model(label)._meta.get_field(name))


def last_run() -> RetentionRun | None:
    return RetentionRun.objects.order_by("-at").first()
