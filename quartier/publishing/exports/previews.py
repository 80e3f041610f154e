"""The picture shown when a page is shared (Open Graph, 1200 × 630): the quarter's colour and sign, the page's title.

Set once for every wording and kept as a file: asking again costs nothing, and nobody can keep the machine busy by asking.
"""

import hashlib
import io
import json
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import Image

from quartier.areas.models import Area
from quartier.kit import dates
from quartier.kit.documents import DocumentError, render

DOCUMENT = Path(__file__).resolve().parents[1] / "documents" / "preview.typ"
COLOURS = 96  # of the palette: half the bytes of a picture in full colour, to the eye the same
LONGEST = 160  # letters of a title
KEPT_DAYS = 60
one_at_a_time = threading.Lock()  # setting takes some fifty megabytes


def folder() -> Path:
    """Where pictures are kept; losing it costs nothing but time."""
    return Path(settings.DATA) / "previews"


def preview(*, title: str, day: str, quarter: str, accent: str, address: str, area: Area | None = None) -> bytes:
    """The PNG. Raises ``DocumentError`` where it cannot be set."""
    data: dict[str, Any] = {
        "title": _short(title), "day": day, "quarter": quarter, "accent": accent,
        "address": address.split("://", 1)[-1].rstrip("/"), "site": _("Quartiersmanagement"),
        "dir": "rtl" if (get_language() or "de") in settings.LANGUAGES_BIDI else "ltr",
    }  # fmt: skip
    files = _emblem(area)
    if files:
        data["emblem"] = next(iter(files))
    path = folder() / f"{_digest(data, files)}.png"
    if path.exists():
        return path.read_bytes()
    with one_at_a_time:
        if not path.exists():
            _keep(
                path,
                _small(
                    render(DOCUMENT, data, files=files, title=data["title"], lang=get_language() or "de", form="png")
                ),
            )
    return path.read_bytes()


def _short(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"


def _emblem(area: Area | None) -> dict[str, bytes]:
    """The quarter's own sign, where it may be shown."""
    picture = area.emblem if area else None
    if picture is None or not picture.is_shown or not picture.file.content:
        return {}
    try:
        with picture.file.content.open("rb") as content:
            return {f"emblem.{picture.file.name.rsplit('.', 1)[-1].lower()}": content.read()}
    except OSError:
        return {}


def _digest(data: dict[str, Any], files: dict[str, bytes]) -> str:
    said = json.dumps(data, sort_keys=True, ensure_ascii=False).encode()
    parts = [said, DOCUMENT.read_bytes(), *files.values()]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:40]


def _small(png: bytes) -> bytes:
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{threading.get_ident()}")
    fresh.write_bytes(content)
    fresh.replace(path)  # another process sees the whole file or none


def tidy(moment: float | None = None) -> int:
    """Drop pictures older than sixty days: what is still asked for is set anew. Returns how many."""
    edge = (moment if moment is not None else dates.now().timestamp()) - KEPT_DAYS * 86400
    old = [path for path in folder().glob("*") if path.stat().st_mtime < edge]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


__all__ = ["DocumentError", "preview", "tidy"]
