"""An amendment of the notice as the books see it: never below what is ordered already."""

from typing import Any

from django.utils.translation import gettext as _

from quartier.funding import actions as funding
from quartier.funding.models import Amendment, Grant
from quartier.history.actions import action, lock
from quartier.kit.errors import Refused
from quartier.kit.money import euro
from quartier.spending import queries, rules


@action
def amend_grant(*, grant: Grant, by: Any, cents: int | None = None, **wanted: Any) -> Amendment:
    """``funding.actions.amend`` with what only the books know: orders that wait count like money that is out.

    Only by the office. ``wanted``: reason, ends_on, proof_due_on, lines, seen. Refused below what is ordered or paid.
    """
    rules.must_manage(by, grant)
    promised = queries.promised_cents(lock(grant))
    if cents is not None and cents < promised:
        raise Refused(
            _("Angewiesen oder ausgezahlt sind schon %(sum)s. Nehmen Sie zuerst die Anweisung zurück.") % {"sum": euro(promised)}
            if queries.waiting_cents(grant)
            else _("Ausgezahlt sind schon %(sum)s. Weniger geht hier nicht: Zu viel Gezahltes kommt mit der Abrechnung zurück.")
            % {"sum": euro(promised)}
        )  # fmt: skip
    return funding.amend(grant=grant, by=by, cents=cents, **wanted)
