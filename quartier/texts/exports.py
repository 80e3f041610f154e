"""The words of the pages in one language as a table, for the person who reads them."""

import csv
import io

from django.utils.translation import gettext as _

from quartier.texts.queries import interface

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def interface_csv(language: str) -> bytes:
    """German, the translation and where it stands, one line for each form of a text; for German spreadsheets."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow([_("Deutsch"), _("Übersetzung"), _("Wo es steht")])
    for message in interface(language):
        german = " / ".join(filter(None, [message.text, message.plural]))
        for answer in message.answers:
            writer.writerow([_plain(cell) for cell in (german, answer, " ".join(message.places))])
    return ("\ufeff" + target.getvalue()).encode()


def _plain(text: str) -> str:
    """No cell begins like a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
