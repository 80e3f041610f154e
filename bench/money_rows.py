"""The rows of grants with their receipts and transfers, put in many at a time, as the actions would leave them."""

import datetime as dt
from typing import Any

from quartier.files.models import File
from quartier.funding import states as funding
from quartier.funding.models import Application, BankAccount, CostLine, Grant, OfficeDecision
from quartier.history.models import Entry, Thread
from quartier.ledger.models import Account, Transfer
from quartier.projects.models import Project
from quartier.spending import states
from quartier.spending.models import Payment, Receipt, ReceiptReview, Settlement

CENTS = 1_000_00
TITLES = ("Nähwerkstatt", "Hochbeete am Kanal", "Fest im Hof", "Erzählcafé", "Reparaturtreff")


def add(place: Any, first: int, count: int) -> None:
    """``count`` grants, numbered from ``first`` on, each paid in full, with accepted receipts, the settlement handed in."""
    numbers = range(first, first + count)
    applications = _applications(place, numbers)
    grants = _grants(place, numbers, applications)
    _transfers(place, grants)
    _receipts(place, grants)


def _applications(place: Any, numbers: range) -> list[Application]:
    threads = Thread.objects.bulk_create([Thread(scope=place.area.scope) for _ in numbers])
    start = place.today - dt.timedelta(days=60)
    rows = Application.objects.bulk_create(
        Application(
            area=place.area, fund=place.year.fund, thread=thread, person=place.person, number=number,
            title=f"{TITLES[number % 5]} {number}", summary="An sechs Abenden nähen wir.", status=funding.GRANTED,
            starts_on=start, ends_on=start + dt.timedelta(days=50),
        )
        for number, thread in zip(numbers, threads, strict=True)
    )  # fmt: skip
    CostLine.objects.bulk_create(
        CostLine(application=row, position=n, title=title, cents=CENTS // 2)
        for row in rows
        for n, title in enumerate(("Material", "Miete"))
    )
    BankAccount.objects.bulk_create(
        BankAccount(application=row, holder="Ada Albers", iban="DE02120300000000202051") for row in rows
    )
    return rows


def _grants(place: Any, numbers: range, applications: list[Application]) -> list[Grant]:
    scope, day = place.area.scope, place.today
    decisions = OfficeDecision.objects.bulk_create(
        OfficeDecision(
            application=row, accepted=True, cents=CENTS, body="Büro", decided_on=day, reason="so", by=place.clara
        )
        for row in applications
    )
    threads = Thread.objects.bulk_create([Thread(scope=scope) for _ in numbers])
    projects = Project.objects.bulk_create(
        Project(
            area=place.area, thread=thread, number=number, title=row.title, summary=row.summary,
            starts_on=row.starts_on, ends_on=row.ends_on,
        )
        for number, thread, row in zip(numbers, threads, applications, strict=True)
    )  # fmt: skip
    kinds = (Account.COMMITTED, Account.PAID, Account.SPENT)
    accounts = Account.objects.bulk_create(
        Account(scope=scope, kind=kind, title=f"Antrag {row.number}: {row.title}")
        for row in applications
        for kind in kinds
    )
    return Grant.objects.bulk_create(
        Grant(
            application=row, office_decision=decision, fund_year=place.year, ruleset=place.year.ruleset, project=project,
            number=f"AF-{row.number}", cents=CENTS, starts_on=row.starts_on, ends_on=row.ends_on, proof_due_on=day,
            committed=accounts[3 * n], paid=accounts[3 * n + 1], spent=accounts[3 * n + 2], status=funding.PROOF_IN,
            by=place.clara,
        )
        for n, (row, decision, project) in enumerate(zip(applications, decisions, projects, strict=True))
    )  # fmt: skip


def _transfers(place: Any, grants: list[Grant]) -> None:
    """Granted, then paid; the trigger posts the balances."""
    payments = Payment.objects.bulk_create(
        Payment(
            grant=row, cents=CENTS, status=states.BOOKED, ordered_by=place.clara, booked_by=place.carla,
            value_on=place.today,
        )
        for row in grants
    )  # fmt: skip
    for verb, rows in (("granted", grants), ("paid", payments)):
        entries = Entry.objects.bulk_create(
            Entry(
                scope=place.area.scope, thread=grant.application.thread, verb=verb, kind=row._meta.label_lower, row=row.pk,
                actor=place.clara, public=True, facts={"cents": CENTS},
            )
            for row, grant in zip(rows, grants, strict=True)
        )  # fmt: skip
        Transfer.objects.bulk_create(
            Transfer(
                source=place.year.available if verb == "granted" else grant.committed,
                target=grant.committed if verb == "granted" else grant.paid,
                cents=CENTS, value_on=place.today, reason=f"{verb} {grant.number}", entry=entry,
            )
            for grant, entry in zip(grants, entries, strict=True)
        )  # fmt: skip


def _receipts(place: Any, grants: list[Grant]) -> None:
    from bench.money import RECEIPTS

    lines = {
        row.application_id: row for row in CostLine.objects.filter(application__in=[g.application_id for g in grants])
    }
    asked = [(grant, n) for grant in grants for n in range(RECEIPTS)]
    files = File.objects.bulk_create(
        File(
            scope=place.area.scope, name="beleg.pdf", mime="application/pdf", size=1, content="beleg.pdf",
            sha256=f"{grant.pk * RECEIPTS + n:064x}",
        )
        for grant, n in asked
    )  # fmt: skip
    receipts = Receipt.objects.bulk_create(
        Receipt(
            grant=grant, line=lines[grant.application_id], number=n + 1, payee=f"Laden {(grant.pk * 7 + n) % 997}",
            purpose="Holz und Schrauben", paid_on=place.today - dt.timedelta(days=(grant.pk + n) % 60),
            cents=CENTS // RECEIPTS + (-1) ** n * (grant.pk % 1999), file=file, by=place.clara,
        )
        for (grant, n), file in zip(asked, files, strict=True)
    )  # fmt: skip
    ReceiptReview.objects.bulk_create(
        ReceiptReview(receipt=row, result=states.ACCEPTED, cents=row.cents, by=place.clara) for row in receipts
    )
    Settlement.objects.bulk_create(
        Settlement(grant=row, report="Wir haben genäht.", status=states.SUBMITTED, submitted_at=row.at)
        for row in grants
    )
