"""What may be uploaded: five kinds, told apart by their first bytes, and the limits with their reasons."""

from enum import StrEnum

from django.utils.translation import gettext as _

MAX_BYTES = 20_000_000  # a full phone photo or a scanned contract fits; held in memory while it is cleaned
MAX_PIXELS = 40_000_000  # 160 MB of memory at four bytes a pixel; the usual phone photo has 12 to 24 megapixels
MAX_SCANS = 60  # passes of a progressive JPEG; usual are about ten, and each costs a walk over all pixels
MAX_PAGES = 300  # an upload is one receipt, offer or report; more belongs into several files
MAX_PDF_OBJECTS = 100_000  # 280,000 took seven seconds to walk; invoices have 24 to 315
MAX_EDGE = 2400  # pixels kept: A4 printed at 200 dpi
THUMBNAIL_EDGE = 480  # two columns at 360 px on a phone with double resolution
WEB_WIDTHS = (480, 960, 1600)  # pixels of a picture's WebP versions: a phone, a tablet or sharp phone, a wide screen
MAX_NAME = 100  # letters of a kept file name, the extension included
SNIFF_BYTES = 4096  # of a file's head looked at

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_HEIF_BRANDS = {b"mif1", b"msf1", b"mif2"}  # a container: the compatible brands say what is inside


class Kind(StrEnum):
    """The kinds of file that are kept or read; the value is the MIME type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"  # read only: kept as JPEG, since browsers do not show it
    PDF = "application/pdf"

    @property
    def mime(self) -> str:
        return self.value

    @property
    def extension(self) -> str:
        """Without the dot."""
        return {"JPEG": "jpg"}.get(self.name, self.name.lower())

    @property
    def is_image(self) -> bool:
        return self is not Kind.PDF


def sniff(head: bytes) -> Kind | None:
    """The kind by the first bytes (``SNIFF_BYTES`` are enough); None for everything else. Names and types can lie."""
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp":
        return _sniff_heif(head)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ").startswith(b"%PDF-"):
        return Kind.PDF
    return None


def _sniff_heif(head: bytes) -> Kind | None:
    """HEIC, not AVIF or a film: by the major brand, for the general container by the compatible ones."""
    major = head[8:12]
    if major in _HEIC_BRANDS:
        return Kind.HEIC
    if major in _HEIF_BRANDS:
        box = head[16 : int.from_bytes(head[:4], "big")]
        brands = {box[i : i + 4] for i in range(0, len(box) - 3, 4)}
        if brands & _HEIC_BRANDS:
            return Kind.HEIC
    return None


def wanted() -> str:
    """What is right, the end of every refusal."""
    return _("Bitte ein Foto (JPG, PNG, WebP, HEIC) oder ein PDF, höchstens %(size)s MB.") % {
        "size": MAX_BYTES // 1_000_000
    }


def refusal(head: bytes) -> str:
    """The sentence for a file of no allowed kind, with the way out where there is one."""
    if not head:
        return _("Die Datei ist leer.") + " " + wanted()
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return (
            _("Texte, Tabellen und Archive nehmen wir hier nicht an. Speichern Sie das Dokument als PDF.")
            + " "
            + wanted()
        )
    return _("Diese Datei ist weder ein Foto noch ein PDF, auch wenn ihr Name das vielleicht sagt.") + " " + wanted()


def too_large() -> str:
    return _("Die Datei ist zu groß.") + " " + wanted()


# Pictures for the public -------------------------------------------------------------------------------------------
# Where the eye should rest, as nine fields; percent from the left and from the top, the middle of each field.
FOCUS = {
    f"{row}-{column}": (x, y)
    for row, y in (("top", 17), ("middle", 50), ("bottom", 83))
    for column, x in (("left", 17), ("centre", 50), ("right", 83))
}
DEEDS = {  # where the terms of a licence stand
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/deed.de",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/deed.de",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/deed.de",
}


def field_of(x: int, y: int) -> str:
    """The field of ``FOCUS`` in which a point lies (percent from the left and from the top)."""
    rows, columns = ("top", "middle", "bottom"), ("left", "centre", "right")
    return f"{rows[min(y * 3 // 101, 2)]}-{columns[min(x * 3 // 101, 2)]}"


def missing_consent(*, withdrawn: bool) -> str:
    """Why a picture may not be shown, with the way out."""
    if withdrawn:
        return _("Eine Person auf diesem Bild möchte nicht mehr gezeigt werden. Bitte nehmen Sie ein anderes Bild.")
    why = _("Auf diesem Bild sind Menschen zu erkennen, und es fehlt noch ein Einverständnis.")
    return f"{why} {_('Tragen Sie beim Bild beide Tage ein, oder nehmen Sie ein anderes.')}"
