"""The office's pictures: what they show, where they stand, what they lack."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.areas.models import Area
from quartier.files.models import Picture
from quartier.files.queries import used_by
from quartier.kit import links

LACKING = Q(withdrawn_on__isnull=True, recognisable=True) & (
    Q(taken_consent_on__isnull=True) | Q(shown_consent_on__isnull=True)
)
CHOICES = (
    ("offen", gettext_lazy("Einverständnis fehlt"), LACKING),
    ("zurueck", gettext_lazy("Zurückgenommen"), Q(withdrawn_on__isnull=False)),
    ("gezeigt", gettext_lazy("Öffentlich"), Q(file__public=True)),
)


@dataclass(frozen=True)
class Use:
    """One place where a picture stands."""

    label: str
    title: str
    url: str


@dataclass(frozen=True)
class Told:
    """A picture as the office's lists show it. ``state``: shown, lacking, withdrawn, resting."""

    picture: Picture
    url: str  # the office's own address of the file
    uses: list[Use]
    state: str

    @property
    def kind(self) -> str:
        return {"lacking": "warn", "withdrawn": "bad"}.get(self.state, "")

    @property
    def says(self) -> str:
        """The state in words."""
        return {
            "shown": _("Öffentlich"),
            "lacking": _("Einverständnis fehlt"),
            "withdrawn": _("Einwilligung zurückgenommen"),
        }.get(self.state, _("Nur im Büro"))


def of_area(area: Area, user: Any) -> QuerySet[Picture]:
    """The quarter's pictures that still have a content, newest first."""
    rows = Picture.objects.visible_to(user).filter(scope_id=area.scope_id).exclude(file__content="")
    return rows.select_related("file").order_by("-id")


def told(area: Area, pictures: Iterable[Picture], *, uses: bool = True) -> list[Told]:
    """Pictures with where they stand; one query for each kind of row, whatever their number. Without ``uses``: none."""
    found = list(pictures)
    used = used_by(found) if uses else {}
    return [_told(area, picture, used.get(picture.pk, [])) for picture in found]


def _told(area: Area, picture: Picture, used: list[Any]) -> Told:
    uses = [Use(str(place.label), str(row), place.office(area, row)) for place, row in used]
    if picture.withdrawn_on:
        state = "withdrawn"
    elif not picture.may_be_shown:
        state = "lacking"
    else:
        state = "shown" if picture.file.public else "resting"
    return Told(picture, office_url(area, picture), uses, state)


def office_url(area: Area, picture: Picture) -> str:
    """The address of the file for the team, public or not."""
    return links.to("publishing:team_picture_file", area=area.slug, pk=picture.pk)
