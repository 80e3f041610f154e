"""A row's texts in the reader's language; which versions there are and which are missing; the words of the pages."""

from quartier.texts.queries.catalogues import Interface, interface, interfaces
from quartier.texts.queries.office import (
    MISSING,
    OUTDATED,
    REGISTRY,
    Line,
    Source,
    Version,
    languages,
    lines,
    offers_texts,
    overview,
    wanted,
)
from quartier.texts.queries.readers import (
    Doors,
    Reading,
    Shown,
    all_in,
    at_address,
    digest,
    home,
    languages_of,
    open_page,
    shown,
    spread,
    version,
    versions,
)

__all__ = [
    "MISSING", "OUTDATED", "REGISTRY", "Doors", "Interface", "Line", "Reading", "Shown",
    "Source", "Version", "all_in", "at_address", "digest", "home", "interface", "interfaces", "languages", "languages_of",
    "lines", "offers_texts", "open_page", "overview", "shown", "spread", "version", "versions", "wanted",
]  # fmt: skip
