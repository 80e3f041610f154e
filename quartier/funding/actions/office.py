"""Decisions without a session of ours: by the office alone for small sums, or reported by a body outside."""

import datetime as dt

from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.funding import queries, states
from quartier.funding.models import Application, OfficeDecision
from quartier.history.actions import action, lock, record
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused
from quartier.kit.money import euro

LENGTHS = {"body": 120, "reference": 80}


@action
def decide_alone(
    *, application: Application, cents: int, reason: str, condition: str = "", by: User
) -> OfficeDecision:  # fmt: skip
    """The office says yes by itself, where the fund's steps let it (``DecisionStep``); a no is ``reject``.

    Before: checked, and the sum asked for is one the office decides on. Effect: the decision as a row, in public with
    its sum; then the notice can be given. Refused without a reason, above what is asked for, and where somebody else
    decides. A second click gives the same decision; Conflict when somebody decided otherwise.
    """
    row = _checked(application)
    if known := row.office_decision:
        return _same(known, True, cents)
    decider = queries.decider_of(row)
    if decider.kind != states.BY_OFFICE:
        raise Refused(_("Über diesen Antrag entscheidet: %(who)s.") % {"who": decider.name})
    _sound(row, cents, reason)
    return _kept(
        row, by, accepted=True, cents=cents, body=decider.name, decided_on=dates.today(), reason=reason.strip(),
        condition=condition.strip(),
    )  # fmt: skip


@action
def note_outside_decision(
    *, application: Application, accepted: bool, cents: int = 0, body: str = "", reference: str = "", decided_on: dt.date,
    reason: str, condition: str = "", by: User,
) -> OfficeDecision:  # fmt: skip
    """Put down what a body outside the quarter has decided, e. g. the city's committee.

    Before: checked, and the fund's steps name a body outside for this sum. Effect: the decision as a row; then notice or
    refusal can be written. Refused without a reason, with a day in the future, above what is asked for, and where
    somebody else decides. A second click gives the same decision; Conflict when somebody noted another one.
    """
    row = _checked(application)
    if known := row.office_decision:
        return _same(known, accepted, cents if accepted else 0)
    decider = queries.decider_of(row)
    if decider.kind != states.BY_OUTSIDE:
        raise Refused(_("Über diesen Antrag entscheidet: %(who)s.") % {"who": decider.name})
    if decided_on > dates.today():
        raise Refused(_("Der Tag der Entscheidung liegt in der Zukunft. Bitte prüfen Sie ihn."))
    if accepted:
        _sound(row, cents, reason)
    elif not reason.strip():
        raise Refused(_("Bitte schreiben Sie eine Begründung. Sie steht in der Absage."))
    return _kept(
        row, by, accepted=accepted, cents=cents if accepted else 0, body=(body.strip() or decider.name)[: LENGTHS["body"]],
        reference=reference.strip()[: LENGTHS["reference"]], decided_on=decided_on, reason=reason.strip(),
        condition=condition.strip() if accepted else "",
    )  # fmt: skip


def _same(known: OfficeDecision, accepted: bool, cents: int) -> OfficeDecision:
    if (known.accepted, known.cents) != (accepted, cents):
        raise Conflict(
            _("Über diesen Antrag ist inzwischen schon entschieden, und zwar anders. Bitte laden Sie die Seite neu.")
        )
    return known


def _checked(application: Application) -> Application:
    row = lock(application)
    if row.status != states.CHECKED:
        raise Refused(_("Entscheiden können Sie, wenn der Antrag geprüft und noch nicht auf einer Tagesordnung ist."))
    return row


def _sound(row: Application, cents: int, reason: str) -> None:
    rules = queries.rules_of(row)
    asked = queries.request_of(row, rules).requested if rules else 0
    if not reason.strip():
        raise Refused(_("Bitte schreiben Sie eine Begründung. Sie steht im Bescheid."))
    if not 0 < cents <= asked:
        raise Refused(
            _("Beantragt sind %(asked)s, entschieden wären %(sum)s. Bitte nennen Sie einen Betrag bis zu dieser Summe.")
            % {"asked": euro(asked), "sum": euro(cents)}
        )


def _kept(row: Application, by: User, **fields: object) -> OfficeDecision:
    made = OfficeDecision.objects.create(application=row, by=by, **fields)
    record(
        scope=row.area.scope_id, verb="decided" if made.accepted else "refused", row=made, by=by, thread=row.thread_id,
        public=made.accepted, facts={"cents": made.cents},
    )  # fmt: skip
    return made
