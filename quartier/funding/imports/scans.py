"""A scanned paper finds its application: the code printed on each page of the PDF is read from photo or scan."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image

CODE = re.compile(r"QM(\d{1,12})-(\d{1,9})-(\d{1,3})")  # exports/application.py prints it: application, version, page
PAGES = 60  # pages of a scan that are looked at; an application has two to five
SCALE = 200 / 72  # dots a point: a module of the printed code is four dots wide
EDGE = 3000  # pixels of a photo that are looked at


@dataclass(frozen=True)
class Page:
    """A page of the scan, from 0, and what its code says; ``application`` None where no code is to be read."""

    place: int
    application: int | None = None
    version: int = 0
    page: int = 0


def read_scan(content: bytes, mime: str) -> list[Page]:
    """The pages of a scanned PDF or the one of a photo, each with its code. Never refuses: what is unreadable has none,
    nor has a page behind the first ``PAGES``, which nobody looks at."""
    try:
        return [
            _page(place, picture) if picture else Page(place) for place, picture in enumerate(_pictures(content, mime))
        ]
    except (pypdfium2.PdfiumError, OSError, ValueError, Image.DecompressionBombError):
        return []


def _pictures(content: bytes, mime: str) -> Iterator[Image.Image | None]:
    if mime != "application/pdf":
        with Image.open(io.BytesIO(content)) as photo:
            photo.thumbnail((EDGE, EDGE))
            yield photo.convert("L")
        return
    document = pypdfium2.PdfDocument(content)
    try:
        for place in range(min(len(document), PAGES)):
            page = document[place]
            scale = min(SCALE, EDGE / max(*page.get_size(), 1))
            yield page.render(scale=scale, grayscale=True).to_pil()
        yield from [None] * (len(document) - PAGES)
    finally:
        document.close()


def _page(place: int, picture: Image.Image) -> Page:
    for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode):
        if code := CODE.fullmatch(found.text.strip()):
            application, version, page = (int(part) for part in code.groups())
            return Page(place, application, version, page)
    return Page(place)


def by_application(pages: list[Page]) -> dict[int, list[Page]]:
    """The pages of each application in a pile; a page without a code (an enclosure, a back) goes with the one before it."""
    found: dict[int, list[Page]] = {}
    current: int | None = next((page.application for page in pages if page.application is not None), None)
    for page in pages:
        current = page.application if page.application is not None else current
        if current is not None:
            found.setdefault(current, []).append(page)
    return found


def cut_out(content: bytes, pages: list[Page]) -> bytes:
    """Those pages of a PDF as a PDF of their own: nobody's application goes to somebody else's case."""
    with pikepdf.open(io.BytesIO(content)) as whole, pikepdf.new() as part:
        for page in pages:
            part.pages.append(whole.pages[page.place])
        target = io.BytesIO()
        part.save(target)
        return target.getvalue()
