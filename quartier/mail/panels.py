"""Was die Post dem Arbeitsplatz meldet: Nachrichten, die gelesen oder noch einmal versucht werden wollen."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.kit import access, dates, links, panels
from quartier.mail import queries, states
from quartier.mail.models import Message


def due(area: Any, user: Any) -> Iterable[panels.Due]:
    rows = (
        Message.objects.filter(scope_id=area.scope_id, status__in=queries.OPEN)
        .defer("body", "calendar")
        .order_by("at")[:20]
    )
    for row in rows:
        held = row.status == states.HELD
        yield panels.Due(
            when=dates.local(row.at).date(), title=row.subject,
            why=_("wartet darauf, dass jemand sie liest") if held else row.error,
            url=links.to("mail:message", area=area.slug, pk=row.pk),
            verb=_("Lesen") if held else _("Ansehen"), group=_("Post"),
        )  # fmt: skip


def register() -> None:
    label = gettext_lazy("Post")
    panels.due(panels.DueProvider("mail", label, due, (access.MANAGER,), queries=1, order=80))
