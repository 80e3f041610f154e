"""The press list, press releases by mail, and what others wrote."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.areas.models import Area
from quartier.history.actions import action, lock, record
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.mail import actions as mail
from quartier.mail import states as mail_states
from quartier.publishing import emails, states
from quartier.publishing.models import Mention, News, PressContact
from quartier.publishing.queries.press import press_messages


@action
def add_contact(
    *, area: Area, medium: str, email: str, name: str = "", phone: str = "", by: Any = None
) -> PressContact:  # fmt: skip
    """Put a newsroom on the press list. Refused when its address is there already."""
    row = PressContact(area=area, medium=medium, name=name, email=email.strip().lower(), phone=phone)
    row.since = dates.today()
    _save_once(row)
    record(scope=area.scope_id, verb="added", row=row, by=by)
    return row


@action
def change_contact(
    *, contact: PressContact, medium: str, email: str, name: str = "", phone: str = "", by: Any = None
) -> PressContact:  # fmt: skip
    """Correct a newsroom's name or address. Refused when another one has that address."""
    row = lock(contact)
    row.medium, row.name, row.email, row.phone = medium, name, email.strip().lower(), phone
    _save_once(row)
    record(scope=row.area.scope_id, verb="changed", row=row, by=by)
    return row


def _save_once(row: PressContact) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("Diese Adresse steht schon im Presseverteiler.")) from None


@action
def remove_contact(*, contact: PressContact, by: Any = None) -> None:
    """Take a newsroom off the list, or by its own wish through the link in every mail (``by`` is None then)."""
    record(scope=contact.area.scope_id, verb="removed" if by else "unsubscribed", row=contact, by=by)
    contact.delete()


@action
def send_release(*, news: News, by: Any = None) -> int:
    """Put a press release into the outbox, one message for every newsroom that has not had it. How many there are now.

    The messages are held: somebody reads one and releases them all. Refused: it is no press release, it is not
    published, everybody on the list has it.
    """
    row = lock(news)
    if row.kind != states.PRESS or row.status != states.PUBLISHED:
        raise Refused(_("Nur eine veröffentlichte Pressemitteilung geht an die Presse."))
    had = press_messages(row).values_list("to", flat=True)
    contacts = [one for one in PressContact.objects.filter(area=row.area) if one.email not in set(had)]
    if not contacts:
        raise Refused(_("Im Presseverteiler steht niemand, der diese Mitteilung noch nicht hat."))
    for contact in contacts:
        with override(settings.LANGUAGE_CODE):
            subject, body = emails.release(row, contact)
        mail.send(scope=row.area.scope, to=contact.email, subject=subject, body=body, about=row, held=True)
        record(scope=row.area.scope_id, verb="written_to", row=contact, by=by)
    record(scope=row.area.scope_id, verb="sent_to_press", row=row, by=by, facts={"contacts": len(contacts)})
    return len(contacts)


@action
def release_all(*, news: News, by: Any = None) -> int:
    """Somebody has read it: every held message of this press release goes out. How many. Refused when none waits."""
    waiting = list(press_messages(news).filter(status=mail_states.HELD).order_by("pk"))
    if not waiting:
        raise Refused(_("Es wartet keine Nachricht mehr."))
    for message in waiting:
        mail.release(message=message, by=by)
    return len(waiting)


@action
def add_mention(
    *, area: Area, title: str, medium: str, on: dt.date, link: str = "", note: str = "", public: bool = True,
    news: News | None = None, by: Any = None,
) -> Mention:  # fmt: skip
    """Note what others wrote or sent about the quarter; ``news``: our message it goes back to. Refused for a later day."""
    row = Mention(area=area)
    return _written(row, title, medium, on, link, note, public, news, verb="added", by=by)


@action
def change_mention(
    *, mention: Mention, title: str, medium: str, on: dt.date, link: str = "", note: str = "", public: bool = True,
    news: News | None = None, by: Any = None,
) -> Mention:  # fmt: skip
    """Correct it; where it is public, the press page changes at once."""
    row = lock(mention)
    return _written(row, title, medium, on, link, note, public, news, verb="changed", by=by)


def _written(
    row: Mention, title: str, medium: str, on: dt.date, link: str, note: str, public: bool, news: News | None, *,
    verb: str, by: Any,
) -> Mention:  # fmt: skip
    if on > dates.today():
        raise Refused(_("Der Tag liegt in der Zukunft."))
    if news is not None and news.area_id != row.area_id:
        raise Refused(_("Das gehört zu einem anderen Quartier."))
    shown = row.public if row.pk else False
    row.title, row.medium, row.on, row.link, row.note, row.public, row.news = (
        title,
        medium,
        on,
        link,
        note,
        public,
        news,
    )
    row.save()
    record(scope=row.area.scope_id, verb=verb, row=row, by=by, public=shown or public)
    return row


@action
def remove_mention(*, mention: Mention, by: Any = None) -> None:
    """Take an entry out that was a slip."""
    record(scope=mention.area.scope_id, verb="removed", row=mention, by=by, public=mention.public)
    mention.delete()
