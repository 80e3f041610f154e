"""The office's own list of applications and grants is handed in, and its columns are named."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import HouseForm, list_field


class CaseListForm(HouseForm):
    """A list as a file, and what holds for all its rows."""

    file = list_field(_("CSV oder Excel (.xlsx)"))
    fund = forms.CharField(
        label=_("Fonds"), max_length=200, required=False, help_text=_("Gilt für Zeilen, in denen keiner steht.")
    )
    year = forms.IntegerField(
        label=_("Jahr"), required=False, min_value=1950, max_value=2100,
        help_text=_("Gilt für Zeilen, in denen weder Jahr noch Tag steht."),
        error_messages={"invalid": _("Bitte ein Jahr mit vier Ziffern.")},
    )  # fmt: skip


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
