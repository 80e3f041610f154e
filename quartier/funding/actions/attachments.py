"""Papers that belong to an application: quotes, plans, consents, and the application itself signed and scanned."""

import contextlib
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from quartier.files.actions import erase
from quartier.files.models import File
from quartier.funding.models import Application, Attachment
from quartier.history.actions import action, lock, record
from quartier.kit.errors import Refused

MOST = 30  # papers of one application; a file may have 300 pages


@action
def attach(
    *, application: Application, file: File, title: str, signed: bool = False, pages: str = "", by: Any = None
) -> Attachment:
    """Put a kept file to an application. ``signed``: it is the application itself; ``pages``: which were found in it.

    Refused where the application has as many as it may have, or the file belongs to another quarter.
    """
    row = lock(application)
    if file.scope_id != row.area.scope_id:
        raise Refused(_("Diese Datei gehört zu einem anderen Quartier."))
    if row.attachments.count() >= MOST:
        raise Refused(
            _("Zu einem Antrag gehören höchstens %(n)d Anlagen. Bitte fassen Sie einige in einem PDF zusammen.")
            % {"n": MOST}
        )
    made = Attachment.objects.create(
        application=row, file=file, title=(title.strip() or file.name)[:120], signed=signed, pages=pages[:60], by=by
    )
    verb = "signed_paper" if signed else "attached"
    record(scope=row.area.scope_id, verb=verb, row=made, by=by, thread=row.thread_id)
    return made


@action
def detach(*, attachment: Attachment, by: Any) -> None:
    """Take a paper away again, with its file. Refused once the application is handed in, and for the signed one."""
    row = lock(attachment.application)
    if not row.may_be_edited or attachment.signed:
        raise Refused(_("Der Antrag ist eingereicht, die Anlage bleibt bei ihm. Sie können eine neue dazulegen."))
    record(scope=row.area.scope_id, verb="detached", row=attachment, by=by, thread=row.thread_id)
    attachment.delete()
    with contextlib.suppress(ProtectedError):  # the same file may be kept elsewhere
        erase(file=attachment.file)
