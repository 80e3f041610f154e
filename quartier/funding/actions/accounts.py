"""Where the money goes: entered, changed, and confirmed by a second person once a grant was issued."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.funding import emails, rules, states
from quartier.funding.models import Application, BankAccount
from quartier.history.actions import action, lock, record
from quartier.kit import access, dates
from quartier.kit.errors import Conflict, Refused


@action
def set_bank_account(*, application: Application, holder: str, iban: str, by: Any) -> BankAccount:
    """Note where the money is to go. The same account again changes nothing.

    Effect once a grant was issued: the account waits for a manager who did not change it (``confirm_account``), keeps the
    one before until then, and the applicant is told by mail that it changed. The history names who, never the number.
    Refused with a clear sentence when the IBAN cannot be right.
    """
    row = lock(application)
    if row.status in (states.REJECTED, states.WITHDRAWN):
        raise Refused(_("Dieser Antrag ist beendet. Eine Bankverbindung braucht er nicht mehr."))
    if not holder.strip():
        raise Refused(_("Bitte schreiben Sie, wem das Konto gehört."))
    facts = {"holder": holder.strip()[:120], "iban": rules.iban(iban)}
    known = BankAccount.objects.filter(application=row).first()
    if known is not None and (known.holder, known.iban) == (facts["holder"], facts["iban"]):
        return known
    granted = hasattr(row, "grant")
    facts |= _before(known) if granted and known else {"previous_holder": "", "previous_iban": ""}
    written: dict[str, Any] = {**facts, "changed_by": by, "changed_at": dates.now()}
    account, created = BankAccount.objects.update_or_create(
        application=row, defaults={**written, "confirmed_by": None, "confirmed_at": None}
    )
    verb = "account_set" if created else "account_changed"
    record(scope=row.area.scope_id, verb=verb, row=row, by=by, thread=row.thread_id if granted else None)
    if granted:
        emails.write(row, emails.account_changed, account)
    return account


def _before(known: BankAccount) -> dict[str, str]:
    """The last account somebody has vouched for: of two changes in a row the first is not."""
    if known.waits:
        return {"previous_holder": known.previous_holder, "previous_iban": known.previous_iban}
    return {"previous_holder": known.holder, "previous_iban": known.iban}


@action
def confirm_account(*, application: Application, seen: dt.datetime, by: User) -> BankAccount:
    """Vouch for a changed account, so that payments to it can be ordered; only a manager who did not change it.

    ``seen`` is when the account that was looked at had changed: Conflict when it changed again since. Again changes
    nothing. After: what the account was before is forgotten.
    """
    row = lock(application)
    if row.area.scope_id not in access.scopes(by, access.MANAGER):
        raise Refused(_("Das kann nur das Team des Quartiersbüros."))
    account = BankAccount.objects.filter(application=row).first()
    if account is None:
        raise Refused(_("Hier ist noch kein Konto eingetragen."))
    if account.changed_at != seen:
        raise Conflict(_("Das Konto hat sich inzwischen noch einmal geändert. Bitte vergleichen Sie neu."))
    if not account.waits:
        return account
    if account.changed_by_id == by.pk:
        raise Refused(_("Sie haben dieses Konto eingetragen. Bestätigen muss es jemand anderes aus dem Team."))
    account.confirmed_by, account.confirmed_at = by, dates.now()
    account.previous_holder = account.previous_iban = ""
    account.save(update_fields=["confirmed_by", "confirmed_at", "previous_holder", "previous_iban"])
    record(scope=row.area.scope_id, verb="account_confirmed", row=row, by=by, thread=row.thread_id)
    return account
