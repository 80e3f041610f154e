from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import HouseForm

MAX_UPLOAD = 1_000_000  # two thousand dates; larger calendars are read on the command line


class CalendarForm(HouseForm):
    """A calendar as a file."""

    file = forms.FileField(
        label=_("Kalender"), widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
        help_text=_("Eine Datei, die auf .ics endet"),
        error_messages={
            "required": _("Bitte wählen Sie eine Datei aus."), "empty": _("Diese Datei ist leer."),
            "max_length": _("Der Name der Datei ist zu lang."),
        },
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

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_UPLOAD:
            raise forms.ValidationError(
                _("Die Datei ist größer als %(n)d MB. Größere Kalender liest die Betreuung der Anlage ein.")
                % {"n": MAX_UPLOAD // 1_000_000}
            )
        return upload
