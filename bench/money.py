"""`python -m bench.money [--database …] [--grants 1000,10000] [--keep FOLDER] [--only WORD]`: pages and files of a large fund.

A fund with N grants, 20 N receipts and their transfers is put into the tables as the actions would leave them; then each
page is asked for by the test client in one process: CPU time (Python, its children and its PostgreSQL backend together),
wall time, queries, the most memory Python held on top, and the rows printed. „growth“ is the CPU time at the larger N by
that at the smaller: it must not be above that of the rows. „scan“: what such a page read in whole, though it prints few.
With ``--keep`` the filled databases stay in that folder and are asked again next time.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

MEASURE = "import sys, django; django.setup(); from bench.money_cost import main; main(*sys.argv[1:])"
HEAD = "| page | grants | rows | CPU ms | ms | queries | MB | growth of CPU | of rows |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|"


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.money", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--grants", default="1000,10000")
    parser.add_argument("--keep", type=Path, help="folder for filled databases that stay")
    parser.add_argument("--only", default="", help="only pages whose name has this word")
    options = parser.parse_args()
    sizes = [int(size) for size in options.grants.split(",")]
    for database in ["sqlite", "postgres"] if options.database == "both" else [options.database]:
        with tempfile.TemporaryDirectory(prefix="quartier-bench-") as folder:
            home = options.keep or Path(folder)
            found = [run(database, home / f"{database}-{size}", size, options.only) for size in sizes]
        print_table(database, sizes, found)


def run(database: str, folder: Path, size: int, only: str) -> dict[str, dict[str, Any]]:
    """Fill a database of that size, unless it is there, and ask for the pages in a process of its own."""
    from tests import postgres

    folder.mkdir(parents=True, exist_ok=True)
    home, url = folder / "server", ""
    if database == "postgres":
        for place in (folder, *folder.parents[:1]):
            place.chmod(0o711)
        home.mkdir(exist_ok=True)
        url = postgres.start(home)
    environment = {
        "DJANGO_SETTINGS_MODULE": "bench.settings", "QUARTIER_DATA": str(folder / "data"), "QUARTIER_DATABASE": url,
        "QUARTIER_STATIC": "plain",
    }  # fmt: skip
    try:
        command = [sys.executable, "-c", MEASURE, str(folder), str(size), only]
        subprocess.run(command, env=os.environ | environment, check=True)
    finally:
        if url:
            postgres.stop(home, keep=True)
    return json.loads((folder / "costs.json").read_text())


def print_table(database: str, sizes: list[int], found: list[dict[str, dict[str, Any]]]) -> None:
    print(f"\n## {database}\n\n{HEAD}")
    for name, first in found[0].items():
        for size, costs in zip(sizes, found, strict=True):
            one = costs[name]
            growth = "|"
            if size != sizes[0]:
                growth = f"{one['cpu'] / first['cpu']:.1f} | {one['rows'] / max(first['rows'], 1):.1f}"
            sums = f"{one['rows']} | {one['cpu']:.0f} | {one['wall']:.0f} | {one['queries']} | {one['memory']:.1f}"
            print(f"| {name} | {size} | {sums} | {growth} |")
    for name, one in found[-1].items():
        for scan in one["scans"]:
            print(f"scan: {name}: {scan}")


if __name__ == "__main__":
    main()
