"""`just bench [--database sqlite|postgres|both] [--seconds 4] [--ideas 1000]`: writes a table, changes nothing else."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.load import BASE, Measured, get, post, server
from bench.votes import vote_all

HERE = Path(__file__).parent
BUILD = "import sys, django; django.setup(); from bench.build import main; main(int(sys.argv[1]), int(sys.argv[2]))"
GOALS = {
    "front page, warm": "faster than a bare view with one query",
    "idea list, cold": "6 ms CPU or less",
    "handing in an idea": "a quarter of a bare insert view or more",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--ideas", type=int, default=1000)
    parser.add_argument("--members", type=int, default=1000)
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("bench needs wrk (apt install wrk)")
    for database in ["sqlite", "postgres"] if options.database == "both" else [options.database]:
        with tempfile.TemporaryDirectory(prefix="quartier-bench-") as folder:
            run(database, Path(folder), options)


def run(database: str, folder: Path, options: argparse.Namespace) -> None:
    from tests import postgres

    home = folder / "server"
    url = ""
    if database == "postgres":
        folder.chmod(0o711)
        home.mkdir()
        url = postgres.start(home)
    environment = {
        "DJANGO_SETTINGS_MODULE": "bench.settings", "QUARTIER_DATA": str(folder / "data"), "QUARTIER_DATABASE": url,
        "QUARTIER_STATIC": "plain", "QUARTIER_URL": BASE,
    }  # fmt: skip
    os.environ["BENCH_STAMPS"] = str(folder / "data" / "stamps.txt")  # for the load
    try:
        build = [sys.executable, "-c", BUILD, str(options.ideas), str(options.members)]
        subprocess.run(build, env=os.environ | environment, check=True)
        warm = measure(environment, options.seconds, cold=False)
        cold = measure(environment | {"BENCH_COLD": "1"}, options.seconds, cold=True)
        votes = vote_all(environment, folder / "data" / "voters.json")
        print_table(database, warm + cold, votes)
    finally:
        if url:
            postgres.stop(home)


def measure(environment: dict[str, str], seconds: int, *, cold: bool) -> list[Measured]:
    word = "cold" if cold else "warm"
    with server(environment) as pid:
        rows = []
        if not cold:
            rows.append(get("bare view, no query", "/bare/constant/", pid, seconds=seconds))
        rows += [
            get("bare view, one query", "/bare/query/", pid, seconds=seconds),
            get(f"front page, {word}", "/lindenhafen/", pid, seconds=seconds),
            get(f"idea list, {word}", "/lindenhafen/ideen/", pid, seconds=seconds),
            get(f"idea page, {word}", "/lindenhafen/ideen/1/", pid, seconds=seconds),
        ]
        if not cold:
            rows += [
                post("bare insert view", "/bare/insert/", HERE / "insert.lua", pid, seconds=seconds),
                post("handing in an idea", "/lindenhafen/ideen/neu/", HERE / "idea.lua", pid, seconds=seconds),
            ]
    return rows


def print_table(database: str, rows: list[Measured], votes: str) -> None:
    print(f"\n## {database}\n")
    print("| what | req/s | p50 ms | p99 ms | CPU ms/req | of the bare view | errors |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    bare = {"get": 1.0, "insert": 1.0}
    for row in rows:
        kind = "insert" if row.name in ("bare insert view", "handing in an idea") else "get"
        if row.name == "bare view, one query":
            bare["get"] = row.rate
        if row.name == "bare insert view":
            bare["insert"] = row.rate
        ratio = row.rate / bare[kind] if bare[kind] != 1.0 else 0
        goal = f" (goal: {GOALS[row.name]})" if row.name in GOALS else ""
        print(
            f"| {row.name}{goal} | {row.rate:,.0f} | {row.p50:.2f} | {row.p99:.1f} | {row.cpu:.2f} |"
            f" {ratio:.2f} | {row.errors} |"
        )
    print(f"\n{votes}")


if __name__ == "__main__":
    main()
