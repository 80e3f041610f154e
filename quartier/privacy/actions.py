"""Erasing what the plan says is over, and telling a person what is known of them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db.models import ProtectedError, QuerySet

from quartier.accounts.models import User
from quartier.areas.models import Area, City
from quartier.files import actions as files
from quartier.files.models import File
from quartier.history.actions import action, record, touch
from quartier.network.models import Person
from quartier.privacy import queries
from quartier.privacy.models import RetentionRun
from quartier.privacy.queries.due import GONE, GONE_NAME, empty
from quartier.privacy.rules import BLANK, DELETE, Rule
from quartier.search.actions import renew
from quartier.search.queries import touched


@action
def erase(*, rule: Rule, pks: Sequence[int], today: dt.date) -> int:
    """Carry one rule of the plan out on these rows; how many it was.

    Before: the rows were due. Effect: looked at again under lock, for a role may have been given in between; deleted,
    emptied or pseudonymised. Frozen tables are only blanked, which their triggers allow. After: public pages are made
    anew. Law: Art. 17 GDPR, Art. 5(1)(e) GDPR.
    """
    model: Any = apps.get_model(rule.label)
    list(
        model._base_manager.select_for_update(no_key=True, of=("self",)).filter(pk__in=pks).order_by("pk").values("pk")
    )
    still = list(queries.due_rows(rule, today).filter(pk__in=pks).values_list("pk", flat=True).distinct())
    rows = model._base_manager.filter(pk__in=still)
    found = touched(model._meta.label_lower, still)
    if rule.erase == BLANK:
        rows.update(**{name: empty(model._meta.get_field(name)) for name in queries.blanked(rule)})
    elif rule.erase == DELETE:
        _delete(model, rows)
    else:
        _pseudonymise(model, rows)
    for scope in City.objects.order_by("scope_id").values_list("scope_id", flat=True):
        touch(scope)
    for kind, pk in found:  # what was erased is not to be found either
        renew(kind=kind, pk=pk)
    return len(still)


def _delete(model: Any, rows: QuerySet[Any]) -> None:
    if model is not File:
        rows.delete()
        return
    for file in rows:
        try:
            files.erase(file=file)
        except ProtectedError:  # a receipt that stays as a figure refers to it
            files.empty(file=file)


def _pseudonymise(model: Any, rows: QuerySet[Any]) -> None:
    if model is User:
        EmailAddress.objects.filter(user__in=rows).delete()
        Authenticator.objects.filter(user__in=rows).delete()
        for pk in list(rows.values_list("pk", flat=True)):
            User.objects.filter(pk=pk).update(
                email=f"{pk}{GONE}", name="", password=make_password(None), last_login=None, is_active=False
            )
    elif model is Person:
        rows.update(name=GONE_NAME, email="", phone="", street="", town="", user=None)
    else:  # a seat: its person goes by the person's own rule
        rows.update(show_name=False)


@action
def note_run(*, counts: dict[str, int]) -> RetentionRun:
    """Keep that a run took place and how many rows it changed, without a name. Law: Art. 5(2) GDPR."""
    return RetentionRun.objects.create(counts=counts)


@action
def disclose(*, area: Area, by: Any) -> None:
    """Keep that somebody looked up all that is known of one person; not of whom. Law: Art. 15 GDPR."""
    record(scope=area.scope_id, verb="disclosed", row=area, by=by)
