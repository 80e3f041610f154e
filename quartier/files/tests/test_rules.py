"""Kinds by their first bytes, never by what they are called."""

import pytest

from quartier.files import rules
from quartier.files.rules import Kind, sniff


def ftyp(major: bytes, *compatible: bytes) -> bytes:
    body = b"ftyp" + major + b"\x00\x00\x00\x00" + b"".join(compatible)
    return (len(body) + 4).to_bytes(4, "big") + body + b"\x00\x00\x01\x00meta"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Kind.PNG),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", Kind.WEBP),
        (ftyp(b"heic", b"mif1", b"heic"), Kind.HEIC),
        (ftyp(b"mif1", b"mif1", b"heic"), Kind.HEIC),
        (ftyp(b"msf1", b"hevc"), Kind.HEIC),
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", Kind.PDF),
    ],
)
def test_sniff_knows_the_allowed_kinds(head: bytes, kind: Kind) -> None:
    assert sniff(head) is kind


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\xff\xd8",
        b"MZ\x90\x00",
        b"\x7fELF",
        b"GIF89a",
        b"RIFF\x10\x00\x00\x00WAVEfmt ",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"<html>%PDF-1.7",
        b"PK\x03\x04",
        ftyp(b"avif", b"mif1"),
        ftyp(b"mif1", b"avif"),
        ftyp(b"isom", b"heic"),
        b"\x00\x00\x00\x00ftypmif1",
    ],
)
def test_sniff_knows_nothing_else(head: bytes) -> None:
    assert sniff(head) is None


def test_kind_tells_mime_and_extension() -> None:
    assert [(kind.mime, kind.extension) for kind in Kind] == [
        ("image/jpeg", "jpg"),
        ("image/png", "png"),
        ("image/webp", "webp"),
        ("image/heic", "heic"),
        ("application/pdf", "pdf"),
    ]
    assert [kind for kind in Kind if not kind.is_image] == [Kind.PDF]


@pytest.mark.parametrize(
    ("head", "word"),
    [(b"", "leer"), (b"PK\x03\x04", "als PDF"), (b"\xd0\xcf\x11\xe0", "als PDF"), (b"MZ", "weder ein Foto")],
)
def test_refusal_ends_with_what_is_right(head: bytes, word: str) -> None:
    sentence = rules.refusal(head)
    assert word in sentence
    assert sentence.endswith("Bitte ein Foto (JPG, PNG, WebP, HEIC) oder ein PDF, höchstens 20 MB.")
