"""The four verbs by which everything is written: ``action``, ``record``, ``move`` and ``flow``."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.utils import timezone

from quartier.history.models import Entry, Flow, Scope, Series, Thread
from quartier.kit import dates
from quartier.kit.errors import Refused

F = TypeVar("F", bound=Callable[..., Any])
Row = TypeVar("Row", bound=models.Model)

BUMP = "UPDATE history_scope SET version = CASE WHEN version >= %s THEN version + 1 ELSE %s END WHERE id = %s"


def action(function: F) -> F:
    """One transaction around the outermost action; its last statement bumps the scopes that changed in public.

    An action called by an action is a savepoint. The set of touched scopes lives on the connection, not in a context
    variable, which other threads would inherit. Scopes are bumped in ascending id, so two actions never wait crosswise.
    """

    @functools.wraps(function)
    def inner(**given: Any) -> Any:
        if getattr(connection, "touched", None) is not None:
            with transaction.atomic():
                return function(**given)
        with transaction.atomic(durable=True):
            touched: set[int] = set()
            connection.touched = touched  # type: ignore[attr-defined]
            try:
                result = function(**given)
                for pk in sorted(touched):
                    _bump(pk)
            finally:
                connection.touched = None  # type: ignore[attr-defined]
        return result

    inner.is_action = True  # type: ignore[attr-defined]
    return inner  # type: ignore[return-value]


def _bump(pk: int) -> None:
    moment = int(timezone.now().timestamp() * 1_000_000)  # the real clock: a stamp must never be used twice
    with connection.cursor() as cursor:
        cursor.execute(BUMP, [moment, moment, pk])


def touch(scope_id: int) -> None:
    """Mark the scope's public pages as changed; only inside an action."""
    touched = getattr(connection, "touched", None)
    if touched is None:
        raise RuntimeError("touch() outside an action")
    touched.add(scope_id)


def record(
    *,
    scope: Scope | int,
    verb: str,
    row: models.Model,
    by: Any = None,
    thread: Thread | int | None = None,
    because: str = "",
    public: bool = False,
) -> Entry:
    """Write who (``by``: user or None) did what (``verb``) to which row and why; ``public`` bumps the scope's stamp.

    Only actions call it. ``because`` is free text and can be blanked later.
    """
    scope_id = scope if isinstance(scope, int) else scope.pk
    if public:
        touch(scope_id)
    actor = by if getattr(by, "is_authenticated", False) else None
    return Entry.objects.create(
        scope_id=scope_id,
        thread_id=thread if isinstance(thread, int) or thread is None else thread.pk,
        verb=verb,
        kind=row._meta.label_lower,
        row=row.pk,
        at=dates.now(),
        actor=actor,
        because=because,
        public=public,
    )


def lock(row: Row) -> Row:
    """The row read anew and locked until the transaction ends (on SQLite the transaction itself is the lock)."""
    rows = type(row)._base_manager.select_for_update(no_key=True, of=("self",))
    return rows.get(pk=row.pk)


def move(
    row: Row, to: str, *, by: Any, scope: Scope | int, verb: str = "", thread: Any = None, because: str = "",
    public: bool = False,
) -> Entry:  # fmt: skip
    """The only writer of ``status``: lock the row, check the model's ``MOVES`` table, write, record.

    ``row`` may be stale; its ``status`` is set to the new one. Refused when the table does not allow the move.
    """
    locked: Any = lock(row)
    current = locked.status
    if to not in locked.MOVES.get(current, ()):
        labels = dict(locked._meta.get_field("status").flatchoices)
        raise Refused(
            f"Das geht nicht mehr: Der Stand ist „{labels.get(current, current)}“. "
            "Vielleicht war jemand schneller. Bitte laden Sie die Seite neu."
        )
    type(row)._base_manager.filter(pk=row.pk).update(status=to)
    row.status = to  # type: ignore[attr-defined]
    return record(scope=scope, verb=verb or to, row=row, by=by, thread=thread, because=because, public=public)


def begin_thread(*, scope: Scope | int) -> Thread:
    """A new thread in the scope; inside an action."""
    return Thread.objects.create(scope_id=scope if isinstance(scope, int) else scope.pk)


def flow(*, source: Thread, target: Thread, by: Any = None) -> Flow:
    """Join two threads. Refused when the target already flows into the source; the same join twice is one join."""
    if Thread.objects.filter(pk=source.pk, id__in=target.down()).exists():
        raise Refused("Diese beiden Vorgänge sind schon in der anderen Richtung verbunden.")
    actor = by if getattr(by, "is_authenticated", False) else None
    found = Flow.objects.filter(source=source, target=target).first()
    return found or Flow.objects.create(source=source, target=target, at=dates.now(), actor=actor)


def next_number(*, scope: Scope | int, series: str) -> int:
    """The next number of the series in the scope, from 1, without gaps; locks the series until the transaction ends."""
    scope_id = scope if isinstance(scope, int) else scope.pk
    row, _ = Series.objects.get_or_create(scope_id=scope_id, name=series)
    Series.objects.filter(pk=row.pk).update(last=models.F("last") + 1)
    return Series.objects.values_list("last", flat=True).get(pk=row.pk)
