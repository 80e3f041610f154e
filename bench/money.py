"""`python -m bench.money [--database sqlite|postgres|both] [--grants 1000,10000]`: pages and files of a large fund.

A fund with N grants, 20 N receipts and their transfers is put into the tables as the actions would leave them; then each
page is asked for by the test client in one process: CPU and wall time, queries, the most memory Python held on top, and
the rows printed. „growth“ is the CPU time at the larger N by that at the smaller: it must not be above that of the rows.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

RECEIPTS = 20
MEASURE = "import sys, django; django.setup(); from bench.money import measure; measure(sys.argv[1], sys.argv[2])"


@dataclass(frozen=True)
class Cost:
    cpu: float  # ms
    wall: float  # ms
    queries: int
    memory: float  # MB
    rows: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.money", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--grants", default="1000,10000")
    options = parser.parse_args()
    for database in ["sqlite", "postgres"] if options.database == "both" else [options.database]:
        with tempfile.TemporaryDirectory(prefix="quartier-bench-") as folder:
            run(database, Path(folder), options.grants)


def run(database: str, folder: Path, grants: str) -> None:
    from tests import postgres

    home, url = folder / "server", ""
    if database == "postgres":
        folder.chmod(0o711)
        home.mkdir()
        url = postgres.start(home)
    environment = {
        "DJANGO_SETTINGS_MODULE": "bench.settings", "QUARTIER_DATA": str(folder / "data"), "QUARTIER_DATABASE": url,
        "QUARTIER_STATIC": "plain",
    }  # fmt: skip
    try:
        subprocess.run([sys.executable, "-c", MEASURE, database, grants], env=os.environ | environment, check=True)
    finally:
        if url:
            postgres.stop(home)


def measure(database: str, grants: str) -> None:
    """In the child process: fill to the first number, ask, fill on to the next, ask again, print."""
    from django.core.management import call_command
    from django.db import connection

    from quartier.config.guard import Allowed

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    with Allowed():
        place, sizes, found = Place(), [int(size) for size in grants.split(",")], []
        for size in sizes:
            place.fill(size)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            found.append({name: _cost(place, url) for name, url in place.pages().items()})
    print_table(database, sizes, found)


def print_table(database: str, sizes: list[int], found: list[dict[str, Cost]]) -> None:
    print(f"\n## {database}\n")
    print(
        "| page | grants | rows | CPU ms | ms | queries | MB | growth of CPU | of rows |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    )
    for name, first in found[0].items():
        for size, costs in zip(sizes, found, strict=True):
            one = costs[name]
            growth = f"{one.cpu / first.cpu:.1f} | {one.rows / max(first.rows, 1):.1f}" if size != sizes[0] else "|"
            print(
                f"| {name} | {size} | {one.rows} | {one.cpu:.0f} | {one.wall:.0f} | {one.queries} | {one.memory:.1f} |"
                f" {growth} |"
            )


def _cost(place: "Place", url: str) -> Cost:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from quartier.kit import pagecache

    place.ask(url)  # what is read once in a process
    runs = []
    for _ in range(3):
        pagecache.store.clear()
        cpu, wall = time.process_time(), time.perf_counter()
        place.ask(url)
        runs.append((time.process_time() - cpu, time.perf_counter() - wall))
    pagecache.store.clear()
    with CaptureQueriesContext(connection) as seen:
        place.ask(url)
    queries = len(seen)  # the next request forgets them
    pagecache.store.clear()
    tracemalloc.start()
    rows = place.ask(url)
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    cpu, wall = sorted(runs)[0]
    return Cost(cpu * 1000, wall * 1000, queries, memory, rows)


class Place:
    """A quarter with a fund of this year, its office and an ever longer list of grants."""

    def __init__(self) -> None:
        from quartier.accounts import actions as accounts
        from quartier.areas import actions as areas
        from quartier.committees import actions as committees
        from quartier.funding import actions as funding
        from quartier.funding.models import RuleSet
        from quartier.kit import access, dates
        from quartier.network import actions as network

        self.today, self.size = dates.today(), 0
        carrier = areas.found_carrier(name="Träger")
        self.area = areas.found_area(city=areas.found_city(name="Hohenwerder"), name="Lindenhafen", carrier=carrier)
        self.clara = accounts.create_user(email="clara@example.org", name="Clara Berg")
        accounts.give_role(user=self.clara, kind=access.MANAGER, scope=self.area.scope)
        self.carla = accounts.create_user(email="carla@example.org", name="Carla Dorn")
        jury = committees.found(area=self.area, name="Jury", slug="jury", kind="jury", by=self.clara)
        self.person = network.add_person(area=self.area, name="Ada Albers", by=self.clara, email="ada@example.org")
        funding.load_rulesets()
        rules = RuleSet.objects.filter(key="berlin-aktionsfonds-2021").latest("valid_from", "pk")
        fund = funding.found_fund(
            area=self.area, name="Aktionsfonds", slug="aktionsfonds", committee=jury, by=self.clara
        )
        self.year = funding.open_year(
            fund=fund, year=self.today.year, ruleset=rules, pot_cents=10**10, by=self.clara
        )  # fmt: skip
        self.clients = self._client(), self._client(signed_in=False)

    def _client(self, *, signed_in: bool = True):
        from django.test import Client

        client = Client(HTTP_HOST="localhost")
        if signed_in:
            client.force_login(self.clara)
            session = client.session
            session["second_factor"] = True
            session.save()
        return client

    def pages(self) -> dict[str, str]:
        from quartier.funding.models import Grant

        team, first = f"/team/{self.area.slug}", Grant.objects.order_by("pk").first().pk
        year = self.year.year
        return {
            "all funds": f"{team}/fonds/", "one fund": f"{team}/fonds/aktionsfonds/",
            "grants": f"{team}/bewilligungen/?stand=alle", "account of the fund": f"{team}/konten/{self.year.available_id}/",
            "one settlement": f"{team}/bewilligungen/{first}/",
            "receipts of a grant, CSV": f"{team}/bewilligungen/{first}/belege.csv",
            "receipts of a grant, XLSX": f"{team}/bewilligungen/{first}/belege.xlsx",
            "public money page": f"/{self.area.slug}/geld/{year}/",
            "open data, CSV": f"/{self.area.slug}/geld/{year}.csv", "journal": f"{team}/kassenbuch.journal",
        }  # fmt: skip

    def ask(self, url: str) -> int:
        """Ask as the office, or as anybody for what is public; the rows that were printed."""
        answer = self.clients[0 if url.startswith("/team/") else 1].get(url)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
        pieces = answer.streaming_content if answer.streaming else [answer.content]
        sign = b"\n\n" if url.endswith("journal") else b"\n" if url.endswith("csv") else b"<tr"
        return RECEIPTS + 1 if url.endswith("xlsx") else sum(piece.count(sign) for piece in pieces)

    def fill(self, size: int) -> None:
        """Up to ``size`` grants: paid in full, with accepted receipts, the settlement handed in."""
        from bench.money_rows import add

        while self.size < size:
            count = min(500, size - self.size)
            add(self, self.size + 1, count)
            self.size += count


if __name__ == "__main__":
    main()
