"""Photos: decoded within bounds, turned upright, and written anew from their pixels alone."""

import contextlib
import re
from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from quartier.files import rules
from quartier.files.rules import Kind
from quartier.kit.errors import Refused

pillow_heif.register_heif_opener()  # type: ignore[no-untyped-call,unused-ignore]

FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF"}
QUALITY = 85
THUMBNAIL_QUALITY = 80
WEB_QUALITY = 74
_MARK = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")  # begins a segment; the others carry no length
_SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True)
class CleanedImage:
    content: bytes
    kind: Kind
    width: int
    height: int
    thumbnail: bytes


def clean_image(content: bytes, kind: Kind) -> CleanedImage:
    """The first picture of the file: upright, in sRGB, no edge over ``MAX_EDGE``, without any metadata (GPS, camera,
    author, comments, profiles, embedded previews) and without whatever else was hidden in the file.
    """
    image = _decode(content, kind)
    image.thumbnail((rules.MAX_EDGE, rules.MAX_EDGE), Image.Resampling.LANCZOS)
    image.info.clear()  # the writers would take profile and comment from here
    kept = Kind.JPEG if kind is Kind.HEIC else kind
    written = _write(image, kept)
    if len(written) > rules.MAX_BYTES:  # a photo saved as PNG
        kept, written = Kind.JPEG, _write(image, Kind.JPEG)
    preview = image.copy()
    preview.thumbnail((rules.THUMBNAIL_EDGE, rules.THUMBNAIL_EDGE), Image.Resampling.LANCZOS)
    return CleanedImage(written, kept, image.width, image.height, _write(preview, Kind.JPEG, THUMBNAIL_QUALITY))


def web_versions(content: bytes, kind: Kind) -> dict[int, bytes]:
    """A cleaned picture as WebP by width in pixels: ``WEB_WIDTHS``, and its own width where it is narrower."""
    with Image.open(BytesIO(content), formats=[FORMATS[kind]]) as opened:
        image = opened.convert("RGBA" if "A" in opened.getbands() else "RGB")
    found = {}
    for width in sorted({min(width, image.width) for width in rules.WEB_WIDTHS}):
        size = (width, max(round(image.height * width / image.width), 1))
        version = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
        found[width] = _write(version, Kind.WEBP, WEB_QUALITY)
    return found


def _decode(content: bytes, kind: Kind) -> Image.Image:
    """Pixels as RGB or RGBA. The size in the header is judged before a single pixel is unpacked."""
    try:
        if kind is Kind.JPEG and scans(content) > rules.MAX_SCANS:
            raise ValueError("too many scans")
        with Image.open(BytesIO(content), formats=[FORMATS[kind]]) as opened:
            if opened.width * opened.height > rules.MAX_PIXELS:
                raise Refused(_too_many_pixels())
            opened.draft("RGB", (rules.MAX_EDGE, rules.MAX_EDGE))  # a JPEG is unpacked at half or quarter size
            opened.load()
            image = _upright(opened)
            return _to_srgb(image, opened.info.get("icc_profile"))
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_too_many_pixels()) from None
    except Exception as error:  # decoders raise anything on a damaged file
        raise Refused(
            _("Dieses Foto ist beschädigt oder nicht vollständig. Bitte wählen Sie es noch einmal aus.")
        ) from error


def scans(raw: bytes) -> int:
    """How many passes a JPEG makes over its pixels, counted up to its end mark; previews in its header do not count."""
    found, place = 0, 2
    while mark := _MARK.search(raw, place):
        kind = raw[mark.start() + 1]
        if kind == 0xD9 or found > rules.MAX_SCANS:
            break
        found += kind == 0xDA
        place = mark.end() + max(int.from_bytes(raw[mark.end() : mark.end() + 2], "big"), 2)
    return found


def _too_many_pixels() -> str:
    return _("Dieses Bild hat mehr als %(limit)s Megapixel. Bitte verkleinern Sie es oder fotografieren Sie neu.") % {
        "limit": rules.MAX_PIXELS // 1_000_000
    }


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera says; a broken EXIF block says nothing."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # the block is thrown away in any case
        return image.copy()


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours kept where a profile is thrown away (phones photograph in Display P3)."""
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    transparent = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    if profile and image.mode in ("RGB", "CMYK", "RGBA"):
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(BytesIO(profile)), _SRGB, outputMode="RGBA" if transparent else "RGB"
            )
            image = converted or image
    return image.convert("RGBA" if transparent else "RGB")


def _write(image: Image.Image, kind: Kind, quality: int = QUALITY) -> bytes:
    out = BytesIO()
    if kind is Kind.PNG:
        image.save(out, "PNG", optimize=True)
    elif kind is Kind.WEBP:
        image.save(out, "WEBP", quality=quality, method=4)
    else:
        _on_white(image).save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """JPEG knows no transparency: what was clear becomes paper."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper
