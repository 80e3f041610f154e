"""Writes to the house's own tables outside an action are refused: they would change public pages without a stamp."""

import re
from typing import Any

from django.apps import apps

WRITE = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
# Sign-in and the demo's links write outside the thread: they change no page.
EXEMPT = {"accounts_user", "accounts_signinlink"}
_own: set[str] = set()
_paused = 0


class OutsideAction(RuntimeError):
    """A row of the house was written outside an action."""


def own_tables() -> set[str]:
    if not _own:
        models = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("quartier.")]
        _own.update(m._meta.db_table for m in models)
        _own.difference_update(EXEMPT)
    return _own


class Allowed:
    """Inside, writes pass: for migrations, flushes and the worker's own tables."""

    def __enter__(self) -> None:
        global _paused
        _paused += 1

    def __exit__(self, *_: object) -> None:
        global _paused
        _paused -= 1


def check(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if not _paused and getattr(context["connection"], "touched", None) is None:
        found = WRITE.match(sql)
        if found and found.group(1) in own_tables():
            raise OutsideAction(f"{found.group(1)} outside an action: {sql[:120]}")
    return execute(sql, params, many, context)


def watch(sender: Any, connection: Any, **_: Any) -> None:
    if check not in connection.execute_wrappers:
        connection.execute_wrappers.append(check)
