import copy
import io
import re
import time
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from quartier.kit.documents import DocumentError, _readable, _with_clear_stream_ends, render
from quartier.kit.tests.document_samples import APPLICATION, FILES, GRANT, REJECTION, SAMPLES, SETTLEMENT

TEMPLATES = pytest.mark.parametrize("template", SAMPLES, ids=lambda path: path.stem)
HOSTILE = (
    '#import "/etc/passwd": * #panic("nein") "] \\ \\u{41} $x^2$ `code` <marke> @verweis *fett* /* // {title} = Titel\n'
    "\n- Liste \u202eumgedreht\u202c \x00\x07\ue000 שלום مرحبا بكم Ґанок Đặng 字 🌻 " + "Straße" * 60 + " " + "x" * 5000
)
FREE_TEXT = {"text", "report", "reason", "label", "note", "payee", "purpose", "grantee", "name", "alt", "caption"}


def made(template: Path, **changed: Any) -> bytes:
    return render(template, SAMPLES[template] | changed, files=FILES, title=f"Dokument {template.stem}")


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def tagged(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Dictionary]:
    """All structure elements of that tag, in reading order."""
    found, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop(0)
        if isinstance(element, pikepdf.Array):
            waiting = [*element, *waiting]
        elif isinstance(element, pikepdf.Dictionary):
            if element.get("/S") == f"/{tag}":
                found.append(element)
            waiting = [element.get("/K"), *waiting]
    return found


def within(element: Any, tag: str) -> int:
    if isinstance(element, pikepdf.Array):
        return sum(within(part, tag) for part in element)
    if not isinstance(element, pikepdf.Dictionary):
        return 0
    return (element.get("/S") == f"/{tag}") + within(element.get("/K"), tag)


def poisoned(value: Any, key: str = "") -> Any:
    if isinstance(value, str):
        return f"{value} {HOSTILE}" if key in FREE_TEXT else value
    if isinstance(value, dict):
        return {name: part if name in ("office", "funders") else poisoned(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [poisoned(part, key) for part in value]
    return value


def refused_by(page: Any, pdf: bytes) -> list[str]:
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("ua1", "2a")]
    return [f"{failure.rule_id}: {failure.message}" for report in reports for failure in report.failures]


@TEMPLATES
def test_template_filled_with_its_sample(template: Path) -> None:
    pdf = made(template)

    assert pdf.startswith(b"%PDF")
    with opened(pdf) as document:
        assert document.docinfo["/Title"] == f"Dokument {template.stem}"
        assert document.Root.Lang == "de"
        assert document.Root.MarkInfo.Marked
        assert len(tagged(document, "H1")) == 1


@TEMPLATES
def test_document_checked_for_access_and_archive(template: Path) -> None:
    page = pytest.importorskip("page", reason="page-validation is not installed (extra e2e)")

    assert refused_by(page, made(template)) == []


@TEMPLATES
def test_tables_have_a_header_cell_for_every_column(template: Path) -> None:
    with opened(made(template)) as document:
        tables = tagged(document, "Table")
        for table in tables:
            columns = within(table.K[0].K[0], "TH")
            assert table.K[0].S == "/THead"
            assert columns > 1
            assert within(table, "TD") % columns == 0
        assert len(tables) == {"rejection_letter": 0, "application": 2, "settlement": 5, "settlement_letter": 2}.get(
            template.stem, 1
        )


@TEMPLATES
def test_pictures_have_their_words(template: Path) -> None:
    with opened(made(template)) as document:
        words = [str(figure.Alt) for figure in tagged(document, "Figure") if "/Alt" in figure]

    assert words[:3] == ["Logo des Quartiers Lindenhafen", "Logo der Stadt Hafenstadt", "Logo des Landes Nordmark"]
    assert len(words) == (5 if template is SETTLEMENT else 3)


@TEMPLATES
def test_only_our_fonts_are_used_and_all_are_embedded(template: Path) -> None:
    with opened(made(template)) as document:
        kinds = [found for found in document.objects if isinstance(found, pikepdf.Dictionary)]
        fonts = [found for found in kinds if found.get("/Type") == "/FontDescriptor"]

        assert fonts
        assert all("NotoSans" in str(font.FontName) for font in fonts)
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


@TEMPLATES
def test_hostile_text_is_printed_and_nothing_else(template: Path) -> None:
    pdf = render(template, poisoned(SAMPLES[template]), files=FILES, title=f'Titel "] #panic("x") {HOSTILE[:200]}')

    with opened(pdf) as document:
        assert len(tagged(document, "H1")) == 1
        assert "#panic" in str(document.docinfo["/Title"])
        assert len(document.pages) < 80
    page = pytest.importorskip("page", reason="page-validation is not installed (extra e2e)")
    assert refused_by(page, pdf) == []


@pytest.mark.parametrize("lang", ["en", "tr", "uk", "ar"])
def test_letter_in_another_language(lang: str) -> None:
    words = {"opening": "مرحبا بكم" if lang == "ar" else "Thank you, teşekkürler, дякуємо", "next": "Next"}

    pdf = render(REJECTION, SAMPLES[REJECTION] | {"words": words}, files=FILES, title="Letter", lang=lang)

    with opened(pdf) as document:
        assert lang == document.Root.Lang


def test_document_without_a_title() -> None:
    with pytest.raises(DocumentError, match="fehlt der Titel"):
        render(GRANT, SAMPLES[GRANT], files=FILES, title="  ")


def test_photo_without_words_for_it() -> None:
    data = copy.deepcopy(SAMPLES[SETTLEMENT])
    data["photos"][0]["alt"] = None

    with pytest.raises(DocumentError, match="keine Beschreibung"):
        render(SETTLEMENT, data, files=FILES, title="Abrechnung")


def test_photo_that_is_no_picture() -> None:
    with pytest.raises(DocumentError, match="lässt sich nicht lesen"):
        render(SETTLEMENT, SAMPLES[SETTLEMENT], files=FILES | {"foto-1.jpg": b"kein Bild"}, title="Abrechnung")


@pytest.mark.parametrize("name", ["../main.typ", "a/b.png", "foto.heic", ".png", "foto.png\n"])
def test_picture_with_a_name_we_do_not_take(name: str) -> None:
    with pytest.raises(DocumentError, match="Namen oder ein Format"):
        render(GRANT, SAMPLES[GRANT], files={name: b""}, title="Brief")


@pytest.mark.parametrize("path", ["/etc/passwd", "../../etc/passwd", "/quartier/kit/documents.py"])
def test_template_reads_nothing_outside_its_folder(tmp_path: Path, path: str) -> None:
    template = tmp_path / "thief.typ"
    template.write_text(
        f'#import "/letter.typ": *\n#set document(title: data.title)\n#read("{path}")', encoding="utf-8"
    )

    with pytest.raises(DocumentError) as refusal:
        render(template, {}, title="Brief")
    assert re.search("not found|escape", refusal.value.detail)


def test_template_that_never_ends(tmp_path: Path) -> None:
    template = tmp_path / "endless.typ"
    template.write_text("#let n = 0\n#while true { n = calc.rem(n + 1, 7); if n > 9 { break } }", encoding="utf-8")
    begun = time.monotonic()

    with pytest.raises(DocumentError):
        render(template, {}, title="Brief", timeout=1)
    assert time.monotonic() - begun < 60  # it was stopped, not waited for: it never ends


def test_application_without_the_parts_that_may_be_absent() -> None:
    bare = {key: SAMPLES[APPLICATION][key] for key in ("reference", "date", "fund", "submitted", "requested_cents")}
    office = {"name": "Quartiersbüro", "street": "Kaistraße 12", "place": "20999 Hafenstadt"}

    pdf = render(
        APPLICATION,
        bare | {"office": office, "funders": [], "applicant": {"name": "Elif"}, "sections": [], "costs": []},
        title="Antrag",
    )
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Größe\r\n5 € − 3 €", "Größe\n5 € − 3 €"),
        ("Sonne 🌻!", "Sonne !"),
        ("字", "□"),
        ("１２", "12"),
        ("a\u0308", "ä"),
        ("a\x00b\ue000c\u202ed\ud800", "abcd"),
    ],
)
def test_text_with_what_our_fonts_lack(typed: str, printed: str) -> None:
    shown = frozenset(map(ord, "Größe\n5€− 3SonneäabcdABC12□!"))

    assert _readable(typed, shown=shown) == printed


def test_stream_that_ends_with_a_carriage_return() -> None:
    pdf = (
        b"%PDF-1.7\n1 0 obj\n<</Length 999>>\nstream\n" + b"x" * 998 + b"\r\nendstream\nendobj\n"
        b"2 0 obj\n<</Type/Catalog>>\nendobj\n"
    )
    second = pdf.index(b"2 0 obj")
    table = len(pdf)
    pdf += b"xref\n0 3\n0000000000 65535 f\r\n0000000009 00000 n\r\n%010d 00000 n\r\n" % second
    pdf += b"trailer\n<</Size 3/Root 2 0 R>>\nstartxref\n%d\n%%%%EOF" % table

    mended = _with_clear_stream_ends(pdf)

    assert b"/Length 1000>>" in mended
    assert b"x\r\0\nendstream" in mended
    moved = int(re.findall(rb"(\d{10}) 00000 n", mended)[1])
    assert mended[moved:].startswith(b"2 0 obj")
    assert mended[int(re.search(rb"startxref\n(\d+)", mended)[1]) :].startswith(b"xref")  # type: ignore[index]
