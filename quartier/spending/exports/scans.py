"""All receipts of a settlement in one PDF: photos on A4 pages, PDFs page by page, each page stamped with its number.

Pages go through files on disk, never more than one receipt in memory; what cannot be opened gets a page that says so.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from django.utils.translation import gettext as _
from PIL import Image

from quartier.files.models import File

WIDTH, HEIGHT, MARGIN, HEAD = 595, 842, 36, 60  # A4 in points; the stamp stands in the head
STAMP_WIDTH, STAMP_HEIGHT = 190, 18
AT_ONCE = 100  # PDFs that are open together
QUALITY = 88
TELL = 10  # files between two words on how far it is


@dataclass(frozen=True)
class Scan:
    """A file to go into the bundle: what its stamp says, and the file."""

    label: str
    file: File


def scans_of(receipts: Sequence[Any]) -> Iterator[Scan]:
    """The file of each receipt and, where there is one, the proof of its payment."""
    for row in receipts:
        yield Scan(_("Beleg %(n)d") % {"n": row.number}, row.file)
        if row.payment_proof_id:
            yield Scan(_("Beleg %(n)d, Zahlung") % {"n": row.number}, row.payment_proof)


def write_scans(
    scans: Iterator[Scan], folder: Path, target: Path, told: Callable[[int], None] = lambda _n: None
) -> list[int]:
    """Write the PDF of all files to ``target``; answers how many pages each has, in order. ``folder`` is for parts."""
    parts, pages = [], []
    for number, scan in enumerate(scans):
        part = folder / f"teil-{number:05}.pdf"
        pages.append(_write_one(scan, part))
        parts.append(part)
        if len(parts) % TELL == 0:
            told(len(parts))
    join(parts, target, folder)
    return pages


def _write_one(scan: Scan, part: Path) -> int:
    try:
        with scan.file.content.open("rb") as content:
            return _photo(scan, content, part) if scan.file.is_image else _document(scan, content, part)
    except Exception:  # erased, or broken in one of the many ways a PDF can be: one file never holds up all the others
        return _missing(scan, part)


def _photo(scan: Scan, content: Any, part: Path) -> int:
    """A photo in the middle of an A4 page, as large as fits."""
    with Image.open(content) as opened:
        picture = opened.convert("RGB")
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=QUALITY)
    wide, high = WIDTH - 2 * MARGIN, HEIGHT - HEAD - MARGIN
    scale = min(wide / picture.width, high / picture.height)
    across, up = picture.width * scale, picture.height * scale
    left, bottom = (WIDTH - across) / 2, MARGIN + (high - up) / 2
    with pikepdf.new() as pdf:
        image = pikepdf.Stream(
            pdf, jpeg.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=picture.width,
            Height=picture.height, ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        name = page.add_resource(image, pikepdf.Name.XObject)
        drawn = f"q {across:.2f} 0 0 {up:.2f} {left:.2f} {bottom:.2f} cm {name} Do Q"
        page.contents_add(drawn.encode())
        _stamp(page, scan.label)
        pdf.save(part)
    return 1


def _document(scan: Scan, content: Any, part: Path) -> int:
    """Every page of a PDF as it is, with the stamp in the upper corner."""
    with pikepdf.open(content) as pdf:
        count = len(pdf.pages)
        for number, page in enumerate(pdf.pages, 1):
            words = {"label": scan.label, "n": number, "of": count}
            _stamp(page, _("%(label)s, Seite %(n)d von %(of)d") % words if count > 1 else scan.label)
        pdf.save(part, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return count


def _missing(scan: Scan, part: Path) -> int:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        _stamp(page, scan.label)
        _write(page, _("Diese Datei lässt sich nicht mehr öffnen."), MARGIN, HEIGHT - 2 * HEAD)
        pdf.save(part)
    return 1


def _stamp(page: pikepdf.Page, text: str) -> None:
    """The number on white in the upper right corner, upright however the page lies."""
    with pikepdf.new() as pdf:
        stamp = pdf.add_blank_page(page_size=(STAMP_WIDTH, STAMP_HEIGHT))
        stamp.contents_add(f"1 g 0 0 {STAMP_WIDTH} {STAMP_HEIGHT} re f 0 g".encode())
        _write(stamp, text, 4, 5)
        left, _bottom, right, top = (float(value) for value in page.trimbox)
        corner = pikepdf.Rectangle(max(left, right - STAMP_WIDTH - 8), top - STAMP_HEIGHT - 8, right - 8, top - 8)
        page.add_overlay(stamp, corner)


def _write(page: pikepdf.Page, text: str, x: float, y: float) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica-Bold"),
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    name = page.add_resource(font, pikepdf.Name.Font)
    said = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    page.contents_add(b"BT %s 10 Tf %d %d Td (%s) Tj ET" % (str(name).encode(), x, y, said))


def join(parts: Sequence[Path], target: Path, folder: Path) -> None:
    """Put PDFs one behind the other; only so many are open at a time, so hundreds of receipts need no more."""
    level, row = 0, list(parts)
    while len(row) > 1:
        groups = [row[i : i + AT_ONCE] for i in range(0, len(row), AT_ONCE)]
        joined = [folder / f"stufe-{level}-{number:05}.pdf" for number in range(len(groups))]
        for group, made in zip(groups, joined, strict=True):
            _join(group, made)
        level, row = level + 1, joined
    if row:
        row[0].replace(target)
    else:
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
            pdf.save(target)


def _join(parts: Sequence[Path], target: Path) -> None:
    opened = [pikepdf.open(part) for part in parts]
    try:
        with pikepdf.new() as pdf:
            for part in opened:
                pdf.pages.extend(part.pages)
            pdf.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    finally:
        for part in opened:
            part.close()
