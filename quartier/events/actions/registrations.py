"""Who takes part: people register and cancel without an account, the office for those who call."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartier.events import emails, queries, states
from quartier.events.actions import notices, seats
from quartier.events.actions.notices import remind, tell_cancelled
from quartier.events.models import Event, Registration, Shift
from quartier.events.rules import registrations as rules
from quartier.history.actions import action, move, record
from quartier.kit import dates, spam
from quartier.kit.errors import Refused
from quartier.kit.spam import Sender
from quartier.mail import actions as mail

__all__ = [
    "anonymise", "confirm", "enter", "expire", "follow_change", "follow_shift", "mark_presence", "register", "release", "remind",
    "tell_cancelled", "withdraw",
]  # fmt: skip

GONE = ("name", "email", "phone", "note")


@action
def register(
    *, event: Event, name: str, email: str, seats_wanted: int = 1, note: str = "", phone: str = "",
    shift: Shift | None = None, sender: Sender | None = None,
) -> Registration:  # fmt: skip
    """Somebody registers by the form, as a guest or for a ``shift``.

    Before: the form is open, a seat is left or one may wait. Effect: an unconfirmed row, which holds no seat. After: a
    mail with a link to confirm within two days. An address that stands there already: nothing changes, only a mail to
    its owner says so. What reads like advertising is held and writes to nobody until the office has looked.
    """
    spam.admit("registration", sender or Sender(), most=rules.MOST_PER_HOUR)
    event = seats._lock_event(event)
    _must_be_open(event, shift, seats_wanted)
    known = Registration.objects.of(email).filter(event=event, shift=shift).first()
    if known is not None:
        known.event, known.shift = event, shift
        notices._again(known)
        return known
    held = rules.held(name, note, phone)
    row = Registration.objects.create(
        event=event, shift=shift, name=name, email=email, phone=phone, note=note, seats=1 if shift else seats_wanted,
        language=get_language() or "de", held=held, status=states.HELD if held else states.UNCONFIRMED, at=dates.now(),
        anonymise_on=rules.anonymise_on(event),
    )  # fmt: skip
    record(scope=event.area.scope_id, verb="asked", row=row, facts={"seats": row.seats})
    if not held:
        notices._asked(row)
    return row


def _must_be_open(event: Event, shift: Shift | None, wanted: int) -> None:
    if not rules.is_open(event, dates.now(), shift):
        raise Refused(_("Die Anmeldung ist geschlossen."))
    capacity = shift.needed if shift is not None else event.capacity
    if capacity is not None and wanted > capacity:
        raise Refused(_("So viele Plätze gibt es nicht. Rufen Sie uns gern an."))
    if not event.waiting_list and not rules.fits(wanted, queries.free(event, shift)):
        raise Refused(_("So viele Plätze sind nicht mehr frei."))


@action
def confirm(*, registration: Registration, by: Any = None) -> Registration:
    """Confirm a registration: by the link in the mail, or by the office (``by``) for somebody who called.

    After: a seat where the group fits, else a place on the waiting list; the mail says which. Twice is harmless.
    Refused: two days are over, it has begun, it is called off or full without a list.
    """
    row = seats._locked(registration)
    if row.status in states.COMING:
        return row
    if row.status != states.UNCONFIRMED:
        raise Refused(_("Diese Anmeldung gibt es nicht mehr. Bitte melden Sie sich neu an."))
    if row.event.status != states.PLANNED:
        raise Refused(_("Dieser Termin fällt aus."))
    moment = dates.now()
    if rules.begins_at(row.event, row.shift) <= moment:
        raise Refused(_("Dieser Termin hat schon begonnen."))
    if by is None and moment > row.at + rules.CONFIRM_WITHIN:
        raise Refused(_("Die zwei Tage zum Bestätigen sind um. Bitte melden Sie sich neu an."))
    seats._take(row, by)
    return row


@action
def enter(
    *, event: Event, name: str, by: Any, email: str = "", phone: str = "", seats_wanted: int = 1, note: str = "",
    shift: Shift | None = None,
) -> Registration:  # fmt: skip
    """The office registers somebody who called or came by; it counts as confirmed.

    Before: the date is neither called off nor over. After: a seat, or a place on the waiting list; a mail where an
    address is there. Refused: the address stands there already; full without a list.
    """
    event = seats._lock_event(event)
    if event.status != states.PLANNED or (shift or event).ends_at <= dates.now():
        raise Refused(_("Dieser Termin ist vorbei oder abgesagt."))
    if email and Registration.objects.of(email).filter(event=event, shift=shift).exists():
        raise Refused(_("Mit dieser Adresse ist hier schon jemand angemeldet."))
    row = Registration.objects.create(
        event=event, shift=shift, name=name, email=email, phone=phone, note=note, seats=1 if shift else seats_wanted,
        at=dates.now(), anonymise_on=rules.anonymise_on(event),
    )  # fmt: skip
    record(scope=event.area.scope_id, verb="entered", row=row, by=by, facts={"seats": row.seats})
    seats._take(row, by)
    return row


@action
def withdraw(*, registration: Registration, by: Any = None) -> Registration:
    """Cancel: by the link in the mail, or by the office for somebody who called. Twice is harmless.

    After: a mail says so, name and address are gone, and whoever waits and fits moves up. What was held as advertising
    goes without a mail. Refused: it is over.
    """
    row = seats._locked(registration)
    if row.status not in states.ALIVE:
        return row
    if row.event.ends_at <= dates.now():
        raise Refused(_("Dieser Termin ist schon vorbei."))
    before = row.status
    public = before == states.REGISTERED and seats._counted(row.event, row.shift)
    move(row, states.WITHDRAWN, by=by, scope=row.event.area.scope_id, public=public, facts={"seats": row.seats})
    if before in states.COMING:
        notices._write(row, emails.withdrawn)
    _forget(row)
    if before == states.REGISTERED:
        seats.fill(event=row.event)
    return row


@action
def release(*, registration: Registration, by: Any) -> Registration:
    """The office has looked: this is no advertising. After: the mail to confirm goes out, with two days from now."""
    row = seats._locked(registration)
    move(row, states.UNCONFIRMED, by=by, scope=row.event.area.scope_id, verb="released")
    row.at = dates.now()
    Registration.objects.filter(pk=row.pk).update(at=row.at)
    notices._asked(row)
    return row


@action
def mark_presence(*, event: Event, shown: Collection[int], present: Collection[int], by: Any) -> int:
    """Who was there: of the registrations ``shown`` (ids) those in ``present``; the others were not. How many came."""
    rows = Registration.objects.filter(event=event, status=states.REGISTERED, pk__in=list(shown))
    rows.exclude(pk__in=list(present)).update(present=False)
    came = rows.filter(pk__in=list(present)).update(present=True)
    record(scope=event.area.scope_id, verb="presence_marked", row=event, by=by, facts={"present": came})
    return came


@action
def follow_change(*, event: Event, before: Event, tell: bool = True) -> int:
    """What a changed date means for those who registered; inside the action that changes it.

    ``before``: title, times and place of before. The day on which names go follows the new end; who waits moves up
    where there are more seats; where time or place is another, everybody is told unless the office does that itself
    (``tell``). Returns how many mails were written.
    """
    rows = Registration.objects.filter(event=event, anonymised_at__isnull=True)
    rows.exclude(anonymise_on=rules.anonymise_on(event)).update(anonymise_on=rules.anonymise_on(event))
    moved = (event.starts_at, event.ends_at, event.place) != (before.starts_at, before.ends_at, before.place)
    if moved:
        rows.filter(reminded_at__isnull=False).update(reminded_at=None)
    told = 0
    if moved and tell and event.status == states.PLANNED and event.ends_at > dates.now():
        told = notices.tell_changed(event=event, before=before)
    seats.fill(event=event)
    return told


@action
def follow_shift(*, shift: Shift, before: Shift) -> int:
    """What a changed shift means for its helpers; inside the action that changes it. ``before``: its times of before.

    The reserve moves up where more are needed; where the time is another, everybody is told. Returns how many mails.
    """
    event, told = shift.event, 0
    if (shift.starts_at, shift.ends_at) != (before.starts_at, before.ends_at) and event.status == states.PLANNED:
        Registration.objects.filter(shift=shift, reminded_at__isnull=False).update(reminded_at=None)
        if shift.ends_at > dates.now():
            told = notices.tell_changed(event=event, before=before, shift=shift)
    seats.fill(event=event)
    return told


# What the clock does ----------------------------------------------------------------------------------------------
@action
def expire(*, registration: Registration) -> bool:
    """Nobody confirmed within two days, or the office did not release it before the date was over: all of it goes."""
    row = seats._locked(registration)
    moment = dates.now()
    late = row.status == states.UNCONFIRMED and row.at < moment - rules.CONFIRM_WITHIN
    if not (late or (row.status in (states.UNCONFIRMED, states.HELD) and row.event.ends_at <= moment)):
        return False
    move(row, states.EXPIRED, by=None, scope=row.event.area.scope_id)
    _forget(row)
    return True


@action
def anonymise(*, registration: Registration) -> bool:
    """The day has come on which name, addresses and note go; seats and presence stay as numbers.

    Law: Art. 5(1)(e) GDPR. The addresses of the mails about it go as well.
    """
    row = seats._locked(registration)
    if row.anonymised_at is not None or row.anonymise_on > dates.today():
        return False
    _forget(row)
    record(scope=row.event.area.scope_id, verb="anonymised", row=row)
    return True


def _forget(row: Registration) -> None:
    for name in GONE:
        setattr(row, name, "")
    row.anonymised_at = dates.now()
    Registration.objects.filter(pk=row.pk).update(anonymised_at=row.anonymised_at, **dict.fromkeys(GONE, ""))
    mail.forget_address(about=row)
