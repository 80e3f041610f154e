"""Everything a funder's clerk needs in one download: the papers, the table, every receipt, and checksums.

The ZIP is written to disk as it grows and checked with ``sha256sum -c SHA256SUMS.txt``.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.files.models import File
from quartier.funding.exports import paper
from quartier.funding.models import NoticePaper
from quartier.kit import dates
from quartier.kit.documents import render
from quartier.spending import states
from quartier.spending.exports import columns, scans
from quartier.spending.exports.sheets import papers_beside
from quartier.spending.exports.workbook import settlement_workbook
from quartier.spending.models import Settlement
from quartier.spending.queries import Books

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}
PIECE = 1 << 20
SUMS = "SHA256SUMS.txt"
STAMP = (1980, 1, 1, 0, 0, 0)  # files of a ZIP bear no day: the same content is the same file


def receipts_pdf(settlement: Settlement, folder: Path, told: Callable[[int], None] = lambda _n: None) -> Path:
    """One PDF with a cover that lists all receipts, and the receipts behind it. Raises ``DocumentError``.

    ``told`` hears after every tenth file how many are done.
    """
    with override("de"):
        receipts = columns.receipts_of(settlement.grant)
        behind, target = folder / "belege-roh.pdf", folder / "belege.pdf"
        pages = scans.write_scans(scans.scans_of(receipts), folder, behind, told)
        cover = folder / "deckblatt.pdf"
        cover.write_bytes(_cover(settlement, receipts, pages))
        scans.join([cover, behind] if receipts else [cover], target, folder)
        return target


def _cover(settlement: Settlement, receipts: Sequence[Any], pages: list[int]) -> bytes:
    """The list of receipts with the page each begins on; pages are counted behind the cover."""
    grant = settlement.grant
    application, day = grant.application, dates.today().isoformat()
    head, files = paper(application, grant.number, day, application.area.name)
    first, counted, rows = 1, iter(pages), []
    for row in receipts:
        rows.append(_listed(row, first))
        first += next(counted) + (next(counted) if row.payment_proof_id else 0)
    data = {
        **head, "project": {"title": application.title}, "grantee": application.applicant,
        "fund": str(grant.fund_year), "receipts": rows, "pages": first - 1,
    }  # fmt: skip
    title = _("Belege zu %(number)s: %(title)s") % {"number": grant.number, "title": application.title}
    return render(DOCUMENTS / "receipts.typ", data, files=files, title=title)


def _listed(row: Any, page: int) -> dict[str, Any]:
    return {
        "number": row.number, "date": row.paid_on.isoformat(), "payee": row.payee, "line": row.line.title,
        "cents": row.cents, "page": page,
    }  # fmt: skip


def bundle_zip(settlement: Settlement, books: Books, receipts: Path, folder: Path) -> Path:
    """The ZIP: papers, workbook, the PDF of all receipts, each receipt's own file, sheets of hours, offers, checksums."""
    target = folder / "unterlagen.zip"
    sums: list[str] = []
    with override("de"), zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, file in _papers(settlement):
            _add_file(archive, sums, name, file)
        _add_bytes(archive, sums, "Abrechnung.xlsx", settlement_workbook(books))
        with receipts.open("rb") as content:
            _add(archive, sums, "Belege.pdf", content)
        for row in columns.receipts_of(settlement.grant):
            _add_file(archive, sums, f"Beleg-{row.number:03}.{_ending(row.file)}", row.file)
            if row.payment_proof:
                _add_file(
                    archive, sums, f"Beleg-{row.number:03}-Zahlung.{_ending(row.payment_proof)}", row.payment_proof
                )
        for name, file in papers_beside(settlement.grant):
            _add_file(archive, sums, f"{name}.{_ending(file)}", file)
        archive.writestr(zipfile.ZipInfo(SUMS, STAMP), "".join(sums))
    return target


def _papers(settlement: Settlement) -> Iterator[tuple[str, File]]:
    if settlement.grant.letter:
        yield "Bescheid.pdf", settlement.grant.letter
    changes = NoticePaper.objects.filter(amendment__grant=settlement.grant).select_related("amendment", "file")
    for change in changes.order_by("amendment__number"):
        yield f"Aenderungsbescheid-{change.amendment.number}.pdf", change.file
    if settlement.document:
        yield "Verwendungsnachweis.pdf", settlement.document
    if settlement.letter and settlement.status == states.DECIDED:
        yield "Ergebnis.pdf", settlement.letter


def _ending(file: File) -> str:
    return ENDINGS.get(file.mime, "bin")


def _add_file(archive: zipfile.ZipFile, sums: list[str], name: str, file: File) -> None:
    """A kept file; one that was erased after its period is left out, the PDF of receipts says so."""
    try:
        with file.content.open("rb") as content:
            _add(archive, sums, name, content)
    except (ValueError, FileNotFoundError):
        return


def _add_bytes(archive: zipfile.ZipFile, sums: list[str], name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, STAMP), content)
    sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")


def _add(archive: zipfile.ZipFile, sums: list[str], name: str, content: BinaryIO | Any) -> None:
    """Piece by piece, so that a large file needs no memory of its size."""
    digest = hashlib.sha256()
    with archive.open(zipfile.ZipInfo(name, STAMP), "w", force_zip64=True) as place:
        while piece := content.read(PIECE):
            digest.update(piece)
            place.write(piece)
    sums.append(f"{digest.hexdigest()}  {name}\n")
