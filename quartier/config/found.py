"""The pages that belong to no row (all ideas, who decides, the imprint …) are found, too: in every language."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from quartier.areas.models import Area
from quartier.config import navigation
from quartier.search.actions import Found, source


def pages(area: Area) -> Iterator[Found]:
    """The doors of a quarter that has pages, each in every language it is translated into."""
    if area.carrier_id is None:
        return
    for part, door in enumerate((*navigation.PUBLIC, *navigation.LEGAL), start=1):
        german = ""
        for code, _name in settings.LANGUAGES:
            with override(code):
                title, text = str(door.label), str(door.text)
            german = german or f"{title} {text}"
            if code == settings.LANGUAGE_CODE or f"{title} {text}" != german:
                yield Found(area.scope_id, title, text, (door.page, {"area": area.slug}), code, part=part)


def register() -> None:
    """Called once, when the apps are ready."""
    source(
        "config.page", word="seiten", label=_("Seiten"), documents=pages, parts=True,
        rows=lambda: Area.objects.defer("boundary", "outline"),
    )  # fmt: skip
