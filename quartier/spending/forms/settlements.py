"""Report, photos and decision of a settlement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import MoneyField
from quartier.spending.forms.beside import BesideOthers


class ReportForm(BesideOthers):
    report = forms.CharField(
        label=_("Was haben Sie gemacht, und wie war es?"), max_length=8000,
        error_messages={"required": _("Bitte erzählen Sie in ein paar Sätzen, was Sie gemacht haben.")},
        help_text=_("Ein paar Sätze genügen: was, wann, wie viele kamen, was bleibt."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["report"].required = not self.is_bound or "submit" in self.data  # an unfinished one may be empty


class PhotoForm(BesideOthers):
    caption = forms.CharField(
        label=_("Was ist zu sehen?"),
        max_length=200,
        help_text=_("Ein Satz, auch für Menschen, die das Bild nicht sehen."),
    )
    photo = forms.FileField(
        label=_("Foto"), error_messages={"required": _("Bitte wählen Sie ein Foto aus.")},
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,.heic"}),
    )  # fmt: skip


class DecideForm(BesideOthers):
    grant_cents = MoneyField(
        label=_("Förderung in Euro"),
        positive=False,
        help_text=_("Der Vorschlag steht schon da. Weniger geht, mit einer Begründung."),
    )
    reason = forms.CharField(
        label=_("Begründung"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nur nötig, wenn Sie vom Vorschlag abweichen. Sie steht im Verwendungsnachweis."),
    )  # fmt: skip


class ReturnForm(BesideOthers):
    question = forms.CharField(
        label=_("Ihre Frage"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sie geht per E-Mail an die Antragstellenden. Danach können sie Belege und Bericht ändern."),
    )  # fmt: skip
