from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import HouseForm, UploadField

MAX_UPLOAD = 1_000_000  # two thousand dates; larger calendars are read on the command line


class CalendarForm(HouseForm):
    """A calendar as a file."""

    file = UploadField(
        label=_("Kalender"), help_text=_("Eine Datei, die auf .ics endet"), accept=".ics,text/calendar", limit=MAX_UPLOAD,
        larger=_("Die Datei ist größer als %(n)d MB. Größere Kalender liest die Betreuung der Anlage ein."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Name des Kalenders"), max_length=80, required=False,
        help_text=_("Sonst der Dateiname ohne Zahlen. Unter demselben Namen gilt die nächste Datei als neuere Fassung."),
    )  # fmt: skip
    internal = forms.BooleanField(label=_("Die Termine nicht öffentlich zeigen"), required=False)
    anyway = forms.BooleanField(
        label=_("Auch eine fehlerhafte Datei lesen, soweit es geht"), required=False,
        help_text=_("Was andere Kalender ablehnen, lesen wir sonst auch nicht."),
    )  # fmt: skip
