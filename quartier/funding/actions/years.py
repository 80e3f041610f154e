"""The end of a year: the rest of a pot goes into the next one or back to where it came from."""

from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.funding import queries
from quartier.funding.models import FundYear, YearEnd
from quartier.history.actions import action, lock, record
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused
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
    ending = queries.ending(fund_year)
    if ending.done:
        return ending.done[0]
    _must_fit(ending, carried_cents)
    return _end(fund_year, ending, carried_cents, reason, by, verb="ended")


@action
def move_on(*, fund_year: FundYear, carried_cents: int, seen_cents: int, reason: str = "", by: User) -> YearEnd:
    """Say what becomes of money that came back into a pot after its end: into the next pot that goes on, or back.

    Before: the year was ended, and money came back since. ``carried_cents`` goes over, the remainder returns to the
    funder, by the rules of that year as at its end; ``seen_cents``: what the person saw, else Conflict. Effect: a row
    and transfers of today (a closed period stays). After: nothing is available in the pot. A second click changes
    nothing. Law: money that comes back follows the pot it was granted from (Nr. 8 ANBest-P, the fund's notice).
    """
    lock(fund_year.fund)
    ending = queries.ending(fund_year)
    if not ending.done:
        raise Refused(_("Über den Rest dieses Jahres ist noch nicht entschieden."))
    last = ending.done[-1]
    if not ending.rest and last.by_id == by.pk and dates.now() - last.at < dates.TWO_CLICKS:
        return last
    if ending.rest != seen_cents or not ending.rest:
        raise Conflict(
            _("Im Topf stehen inzwischen %(rest)s. Bitte sehen Sie noch einmal hin.") % {"rest": euro(ending.rest)}
        )
    _must_fit(ending, carried_cents)
    return _end(fund_year, ending, carried_cents, reason, by, verb="moved_on")


def _end(fund_year: FundYear, ending: queries.Ending, carried: int, reason: str, by: User, *, verb: str) -> YearEnd:
    made = YearEnd.objects.create(
        fund_year=fund_year, carried_cents=carried, lapsed_cents=ending.rest - carried,
        into=ending.into if carried else None, reason=reason.strip()[:LONGEST_REASON], by=by,
    )  # fmt: skip
    entry = record(
        scope=fund_year.fund.area.scope_id, verb=verb, row=made, by=by, because=made.reason, public=True,
        facts={"carried": made.carried_cents, "lapsed": made.lapsed_cents, "year": fund_year.year},
    )  # fmt: skip
    post(postings=_postings(fund_year, made, again=verb != "ended"), entry=entry)
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
        raise Refused(
            _("Bitte eröffnen Sie zuerst das Jahr %(year)s. Dorthin geht der Rest.") % {"year": ending.missing}
        )


def _postings(year: FundYear, made: YearEnd, *, again: bool) -> list[Posting]:
    postings, late = [], ", später zurückgekommen" if again else ""
    if made.into is not None:
        reason = f"Übertrag {year.year} nach {made.into.year}{late}"
        postings.append(Posting(year.available, made.into.available, made.carried_cents, reason))
    if made.lapsed_cents:
        postings.append(Posting(year.available, year.source, made.lapsed_cents, f"Verfallen {year.year}{late}"))
    return postings
