"""What a quarter knows of one person (Auskunft, Art. 15 GDPR), found by their mail address.

Which columns are about people is said in the plan; who the person is, is found by the address; and the quarter that
is asked answers for its own rows only.
"""

import datetime as dt
import functools
import operator
from collections import deque
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.committees.models import Seat
from quartier.history.models import Scope
from quartier.kit import dates
from quartier.kit.money import euro
from quartier.kit.templatetags.page import clock, day
from quartier.network.models import Person
from quartier.privacy import rules
from quartier.privacy.queries import words

SECRET = frozenset({"password", "secret_hash", "sha256", "content", "thumbnail"})
SHOWN = 50  # rows a section on the page; the file has all


@dataclass(frozen=True)
class Section:
    """All rows of one kind, with what the law wants told beside them."""

    name: str
    purpose: str
    basis: str
    keep: str
    rows: list[dict[str, str]]

    @property
    def shown(self) -> list[dict[str, str]]:
        return self.rows[:SHOWN]


@dataclass(frozen=True)
class Report:
    email: str
    at: dt.datetime
    sections: list[Section]

    def as_json(self) -> dict[str, Any]:
        parts = [
            {"art": s.name, "zweck": s.purpose, "grundlage": s.basis, "dauer": s.keep, "eintraege": s.rows}
            for s in self.sections
        ]
        return {"auskunft": self.email, "stand": self.at.isoformat(timespec="minutes"), "daten": parts}


def report(area: Area, email: str) -> Report:
    """Everything the quarter knows of whoever has this address; no sections where it knows nothing."""
    users = User.objects.filter(email__iexact=email)
    persons = Person.objects.filter(Q(email__iexact=email) | Q(user__in=users), area=area)
    whose: dict[Any, QuerySet[Any]] = {User: users, Person: persons, Seat: Seat.objects.filter(person__in=persons)}
    found = [_section(table, _rows(table, area, email, whose)) for table in rules.plan().tables.values()]
    sections = [section for section in found if section.rows]
    if [section.name for section in sections] == [words.table(User)]:
        sections = []  # an account without anything in this quarter is none of its business
    return Report(email, dates.now(), sections)


def _rows(table: rules.Table, area: Area, email: str, whose: dict[Any, QuerySet[Any]]) -> QuerySet[Any]:
    model: Any = apps.get_model(table.label)
    wanted = Q(pk__in=whose[model].values("pk")) if model in whose else Q(pk__in=())
    for name in table.about_people:
        field = model._meta.get_field(name)
        if field.is_relation and field.related_model in whose:
            wanted |= Q(**{f"{name}__in": whose[field.related_model].values("pk")})
        elif isinstance(field, models.EmailField):
            wanted |= Q(**{f"{name}__iexact": email})
    if table.label == "funding.BankAccount":
        wanted |= Q(application__owner__in=whose[User].values("pk"))
        wanted |= Q(application__person__in=whose[Person].values("pk"))
    where = _inside(model, area)
    if where is None:
        return model._base_manager.none()
    return model._base_manager.filter(wanted).filter(where).order_by("pk")


def _inside(model: Any, area: Area) -> Q | None:
    """A filter for the rows of this quarter: by the shortest way to a quarter or its scope on which nothing may be empty,
    else by any of the ways there are. None: there is no way.
    """
    if model is User:
        return Q()
    if (sure := _way(model, area, "", sure=True)) is not None:
        return sure
    found = []
    for field in _relations(model):
        ways = (_way(field.related_model, area, f"{field.name}__", sure=sure) for sure in (True, False))
        found += [way for way in ways if way is not None][:1]
    return functools.reduce(operator.or_, found) if found else None


def _way(model: Any, area: Area, start: str, *, sure: bool) -> Q | None:
    queue: deque[tuple[Any, str]] = deque([(model, start)])
    seen = {model}
    while queue:
        here, path = queue.popleft()
        if here is Area:
            return Q(**{path.removesuffix("__") or "pk": area.pk})
        if here is Scope:
            return Q(**{path.removesuffix("__") or "pk": area.scope_id})
        for field in sorted(_relations(here), key=lambda f: f.related_model is not Area):
            if field.related_model not in seen and not (sure and field.null):
                seen.add(field.related_model)
                queue.append((field.related_model, f"{path}{field.name}__"))
    return None


def _relations(model: Any) -> list[Any]:
    return [f for f in model._meta.concrete_fields if f.is_relation and f.related_model is not User]


def _section(table: rules.Table, rows: QuerySet[Any]) -> Section:
    plan, model = rules.plan(), apps.get_model(table.label)
    told = [f for f in model._meta.concrete_fields if not (f.is_relation or f.primary_key or f.name in SECRET)]
    fields = [f for f in told if words.column(f)]
    written = [
        {words.column(f): text for f in fields if (text := _text(row, f))}
        for row in rows.defer(*(f.name for f in model._meta.concrete_fields if f.name in SECRET))
    ]
    return Section(
        words.table(model), table.purpose, plan.bases[table.basis], plan.periods[table.rule.keep].says, written
    )


def _text(row: Any, field: Any) -> str:
    value = getattr(row, field.attname)
    if value in (None, "", [], {}):
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return str(_("ja") if value else _("nein"))
    if field.name.endswith("cents"):
        return euro(value)
    if isinstance(value, dt.datetime):
        return f"{day(value)}, {clock(value)}"
    return str(day(value)) if isinstance(value, dt.date) else str(value)
