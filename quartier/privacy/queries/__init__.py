"""Reads of the privacy office: what is due for erasure, the record of processing, what is known of one person."""

from quartier.privacy.queries.due import Due, blanked, due, due_rows
from quartier.privacy.queries.record import Room, last_run, record_of_processing
from quartier.privacy.queries.report import Report, Section, report

__all__ = [
    "Due",
    "Report",
    "Room",
    "Section",
    "blanked",
    "due",
    "due_rows",
    "last_run",
    "record_of_processing",
    "report",
]
