"""A sheet as a file: kept, or that it could not be made."""

from quartier.files.actions import keep_document
from quartier.history.actions import action
from quartier.publishing.models import Sheet


@action
def keep_sheet(*, sheet: Sheet, content: bytes, name: str, mime: str) -> Sheet:
    """The worker has made it; ``content`` is a PDF or a PNG."""
    sheet.file = keep_document(content=content, name=name, mime=mime, scope=sheet.area.scope)
    sheet.save(update_fields=["file"])
    return sheet


@action
def note_sheet_failed(*, sheet: Sheet, why: str) -> None:
    """The page says that it could not be made and why; ordering again tries anew."""
    Sheet.objects.filter(pk=sheet.pk).update(fault=why[:300])
