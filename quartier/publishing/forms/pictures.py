from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.files import rules
from quartier.files.models import LICENCES, Picture
from quartier.kit.forms import DayField, HouseForm

FIELDS = {
    "top-left": _("oben links"), "top-centre": _("oben Mitte"), "top-right": _("oben rechts"),
    "middle-left": _("Mitte links"), "middle-centre": _("Mitte"), "middle-right": _("Mitte rechts"),
    "bottom-left": _("unten links"), "bottom-centre": _("unten Mitte"), "bottom-right": _("unten rechts"),
}  # fmt: skip
YES, NO = "ja", "nein"


class PictureForm(HouseForm):
    """What a picture shows, whose it is, who agreed; the nine fields say where the eye should rest."""

    alt = forms.CharField(
        label=_("Was ist zu sehen?"), max_length=200,
        help_text=_("Ein Satz für alle, die das Bild nicht sehen: „Drei Hochbeete vor einer gelben Hauswand.“"),
    )  # fmt: skip
    caption = forms.CharField(
        label=_("Bildunterschrift"), max_length=200, required=False, help_text=_("Steht unter dem Bild.")
    )
    credit = forms.CharField(label=_("Wer hat es gemacht?"), max_length=120)
    licence = forms.ChoiceField(label=_("Lizenz"), choices=LICENCES, initial="own")
    focus = forms.ChoiceField(
        label=_("Wo ist das Wichtigste?"), choices=list(FIELDS.items()), widget=forms.RadioSelect,
        initial="middle-centre", help_text=_("Wird das Bild beschnitten, bleibt diese Stelle zu sehen."),
    )  # fmt: skip
    recognisable = forms.ChoiceField(
        label=_("Sind Menschen zu erkennen?"), choices=((NO, _("Nein")), (YES, _("Ja"))), widget=forms.RadioSelect,
        help_text=_("Auch von der Seite, an Kleidung oder durch den Text darunter."),
        error_messages={"required": _("Bitte sagen Sie, ob Menschen zu erkennen sind.")},
    )  # fmt: skip
    taken_consent_on = DayField(
        label=_("Einverstanden, fotografiert zu werden, am"), required=False, help_text=_("Alle, die zu erkennen sind.")
    )
    shown_consent_on = DayField(
        label=_("Einverstanden, gezeigt zu werden, am"), required=False,
        help_text=_("Fehlt einer der beiden Tage, bleibt das Bild im Büro. Bei Kindern willigen die Eltern ein."),
    )  # fmt: skip

    @staticmethod
    def of(picture: Picture) -> dict[str, Any]:
        """The picture as the form's initial values."""
        names = ("alt", "caption", "credit", "licence", "focus", "taken_consent_on", "shown_consent_on")
        return {name: getattr(picture, name) for name in names} | {"recognisable": YES if picture.recognisable else NO}

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "upload"}
        return data | {"focus": rules.FOCUS[data["focus"]], "recognisable": data["recognisable"] == YES}


class UploadForm(PictureForm):
    """The same with the picture itself."""

    field_order = ("upload",)
    upload = forms.FileField(
        label=_("Bild"), widget=forms.FileInput(attrs={"accept": "image/*,.heic"}),
        help_text=_("Vom Telefon oder Rechner, auch HEIC, höchstens 20 MB. Ort und Gerätedaten werden entfernt."),
        error_messages={"required": _("Bitte wählen Sie ein Bild aus."), "empty": _("Die Datei ist leer.")},
    )  # fmt: skip
