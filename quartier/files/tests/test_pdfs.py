"""PDFs as offices send them and as attackers do: pages stay, everything that acts or tells goes."""

import io
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from quartier.files import rules
from quartier.files.imports import Cleaned, clean
from quartier.files.imports.pdfs import strip_jpeg
from quartier.files.rules import Kind
from quartier.files.tests.test_images import exif, picture, saved
from quartier.kit.errors import Refused


def document(pages: int = 1) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    return pdf


def written(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def kept(content: bytes) -> Cleaned:
    return clean(io.BytesIO(content), name="Rechnung.pdf")


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        kept(content)
    return refused.value.message


def everything(content: bytes) -> bytes:
    """All that stands in a PDF, unpacked, for looking for words."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return written(pdf, qdf=True, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable,
                       stream_decode_level=pikepdf.StreamDecodeLevel.generalized)  # fmt: skip


def test_pdf_keeps_its_pages() -> None:
    cleaned = kept(written(document(3)))
    assert (cleaned.kind, cleaned.mime, cleaned.name_safe) == (Kind.PDF, "application/pdf", "Rechnung.pdf")
    assert (cleaned.pages, cleaned.width, cleaned.height, cleaned.thumbnail) == (3, None, None, None)
    with pikepdf.open(io.BytesIO(cleaned.content)) as pdf:
        assert len(pdf.pages) == 3
        assert [Decimal(edge) for edge in pdf.pages[0].mediabox] == [0, 0, 595, 842]


def test_pdf_loses_author_and_metadata() -> None:
    pdf = document()
    pdf.docinfo["/Author"] = "Erika Beispiel"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["Erika Beispiel"]
    pdf.pages[0].obj["/PieceInfo"] = Dictionary(Private="Erika")
    content = written(pdf)
    assert b"Erika" in everything(content)
    text = everything(kept(content).content)
    assert b"Erika" not in text and b"/Metadata" not in text and b"/Info" not in text


def note(**entries: Any) -> pikepdf.Dictionary:
    return Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)


def armed(where: str) -> bytes:
    """A PDF whose script, program, or attached file is reached from the place named."""
    pdf = document()
    page, root = pdf.pages[0].obj, pdf.Root
    script = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert('boese')"))
    launch = Dictionary(S=Name.Launch, F="boese.exe", Next=Dictionary(S=Name.JavaScript, JS="boese()"))
    attached = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec, F="boese.exe", EF=Dictionary(F=pdf.make_stream(b"boese", Type=Name.EmbeddedFile))
        )
    )
    match where:
        case "open":
            root["/OpenAction"] = script
        case "additional":
            root["/AA"] = Dictionary(WC=script)
            page["/AA"] = Dictionary(O=launch)
        case "names":
            root["/Names"] = Dictionary(JavaScript=Dictionary(Names=["x", script]))
        case "attachment":
            root["/Names"] = Dictionary(EmbeddedFiles=Dictionary(Names=["x", attached]))
            root["/AF"] = Array([attached])
        case "link":
            page["/Annots"] = Array([note(Subtype=Name.Link, A=launch)])
        case "field":
            field = pdf.make_indirect(note(Subtype=Name.Widget, FT=Name.Tx, T="x", AA=Dictionary(K=script)))
            page["/Annots"] = Array([field])
            root["/AcroForm"] = Dictionary(Fields=[field], XFA=pdf.make_stream(b"boese"))
        case "note":
            page["/Annots"] = Array([note(Subtype=Name.FileAttachment, FS=attached)])
        case "film":
            page["/Annots"] = Array([note(Subtype=Name.RichMedia, RichMediaContent=Dictionary(X="boese"))])
        case "outline":
            item = pdf.make_indirect(Dictionary(Title="x", A=script))
            root["/Outlines"] = Dictionary(First=item, Last=item, Count=1)
        case "address":
            page["/Annots"] = Array([note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=" JavaScript:boese()"))])
        case "streamed":
            root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"boese()"))
    return written(pdf)


PLACES = [
    "open",
    "additional",
    "names",
    "attachment",
    "link",
    "field",
    "note",
    "film",
    "outline",
    "address",
    "streamed",
]


@pytest.mark.parametrize("where", PLACES)
def test_active_content_is_removed(where: str) -> None:
    content = armed(where)
    assert b"boese" in everything(content)
    text = everything(kept(content).content)
    assert b"boese" not in text
    assert not [word for word in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/XFA") if word in text]


def test_script_hidden_in_an_escaped_name_is_removed() -> None:
    content = armed("open").replace(b"/JavaScript", b"/Java#53cript")
    assert b"boese" in content
    assert b"boese" not in everything(kept(content).content)


def test_links_to_the_web_and_fonts_with_odd_names_stay() -> None:
    pdf = document()
    link = Dictionary(S=Name.URI, URI="https://example.org/")
    pdf.pages[0].obj["/Annots"] = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=link)])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj["/Resources"] = Dictionary(Font=Dictionary(AA=font, JS=font, AF=font))
    text = everything(kept(written(pdf)).content)
    assert b"https://example.org/" in text and text.count(b"/Helvetica") == 3


def test_what_hangs_before_and_behind_a_pdf_goes() -> None:
    content = b"\n\n" + written(document()) + b"PK\x03\x04<?php boese();"
    cleaned = kept(content)
    assert cleaned.content.startswith(b"%PDF-") and b"boese" not in cleaned.content


def photo_pdf(photo: bytes) -> bytes:
    pdf = document()
    image = pdf.make_stream(photo, Type=Name.XObject, Subtype=Name.Image, Width=600, Height=400,
                            ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode)  # fmt: skip
    pdf.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(Im0=image))
    pdf.pages[0].obj["/Contents"] = pdf.make_stream(b"q 600 0 0 400 0 0 cm /Im0 Do Q")
    return written(pdf)


def test_photo_inside_a_pdf_loses_its_position_and_keeps_its_pixels() -> None:
    photo = saved(picture(), "JPEG", exif=exif(), comment=b"Erika")
    content = photo_pdf(photo)
    assert b"Kamera" in content and b"Erika" in content
    cleaned = kept(content).content
    assert not [word for word in (b"Exif", b"Kamera", b"Erika") if word in cleaned]
    with pikepdf.open(io.BytesIO(cleaned)) as pdf:
        inside = Image.open(io.BytesIO(pdf.pages[0].Resources.XObject.Im0.read_raw_bytes()))
        assert inside.tobytes() == Image.open(io.BytesIO(photo)).tobytes()


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\xff\xd8\xff\xe1\x00\x00\xff\xe1\x00\x00", b"rubbish"]
)
def test_strip_jpeg_leaves_what_is_no_jpeg(raw: bytes) -> None:
    assert strip_jpeg(raw) == raw


def test_pdf_with_a_password_is_refused() -> None:
    locked = written(document(), encryption=pikepdf.Encryption(user="geheim", owner="chef"))
    assert "Passwort" in refusal(locked)


def test_pdf_that_only_forbids_printing_is_kept_readable() -> None:
    cleaned = kept(written(document(), encryption=pikepdf.Encryption(user="", owner="chef")))
    with pikepdf.open(io.BytesIO(cleaned.content)) as pdf:
        assert not pdf.is_encrypted and len(pdf.pages) == 1


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_truncated_pdf_is_refused(share: float) -> None:
    content = written(document(20))
    assert "beschädigt oder nicht vollständig" in refusal(content[: int(len(content) * share)])


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"\x00" * 5_000 + b"\n%%EOF"])
def test_pdf_without_pages_is_refused(content: bytes) -> None:
    assert "beschädigt" in refusal(content)


def test_pdf_with_too_many_pages_is_refused() -> None:
    assert "301 Seiten" in refusal(written(document(rules.MAX_PAGES + 1)))


def test_pdf_with_too_many_objects_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MAX_PDF_OBJECTS", 20)
    assert "zu verschachtelt" in refusal(written(document(30)))


def test_pdf_whose_pages_run_in_a_circle_is_refused() -> None:
    pdf = document()
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    assert "beschädigt" in refusal(written(pdf))


def test_bomb_in_an_object_stream_is_refused() -> None:
    """A cross-reference stream points into an object stream that would unpack to 300 MB."""
    squeezer = zlib.compressobj(9)
    packed = squeezer.compress(b"1 0 2 38 << /Type /Catalog /Pages 2 0 R >>    ")
    packed += b"".join(squeezer.compress(b" " * 10_000_000) for _ in range(30)) + squeezer.flush()
    body = b"%PDF-1.5\n"
    first = len(body)
    body += b"3 0 obj\n<< /Type /ObjStm /N 2 /First 9 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    body += packed + b"\nendstream\nendobj\n"
    second = len(body)
    entries = b"".join(
        bytes([kind]) + place.to_bytes(4, "big") + bytes([number])
        for kind, place, number in [(0, 0, 255), (2, 3, 0), (2, 3, 1), (1, first, 0), (1, second, 0)]
    )
    body += b"4 0 obj\n<< /Type /XRef /Size 5 /W [1 4 1] /Root 1 0 R /Length %d >>\nstream\n" % len(entries)
    body += entries + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % second
    assert len(body) < 400_000
    assert "beschädigt" in refusal(body)


def test_same_upload_gives_the_same_file() -> None:
    content = written(document(2))
    assert kept(content).sha256 == kept(content).sha256


REAL = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "invoices"


@pytest.mark.skipif(not REAL.exists(), reason="no real data: ../shared/data is absent")
def test_real_invoices_are_kept_without_attachments() -> None:
    paths = [path for path in sorted(REAL.rglob("*.pdf")) if path.stat().st_size < 3_000_000][:25]
    assert paths
    for path in paths:
        cleaned = kept(path.read_bytes())
        assert cleaned.pages, path.name
        assert b"/EmbeddedFile" not in everything(cleaned.content), path.name
