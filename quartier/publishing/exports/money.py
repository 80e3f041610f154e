"""The money of a year as open data: a table and one JSON document. No person, no receipt, no payee."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from quartier.spending.queries import ProjectMoney, YearMoney

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def money_csv(money: YearMoney) -> bytes:
    """One line for each project, read as it is written, sums at the end; for German spreadsheets."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(
        [
            _("Projekt"), _("Handlungsfeld"), _("Stand"), _("Beschluss"), _("Bewilligt"), _("Verwendet"),
            _("Ausgezahlt"), _("Gebunden"), _("Zurück im Topf"), _("Belege"),
        ]
    )  # fmt: skip
    for row in money.rows:
        project = row.grant.project
        words = [project.title, str(project.field or ""), str(row.grant.get_status_display()), row.decided]
        sums = [row.granted, row.used, row.paid, row.committed, row.returned]
        writer.writerow([_plain(word) for word in words] + [_euros(cents) for cents in sums] + [row.receipts])
    sums = [money.granted, money.used, money.paid, money.committed, money.returned]
    writer.writerow([_("Summe"), "", "", "", *(_euros(cents) for cents in sums), money.receipts])
    moved = ((_("Eingelegt"), money.put_in), (_("Aus dem Vorjahr"), money.carried_in),
             (_("Ins nächste Jahr übertragen"), -money.carried_out), (_("Verfallen"), -money.lapsed))  # fmt: skip
    for word, cents in moved if money.pot != money.put_in or money.carried_in else ():
        writer.writerow([word, "", "", "", _euros(cents), "", "", "", "", ""])
    for word, asked in asked_rows(money):
        writer.writerow(
            [word, "", _("%(n)d Anträge") % {"n": asked.count}, "", _euros(asked.cents), "", "", "", "", ""]
        )
    writer.writerow([_("Topf"), "", "", "", _euros(money.pot), "", "", "", "", ""])
    writer.writerow([_("Verfügbar"), "", "", "", _euros(money.available), "", "", "", "", ""])
    return ("\ufeff" + target.getvalue()).encode()


def asked_rows(money: YearMoney) -> list[tuple[str, Any]]:
    """What was asked for in all and what became of it; the first is the sum of the others. No names."""
    if money.asked is None:
        return []
    asked = money.asked
    return [
        (_("Beantragt"), asked.applied), (_("davon bewilligt"), asked.granted), (_("davon abgelehnt"), asked.refused),
        (_("davon zurückgezogen"), asked.withdrawn), (_("davon noch offen"), asked.open),
    ]  # fmt: skip


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _euros(cents: int) -> str:
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    return f"{sign}{cents // 100},{cents % 100:02}"


def money_json(money: YearMoney) -> Iterator[str]:
    """The same with the refused ones, as JSON piece by piece; sums in cents."""
    yield json.dumps(_whole(money), ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "projects": ['
    for number, row in enumerate(money.rows):
        yield ("," if number else "") + "\n  " + json.dumps(_project(row), ensure_ascii=False)
    yield "\n ]\n}\n"


def _project(row: ProjectMoney) -> dict[str, Any]:
    project = row.grant.project
    return {
        "number": project.number, "title": project.title, "field": str(project.field) if project.field else None,
        "state": row.grant.status, "decision": row.decided, "granted": row.granted, "used": row.used, "paid": row.paid,
        "committed": row.committed, "returned": row.returned, "receipts": row.receipts,
    }  # fmt: skip


def _whole(money: YearMoney) -> dict[str, Any]:
    """All but the single projects."""
    return {
        "year": money.year, "currency": "EUR", "unit": "cent",
        "closed_on": money.closed_on.isoformat() if money.closed_on else None,
        "pot": money.pot, "used": money.used, "paid": money.paid, "committed": money.committed,
        "available": money.available, "put_in": money.put_in, "carried_in": money.carried_in,
        "carried_out": money.carried_out, "lapsed": money.lapsed, "granted": money.granted, "repaid": money.repaid,
        "refused": [
            {"title": row.decision.motion.title, "decision": str(row.decision), "reason": row.decision.reason}
            for row in money.decided if row.decision
        ],
        "refused_by_office": money.answered,
        "applications": {
            name: {"count": getattr(money.asked, name).count, "asked": getattr(money.asked, name).cents}
            for name in ("applied", "granted", "refused", "withdrawn", "open") if money.asked
        },
    }  # fmt: skip
