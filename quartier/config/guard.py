"""Writes to the house's own tables outside an action are refused: they would change public pages without a stamp.

A net for slips, not a lock: it reads the text of the statement. What may never change is guarded by triggers.
"""

import re
from contextvars import ContextVar
from typing import Any

from django.apps import apps

START = re.compile(
    r"(?:\s|--[^\n]*\n|/\*.*?\*/|\()*(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|WITH|COPY)\b", re.I | re.S
)
NAME = r'(?:["`\[]?\w+["`\]]?\s*\.\s*)?["`\[]?(\w+)'  # with or without its schema, quoted or not
WRITE = re.compile(
    r"\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|MERGE\s+INTO|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|COPY"
    rf"|UPDATE(?:\s+OR\s+\w+)?)\s+(?:ONLY\s+)?{NAME}",
    re.I,
)
# Sign-in and the demo's links write outside the thread: they change no page.
EXEMPT = frozenset({"accounts_user", "accounts_signinlink"})
_own: frozenset[str] = frozenset()
_allowed: ContextVar[bool] = ContextVar("writes_allowed", default=False)  # of this thread alone


class OutsideAction(RuntimeError):
    """A row of the house was written outside an action."""


def own_tables() -> frozenset[str]:
    global _own
    if not _own:
        models = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("quartier.")]
        _own = frozenset(m._meta.db_table for m in models) - EXEMPT
    return _own


class Allowed:
    """Inside, writes of this thread pass: for migrations, flushes and the worker's own tables."""

    def __enter__(self) -> None:
        self._token = _allowed.set(True)

    def __exit__(self, *_: object) -> None:
        _allowed.reset(self._token)


def written(sql: str) -> str:
    """The first of our own tables that the statement writes, or an empty string."""
    if not START.match(sql):
        return ""
    return next((name for name in map(str.lower, WRITE.findall(sql)) if name in own_tables()), "")


def check(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    if getattr(context["connection"], "touched", None) is None and not _allowed.get():
        text = sql if isinstance(sql, str) else str(sql)
        if table := written(text):
            raise OutsideAction(f"{table} outside an action: {text[:120]}")
    return execute(sql, params, many, context)


def watch(sender: Any, connection: Any, **_: Any) -> None:
    if check not in connection.execute_wrappers:
        connection.execute_wrappers.append(check)
