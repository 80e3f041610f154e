"""Which rows show pictures: told by the apps above, in apps.ready. And who shows a picture now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from quartier.files.models import Picture


@dataclass(frozen=True)
class Place:
    """A model with a column ``picture`` and one ``area``. ``public``: its rows that everybody reads."""

    label: Any  # „Termin“
    model: type[Model]
    public: Q
    office: Callable[[Any, Any], str]  # (area, row) -> address of the office's page

    def rows(self) -> QuerySet[Any]:
        """All of them."""
        return self.model._base_manager.all()

    def shows(self, row: Any) -> bool:
        """Whether everybody reads this row."""
        return self.rows().filter(self.public, pk=row.pk).exists()


PLACES: dict[str, Place] = {}


def shows_pictures(place: Place) -> None:
    """Called in ``apps.ready``: rows of this model may have a picture."""
    PLACES[place.model._meta.label_lower] = place


def place_of(row: Any) -> Place:
    """What is known of the row's model; KeyError where nobody told."""
    return PLACES[row._meta.label_lower]


def shown_by(picture: Picture) -> bool:
    """Whether a row that everybody reads has the picture: one query for each kind of row until one is found."""
    return any(place.rows().filter(place.public, picture=picture).exists() for place in PLACES.values())


def used_by(pictures: Iterable[Picture]) -> dict[int, list[tuple[Place, Any]]]:
    """Where pictures stand, by the picture's id; one query for each kind of row."""
    found: dict[int, list[tuple[Place, Any]]] = {picture.pk: [] for picture in pictures}
    for place in PLACES.values():
        for row in place.rows().filter(picture__in=list(found)).order_by("pk"):
            found[row.picture_id].append((place, row))
    return found
