"""A quarter with a fund of N grants, and the pages and files of it that are asked for."""

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any

from django.test import Client

from quartier.accounts import actions as accounts
from quartier.accounts.models import User
from quartier.areas import actions as areas
from quartier.areas.models import Area
from quartier.committees import actions as committees
from quartier.committees.models import Meeting
from quartier.config import jobs
from quartier.funding import actions as funding
from quartier.funding.models import Application, FundYear, Grant, RuleSet
from quartier.kit import access, dates
from quartier.network import actions as network
from quartier.network.models import Person
from quartier.spending.models import InventoryItem
from quartier.spending.queries import elsewhere

BATCH = 500
SIGNS = {".journal": b"\n\n", ".csv": b"\n", ".json": b'"number"'}  # what begins or ends a row; a page's stand in <tr>


class Place:
    """Lindenhafen with its office and a fund of this year with ``size`` grants, filled unless it is so already."""

    def __init__(self, size: int) -> None:
        if not FundYear.objects.exists():
            found()
        self.area, self.year = Area.objects.select_related("scope").get(), FundYear.objects.select_related("fund").get()
        self.today = dates.today()
        people = {user.email.partition("@")[0]: user for user in User.objects.all()}
        self.clara, self.carla, self.ada = people["clara"], people["carla"], people["ada"]
        self.person = Person.objects.order_by("pk")[0]
        self.fill(size)
        self.clients = {name: client(user) for name, user in {**people, "": None}.items()}
        self.first = Grant.objects.select_related("application__area__scope").order_by("pk")[0]

    def fill(self, size: int) -> None:
        """Up to ``size`` grants, with what lies around them; the first is Ada's own."""
        from bench import money_rows

        there = Grant.objects.count()
        if there:
            assert there == size, f"filled with {there} grants, not with {size}"
            return
        for first in range(1, size + 1, BATCH):
            money_rows.add(self, first, min(BATCH, size + 1 - first))
        money_rows.around(self, size)
        Application.objects.filter(number=1).update(owner=self.ada)

    def pages(self) -> dict[str, Callable[[], int]]:
        """What is asked for, by a name for the table; each returns the number of rows it printed."""
        area, year, first = self.area.slug, self.year.year, self.first.pk
        office = {
            "what is due": "", "all funds": "fonds/", "one fund": "fonds/aktionsfonds/",
            "one fund, last page": "fonds/aktionsfonds/?seite=9999&buchungen=9999",
            "allocation": "fonds/aktionsfonds/verteilen/", "end of the year": f"fonds/aktionsfonds/jahresende/{year}/",
            "applications, open": "antraege/", "applications, granted": "antraege/?stand=granted",
            "applications, last page": "antraege/?stand=granted&seite=9999",
            "one application": f"antraege/{self.first.application.number}/",
            "grants, running": "bewilligungen/", "grants, all": "bewilligungen/?stand=alle",
            "grants, last page": "bewilligungen/?stand=alle&seite=9999",
            "one settlement": f"bewilligungen/{first}/", "one receipt": f"bewilligungen/{first}/?beleg=1",
            "settlement, XLSX": f"bewilligungen/{first}/abrechnung.xlsx",
            "receipts of a grant, CSV": f"bewilligungen/{first}/belege.csv",
            "receipts of a grant, XLSX": f"bewilligungen/{first}/belege.xlsx",
            "account of the fund": f"konten/{self.year.available_id}/",
            "account of the fund, first page": f"konten/{self.year.available_id}/?seite=1",
            "account of a grant": f"konten/{self.first.paid_id}/",
            "inventory": "inventar/", "inventory, to look at": "inventar/?stand=nachschau",
            "inventory, CSV": "inventar/inventar.csv", "inventory, XLSX": "inventar/inventar.xlsx",
            "one thing": f"inventar/{InventoryItem.objects.order_by('pk')[0].pk}/",
            "projects of the office": "projekte/", "journal": "kassenbuch.journal",
        }  # fmt: skip
        public = {
            "front page": "", "projects": "projekte/", "one project": f"projekte/{self.first.project.number}/",
            "public money": f"geld/{year}/", "public money, last page": f"geld/{year}/?seite={-(-Grant.objects.count() // 100)}",
            "open data, CSV": f"geld/{year}.csv", "open data, JSON": f"geld/{year}.json",
        }  # fmt: skip
        meeting, number = (
            Meeting.objects.get().pk,
            Application.objects.filter(motion__isnull=False).order_by("pk")[0].number,
        )
        asked = {name: ("clara", f"/team/{area}/{path}") for name, path in office.items()}
        asked |= {name: ("", f"/{area}/{path}") for name, path in public.items()}
        asked |= {
            "for deciders": ("clara", f"/mitglied/{area}/antraege/{number}/"),
            "session, PDF": ("clara", f"/mitglied/{area}/sitzungen/{meeting}/antraege.pdf"),
            "funder: checks": ("dieter", f"/team/{area}/pruefungen/"), "funder: what is due": ("dieter", f"/team/{area}/"),
            "coordinator: receipts twice": ("kora", f"/team/{area}/belege/treffer/"),
            "own money": ("ada", "/meine/"), "own grant": ("ada", f"/meine/bewilligungen/{first}/"),
            "own receipts": ("ada", f"/meine/bewilligungen/{first}/belege/"),
            "own settlement": ("ada", f"/meine/bewilligungen/{first}/abrechnung/"),
        }  # fmt: skip
        pages = {name: functools.partial(self.ask, *where) for name, where in asked.items()}
        return pages | {"is a receipt elsewhere": self._elsewhere, "nightly proof": self._proof}

    def ask(self, who: str, url: str) -> int:
        answer = self.clients[who].get(url)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
        pieces = answer.streaming_content if answer.streaming else [answer.content]
        kind = next((kind for kind in SIGNS if url.endswith(kind)), "")
        if url.endswith((".xlsx", ".pdf")):
            return sum(len(piece) for piece in pieces) // 1000
        if kind:
            return sum(piece.count(SIGNS[kind]) for piece in pieces)
        content = b"".join(pieces)
        return content.count(b"<tr") + content.count(b"<li>")

    def _elsewhere(self) -> int:
        """What is asked when a receipt is entered, and by the page of a grant for all its receipts."""
        return len(elsewhere(self.first, self.first.spending_receipts.reviewed().select_related("file")))

    def _proof(self) -> int:
        jobs.prove_ledger.call()
        return Grant.objects.count()


def client(user: Any) -> Client:
    """A browser, signed in with the second factor where there is a user."""
    made = Client(HTTP_HOST="localhost")
    if user is not None:
        made.force_login(user)
        session = made.session
        session["second_factor"] = True
        session.save()
    return made


def found() -> None:
    """The quarter, its people, its jury with a session to come, and the fund; no grant yet."""
    today = dates.today()
    city = areas.found_city(name="Hohenwerder")
    area = areas.found_area(city=city, name="Lindenhafen", carrier=areas.found_carrier(name="Träger"))
    people = {
        name: accounts.create_user(email=f"{name.partition(' ')[0].lower()}@example.org", name=name)
        for name in ("Clara Berg", "Carla Dorn", "Dieter Falk", "Kora Hahn", "Ada Albers")
    }
    clara, carla, dieter, kora, ada = people.values()
    for user, kind, scope in (
        (clara, access.MANAGER, area.scope), (carla, access.MANAGER, area.scope), (dieter, access.FUNDER, area.scope),
        (kora, access.COORDINATOR, city.scope),
    ):  # fmt: skip
        accounts.give_role(user=user, kind=kind, scope=scope)
    jury = committees.found(area=area, name="Jury", slug="jury", kind="jury", by=clara)
    start = dates.now() + dt.timedelta(days=9)
    committees.plan_meeting(
        committee=jury, starts_at=start, ends_at=start + dt.timedelta(hours=2), place="Büro", by=clara
    )
    network.add_person(area=area, name="Ada Albers", by=clara, email="ada@example.org", user=ada)
    funding.load_rulesets()
    rules = RuleSet.objects.filter(key="berlin-aktionsfonds-2021").latest("valid_from", "pk")
    fund = funding.found_fund(area=area, name="Aktionsfonds", slug="aktionsfonds", committee=jury, by=clara)
    funding.open_year(fund=fund, year=today.year, ruleset=rules, pot_cents=10**10, by=clara)
