"""Wer welche Rolle geben und beenden darf."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from quartier.accounts import states
from quartier.accounts.models import Invitation, Role
from quartier.history.models import Scope
from quartier.kit import access, dates
from quartier.kit.errors import Refused

# Who runs the accounts gives every role; the office gives those of its own quarter. Nobody signs up for one.
GIVES: dict[str, tuple[str, ...]] = {
    access.ADMINISTRATOR: (
        access.APPLICANT, access.EDITOR, access.MEMBER, access.MANAGER, access.MEDIATOR, access.COORDINATOR,
        access.FUNDER, access.AUDITOR, access.ADMINISTRATOR,
    ),
    access.MANAGER: (
        access.APPLICANT, access.EDITOR, access.MEMBER, access.MANAGER, access.MEDIATOR, access.FUNDER, access.AUDITOR,
    ),
}  # fmt: skip


def address(email: str) -> str:
    """The address as it is kept: without spaces, in small letters. Refused when it is none."""
    found = email.strip().lower()
    try:
        validate_email(found)
    except ValidationError:
        raise Refused(_("Das ist keine E-Mail-Adresse. Sie sieht so aus: name@beispiel.de"))
    return found


def hashed(secret: str) -> str:
    """What is kept of a secret that goes out in a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def gives(by: Any, scope_id: int) -> frozenset[str]:
    """The roles that the person may give in that scope."""
    return frozenset(kind for giver, kinds in GIVES.items() if scope_id in access.scopes(by, giver) for kind in kinds)


def must_give(by: Any, kind: str, scope: Scope) -> None:
    """Refused unless ``by`` may give the role there; None is the installation itself."""
    if kind not in dict(states.KINDS) or kind == access.RESIDENT:
        raise Refused(_("Diese Rolle kann nicht vergeben werden."))
    if by is not None and kind not in gives(by, scope.pk):
        raise Refused(_("Diese Rolle können Sie hier nicht vergeben."))


def must_end(by: Any, role: Role) -> None:
    """Refused unless ``by`` could have given the role, and where nobody would be left to run the quarter."""
    if by is not None and by.pk != role.user_id and role.kind not in gives(by, role.scope_id):
        raise Refused(_("Diese Rolle können Sie nicht beenden."))
    others = Role.objects.running().filter(kind=role.kind, scope=role.scope_id).exclude(user=role.user_id)
    if role.kind == access.MANAGER and not others.exists():
        raise Refused(_("Das ist die letzte Person im Quartiersmanagement. Bitte laden Sie zuerst jemanden ein."))


def must_be_open(invitation: Invitation | None) -> None:
    """Refused with the reason when the link of an invitation no longer works."""
    if invitation is None:
        raise Refused(_("Diesen Einladungslink kennen wir nicht. Bitte prüfen Sie, ob er vollständig ist."))
    if invitation.status == states.ACCEPTED:
        raise Refused(_("Diese Einladung wurde schon angenommen. Sie können sich anmelden."))
    if invitation.status == states.CANCELLED:
        raise Refused(_("Diese Einladung gilt nicht mehr. Bitte fragen Sie das Büro nach einer neuen."))
    if invitation.until < dates.now():
        raise Refused(_("Diese Einladung ist abgelaufen. Bitte fragen Sie das Büro nach einer neuen."))
