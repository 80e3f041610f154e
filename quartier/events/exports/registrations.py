"""The list of who registered, for the office's own spreadsheet."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from quartier.events.models import Registration
from quartier.kit import dates
from quartier.kit.spreadsheets import Cell


def registration_rows(rows: Iterable[Registration]) -> Iterator[Sequence[Cell]]:
    """In the order given, with a head; moments in local time."""
    yield [
        _("Nummer"), _("Name"), _("Personen"), _("Stand"), _("Schicht"), _("Telefon"), _("E-Mail"), _("Hinweis"),
        _("Angemeldet am"), _("Bestätigt am"), _("War da"),
    ]  # fmt: skip
    for number, row in enumerate(rows, start=1):
        yield [
            number, row.name, row.seats, row.get_status_display(), row.shift.title if row.shift else "", row.phone,
            row.email, row.note, _moment(row.at), _moment(row.confirmed_at), _yes_no(row.present),
        ]  # fmt: skip


def _moment(value: object) -> str:
    return f"{dates.local(value):%d.%m.%Y %H:%M}" if value else ""  # type: ignore[arg-type]


def _yes_no(value: bool | None) -> str:
    return "" if value is None else _("ja") if value else _("nein")
