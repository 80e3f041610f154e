"""What a column is called before people; most columns know it themselves, these are never in a form."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

WHO = _("Wer gehandelt hat")
COLUMNS = {
    "accepted_cents": _("Anerkannt"), "actor": WHO, "applicant_key": _("Name, zum Wiederfinden"), "at": _("Zeitpunkt"), "because": _("Begründung"),
    "before": _("Früherer Stand"), "booked_by": _("Wer gebucht hat"), "booked_on": _("Gebucht am"), "by": WHO,
    "came_at": _("Gekommen um"), "cents": _("Betrag"), "changed_by": _("Wer es geändert hat"),
    "confirmed_by": _("Wer es bestätigt hat"), "content": _("Inhalt"), "done_at": _("Übernommen am"),
    "entered_by": _("Wer es aufgeschrieben hat"), "file": _("Bild"), "grant_cents": _("Förderung"),
    "left_at": _("Gegangen um"), "listed": _("Angaben der Liste"), "name": _("Name"), "number": _("Nummer"), "ordered_at": _("Angewiesen am"),
    "ordered_by": _("Wer angewiesen hat"), "owner": _("Zugang, der den Antrag führt"), "paid_cents": _("Ausgezahlt"),
    "person": _("Person"), "previous_holder": _("Wem das Konto vorher gehörte"), "previous_iban": _("IBAN vorher"),
    "reason": _("Grund"), "refund_cents": _("Rückzahlung"), "remaining_cents": _("Restzahlung"),
    "replaces": _("In Vertretung von"), "seat": _("Sitz"), "sent_at": _("Versandt am"), "since": _("Seit"),
    "status": _("Stand"), "submitted_at": _("Eingereicht am"), "thumbnail": _("Kleines Bild"), "totals": _("Zahlen"),
    "until": _("Bis"), "used_at": _("Benutzt am"), "user": _("Zugang"), "value_on": _("Wertstellung"),
    "verb": _("Vorgang"), "year": _("Jahr"),
}  # fmt: skip
TABLES = {
    "history.Flow": _("Verbindung"), "history.Entry": _("Eintrag im Verlauf"), "history.ImportRun": _("Eingelesene Liste"),
    "history.ImportedRow": _("Eingelesene Zeile"), "ledger.Transfer": _("Buchung"), "files.File": _("Datei"),
}  # fmt: skip


def column(field: Any) -> str:
    """„Begründung“; empty for a column that only machines read."""
    own = str(field.verbose_name)
    return capfirst(own) if own != field.name.replace("_", " ") else str(COLUMNS.get(field.name, ""))


def table(model: Any) -> str:
    return str(TABLES.get(model._meta.label) or capfirst(str(model._meta.verbose_name)))
