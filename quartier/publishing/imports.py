"""The guides that come with the house, from ``guides/*.toml``."""

import datetime as dt
import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "guides"


@dataclass(frozen=True)
class GuideModel:
    """A guide to be taken over. ``as_of``: the day its facts were last compared with their sources."""

    key: str
    title: str
    lead: str
    steps: str
    permits: str
    insurance: str
    checklist: str
    as_of: dt.date


@functools.cache
def guides() -> tuple[GuideModel, ...]:
    """All of them, by title. Lists of the file become one thing a line."""
    found = [_guide(path) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted(found, key=lambda one: one.title))


def _guide(path: Path) -> GuideModel:
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = {name: "\n".join(data[name]) for name in ("steps", "checklist")}
    texts = {name: data[name].strip() for name in ("permits", "insurance")}
    return GuideModel(**data | {"key": path.stem} | lines | texts)
