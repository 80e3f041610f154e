"""In a process of its own: fill a fund, unless it is filled, ask for each page, and write down what it cost."""

import json
import re
import resource
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

FEW, MANY = 600, 5_000  # a page of so few rows should not read tables of so many in whole


def main(folder: str, size: str, only: str) -> None:
    """``folder``: where the database lies and the costs are written to, as JSON by the name of the page."""
    from django.core.management import call_command
    from django.db import connection

    from bench.money_place import Place
    from quartier.config.guard import Allowed

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    with Allowed():
        place = Place(int(size))
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET max_parallel_workers_per_gather = 0")  # so that its own process does all the work
            cursor.execute("ANALYZE")
        costs = {name: cost(ask) for name, ask in place.pages().items() if only in name}
    (Path(folder) / "costs.json").write_text(json.dumps(costs))


def cost(ask: Callable[[], int]) -> dict[str, Any]:
    """The cheapest of three; a page kept in the process is forgotten before each."""
    from django.db import connection

    from quartier.kit import pagecache

    ask()  # what is read once in a process
    runs = []
    for _ in range(3):
        pagecache.store.clear()
        cpu, wall = _cpu(), time.perf_counter()
        ask()
        runs.append(((_cpu() - cpu) * 1000, (time.perf_counter() - wall) * 1000))
    seen: list[tuple[str, Any]] = []
    with connection.execute_wrapper(
        lambda go, sql, params, many, more: (seen.append((sql, params)), go(sql, params, many, more))[1]
    ):
        pagecache.store.clear()
        ask()
    pagecache.store.clear()
    tracemalloc.start()
    rows = ask()
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    cpu, wall = min(runs)
    queries = [row for row in seen if not row[0].startswith(("SAVEPOINT", "RELEASE"))]
    return {
        "cpu": cpu, "wall": wall, "queries": len(queries), "memory": memory, "rows": rows,
        "scans": _scans(queries) if rows < FEW else [],
    }  # fmt: skip


def _cpu() -> float:
    """Seconds of this process, its ended children and its PostgreSQL backend."""
    from django.db import connection

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = time.process_time() + children.ru_utime + children.ru_stime
    if connection.vendor == "postgresql":
        pid = connection.connection.info.backend_pid
        told += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    return told


def _scans(queries: list[tuple[str, Any]]) -> list[str]:
    """The large tables that are read from end to end, with the beginning of the statement."""
    from django.db import connection

    postgres, found = connection.vendor == "postgresql", []
    with connection.cursor() as cursor:
        for sql, params in queries:
            if not sql.startswith(("SELECT", "(SELECT")):
                continue
            cursor.execute(("EXPLAIN " if postgres else "EXPLAIN QUERY PLAN ") + sql, params)
            plan = "\n".join(str(row[0] if postgres else row[3]) for row in cursor.fetchall())
            tables = set(re.findall(r"Seq Scan on (\w+)" if postgres else r"SCAN (\w+)", plan))
            large = sorted(name for name in tables if _length(cursor, name) > MANY)
            if large:
                found.append(f"{', '.join(large)} in {sql[:60]} … {sql[-160:]}")
    return found


def _length(cursor: Any, table: str) -> int:
    from django.apps import apps

    if table not in {model._meta.db_table for model in apps.get_models()}:
        return 0
    cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
    return int(cursor.fetchone()[0])
