"""Which rows the plan wants erased today. Whatever is held by a running grant, role or seat is not among them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from quartier.accounts.models import Role, User
from quartier.committees.models import Seat
from quartier.files.models import File
from quartier.funding import states as funding
from quartier.funding.models import Application, Grant
from quartier.history.models import Entry
from quartier.kit import dates, triggers
from quartier.network.models import Person
from quartier.privacy import rules
from quartier.privacy.rules import BLANK, Rule

OPEN = (funding.SUBMITTED, funding.RETURNED, funding.CHECKED, funding.IN_JURY)  # still to be decided
GONE, GONE_NAME = "@geloescht.invalid", "Gelöschte Person"  # what stands for somebody who was erased
UNDECIDED = {"funding.Application": Q(status__in=OPEN), "funding.BankAccount": Q(application__status__in=OPEN)}


@dataclass(frozen=True)
class Due:
    rule: Rule
    columns: tuple[str, ...]  # what is emptied; empty where the row goes or is pseudonymised
    pks: tuple[int, ...]


def due(today: dt.date) -> list[Due]:
    """All that is due: fixed before anything is erased, so a dry run tells what a run does."""
    found = []
    for rule in rules.plan().rules():
        pks = tuple(due_rows(rule, today).order_by("pk").values_list("pk", flat=True).distinct())
        if pks:
            found.append(Due(rule, blanked(rule), pks))
    return found


def due_rows(rule: Rule, today: dt.date) -> QuerySet[Any]:
    """The rows whose period is over and in which there is still something to erase."""
    model: Any = apps.get_model(rule.label)
    special = {"files.File": _files, "accounts.User": _users, "network.Person": _persons}.get(rule.label)
    if rule.erase == rules.KEEP or (special and rule.columns):  # the columns go with their row
        return model._base_manager.none()
    rows = special(rule, today) if special else over(rule, today)
    if rule.erase == BLANK:
        still = Q()
        for name in blanked(rule):
            still |= _filled(model._meta.get_field(name))
        return rows.filter(still) if still else rows.none()
    return rows.filter(show_name=True) if rule.label == "committees.Seat" else rows


def blanked(rule: Rule) -> tuple[str, ...]:
    """The columns that ``blank`` empties: those named, else the row's personal texts; none that is frozen."""
    if rule.erase != BLANK:
        return ()
    model = apps.get_model(rule.label)
    names = rule.columns or tuple(
        name for name in rules.plan().tables[rule.label].personal if not model._meta.get_field(name).is_relation
    )
    allowed = triggers.erasable(model)
    return names if allowed is None else tuple(name for name in names if name in allowed)


def empty(field: Any) -> Any:
    """What an emptied column holds."""
    if field.null:
        return None
    return {} if isinstance(field, models.JSONField) else ""


def _filled(field: Any) -> Q:
    return Q(**{f"{field.name}__isnull": False}) if field.null else ~Q(**{field.name: empty(field)})


# Periods ----------------------------------------------------------------------------------------------------------
def over(rule: Rule, today: dt.date) -> QuerySet[Any]:
    """The rows whose period is over and that no grant holds."""
    model: Any = apps.get_model(rule.label)
    rows: QuerySet[Any] = model._base_manager.exclude(UNDECIDED.get(rule.label, Q(pk__in=())))
    passed = _passed(model, rule, rule.keep, rule.since, today)
    if rule.grant:
        rows = rows.exclude(pk__in=model._base_manager.filter(**{f"{rule.grant}__in": held_grants(today)}).values("pk"))
        if rule.otherwise:
            without = Q(**{f"{rule.grant}__isnull": True})
            passed = (passed & ~without) | (_passed(model, rule, *rule.otherwise, today) & without)
    return rows.filter(passed)


def held_grants(today: dt.date) -> QuerySet[Grant]:
    """Grants that are not settled or revoked, or whose papers are still to be kept: five years after the proof was handed
    in, or after the revocation."""
    limit = rules.plan().periods["grant"].limit(today)
    assert limit
    proved = Q(spending_revocation__isnull=True, spending_settlement__submitted_at__lt=dates.at(limit))
    over = proved | Q(spending_revocation__at__lt=dates.at(limit))
    return Grant.objects.exclude(over)


def _passed(model: Any, rule: Rule, keep: str, since: str, today: dt.date) -> Q:
    """What began so long ago; where ``since`` names several columns, by the first that is there."""
    limit = rules.plan().periods[keep].limit(today)
    passed, without = Q(pk__in=()), Q()
    if limit is None:
        return passed
    for path in since.split():
        began = dates.at(limit) if isinstance(_field(model, path), models.DateTimeField) else limit
        passed |= without & Q(**{f"{path}__lt": began})
        without &= Q(**{f"{path}__isnull": True})
    if rule.step:
        steps = Entry.objects.filter(kind=model._meta.label_lower, at__gte=dates.at(limit))
        passed &= ~Q(pk__in=steps.values("row"))
    return passed


def _field(model: Any, path: str) -> Any:
    *way, last = path.split("__")
    for name in way:
        model = model._meta.get_field(name).related_model
    return model._meta.get_field(last)


# Files and people: they stay while something needs them --------------------------------------------------------------
def _files(rule: Rule, today: dt.date) -> QuerySet[File]:
    """Files that were left over for a month and that no row needs whose own period still runs."""
    left = rules.plan().periods["short"].limit(today)
    assert left
    rows = File.objects.filter(at__lt=dates.at(left)).exclude(content="")
    for relation in File._meta.related_objects:
        user: Any = relation.related_model
        name = relation.field.name
        ended = over(rules.plan().tables[user._meta.label].rule, today)
        needing = user._base_manager.exclude(pk__in=ended.values("pk")).filter(**{f"{name}__isnull": False})
        rows = rows.exclude(pk__in=needing.values(name))
    return rows


def _users(rule: Rule, today: dt.date) -> QuerySet[User]:
    """Nobody who has, or lately had, a role, who signed in lately, or whose application or seat still counts."""
    limit = rules.plan().periods[rule.keep].limit(today)
    assert limit
    roles = Role.objects.filter(Q(until__isnull=True) | Q(until__gte=limit))
    lately = Q(last_login__gte=dates.at(limit)) | Q(since__gte=dates.at(limit))
    rows = User.objects.exclude(lately).exclude(email__endswith=GONE)
    rows = rows.exclude(pk__in=roles.values("user")).exclude(pk__in=_applications(today, "owner"))
    return rows.exclude(pk__in=_seats(today, "person__user"))


def _persons(rule: Rule, today: dt.date) -> QuerySet[Person]:
    """Nobody whose seat, application or payment still counts."""
    rows = over(rule, today).exclude(name=GONE_NAME, email="", phone="", street="", town="")
    rows = rows.exclude(pk__in=_seats(today, "person"))
    return rows.exclude(pk__in=_applications(today, "person"))


def _seats(today: dt.date, path: str) -> QuerySet[Any]:
    ended = over(rules.plan().tables["committees.Seat"].rule, today)
    return Seat.objects.exclude(pk__in=ended.values("pk")).filter(**{f"{path}__isnull": False}).values(path)


def _applications(today: dt.date, path: str) -> QuerySet[Any]:
    ended = over(rules.plan().tables["funding.Application"].rule, today)
    return Application.objects.exclude(pk__in=ended.values("pk")).filter(**{f"{path}__isnull": False}).values(path)
