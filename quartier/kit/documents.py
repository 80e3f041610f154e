"""Tagged PDF documents (PDF/UA-1 and PDF/A-2a) and pictures (PNG) from typst templates, set in a child process.

Typesetting takes some hundred megabytes, which an own process gives back when it ends. Run as a program, this file
*is* that process: it needs neither Django nor the project, and reads one job from stdin. What people wrote reaches the
template only as JSON, never as source; the template can read nothing but itself, ``documents/*.typ`` of the kit and of its own app, and the given files.
"""

import functools
import json
import logging
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from typst import PDFStandard

Made = TypeVar("Made")
log = logging.getLogger(__name__)

HERE = Path(__file__).resolve().parent / "documents"
STANDARDS: "list[PDFStandard]" = ["ua-1", "a-2a"]
ADDRESS_SPACE = 4 * 2**30
TEMPLATE_REFUSED = 3
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\.(png|jpe?g|svg|webp|gif)", re.IGNORECASE)
SHOWN_AS_BOX = "\u25a1"
BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class DocumentError(Exception):
    """No document came about. ``message`` is a German sentence for people, ``detail`` the typesetter's own words."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


def made(make: Callable[[], Made], keep: Callable[[Made], object], failed: Callable[[str], object]) -> None:
    """Set a document and keep it, in a task. Where it does not come about, ``failed`` is told why, whatever it was: no
    page waits for ever. What is no DocumentError is raised again."""
    try:
        keep(make())
    except DocumentError as error:
        failed(error.message)
    except Exception:
        failed("Das Dokument ließ sich nicht erstellen.")
        raise


def render(
    template: Path,
    data: Mapping[str, Any],
    *,
    files: Mapping[str, bytes] | None = None,
    title: str,
    lang: str = "de",
    timeout: float = 30,
    form: Literal["pdf", "png"] = "pdf",
    ppi: float = 144,
) -> bytes:
    """The PDF of ``template`` filled with ``data``; ``form="png"``: its first page as a picture of ``ppi`` dots an inch.

    ``data`` holds what JSON can hold: sums in cents, days as ISO text. ``files`` are pictures by plain name
    („logo-stadt.svg“); the template finds them under ``/files/``. ``title`` is the title readers and screen readers
    show, ``lang`` the language of the text, ``timeout`` counts seconds. Raises :class:`DocumentError`.
    """
    if not title.strip():
        raise DocumentError("Dem Dokument fehlt der Titel. Ohne Titel ist es nicht barrierefrei.")
    pictures = dict(files or {})
    for name in pictures:
        if not FILE_NAME.fullmatch(name):
            raise DocumentError(f"Das Bild „{name}“ hat einen Namen oder ein Format, das wir nicht einsetzen können.")
    job = {"data": {**data, "title": title, "lang": lang}, "seconds": timeout, "form": form, "ppi": ppi}
    with tempfile.TemporaryDirectory(prefix="document-") as name:
        folder = Path(name)
        shutil.copyfile(template, folder / "main.typ")
        for library in (*template.parent.glob("*.typ"), *HERE.glob("*.typ")):
            shutil.copyfile(library, folder / library.name)
        (folder / "files").mkdir()
        for name, content in pictures.items():
            (folder / "files" / name).write_bytes(content)
        return _typeset_in_child(folder, json.dumps(job).encode(), template.name, timeout)


def _typeset_in_child(folder: Path, job: bytes, name: str, timeout: float) -> bytes:
    command = [sys.executable, "-I", "-X", "utf8", str(Path(__file__).resolve()), str(folder)]
    try:
        done = subprocess.run(command, input=job, capture_output=True, timeout=timeout, check=False)  # noqa: S603 - our own file
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"Das Dokument war nach {timeout:g} Sekunden nicht fertig. Bitte versuchen Sie es noch einmal."
        ) from error
    if done.returncode == 0 and done.stdout.startswith((b"%PDF", b"\x89PNG")):
        return done.stdout
    detail = done.stderr.decode(errors="replace").strip()
    log.error("document %s was not set (exit %s)", name, done.returncode)
    raise DocumentError(_in_german(detail, known=done.returncode == TEMPLATE_REFUSED), detail)


def _in_german(detail: str, *, known: bool) -> str:
    if known and "missing alt text" in detail:
        return "Ein Bild im Dokument hat keine Beschreibung. Bitte ergänzen Sie den Text für das Bild."
    if known and "failed to decode image" in detail:
        return "Ein Bild im Dokument lässt sich nicht lesen. Bitte laden Sie es neu hoch."
    return "Das Dokument ließ sich nicht erzeugen. Die Angaben sind gespeichert; bitte versuchen Sie es später noch einmal."


# --- the child process -----------------------------------------------------------------------------------------------


def _child(folder: Path) -> int:
    job = json.load(sys.stdin.buffer)
    _limit(seconds=job["seconds"])
    import typst

    fonts = sorted((HERE / "fonts").glob("*.ttf"))
    readable = functools.partial(_readable, shown=frozenset().union(*map(_characters, fonts)))
    try:
        found = typst.compile(
            folder / "main.typ",
            root=folder,
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"]
            ),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(_each_text(job["data"], readable), ensure_ascii=False)},
            **({"format": "png", "ppi": job["ppi"]} if job["form"] == "png" else {"pdf_standards": STANDARDS}),
        )
    except typst.TypstError as error:
        sys.stderr.write(f"{error}\n{getattr(error, 'diagnostic', '')}")
        return TEMPLATE_REFUSED
    first = found[0] if isinstance(found, list) else found
    sys.stdout.buffer.write(first if job["form"] == "png" else _with_clear_stream_ends(first))
    return 0


def _with_clear_stream_ends(pdf: bytes) -> bytes:
    """Streams that end with CR get a byte more: before LF the CR reads as part of the line end, and PDF/A (6.1.7.1)
    then finds the stream a byte too short. Filters stop at their own end mark and do not see the byte."""
    while (end := pdf.find(b"\r\nendstream")) >= 0:
        start = pdf.rfind(b"stream\n", 0, end) + 7
        object_start = pdf.rfind(b" obj\n", 0, start)
        length = re.compile(rb"/Length (\d+)").search(pdf, object_start, start)
        table = pdf.rfind(b"\nxref\n") + 1
        if length is None or int(length[1]) != end + 1 - start or not table:
            return pdf
        longer = b"/Length %d" % (int(length[1]) + 1)
        shift = len(longer) - len(length[0]) + 1
        body = pdf[: length.start()] + longer + pdf[length.end() : end + 1] + b"\0" + pdf[end + 1 : table]
        pdf = body + _moved(pdf[table:], behind=end, by=shift)
    return pdf


def _moved(table: bytes, *, behind: int, by: int) -> bytes:
    """The cross-reference table with every offset behind ``behind`` moved ``by`` bytes."""

    def offset(entry: re.Match[bytes]) -> bytes:
        old = int(entry[1])
        return b"%010d 00000 n" % (old + by if old > behind else old)

    table = re.sub(rb"(\d{10}) 00000 n", offset, table)
    return re.sub(rb"startxref\n(\d+)", lambda entry: b"startxref\n%d" % (int(entry[1]) + by), table)


def _limit(*, seconds: float) -> None:
    """A picture that wants all memory, or a job whose parent is gone, ends this process and nothing else."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds * 4) + 1, int(seconds * 4) + 2))


def _each_text(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [_each_text(item, change) for item in value]
    return value


def _readable(text: str, *, shown: frozenset[int]) -> str:
    """``text`` in characters that PDF/A allows and our fonts have.

    What has no glyph takes its plain form (fullwidth letters); else signs (most emoji) fall out, letters become □. Control characters, private ones and
    those that turn the reading direction of what follows fall out.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if all(ord(character) in shown and character not in BIDI_OVERRIDES for character in text):
        return text
    return "".join(_shown(text, shown))


def _shown(text: str, shown: frozenset[int]) -> Iterable[str]:
    for character in text:
        kind = unicodedata.category(character)
        if character in "\n\t":
            yield character
        elif kind in ("Cc", "Cs", "Co", "Cn") or character in BIDI_OVERRIDES or character == "\ufeff":
            continue
        elif ord(character) in shown:
            yield character
        elif set(map(ord, plain := unicodedata.normalize("NFKC", character))) <= shown:
            yield plain
        elif kind[0] == "Z":
            yield " "
        elif kind[0] in "LN":
            yield SHOWN_AS_BOX


def _characters(font: Path) -> set[int]:
    """Code points for which the TrueType font has a glyph: its cmap tables of formats 4 and 12."""
    raw = font.read_bytes()
    tables = {raw[i : i + 4]: struct.unpack_from(">I", raw, i + 8)[0] for i in range(12, 12 + 16 * raw[5], 16)}
    cmap = tables[b"cmap"]
    found: set[int] = set()
    for i in range(struct.unpack_from(">H", raw, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", raw, cmap + 8 + 8 * i)[0]
        form = struct.unpack_from(">H", raw, at)[0]
        if form == 12:
            for group in range(struct.unpack_from(">I", raw, at + 12)[0]):
                first, last, _glyph = struct.unpack_from(">3I", raw, at + 16 + 12 * group)
                found.update(range(first, last + 1))
        elif form == 4:
            segments = struct.unpack_from(">H", raw, at + 6)[0] // 2
            lasts = struct.unpack_from(f">{segments}H", raw, at + 14)
            firsts = struct.unpack_from(f">{segments}H", raw, at + 16 + 2 * segments)
            for first, last in zip(firsts, lasts, strict=True):
                found.update(range(first, last + 1))
    return found - {0xFFFF}


if __name__ == "__main__":
    sys.exit(_child(Path(sys.argv[1])))
