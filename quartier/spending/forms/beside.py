"""Forms that share a page."""

from typing import Any

from quartier.kit.forms import HouseForm


class BesideOthers(HouseForm):
    """A form that shares its page with others: the ids of its fields begin with its own name."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("auto_id", f"{type(self).__name__.removesuffix('Form').lower()}-%s")
        super().__init__(*arguments, **options)
