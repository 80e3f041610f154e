"""What the applicant does: begin, write, hand in."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.funding import emails, queries, states
from quartier.funding.models import Application, CostLine, FinanceLine, Fund, OtherApplication
from quartier.funding.rules import Cost, CostPlan
from quartier.history.actions import action, begin_thread, flow, lock, move, next_number, record
from quartier.history.queries import of_row
from quartier.kit import dates
from quartier.kit.errors import Conflict, Refused
from quartier.network.models import Organisation, Person
from quartier.participation import actions as participation
from quartier.participation import states as ideas_states
from quartier.participation.models import Idea

WRITABLE = frozenset({
    "title", "summary", "benefit", "goals", "target_group", "partners", "volunteers", "place", "input_tax", "starts_on",
    "ends_on",
})  # fmt: skip
LINES = 60
MOST_OF_AN_ANSWER = 2_000  # letters
STROKE = dt.timedelta(minutes=10)  # saved while typing: one entry in the history for so long, not one a stroke


@action
def apply(
    *,
    fund: Fund,
    person: Person,
    title: str,
    owner: User | None = None,
    organisation: Organisation | None = None,
    ideas: Iterable[Idea] = (),
    by: Any = None,
    entered_by_office: bool = False,
) -> Application:
    """Begin an application as a draft, for ``person`` or for the ``organisation`` they speak for.

    ``owner`` is who may write on it, ``ideas`` are those it comes from (their threads flow into its own). The same draft
    begun within half a minute is the same application: a double click, not a second one. Refused when
    person or idea belong to another quarter, or the fund has no money for this year yet.
    """
    area = fund.area
    ideas = list(ideas)
    if person.area_id != area.pk or any(idea.area_id != area.pk for idea in ideas):
        raise Refused(_("Person, Idee und Fonds gehören nicht zum selben Quartier."))
    if queries.ruling_year(fund) is None:
        raise Refused(_("Für diesen Fonds ist noch kein Jahr eröffnet. Das macht das Büro unter „Fonds“."))
    recent = Application.objects.filter(fund=lock(fund), status=states.DRAFT, at__gte=dates.now() - dates.TWO_CLICKS)
    if same := recent.filter(title=title.strip()[:120], owner=owner, person__name=person.name).order_by("pk").first():
        return same
    number = next_number(scope=area.scope_id, series="application")
    application = Application.objects.create(
        area=area, fund=fund, thread=begin_thread(scope=area.scope_id), number=number, title=title.strip()[:120],
        person=person, organisation=organisation, owner=owner, entered_by_office=entered_by_office,
        summary="\n\n".join(idea.text for idea in ideas), place=ideas[0].place if ideas else "",
    )  # fmt: skip
    for idea in ideas:
        flow(source=idea.thread, target=application.thread, by=by)
    record(scope=area.scope_id, verb="drafted", row=application, by=by, thread=application.thread_id)
    return application


@action
def save(
    *, application: Application, version: int, by: Any, plan: CostPlan | None = None, **fields: Any
) -> Application:
    """Write what was typed: ``fields`` of the application and, with ``plan``, both plans anew (sums in cents).

    ``version`` is the one that was read. Conflict when somebody saved in between: nothing is written, both texts are
    there to be shown. Refused when it is handed in already, ends before it begins, or a line has no sum.
    """
    row = lock(application)
    if unknown := set(fields) - WRITABLE:
        raise TypeError(f"not writable here: {sorted(unknown)}")
    if row.version != version:
        raise Conflict(_("Jemand hat diesen Antrag inzwischen geändert. Beide Fassungen sind da."))
    if not row.may_be_edited:
        raise Refused(_("Der Antrag ist eingereicht. Ändern können Sie ihn, wenn das Büro eine Rückfrage stellt."))
    for name, value in fields.items():
        setattr(row, name, value)
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        raise Refused(_("Das Ende liegt vor dem Beginn. Bitte sehen Sie die beiden Tage noch einmal an."))
    row.version = version + 1
    row.save(update_fields=[*fields, "version"])
    if plan is not None:
        _write_plan(row, plan)
    if not of_row(row._meta.label_lower, row.pk).filter(verb="saved", actor=by, at__gte=dates.now() - STROKE).exists():
        record(scope=row.area.scope_id, verb="saved", row=row, by=by)
    application.refresh_from_db(fields=[*fields, "version"])
    return row


def _write_plan(application: Application, plan: CostPlan) -> None:
    if len(plan.costs) + len(plan.means) + len(plan.others or ()) > LINES:
        raise Refused(_("Ein Antrag hat höchstens %(n)d Zeilen. Bitte fassen Sie einige zusammen.") % {"n": LINES})
    others = plan.others or ()
    sums = [*(row.cents for row in plan.costs), *(row.cents for row in plan.means), *(row.cents for row in others)]
    if any(cents <= 0 for cents in sums):
        raise Refused(_("In jeder Zeile steht ein Betrag über 0,00 €."))
    if any(not cost.title.strip() for cost in plan.costs):
        raise Refused(_("Bitte schreiben Sie zu jedem Betrag, wofür er ist."))
    _write_costs(application, plan.costs)
    application.finance_lines.all().delete()
    FinanceLine.objects.bulk_create(
        FinanceLine(
            application=application, kind=means.kind, title=means.title.strip()[:120], cents=means.cents, hours=means.hours
        )
        for means in plan.means
    )  # fmt: skip
    if plan.others is not None:
        application.other_applications.all().delete()
        OtherApplication.objects.bulk_create(
            OtherApplication(
                application=application, body=other.body.strip()[:120], cents=other.cents, applied_on=other.applied_on,
                result=other.result,
            )
            for other in plan.others
        )  # fmt: skip


def _write_costs(application: Application, costs: Sequence[Cost]) -> None:
    """Line by line at its place: what stands beside a line stays there when only its sum changes."""
    known = {line.position: line for line in application.cost_lines.all()}
    application.cost_lines.filter(position__gt=len(costs)).delete()
    for position, cost in enumerate(costs, 1):
        wanted = {"title": cost.title.strip()[:120], "cents": cost.cents, "kind": cost.kind[:60]}
        line = known.get(position)
        if line is None:
            CostLine.objects.create(application=application, position=position, **wanted)
        elif any(getattr(line, name) != value for name, value in wanted.items()):
            CostLine.objects.filter(pk=line.pk).update(**wanted)


@action
def submit(*, application: Application, by: Any, answer: str = "") -> Application:
    """Hand the application in, for the first time or after a question of the office, with an ``answer`` in words.

    Effect: submitted; the ideas it comes from say „Antrag gestellt“; a mail confirms it. The entry is public, with the
    sum that is asked for, the first time only; the answer stands in the entry, for the office. Refused when text, days or
    costs are missing, for an answer nobody asked for or of more than 2,000 letters.
    """
    row = lock(application)
    if row.status == states.SUBMITTED:
        return row  # a second click
    answer = answer.strip()
    if answer and row.status != states.RETURNED:
        raise Refused(_("Zu diesem Antrag ist keine Frage offen. Schreiben Sie dem Büro bitte eine Mail."))
    if len(answer) > MOST_OF_AN_ANSWER:
        raise Refused(_("Die Antwort ist zu lang. Höchstens 2.000 Zeichen; Längeres legen Sie bitte als Datei dazu."))
    if missing := _missing(row):
        raise Refused(_("Es fehlt noch: %(what)s.") % {"what": ", ".join(missing)})
    first = row.submitted_at is None
    move(
        row, states.SUBMITTED, by=by, scope=row.area.scope_id, thread=row.thread_id, public=first,
        verb="submitted" if first else "resubmitted", because=answer, facts={"cents": _requested(row)},
    )  # fmt: skip
    if first:
        row.submitted_at = dates.now()
        row.save(update_fields=["submitted_at"])
    participation.advance(thread=row.thread, to=ideas_states.APPLIED, by=by)
    emails.write(row, emails.received)
    application.refresh_from_db(fields=["status", "submitted_at"])
    return row


def _requested(application: Application) -> int:
    law = queries.rules_of(application)
    return queries.request_of(application, law).requested if law else 0


def _missing(application: Application) -> list[str]:
    wanted: dict[str, Any] = {
        _("der Titel"): application.title.strip(),
        _("was Sie vorhaben"): application.summary.strip(),
        _("Beginn und Ende"): application.starts_on and application.ends_on,
        _("mindestens eine Zeile Kosten"): application.cost_lines.exists(),
    }
    return [what for what, there in wanted.items() if not there]
