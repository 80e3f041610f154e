"""The end of a year: the rest of a pot goes into the next one or back to where it came from."""

from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.funding import queries
from quartier.funding.models import FundYear, YearEnd
from quartier.history.actions import action, lock, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.ledger.actions import Posting, post
from quartier.search.actions import renew

LONGEST_REASON = 300  # as the column


@action
def end_year(*, fund_year: FundYear, carried_cents: int, reason: str = "", by: User) -> YearEnd:
    """Say what becomes of the rest of a pot, once: ``carried_cents`` into the next year, the remainder lapses.

    Before: the year is over. Effect: a transfer from available to the next year's available, one of the remainder back
    to the source, and the row. After: nothing is available any more; what is committed or paid stays. A second click
    changes nothing. Refused while the year runs, for more than there is, where the rules let nothing be carried over,
    and where the next year's pot is not open. Applications without a decision are a finding, not a refusal.
    """
    lock(fund_year.fund)
    if known := YearEnd.objects.filter(fund_year=fund_year).first():
        return known
    ending = queries.ending(fund_year)
    _must_fit(ending, carried_cents)
    made = YearEnd.objects.create(
        fund_year=fund_year, carried_cents=carried_cents, lapsed_cents=ending.rest - carried_cents,
        into=ending.into if carried_cents else None, reason=reason.strip()[:LONGEST_REASON], by=by,
    )  # fmt: skip
    entry = record(
        scope=fund_year.fund.area.scope_id, verb="ended", row=made, by=by, because=made.reason, public=True,
        facts={"carried": made.carried_cents, "lapsed": made.lapsed_cents, "year": fund_year.year},
    )  # fmt: skip
    post(postings=_postings(fund_year, made), entry=entry)
    renew(row=fund_year)
    return made


def _must_fit(ending: queries.Ending, cents: int) -> None:
    year = ending.year.year
    if year >= dates.today().year:
        raise Refused(
            _("Das Jahr %(year)s läuft noch. Über den Rest entscheiden Sie, wenn es vorbei ist.") % {"year": year}
        )
    if not 0 <= cents <= ending.rest:
        raise Refused(_("Im Topf sind noch %(rest)s. Mehr lässt sich nicht übertragen.") % {"rest": euro(ending.rest)})
    if cents and not ending.may_carry:
        raise Refused(
            _("Nach dem Regelwerk wird nichts übertragen, der Rest geht zurück. Grundlage: %(source)s")
            % {"source": ending.rules.source("carry_over")}
        )
    if cents and ending.into is None:
        raise Refused(_("Bitte eröffnen Sie zuerst das Jahr %(year)s. Dorthin geht der Rest.") % {"year": year + 1})


def _postings(year: FundYear, made: YearEnd) -> list[Posting]:
    postings = []
    if made.into is not None:
        reason = f"Übertrag {year.year} nach {made.into.year}"
        postings.append(Posting(year.available, made.into.available, made.carried_cents, reason))
    if made.lapsed_cents:
        postings.append(Posting(year.available, year.source, made.lapsed_cents, f"Verfallen {year.year}"))
    return postings
