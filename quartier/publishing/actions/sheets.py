"""Posters, calendars and pictures are ordered by the office and made by the worker."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.events.models import Event
from quartier.history.actions import action, record
from quartier.history.models import Scope
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.publishing import tasks
from quartier.publishing.models import Sheet


@action
def order_sheet(
    *, area: Area, kind: str, event: Event | None = None, month: dt.date | None = None,
    language: str = settings.LANGUAGE_CODE, by: Any = None,
) -> Sheet:  # fmt: skip
    """Before: a public date, a month or nothing, as ``kind`` (of ``states.SHEETS``) wants it; ``language``: a code.

    Effect: a Sheet that waits for the worker, or the one that was made already and still shows the truth.
    Refused for a date that is not public.
    """
    if event is not None and not event.public:
        raise Refused(_("Dieser Termin ist nicht öffentlich. Machen Sie ihn zuerst öffentlich, dann das Plakat."))
    version = Scope.objects.values_list("version", flat=True).get(pk=area.scope_id)
    same = Sheet.objects.filter(
        area=area, kind=kind, event=event, month=month, language=language, version=version, fault=""
    )
    if found := same.order_by("-id").first():
        return found
    sheet = Sheet.objects.create(
        area=area, kind=kind, event=event, month=month, language=language, version=version, at=dates.now()
    )
    record(scope=area.scope_id, verb="sheet_ordered", row=sheet, by=by)
    _make_it(sheet)
    return sheet


def _make_it(sheet: Sheet) -> None:
    transaction.on_commit(lambda: tasks.make_sheet.enqueue(sheet.pk))
