"""What the office is reminded of: dates that some readers get in German only, languages of the pages nobody has read."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quartier.kit import access, dates, links, panels
from quartier.texts.queries import interfaces, languages, lines, wanted
from quartier.texts.rules import EASY

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


SOON = dt.timedelta(days=14)


def lacking(area: Any, user: Any) -> Iterable[panels.Due]:
    """One line for all that is needed within two weeks and lacks a language of the quarter; three queries at most."""
    last, codes = dates.today() + SOON, [code for code in wanted(languages(area)) if code != EASY]
    found = [line for line in lines(area, dated=True) if line.day and line.day <= last and any(map(line.lacks, codes))]
    if found:
        more = len(found) - 1
        first = _("„%(title)s“") % {"title": found[0].heading}
        first += ngettext(" und %(n)d weiterer", " und %(n)d weitere", more) % {"n": more} if more else ""
        yield panels.Due(
            found[0].day or last, _("Termine nur auf Deutsch"), first, links.to("texts:overview", area=area.slug),
            _("Ansehen"), _("Sprachen"),
        )  # fmt: skip


def register() -> None:
    """Called once, when the apps are ready."""
    panels.due(
        panels.DueProvider("texts.versions", gettext_lazy("Fassungen"), lacking, (access.MANAGER,), queries=3, order=85)
    )
    panels.due(
        panels.DueProvider("texts.interface", gettext_lazy("Sprachen"), unread, (access.MANAGER,), queries=1, order=90)
    )
