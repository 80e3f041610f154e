"""PDFs: opened within bounds, freed of everything that acts, carries or tells, and written anew."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pikepdf.settings
from django.utils.translation import gettext as _

from quartier.files import rules
from quartier.kit.errors import Refused

# Only cross-reference and object streams are unpacked here, never pictures. The limit holds for the whole process.
UNPACKED = 128_000_000
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=UNPACKED,
    png_max_memory=UNPACKED,
    run_length_max_memory=UNPACKED,
    tiff_max_memory=UNPACKED,
    dct_max_memory=UNPACKED,
    dct_max_progressive_scans=100,
    max_stream_filters=5,
    doc_max_warnings=500,
)

HARMLESS_ACTIONS = {"/GoTo", "/Named", "/URI"}  # jumps inside the document, next page, a web address to click
ACTIONS = {
    "/GoTo", "/GoToR", "/GoToE", "/GoToDp", "/Launch", "/Thread", "/URI", "/Sound", "/Movie", "/Hide", "/Named",
    "/SubmitForm", "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView",
    "/RichMediaExecute",
}  # fmt: skip
CARRIERS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}  # annotations that hold a file
ROOT_KEYS = ("/OpenAction", "/AA", "/AF", "/Collection", "/Metadata", "/PieceInfo", "/Perms", "/DSS")
NAME_TREES = ("/JavaScript", "/EmbeddedFiles", "/Renditions", "/AlternatePresentations")
SAFE_ADDRESSES = ("http://", "https://", "mailto:", "tel:")
KEPT_SEGMENTS = {0xE0, 0xEE}  # JFIF and Adobe's colour mark; EXIF, XMP, IPTC, profiles and comments go
MAX_DEPTH = 60  # of arrays and dictionaries inside one object


def clean_pdf(content: bytes) -> tuple[bytes, int]:
    """The PDF without scripts, actions, attached files and metadata, and its number of pages.

    Refused when it asks for a password, is damaged or has too many pages. A file that only forbids printing opens
    without a password; it is kept without that lock, since it has to be readable for ten years.
    """
    if b"%%EOF" not in content[-4096:]:  # the library would mend it, and pages would be missing without a word
        raise Refused(_damaged())
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            pages = _count(pdf)
            _disarm(pdf)
            out = BytesIO()
            pdf.save(
                out, stream_decode_level=pikepdf.StreamDecodeLevel.none, encryption=False, deterministic_id=True,
                preserve_pdfa=False, fix_metadata_version=False,
            )  # fmt: skip
    except Refused:
        raise
    except pikepdf.PasswordError:
        raise Refused(
            _("Dieses PDF ist mit einem Passwort geschützt. Bitte speichern Sie es ohne Passwort und laden Sie es neu.")
        ) from None
    except Exception as error:  # a damaged object may show itself anywhere
        raise Refused(_damaged()) from error
    return out.getvalue(), pages


def _damaged() -> str:
    return _("Dieses PDF ist beschädigt oder nicht vollständig. Bitte laden Sie es noch einmal oder drucken Sie es als neues PDF.")  # fmt: skip


def _count(pdf: pikepdf.Pdf) -> int:
    if len(pdf.objects) > rules.MAX_PDF_OBJECTS:
        raise Refused(_("Dieses PDF ist zu verschachtelt. Bitte drucken Sie es als neues PDF und laden Sie das hoch."))
    pages = len(pdf.pages)
    if not pages:
        raise Refused(_damaged())
    if pages > rules.MAX_PAGES:
        raise Refused(
            _("Dieses PDF hat %(pages)s Seiten. Möglich sind %(limit)s; bitte laden Sie nur die nötigen Seiten hoch.")
            % {"pages": pages, "limit": rules.MAX_PAGES}
        )
    return pages


def _disarm(pdf: pikepdf.Pdf) -> None:
    """What is cut off here is reachable no more, and what is not reachable is not written."""
    root = pdf.Root
    for key in ROOT_KEYS:
        _drop(root, key)
    if isinstance(root.get("/Names"), pikepdf.Dictionary):
        for key in NAME_TREES:
            _drop(root.Names, key)
    if isinstance(root.get("/AcroForm"), pikepdf.Dictionary):
        _drop(root.AcroForm, "/XFA")
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for page in pdf.pages:
        _drop(page.obj, "/AA")
        _drop_carriers(page.obj)
    for thing in list(pdf.objects):
        for part in _parts(thing):
            _disarm_part(part)


def _drop(holder: Any, key: str) -> None:
    if key in holder:
        del holder[key]


def _drop_carriers(page: Any) -> None:
    """Take annotations that hold a file, a film or a model off the page."""
    annotations = page.get("/Annots")
    if isinstance(annotations, pikepdf.Array):
        kept = [note for note in annotations if not _carries(note)]
        if len(kept) < len(annotations):
            page["/Annots"] = pikepdf.Array(kept)


def _carries(note: Any) -> bool:
    return isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype")) in CARRIERS


def _parts(thing: Any) -> Iterator[Any]:
    """Every dictionary and stream inside one object; references lead to objects that have their own turn."""
    todo = [(thing, 0)]
    while todo:
        part, depth = todo.pop()
        if depth > MAX_DEPTH:
            raise Refused(_damaged())
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            values = [value for _key, value in part.items()]
        elif isinstance(part, pikepdf.Array):
            values = list(part)
        else:
            continue
        todo += [
            (value, depth + 1)
            for value in values
            if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect
        ]


def _disarm_part(part: Any) -> None:
    if _acts(part):
        for key in list(part.keys()):
            del part[key]
        return
    if "/EF" in part and ("/F" in part or "/UF" in part or part.get("/Type") == pikepdf.Name.Filespec):
        _drop(part, "/EF")
    _drop(part, "/PieceInfo")
    _drop(part, "/RichMediaContent")
    if isinstance(part.get("/Metadata"), pikepdf.Stream):
        _drop(part, "/Metadata")
    if isinstance(part, pikepdf.Stream) and _is_jpeg(part):
        raw = part.read_raw_bytes()
        stripped = strip_jpeg(raw)
        if stripped != raw:
            part.write(stripped, filter=part.get("/Filter"), decode_parms=part.get("/DecodeParms"))


def _acts(part: Any) -> bool:
    """Is this an action that does more than turn a page or name a web address?"""
    if isinstance(part, pikepdf.Stream) or part.get("/Type") == pikepdf.Name.StructElem:
        return False
    if "/JS" in part and ("/S" not in part or str(part.get("/S")) in ACTIONS):
        return isinstance(part.get("/JS"), pikepdf.String | pikepdf.Stream)
    kind = part.get("/S")
    if not isinstance(kind, pikepdf.Name) or str(kind) not in ACTIONS:
        return False
    if kind == pikepdf.Name.URI:
        return not str(part.get("/URI", "")).strip().lower().startswith(SAFE_ADDRESSES)
    return str(kind) not in HARMLESS_ACTIONS


def _is_jpeg(stream: Any) -> bool:
    kind = stream.get("/Filter")
    if isinstance(kind, pikepdf.Array) and len(kind) == 1:
        kind = kind[0]
    return isinstance(kind, pikepdf.Name) and kind == pikepdf.Name.DCTDecode


def strip_jpeg(raw: bytes) -> bytes:
    """A JPEG without EXIF (position, camera), XMP and comments, its pixels untouched: photo apps put the file as it is
    into their PDFs. What does not read as a JPEG comes back as it was.
    """
    if not raw.startswith(b"\xff\xd8"):
        return raw
    kept = [b"\xff\xd8"]
    place = 2
    while place + 4 <= len(raw) and raw[place] == 0xFF:
        marker = raw[place + 1]
        if marker == 0xFF:  # fill byte
            place += 1
            continue
        if marker == 0xDA:  # the picture itself
            return b"".join(kept) + raw[place:]
        end = place + 2 + int.from_bytes(raw[place + 2 : place + 4], "big")
        if not (0xE0 <= marker <= 0xEF and marker not in KEPT_SEGMENTS) and marker != 0xFE:
            kept.append(raw[place:end])
        place = end
    return raw
