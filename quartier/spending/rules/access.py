"""Who may pay, hand in and decide."""

from typing import Any

from django.utils.translation import gettext as _

from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.kit import access
from quartier.kit.errors import Refused


def is_manager(by: Any, grant: Grant) -> bool:
    return grant.application.area.scope_id in access.scopes(by, access.MANAGER)


def is_grantee(by: Any, grant: Grant) -> bool:
    """The owner of the application, or somebody who may apply for its organisation."""
    application = grant.application
    if application.owner_id is not None and application.owner_id == getattr(by, "pk", None):
        return True
    organisation = application.organisation
    return organisation is not None and organisation.scope_id in access.scopes(by, access.APPLICANT)


def must_manage(by: Any, grant: Grant) -> None:
    if not is_manager(by, grant):
        raise Refused(_("Das kann nur das Team des Quartiersbüros."))


def must_hand_in(by: Any, grant: Grant) -> None:
    """Receipts and the settlement come from the grantee, or from the office for somebody who comes to the desk."""
    if not (is_grantee(by, grant) or is_manager(by, grant)):
        raise Refused(_("Zu dieser Bewilligung können Sie nichts einreichen."))


def must_be_open(grant: Grant) -> None:
    """Receipts and the settlement are changed while the grant is issued and not being settled."""
    if grant.status == funding.PROOF_IN:
        raise Refused(
            _("Ihre Abrechnung liegt beim Quartiersbüro. Wenn noch etwas fehlt, sagen Sie dort bitte Bescheid.")
        )
    if grant.status != funding.ISSUED:
        raise Refused(_("Diese Bewilligung ist abgeschlossen. Es kann nichts mehr dazukommen."))


def must_be_second(by: Any, first: Any, sentence: str) -> None:
    """Payments and refunds need a second pair of eyes."""
    if by.pk == first.pk:
        raise Refused(sentence)
