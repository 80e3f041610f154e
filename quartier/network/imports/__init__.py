"""Lists of institutions, as authorities, OpenStreetMap and offices keep them, become organisations."""

from quartier.network.imports.actors import ActorList, family
from quartier.network.imports.target import ActorTarget
from quartier.network.imports.values import COLUMNS

__all__ = ["COLUMNS", "ActorList", "ActorTarget", "family"]
