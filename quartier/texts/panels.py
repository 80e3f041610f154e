"""What the office is reminded of: languages of the pages that nobody has read."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.kit import access, dates, links, panels
from quartier.texts.queries import interfaces

PATIENCE = dt.timedelta(days=30)  # nothing is wrong: the line stands at the end of the list, not among what is late


def unread(area: Any, user: Any) -> Iterable[panels.Due]:
    """One line for all languages without a signature; one query."""
    open_ones = [one.name for one in interfaces(area.city.scope_id) if one.review is None]
    if open_ones:
        yield panels.Due(
            dates.today() + PATIENCE, _("Sprachen der Seiten gegenlesen lassen"),
            _("Noch ohne Unterschrift: %(languages)s") % {"languages": ", ".join(open_ones)},
            links.to("texts:team_interface", area=area.slug), _("Ansehen"), _("Sprachen"),
        )  # fmt: skip


def register() -> None:
    """Called once, when the apps are ready."""
    panels.due(
        panels.DueProvider("texts.interface", gettext_lazy("Sprachen"), unread, (access.MANAGER,), queries=1, order=90)
    )
