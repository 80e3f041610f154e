"""What belongs to an application beside its plans: settled findings, attachments, objections."""

from dataclasses import dataclass

from quartier.funding import states
from quartier.funding.models import Application, Attachment, Objection, SettledFinding
from quartier.history.queries import of_row


@dataclass(frozen=True)
class Answer:
    """A question of the office and the answer; empty where the application was changed instead."""

    question: str
    answer: str


def settled_rows(application: Application) -> list[SettledFinding]:
    """Findings somebody settled since the application was handed in last; two queries."""
    entries = of_row(application._meta.label_lower, application.pk)
    last = entries.filter(verb__in=("submitted", "resubmitted")).values_list("at", flat=True).first()
    rows = SettledFinding.objects.filter(application=application).select_related("by")
    return list(rows.filter(at__gte=last) if last else rows)


def answer_of(application: Application) -> Answer | None:
    """The office's last question and what was answered in words, once the application came back; two queries."""
    if application.status != states.SUBMITTED:
        return None
    asked = application.checks.filter(result=states.QUESTION).order_by("-pk").first()
    if asked is None:
        return None
    entries = of_row(application._meta.label_lower, application.pk).filter(verb="resubmitted", at__gte=asked.at)
    answer = entries.values_list("because", flat=True).first()
    return None if answer is None else Answer(asked.note, answer)


def attachments_of(application: Application) -> list[Attachment]:
    """The papers of an application, the signed one first."""
    return list(application.attachments.select_related("file", "by").order_by("-signed", "pk"))


def objections_of(application: Application) -> list[Objection]:
    """Objections with their answers, the newest first."""
    return list(application.objections.select_related("reply__by", "by").order_by("-received_on", "-pk"))
