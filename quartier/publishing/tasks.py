"""What takes longer than a page may: setting posters, calendars and pictures."""

from django_tasks import task

from quartier.kit import documents
from quartier.publishing.actions import printed
from quartier.publishing.exports.sheets import made
from quartier.publishing.models import Sheet


@task()
def make_sheet(sheet_id: int) -> None:
    """Set a sheet and keep it; the page says whether it is there."""
    rows = Sheet.objects.select_related(
        "area__office", "area__carrier", "area__scope", "event__picture__file", "event__room"
    )
    sheet = rows.filter(pk=sheet_id, file__isnull=True).first()
    if sheet is None:
        return
    documents.made(
        lambda: made(sheet),
        lambda parts: printed.keep_sheet(sheet=sheet, content=parts[0], name=parts[1], mime=parts[2]),
        lambda why: printed.note_sheet_failed(sheet=sheet, why=why),
    )
