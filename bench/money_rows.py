"""The rows of grants with their receipts and transfers, put in many at a time, as the actions would leave them."""

import datetime as dt
from typing import Any

from quartier.committees.models import Meeting, Motion
from quartier.files.models import File
from quartier.funding import states as funding
from quartier.funding.models import Application, BankAccount, CostLine, Grant, OfficeDecision, Rejection
from quartier.history.models import Entry, Thread
from quartier.kit import dates
from quartier.ledger.models import Account, Transfer
from quartier.projects.models import Project
from quartier.spending import states
from quartier.spending.models import InventoryItem, Payment, Receipt, ReceiptReview, Settlement, SettlementResult

RECEIPTS, UNSEEN = 20, 5  # of a grant; and of a running one not looked at yet
CENTS = 1_000_00
AGENDA = 10
TITLES = ("Nähwerkstatt", "Hochbeete am Kanal", "Fest im Hof", "Erzählcafé", "Reparaturtreff")
RUNNING, HANDED_IN = (0,), (1,)  # by the last digit of the number; the others are settled


def add(place: Any, first: int, count: int) -> None:
    """``count`` grants, numbered from ``first`` on, each paid in full, with receipts and a thing bought: one in ten runs,
    of one in ten the settlement is handed in, the others are settled."""
    numbers = range(first, first + count)
    applications = _applications(place, numbers, funding.GRANTED)
    grants = _grants(place, numbers, applications)
    _transfers(place, grants)
    _receipts(place, grants)
    _settlements(place, grants)


def around(place: Any, size: int) -> None:
    """What has no grant: on the agenda of the next session, ready for one, and refused by the office."""
    share, meeting = max(1, size // 100), Meeting.objects.get()
    listed = _applications(place, range(size + 1, size + 1 + AGENDA), funding.IN_JURY)
    motions = Motion.objects.bulk_create(
        Motion(committee=meeting.committee, meeting=meeting, position=n, title=row.title, wording="Bewilligt?", amount_cents=CENTS)
        for n, row in enumerate(listed)
    )  # fmt: skip
    for row, motion in zip(listed, motions, strict=True):
        Application.objects.filter(pk=row.pk).update(motion=motion)
    start = size + 1 + AGENDA
    _applications(place, range(start, start + share), funding.CHECKED)
    refused = _applications(place, range(start + share, start + 2 * share), funding.REJECTED)
    Rejection.objects.bulk_create(Rejection(application=row, reason="Kein Geld", by=place.clara) for row in refused)


def _digit(grant: Grant) -> int:
    return int(grant.number.rpartition("-")[2]) % 10


def _applications(place: Any, numbers: range, status: str) -> list[Application]:
    threads = Thread.objects.bulk_create([Thread(scope=place.area.scope) for _ in numbers])
    start = place.today - dt.timedelta(days=60)
    rows = Application.objects.bulk_create(
        Application(
            area=place.area, fund=place.year.fund, thread=thread, person=place.person, number=number,
            title=f"{TITLES[number % 5]} {number}", summary="An sechs Abenden nähen wir.", status=status,
            submitted_at=dates.now(), starts_on=start, ends_on=start + dt.timedelta(days=50),
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
            committed=accounts[3 * n], paid=accounts[3 * n + 1], spent=accounts[3 * n + 2], status=_status(row.number),
            by=place.clara,
        )
        for n, (row, decision, project) in enumerate(zip(applications, decisions, projects, strict=True))
    )  # fmt: skip


def _status(number: int) -> str:
    return {RUNNING[0]: funding.ISSUED, HANDED_IN[0]: funding.PROOF_IN}.get(number % 10, funding.SETTLED)


def _transfers(place: Any, grants: list[Grant]) -> None:
    """Granted, paid, and used where it is settled; the trigger posts the balances."""
    payments = Payment.objects.bulk_create(
        Payment(
            grant=row, cents=CENTS, status=states.BOOKED, ordered_by=place.clara, booked_by=place.carla,
            value_on=place.today,
        )
        for row in grants
    )  # fmt: skip
    settled = [row for row in grants if row.status == funding.SETTLED]
    for verb, rows, owners in (("granted", grants, grants), ("paid", payments, grants), ("settled", settled, settled)):
        entries = Entry.objects.bulk_create(
            Entry(
                scope=place.area.scope, thread=grant.application.thread, verb=verb, kind=row._meta.label_lower, row=row.pk,
                actor=place.clara, public=True, facts={"cents": CENTS, "back": 0},
            )
            for row, grant in zip(rows, owners, strict=True)
        )  # fmt: skip
        Transfer.objects.bulk_create(
            Transfer(
                source=source,
                target=target,
                cents=CENTS,
                value_on=place.today,
                reason=f"{verb} {grant.number}",
                entry=entry,
            )
            for (source, target), grant, entry in zip(_ways(place, verb, owners), owners, entries, strict=True)
        )


def _ways(place: Any, verb: str, grants: list[Grant]) -> list[tuple[Account, Account]]:
    if verb == "granted":
        return [(place.year.available, row.committed) for row in grants]
    return [(row.committed, row.paid) if verb == "paid" else (row.paid, row.spent) for row in grants]


def _receipts(place: Any, grants: list[Grant]) -> None:
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
        ReceiptReview(receipt=row, result=states.ACCEPTED, cents=row.cents, by=place.clara)
        for row in receipts if row.number <= RECEIPTS - UNSEEN or _digit(row.grant) not in RUNNING
    )  # fmt: skip
    InventoryItem.objects.bulk_create(
        InventoryItem(
            grant=row.grant, receipt=row, name="Bohrmaschine", net_cents=row.cents, carer="Ada Albers", place="Werkraum",
            bought_on=row.paid_on - dt.timedelta(days=(row.grant_id % 20) * 20),
        )
        for row in receipts if row.number == 1
    )  # fmt: skip


def _settlements(place: Any, grants: list[Grant]) -> None:
    rows = Settlement.objects.bulk_create(
        Settlement(
            grant=row, report="Wir haben genäht.", submitted_at=row.at,
            status=states.SUBMITTED if row.status == funding.PROOF_IN else states.DECIDED,
        )
        for row in grants if row.status != funding.ISSUED
    )  # fmt: skip
    SettlementResult.objects.bulk_create(
        SettlementResult(
            settlement=row, accepted_cents=CENTS, flat_cents=0, recognised_cents=CENTS, grant_cents=CENTS, paid_cents=CENTS,
            refund_cents=0, remaining_cents=0, borne_cents=0, by=place.clara,
        )
        for row in rows if row.status == states.DECIDED
    )  # fmt: skip
