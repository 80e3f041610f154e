"""Papers, objections and reasons beside an application."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.funding import states
from quartier.kit import dates
from quartier.kit.forms import DayField, HouseForm

FILES = forms.FileInput(attrs={"accept": ".pdf,image/*"})
REQUIRED = {"required": _("Bitte wählen Sie eine Datei aus."), "empty": _("Diese Datei ist leer.")}


class AttachmentForm(HouseForm):
    """A paper to the application."""

    title = forms.CharField(
        label=_("Was ist es?"), max_length=120, required=False, help_text=_("Zum Beispiel: Angebot für die Bühne.")
    )
    file = forms.FileField(
        label=_("Foto oder PDF"), widget=FILES, error_messages=REQUIRED,
        help_text=_("Höchstens 20 MB und 300 Seiten. Größeres teilen Sie bitte in mehrere Dateien."),
    )  # fmt: skip
    signed = forms.BooleanField(label=_("Das ist der unterschriebene Antrag"), required=False)


class ScanForm(HouseForm):
    """A signed paper that came in by post or over the counter."""

    file = forms.FileField(label=_("Scan oder Foto"), widget=FILES, error_messages=REQUIRED,
                           help_text=_("Ein PDF oder Foto. In einem PDF dürfen mehrere Anträge liegen."))  # fmt: skip


class PlaceForm(HouseForm):
    """Where a scan belongs whose code nobody could read."""

    application = forms.IntegerField(
        label=_("Nummer des Antrags"), min_value=1,
        error_messages={"required": _("Bitte geben Sie die Nummer an."), "invalid": _("Bitte nur die Nummer, zum Beispiel 12.")},
    )  # fmt: skip


class ObjectionForm(HouseForm):
    """What somebody does not agree with, and when it came in."""

    about = forms.ChoiceField(label=_("Wogegen?"), choices=states.OBJECTION_ABOUT)
    text = forms.CharField(
        label=_("Was ist nicht richtig?"), widget=forms.Textarea(attrs={"rows": 5}), required=False,
        help_text=_("Eine Begründung hilft, sie muss aber nicht sein."),
    )  # fmt: skip
    received_on = DayField(label=_("Eingegangen am"))

    def __init__(self, *args: Any, about: tuple[str, ...] = (), office: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"received_on": dates.today()})
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [one for one in states.OBJECTION_ABOUT if one[0] in about]  # type: ignore[attr-defined]
        if not office:
            del self.fields["received_on"]
        if len(about) == 1:
            self.fields["about"].widget = forms.HiddenInput()
            self.initial["about"] = about[0]


class ReplyForm(HouseForm):
    """The answer to an objection."""

    upheld = forms.TypedChoiceField(
        label=_("Entscheidung"), choices=(("1", _("Dem Widerspruch wird gefolgt")), ("0", _("Es bleibt dabei"))),
        widget=forms.RadioSelect, coerce=lambda value: value == "1",
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Begründung"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Sie steht in der Antwort.")
    )
