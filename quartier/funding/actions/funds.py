"""Rule sets, funds and the pot of a year."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.committees.models import Committee
from quartier.funding import queries
from quartier.funding.models import Fund, FundYear, RuleSet
from quartier.funding.rules import RuleFile, load, read_folder
from quartier.history.actions import action, lock, record
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.ledger.actions import Posting, open_account, post
from quartier.ledger.models import Account
from quartier.search.actions import renew

RESERVED = frozenset({"regelwerke", "jahresende"})  # words of our own addresses
FOLDER = Path(__file__).resolve().parents[1] / "rulesets"


@action
def load_rulesets(*, folder: Path = FOLDER) -> list[RuleSet]:
    """Put the rule files of a folder into append-only rows, known by the hash of their text.

    Before: TOML files. Effect: one row for each text not yet known; loading again changes nothing. After: the rows of the
    folder, oldest first. Refused with file and line for a faulty file, and for a version whose text was changed.
    """
    return [_kept(file) for file in read_folder(folder)]


def _kept(file: RuleFile) -> RuleSet:
    known = RuleSet.objects.filter(sha256=file.sha256).first()
    if known:
        return known
    rules = file.rules
    if RuleSet.objects.filter(key=rules.key, version=rules.version).exists():
        raise Refused(
            _(
                "%(file)s: Die Fassung %(version)s gibt es schon mit anderem Wortlaut. Eine Änderung braucht eine neue Fassung."
            )
            % {"file": file.place, "version": rules.version}
        )
    return RuleSet.objects.create(
        key=rules.key, version=rules.version, title=rules.title, valid_from=rules.valid_from, text=file.text,
        sha256=file.sha256,
    )  # fmt: skip


@action
def found_fund(*, area: Area, name: str, slug: str, committee: Committee, lead: str = "", by: Any = None) -> Fund:
    """Open a fund in the quarter, decided by ``committee`` of the same quarter.

    Effect: the fund, an entry. Refused when the body belongs to another quarter, and for a slug that is taken or none.
    """
    if committee.area_id != area.pk:
        raise Refused(_("Dieses Gremium gehört zu einem anderen Quartier."))
    lock(area)
    if not slug or slug in RESERVED:
        raise Refused(_("Mit diesem Namen geht es nicht. Bitte nehmen Sie einen anderen, mit Buchstaben."))
    if Fund.objects.filter(area=area, slug=slug).exists():
        raise Refused(_("Einen Fonds mit diesem Namen gibt es schon. Bitte geben Sie ihm einen anderen."))
    fund = Fund.objects.create(area=area, name=name, slug=slug, committee=committee, lead=lead)
    record(scope=area.scope_id, verb="founded", row=fund, by=by, public=True)
    renew(row=fund)
    return fund


def _must_hold(fund: Fund, year: int, ruleset: RuleSet) -> None:
    if ruleset.scope_id not in (None, fund.area.scope_id):
        raise Refused(_("Dieses Regelwerk gehört einem anderen Quartier."))
    holds = queries.in_force(fund, dt.date(year, 1, 1))
    if holds is not None and holds.pk != ruleset.pk:
        raise Refused(
            _(
                "Für diesen Fonds gilt dann „%(rules)s“. Bitte eröffnen Sie das Jahr damit, oder setzen Sie ein anderes in Kraft."
            )
            % {"rules": holds}
        )


@action
def open_year(*, fund: Fund, year: int, ruleset: RuleSet, pot_cents: int | None = None, by: Any = None) -> FundYear:
    """Put the money of a budget year into the fund and name its rules.

    ``pot_cents`` is the pot, without it what the rules name. Effect: the accounts (source outside, available), the pot
    posted from source to available. Refused when the year is open already, the pot is not above zero, or other rules
    are in force for the fund on the first day of the year: then those are to be put out of force first, or named here.
    """
    lock(fund)
    cents = load(ruleset.text).get("yearly_pot", 0) if pot_cents is None else pot_cents
    _must_hold(fund, year, ruleset)
    if cents <= 0:
        raise Refused(_("Der Topf braucht einen Betrag über 0,00 €."))
    if FundYear.objects.filter(fund=fund, year=year).exists():
        raise Refused(_("Das Jahr %(year)s ist für diesen Fonds schon eröffnet.") % {"year": year})
    scope = fund.area.scope
    label = f"{fund.name} {year}"
    source = open_account(scope=scope, kind=Account.WORLD, title=f"Zuweisung {label}", outside=True)
    available = open_account(scope=scope, kind=Account.AVAILABLE, title=f"Verfügbar {label}")
    row = FundYear.objects.create(
        fund=fund, year=year, ruleset=ruleset, source=source, available=available, pot_cents=cents
    )
    entry = record(scope=scope, verb="opened", row=row, by=by, because=f"{label}: {euro(cents)}", public=True)
    post(postings=[Posting(source, available, cents, f"Topf {label}")], entry=entry)
    renew(row=row)
    return row
