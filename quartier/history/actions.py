"""The four verbs by which everything is written: ``action``, ``record``, ``move`` and ``flow``; and whole imports."""

import datetime as dt
import functools
import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from quartier.history.models import Entry, Flow, ImportedRow, ImportRun, Scope, Thread
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused
from quartier.kit.importer import KEPT_PROBLEMS, Preview, Report, Target, Undone, at_line, chunks, stamp

F = TypeVar("F", bound=Callable[..., Any])
Row = TypeVar("Row", bound=models.Model)

DRAFT_KEPT = dt.timedelta(days=1)  # how long a file waits for a yes to its preview
NEXT = """INSERT INTO history_series (scope_id, name, last) VALUES (%s, %s, 1)
ON CONFLICT (scope_id, name) DO UPDATE SET last = history_series.last + 1 RETURNING last"""
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
    facts: dict[str, int] | None = None,
) -> Entry:
    """Write who (``by``: user or None) did what (``verb``) to which row and why; ``public`` bumps the scope's stamp.

    Only actions call it. ``because`` is free text and can be blanked later; ``facts`` are numbers and ids the thread
    tells later without asking the row (cents, numbers, years), never blanked.
    """
    scope_id = scope if isinstance(scope, int) else scope.pk
    if public:
        touch(scope_id)
    return Entry.objects.create(
        scope_id=scope_id,
        thread_id=thread if isinstance(thread, int) or thread is None else thread.pk,
        verb=verb,
        kind=row._meta.label_lower,
        row=row.pk,
        at=dates.now(),
        actor=_actor(by),
        because=because,
        public=public,
        facts=facts or {},
    )


def lock(row: Row) -> Row:
    """The row read anew and locked until the transaction ends (on SQLite the transaction itself is the lock)."""
    rows = type(row)._base_manager.select_for_update(no_key=True, of=("self",))
    return rows.get(pk=row.pk)


def move(
    row: Row, to: str, *, by: Any, scope: Scope | int, verb: str = "", thread: Any = None, because: str = "",
    public: bool = False, facts: dict[str, int] | None = None,
) -> Entry:  # fmt: skip
    """The only writer of ``status``: lock the row, check the model's ``MOVES`` table, write, record.

    ``row`` may be stale; its ``status`` is set to the new one. Refused when the table does not allow the move.
    """
    locked: Any = lock(row)
    current = locked.status
    if to not in locked.MOVES.get(current, ()):
        labels = dict(locked._meta.get_field("status").flatchoices)
        text = _("Das geht nicht mehr: Der Stand ist „%(state)s“. Vielleicht war jemand schneller.")
        again = _("Bitte laden Sie die Seite neu.")
        raise Refused(f"{text % {'state': labels.get(current, current)}} {again}")
    type(row)._base_manager.filter(pk=row.pk).update(status=to)
    row.status = to  # type: ignore[attr-defined]
    return record(
        scope=scope, verb=verb or to, row=row, by=by, thread=thread, because=because, public=public, facts=facts
    )


def begin_thread(*, scope: Scope | int) -> Thread:
    """A new thread in the scope; inside an action."""
    return Thread.objects.create(scope_id=scope if isinstance(scope, int) else scope.pk)


def flow(*, source: Thread, target: Thread, by: Any = None) -> Flow:
    """Join two threads. Refused when the target already flows into the source; the same join twice is one join."""
    ends = Thread.objects.select_for_update(no_key=True).filter(pk__in=[source.pk, target.pk])
    list(ends.order_by("pk"))  # two joins of the same threads come one after the other
    if Thread.objects.filter(pk=source.pk, id__in=target.down()).exists():
        raise Refused(_("Diese beiden Vorgänge sind schon in der anderen Richtung verbunden."))
    found = Flow.objects.filter(source=source, target=target).first()
    return found or Flow.objects.create(source=source, target=target, at=dates.now(), actor=_actor(by))


def next_number(*, scope: Scope | int, series: str) -> int:
    """The next number of the series in the scope, from 1, without gaps; locks the series until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [scope if isinstance(scope, int) else scope.pk, series])
        return int(cursor.fetchone()[0])


@action
def draft_import(
    *, scope: Scope, kind: str, name: str, content: bytes, options: dict[str, Any], by: Any = None
) -> ImportRun:
    """Keep a file for its preview. Drafts of the same scope that nobody confirmed within a day are dropped."""
    ImportRun.objects.filter(scope=scope, done_at__isnull=True, at__lt=dates.now() - DRAFT_KEPT).delete()
    digest = hashlib.sha256(content).hexdigest()
    return ImportRun.objects.create(
        scope=scope, kind=kind, name=name[:160], sha256=digest, content=content, options=options, by=_actor(by)
    )


@action
def set_import_options(*, run: ImportRun, options: dict[str, Any]) -> ImportRun:
    """Read the draft's file differently from now on, e. g. with other columns. Refused when it was carried out."""
    row = lock(run)
    if row.done_at:
        raise Refused(_("Diese Liste ist schon übernommen."))
    row.options = options
    row.save(update_fields=["options"])
    return row


@action
def drop_import(*, run: ImportRun) -> None:
    """Throw a draft away, file and all. Refused when it was carried out: that is taken back instead."""
    if lock(run).done_at:
        raise Refused(_("Diese Liste ist schon übernommen. Sie lässt sich als Ganzes zurücknehmen."))
    run.delete()


@action
def carry_out(
    *, scope: Scope, read: Callable[[], Preview], target: Target, by: Any = None, run: ImportRun | None = None,
    shown: str = "", options: dict[str, Any] | None = None,
) -> Report:  # fmt: skip
    """Write what the preview shows, each row by its app's own action: all of it or nothing.

    Before: ``read`` makes the preview anew, inside this transaction and under the lock of the scope and its parent; where it is not
    what the person saw (``shown``, its fingerprint), Conflict. ``run`` is the draft, if there was one.
    Effect: an ImportRun with an ImportedRow for every row written. Carried out already: the report of then, nothing is
    written twice. Nothing to do: no run. After: the import can be taken back.
    """
    _lock_with_parent(scope)
    if run is not None:
        run = lock(run)
        if run.done_at:
            return Report(run, run.totals)
    preview = read()
    if shown and shown != preview.fingerprint():
        raise Conflict(_("Inzwischen hat sich etwas geändert. Bitte sehen Sie die Vorschau noch einmal an."))
    if not preview.steps:
        return Report(None, preview.totals())
    run = run or ImportRun(scope=scope, kind=target.model._meta.label_lower, name=preview.name[:160], by=_actor(by))
    run.sha256, run.content, run.options = preview.sha256, None, options or run.options
    run.done_at = dates.now()
    run.totals = preview.totals() | {"problems": [str(p) for p in preview.refused + preview.notes][:KEPT_PROBLEMS]}
    run.save()
    _write_rows(run, preview, target, by)
    record(scope=scope, verb="imported", row=run, by=by)
    return Report(run, run.totals)


def _lock_with_parent(scope: Scope) -> None:
    """Two lists of one city never meet, also where each belongs to another quarter."""
    ids = [scope.pk, scope.parent_id]
    list(Scope.objects.select_for_update(no_key=True).filter(pk__in=[i for i in ids if i]).order_by("pk"))


def _write_rows(run: ImportRun, preview: Preview, target: Target, by: Any) -> None:
    made = [step for step in preview.steps if step.row is None]
    written = [
        ImportedRow(run=run, kind=row._meta.label_lower, row=row.pk, made=True, stamp=stamp(target.facts(row)))
        for row in target.make_all(made, by)
    ]
    for step in preview.steps:
        if step.row is None:
            continue
        before = target.facts(step.row)
        try:
            row = target.change(step, by)
        except Refused as refusal:
            raise at_line(step, refusal) from refusal
        after = stamp(target.facts(row))
        written.append(
            ImportedRow(run=run, kind=row._meta.label_lower, row=row.pk, made=False, before=before, stamp=after)
        )
    ImportedRow.objects.bulk_create(written, batch_size=500)


@action
def take_back(*, run: ImportRun, target: Target, by: Any = None) -> Undone:
    """Undo a whole import. Rows it made go where nothing else refers to them and nobody changed them since, else they
    are marked and named; rows it changed get their facts back unless they were changed since, else they are named.

    Refused when it was never carried out. Taken back already: nothing happens again.
    """
    run = lock(run)
    if run.done_at is None:
        raise Refused(_("Diese Liste wurde noch nicht übernommen."))
    if run.undone_at:
        return Undone(**run.totals.get("undone", {}))  # nothing to tell where it was erased since
    imported = {(item.kind, item.row): item for item in run.rows.order_by("id")}
    rows = _rows_of(target, list(imported))
    untouched = {key for key, row in rows.items() if stamp(target.facts(row)) == imported[key].stamp}
    undone = Undone()
    for model in target.models:
        made = [row for key, row in rows.items() if imported[key].made and type(row) is model]
        _remove_made(made, {pk for kind, pk in untouched if kind == model._meta.label_lower}, target, undone, by)
    for key, row in rows.items():
        if imported[key].made:
            continue
        before = imported[key].before  # None where it was erased
        if key in untouched and before is not None:
            target.restore(row, before, by)
            undone.restored += 1
        elif before is None:
            undone.kept.append(_("„%(name)s“ bleibt: Der frühere Stand ist nicht mehr gespeichert.") % {"name": row})
        else:
            undone.kept.append(_("„%(name)s“ wurde seither geändert und bleibt, wie es ist.") % {"name": row})
    run.undone_at = dates.now()
    kept = undone.kept[:KEPT_PROBLEMS]
    run.totals = run.totals | {"undone": {"removed": undone.removed, "restored": undone.restored, "kept": kept}}
    run.save(update_fields=["undone_at", "totals"])
    record(scope=run.scope_id, verb="taken_back", row=run, by=by)
    return undone


def _rows_of(target: Target, keys: list[tuple[str, int]]) -> dict[tuple[str, int], Any]:
    """Rows by kind and id, locked; those that are gone are left out."""
    found: dict[tuple[str, int], Any] = {}
    for model in target.models:
        kind = model._meta.label_lower
        for part in chunks([pk for of, pk in keys if of == kind]):
            rows = model._base_manager.select_for_update(no_key=True, of=("self",)).filter(pk__in=part)
            found.update(((kind, row.pk), row) for row in rows.order_by("pk"))
    return found


def _remove_made(made: list[Any], untouched: set[int], target: Target, undone: Undone, by: Any) -> None:
    held = target.held(made)
    gone = [row for row in made if row.pk in untouched and row.pk not in held]
    for row in made:
        if row.pk in held:
            undone.kept.append(_("„%(name)s“ wird inzwischen anderswo gebraucht und bleibt.") % {"name": row})
            target.mark(row, by)
        elif row.pk not in untouched:
            undone.kept.append(_("„%(name)s“ wurde seither geändert und bleibt.") % {"name": row})
            target.mark(row, by)
    undone.removed += len(gone)
    target.remove(gone, by)


def _actor(by: Any) -> Any:
    return by if getattr(by, "is_authenticated", False) else None
