"""The office's own list of applications and grants is handed in, and its columns are named."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.columns import IGNORE
from quartier.kit.forms import HouseForm

MAX_UPLOAD = 10_000_000  # bytes; the 4,942 rows of Hamburg take 0.65 MB as a workbook, the command line reads more


class CaseListForm(HouseForm):
    """A list as a file, and what holds for all its rows."""

    file = forms.FileField(
        label=_("Liste"), widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        help_text=_("CSV oder Excel (.xlsx)"),
        error_messages={
            "required": _("Bitte wählen Sie eine Datei aus."), "empty": _("Diese Datei ist leer."),
            "max_length": _("Der Name der Datei ist zu lang."),
        },
    )  # fmt: skip
    fund = forms.CharField(
        label=_("Fonds"), max_length=200, required=False, help_text=_("Gilt für Zeilen, in denen keiner steht.")
    )
    year = forms.IntegerField(
        label=_("Jahr"), required=False, min_value=1950, max_value=2100,
        help_text=_("Gilt für Zeilen, in denen weder Jahr noch Tag steht."),
        error_messages={"invalid": _("Bitte ein Jahr mit vier Ziffern.")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_UPLOAD:
            raise forms.ValidationError(
                _("Die Datei ist größer als %(n)d MB. Größere Listen liest die Betreuung der Anlage ein.")
                % {"n": MAX_UPLOAD // 1_000_000}
            )
        return upload


class LayoutForm(HouseForm):
    """How a list is to be read: which sheet, which row has the headers, what holds for all rows."""

    sheet = forms.ChoiceField(label=_("Blatt"), required=False)
    header_row = forms.IntegerField(
        label=_("Zeile mit den Überschriften"), required=False, min_value=1, max_value=100,
        help_text=_("Leer lassen, dann suchen wir sie."),
    )  # fmt: skip
    fund = forms.CharField(label=_("Fonds, wo keiner steht"), max_length=200, required=False)
    year = forms.IntegerField(label=_("Jahr, wo keines steht"), required=False, min_value=1950, max_value=2100)
    keep_rest = forms.BooleanField(
        label=_("Spalten, die nicht gelesen werden, in der Bemerkung behalten"), required=False,
        help_text=_("Bitte nicht, wenn darin Kontonummern oder Telefonnummern stehen."),
    )  # fmt: skip

    def __init__(self, *args: Any, sheets: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("das passende")), *((name, name) for name in sheets), ("*", _("alle passenden"))]
        if len(sheets) > 1:
            self.fields["sheet"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["sheet"]


def chosen(headers: list[str], data: Any) -> dict[str, str]:
    """Header → field of the selects ``spalte-0``, ``spalte-1`` …; what is not said is not read."""
    return {header: data.get(f"spalte-{number}", "") or IGNORE for number, header in enumerate(headers)}
