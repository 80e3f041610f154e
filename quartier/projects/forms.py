from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import DayField, HouseForm
from quartier.projects.models import Project


class ProjectForm(HouseForm):
    """What everybody reads about the project."""

    title = forms.CharField(label=_("Titel"), max_length=120)
    summary = forms.CharField(
        label=_("Worum es geht"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=3000,
        help_text=_("Zwei, drei Sätze für die Nachbarschaft: was geschieht und wer etwas davon hat."),
    )
    place = forms.CharField(label=_("Ort"), max_length=120, required=False)
    starts_on = DayField(label=_("Beginn"), required=False)
    ends_on = DayField(label=_("Ende"), required=False)

    @classmethod
    def of(cls, project: Project) -> dict[str, Any]:
        """The project as the form's initial values."""
        return {name: getattr(project, name) for name in cls.base_fields}


class StopForm(HouseForm):
    reason = forms.CharField(
        label=_("Warum endet das Projekt vorher?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("Der Satz steht öffentlich beim Projekt."),
    )


class PhotoForm(HouseForm):
    """A picture for the page: with words for those who do not see it, and with the consent of those in it."""

    picture = forms.FileField(
        label=_("Foto"),
        help_text=_("Vom Telefon oder Rechner, auch HEIC. Ort und Gerätedaten werden entfernt."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,.heic"}),
        error_messages={"required": _("Bitte wählen Sie ein Foto aus."), "empty": _("Die Datei ist leer.")},
    )
    alt = forms.CharField(
        label=_("Was ist zu sehen?"),
        max_length=200,
        help_text=_("Ein Satz für alle, die das Bild nicht sehen: „Drei Hochbeete vor einer gelben Hauswand.“"),
    )
    caption = forms.CharField(label=_("Bildunterschrift"), max_length=200, required=False)
    agreed = forms.BooleanField(
        label=_("Alle, die zu erkennen sind, sind mit der Veröffentlichung einverstanden."),
        error_messages={"required": _("Ohne Einverständnis der Gezeigten darf das Bild nicht auf die Seite.")},
    )
