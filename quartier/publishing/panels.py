"""What publishing tells the apps below: which of their rows show pictures."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.events.models import Event
from quartier.files.queries import Place, shows_pictures
from quartier.kit import links
from quartier.publishing import states
from quartier.publishing.models import News

PUBLISHED = Q(status=states.PUBLISHED)


def register() -> None:
    shows_pictures(Place(_("Termin"), Event, Q(public=True), _at("events:team_event")))
    shows_pictures(Place(_("Neuigkeit"), News, PUBLISHED, _at("publishing:team_news_item")))


def _at(name: str) -> Any:
    """The office's page of a row with a number."""
    return lambda area, row: links.to(name, area=area.slug, number=row.number)
