"""Uploads of the wrong size, the wrong kind and under the wrong name."""

import io

import pytest

from quartier.files import rules
from quartier.files.imports import clean, read_limited, safe_name
from quartier.files.tests.test_images import picture, saved
from quartier.kit.errors import Refused

RIGHT = "Bitte ein Foto (JPG, PNG, WebP, HEIC) oder ein PDF, höchstens 20 MB."


class Endless(io.RawIOBase):
    """A stream of the size given that lies about its length and counts what was taken."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.taken = 0

    def __len__(self) -> int:
        return 10

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "the whole stream must never be asked for"
        part = min(size, self.size - self.taken)
        self.taken += part
        return b"\xff" * part


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(Refused) as refused:
        clean(io.BytesIO(content), name=name)
    return refused.value.message


def test_upload_of_50_mb_is_given_up_at_20() -> None:
    stream = Endless(50_000_000)
    with pytest.raises(Refused, match="zu groß") as refused:
        clean(stream, name="foto.jpg")  # type: ignore[arg-type]
    assert stream.taken < rules.MAX_BYTES + 100_000
    assert refused.value.message.endswith(RIGHT)


def test_upload_of_exactly_the_limit_is_read() -> None:
    assert len(read_limited(Endless(rules.MAX_BYTES))) == rules.MAX_BYTES  # type: ignore[arg-type]


def test_empty_upload_is_refused() -> None:
    assert "leer" in refusal(b"", "foto.jpg")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00\x03" + b"\x00" * 400, "foto.jpg"),
        (b"\x7fELF" + b"\x00" * 400, "rechnung.pdf"),
        (b"<svg onload='alert(1)' xmlns='http://www.w3.org/2000/svg'/>", "bild.png"),
        (b"<html><script>alert(1)</script></html>", "bild.jpg"),
        (b"GIF89a" + b"\x00" * 100, "bild.gif"),
        (b"PK\x03\x04" + b"\x00" * 100, "rechnung.docx"),
    ],
)
def test_mislabelled_upload_is_refused_with_what_is_right(content: bytes, name: str) -> None:
    assert refusal(content, name).endswith(RIGHT)


def test_png_called_jpg_gets_its_true_name() -> None:
    cleaned = clean(io.BytesIO(saved(picture(), "PNG")), name="foto.jpg")
    assert (cleaned.name_safe, cleaned.mime) == ("foto.png", "image/png")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Rechnung Müller (1).PDF", "Rechnung Müller (1).pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Fotos\\Fest.jpeg", "Fest.pdf"),
        ("fdp\u202egpj.exe", "fdpgpj.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ('<b>"x"|?*.pdf', "_b__x____.pdf"),
        ("u\u0308ber.pdf", "über.pdf"),
        ("", "datei.pdf"),
        ("...", "datei.pdf"),
        (".pdf", "datei.pdf"),
        ("CON.pdf", "datei-CON.pdf"),
        ("Beleg Nr. 7 vom 3.11.2026", "Beleg Nr. 7 vom 3.11.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_safe_name_of_hostile_and_of_friendly_names(name: str, safe: str) -> None:
    assert safe_name(name, "pdf") == safe
    assert len(safe) <= rules.MAX_NAME
