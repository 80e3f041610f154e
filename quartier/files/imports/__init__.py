"""An upload becomes a file that may be kept: measured while it is read, told apart by content, written anew."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from django.utils.translation import gettext as _

from quartier.files import rules
from quartier.files.imports.images import clean_image, web_versions
from quartier.files.imports.pdfs import clean_pdf
from quartier.files.rules import Kind
from quartier.kit.errors import Refused

__all__ = ["Cleaned", "clean", "clean_picture", "read_limited", "safe_name"]

CHUNK = 1 << 16
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Cleaned:
    """A file that may be kept and shown. Nothing in it comes from the upload but pixels or pages."""

    content: bytes
    kind: Kind
    mime: str
    extension: str  # without the dot
    width: int | None  # pixels; None for a PDF
    height: int | None
    pages: int | None  # None for an image
    sha256: str  # of ``content``; the same upload gives the same
    size: int  # bytes of ``content``
    name_safe: str
    thumbnail: bytes | None  # JPEG; None for a PDF
    web: dict[int, bytes] = field(default_factory=dict)  # WebP by width in pixels, where asked for


def clean(upload: BinaryIO, *, name: str) -> Cleaned:
    """The upload as a file that may be kept; Refused with what is right instead. ``name`` is shown, never believed."""
    content = read_limited(upload)
    head = content[: rules.SNIFF_BYTES]
    kind = rules.sniff(head)
    if kind is None:
        raise Refused(rules.refusal(head))
    if kind is Kind.PDF:
        content, pages = clean_pdf(content)
        return _cleaned(content, kind, name, pages=pages)
    image = clean_image(content, kind)
    return _cleaned(image.content, image.kind, name, image.width, image.height, thumbnail=image.thumbnail)


def clean_picture(upload: BinaryIO, *, name: str) -> Cleaned:
    """A picture for public pages, with its WebP versions; Refused where the upload is none."""
    good = clean(upload, name=name)
    if not good.kind.is_image:
        raise Refused(_("Das ist kein Bild. Bitte ein Foto (JPG, PNG, WebP, HEIC)."))
    return replace(good, web=web_versions(good.content, good.kind))


def _cleaned(
    content: bytes, kind: Kind, name: str, width: int | None = None, height: int | None = None,
    pages: int | None = None, thumbnail: bytes | None = None,
) -> Cleaned:  # fmt: skip
    if len(content) > rules.MAX_BYTES:  # a PDF that unpacks while it is written anew
        raise Refused(rules.too_large())
    return Cleaned(
        content=content,
        kind=kind,
        mime=kind.mime,
        extension=kind.extension,
        width=width,
        height=height,
        pages=pages,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        name_safe=safe_name(name, kind.extension),
        thumbnail=thumbnail,
    )


def read_limited(upload: BinaryIO, limit: int = rules.MAX_BYTES) -> bytes:
    """All bytes of a stream, given up at the first one too many; the declared length is not asked."""
    parts: list[bytes] = []
    size = 0
    while chunk := upload.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise Refused(rules.too_large())
        parts.append(chunk)
    return b"".join(parts)


def safe_name(name: str, extension: str) -> str:
    """A name to show and to save under on any system: no folders, no control or direction marks, true extension."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter if unicodedata.category(letter)[0] != "C" else "" for letter in plain)
    stem, dot, ending = plain.rpartition(".")
    if not dot or not (1 <= len(ending) <= 5):
        stem = plain
    stem = " ".join(_FORBIDDEN.sub("_", stem).split()).strip(". ")
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"datei-{stem}".rstrip("-")
    return f"{stem[: rules.MAX_NAME - len(extension) - 1].rstrip('. ')}.{extension}"
