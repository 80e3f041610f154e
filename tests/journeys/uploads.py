"""What people upload: a photo that knows where it was taken, one in the format of newer phones, a scanned PDF."""

from io import BytesIO
from typing import Any

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw

GPS, MAKE = 0x8825, 0x010F


def receipt_photo(words: str = "Gärtnerei Grün") -> Image.Image:
    picture = Image.new("RGB", (900, 1200), "#f4f1ea")
    draw = ImageDraw.Draw(picture)
    for line in range(12):
        draw.rectangle((90, 180 + line * 70, 500 + (line * 37) % 300, 205 + line * 70), fill="#444")
    draw.text((90, 90), words, fill="black")
    return picture


def jpeg_with_place(name: str = "IMG_2044.jpg", words: str = "Gärtnerei Grün") -> dict[str, Any]:
    exif = Image.Exif()
    exif[MAKE] = "Fernsprecher 9"
    place = exif.get_ifd(GPS)
    place[1], place[2], place[3], place[4] = "N", (53.0, 33.0, 12.0), "E", (9.0, 59.0, 33.0)
    out = BytesIO()
    receipt_photo(words).save(out, "JPEG", exif=exif)
    assert Image.open(BytesIO(out.getvalue())).getexif().get_ifd(GPS)
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def heic(name: str = "IMG_2045.HEIC") -> dict[str, Any]:
    out = BytesIO()
    pillow_heif.from_pillow(receipt_photo("Baumarkt")).save(out, quality=60)
    return {"name": name, "mimeType": "image/heic", "buffer": out.getvalue()}


def pdf(name: str = "rechnung.pdf") -> dict[str, Any]:
    out = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out)
    return {"name": name, "mimeType": "application/pdf", "buffer": out.getvalue()}


def carries_a_place(photo: bytes) -> bool:
    """Whether a kept photo still says where or with what it was taken."""
    exif = Image.open(BytesIO(photo)).getexif()
    return bool(exif) or bool(exif.get_ifd(GPS)) or b"Fernsprecher" in photo


def is_tagged_pdf(content: bytes) -> bool:
    """Whether a letter can be read aloud: tags, a language, a title."""
    assert content.startswith(b"%PDF"), content[:20]
    with pikepdf.open(BytesIO(content)) as document:
        root = document.Root
        return bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root and str(root.Lang)[:2] == "de"
