"""How an upper app puts something on a lower app's page: registered in ``apps.ready``, asked by the page.

``due``: what is waiting for the team, for the workspace. ``panel``: a fragment on a lower app's record page.
``knots``: how a row of history reads in the thread. Each says how many queries it costs; a test holds it to that.
``follow``: an app that keeps a copy of others' rows is told inside the action that changed one.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from quartier.kit.templatetags import page as written


@dataclass(frozen=True)
class Due:
    """One thing that waits: until when, what, why, and the verb that does it."""

    when: dt.date
    title: str
    why: str
    url: str
    verb: str
    group: str  # the chip it is filtered by, e. g. „Ideen“
    who: str = ""


@dataclass(frozen=True)
class DueProvider:
    key: str
    label: Any
    collect: Callable[[Any, Any], Iterable[Due]]  # (area, user) -> what is due
    kinds: tuple[str, ...]  # the roles it is for
    queries: int
    order: int = 50


@dataclass(frozen=True)
class Panel:
    page: str  # e. g. „participation.idea“
    template: str
    load: Callable[[Any, Any], dict[str, Any] | None]  # (row, request) -> context, None: nothing to show
    queries: int
    order: int = 50


@dataclass
class Knot:
    """One knot of the thread, as the component draws it. ``state``: done, now, coming, ended."""

    title: str
    at: dt.datetime | dt.date | None = None
    text: str = ""
    quote: str = ""
    by: str = ""
    link: str = ""
    link_label: str = ""
    votes: Any = None
    state: str = "done"
    internal: bool = False

    @property
    def date(self) -> str:
        return written.day(self.at) if self.at else ""

    @property
    def datetime(self) -> str:
        return self.at.isoformat() if self.at else ""


# (entries of one kind, request) -> knots by entry id; one call, so at most `queries` queries, per kind
KnotLoader = Callable[[Sequence[Any], Any], dict[int, Knot | None]]


@dataclass(frozen=True)
class KnotProvider:
    kind: str  # „app.model“ of the entries
    load: KnotLoader
    queries: int


Follower = Callable[[str, int], object]  # (kind „app.model“, id of the row)

FOLLOWERS: dict[str, Follower] = {}
DUE: dict[str, DueProvider] = {}
PANELS: dict[str, list[Panel]] = {}
KNOTS: dict[str, KnotProvider] = {}


def due(provider: DueProvider) -> None:
    DUE[provider.key] = provider


def panel(panel: Panel) -> None:
    known = PANELS.setdefault(panel.page, [])
    known[:] = sorted([p for p in known if p.template != panel.template] + [panel], key=lambda p: p.order)


def knots(provider: KnotProvider) -> None:
    KNOTS[provider.kind] = provider


def follow(app: str, follower: Follower) -> None:
    """``follower`` is called inside every action that says ``changed``; between neighbours that import each other not."""
    FOLLOWERS[app] = follower


def changed(kind: str, pk: int) -> None:
    """What the public may read of the row ``pk`` of ``kind`` („app.model“) is different now; inside an action."""
    for follower in FOLLOWERS.values():
        follower(kind, pk)


def collect_due(area: Any, user: Any) -> list[Due]:
    """All that is due in the quarter for the roles of this user, the most urgent first."""
    found: list[Due] = []
    for provider in sorted(DUE.values(), key=lambda p: p.order):
        if area.scope_id in user.scopes(*provider.kinds):
            found.extend(provider.collect(area, user))
    return sorted(found, key=lambda item: (item.when, item.title))


def load_panels(page: str, row: Any, request: Any) -> list[tuple[str, dict[str, Any]]]:
    """(template, context) of every panel that has something to show on this page."""
    loaded = [(p.template, p.load(row, request)) for p in PANELS.get(page, [])]
    return [(template, context) for template, context in loaded if context is not None]


def tell(entries: Iterable[Any], request: Any) -> list[Knot]:
    """The story of a thread as knots in order of time; entries whose kind has no provider are left out."""
    entries = list(entries)
    request.story = entries  # a loader may look at what else was told
    by_kind: dict[str, list[Any]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    told: dict[int, Knot | None] = {}
    for kind, rows in by_kind.items():
        if kind in KNOTS:
            told.update(KNOTS[kind].load(rows, request))
    found = [knot for entry in entries if (knot := told.get(entry.pk))]
    for entry in entries:
        if (knot := told.get(entry.pk)) and knot.at is None:
            knot.at = entry.at
        if knot:
            knot.internal = not entry.public
    return found
