"""The letter of a revocation as tagged PDF."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.funding.exports import paper, remedy
from quartier.funding.rules import load
from quartier.kit import dates
from quartier.kit.documents import render
from quartier.spending.models import Revocation

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"


def revocation_with_rows(revocation_id: int) -> Revocation | None:
    """A revocation with what its letter names."""
    rows = Revocation.objects.select_related(
        "by", "reclaim", "grant__ruleset", "grant__fund_year__fund", "grant__application__area__carrier",
        "grant__application__area__office", "grant__application__area__scope", "grant__application__person",
        "grant__application__organisation",
    )  # fmt: skip
    return rows.filter(pk=revocation_id).first()


def revocation_letter(revocation: Revocation) -> bytes:
    """What is revoked, why, on what ground, what stays and what is asked back. Raises ``DocumentError``."""
    with override("de"):
        grant, application = revocation.grant, revocation.grant.application
        day = dates.local(revocation.at).date().isoformat()
        head, files = paper(application, grant.number, day, revocation.by.name)
        reclaim = getattr(revocation, "reclaim", None)
        data: dict[str, Any] = {
            **head,
            "project": {"title": application.title},
            "notice": {
                "number": grant.number, "date": dates.local(grant.at).date().isoformat(), "cents": grant.cents,
                "fund": str(grant.fund_year),
            },
            "paid_cents": revocation.paid_cents,
            "kept_cents": revocation.kept_cents,
            "refund_cents": revocation.refund_cents,
            "refund": {
                "due": reclaim.due_on.isoformat(), "reference": grant.number,
                "holder": application.area.carrier.name if application.area.carrier else application.area.name,
            }
            if reclaim
            else None,
            "reason": revocation.reason,
            "source": revocation.source,
            "rules": {"name": grant.ruleset.title, "version": grant.ruleset.version},
            "objection": remedy(load(grant.ruleset.text), application.area),
        }  # fmt: skip
        title = _("Widerruf %(number)s: %(title)s") % {"number": grant.number, "title": application.title}
        return render(DOCUMENTS / "revocation_letter.typ", data, files=files, title=title)
