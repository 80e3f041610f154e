"""Codes that a phone or a scanner reads."""

import io

import qrcode
from qrcode.image.svg import SvgPathFillImage


def qr_code(text: str) -> bytes:
    """A QR code as SVG (ISO/IEC 18004, error correction M, quiet zone of four modules)."""
    picture = io.BytesIO()
    qrcode.make(text, image_factory=SvgPathFillImage, error_correction=qrcode.ERROR_CORRECT_M).save(picture)
    return picture.getvalue()
