"""The grantee asks for a change of the notice: time, plan, purpose; the office says why not."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quartier.funding.actions import Target
from quartier.funding.models import Grant
from quartier.funding.queries import PlanLine
from quartier.kit.forms import DayField, HouseForm, MoneyField


class ChangeForm(HouseForm):
    """What shall be different, prefilled with what holds."""

    ends_on = DayField(
        label=_("Ausgaben zählen bis"), help_text=_("Brauchen Sie mehr Zeit? Dann tragen Sie hier den neuen letzten Tag ein.")
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("Wofür das Geld ist"), widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Machen Sie etwas anderes als geplant? Dann ändern Sie diesen Text."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Warum brauchen Sie die Änderung?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text=_("Zum Beispiel: Der Saal ist erst im Mai frei."),
    )  # fmt: skip


class WishedLineForm(HouseForm):
    cents = MoneyField(label=_("Neu"), positive=False)


class ChangePaper:
    """All fields of a wish together, prefilled with what is in force."""

    def __init__(self, grant: Grant, plan: list[PlanLine], purpose: str, data: QueryDict | None = None) -> None:
        self.form = ChangeForm(data, initial={"ends_on": grant.ends_on, "purpose": purpose})
        self.plan = plan
        self.lines = [WishedLineForm(data, prefix=f"zeile-{row.line.pk}", initial={"cents": row.cents}) for row in plan]

    @property
    def rows(self) -> list[tuple[PlanLine, WishedLineForm]]:
        return list(zip(self.plan, self.lines, strict=True))

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in (self.form, *self.lines)]  # each says what is wrong with it
        return all(checked)

    @property
    def facts(self) -> dict[str, Any]:
        targets = [Target(cents=form.cleaned_data["cents"], line=row.line.pk) for row, form in self.rows]
        return {**self.form.cleaned_data, "lines": targets}


class RefuseForm(HouseForm):
    """Why the notice stays as it is."""

    reason = forms.CharField(
        label=_("Warum nicht?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text=_("Die Geförderten lesen den Text so in der Mail und auf ihrer Seite."),
    )  # fmt: skip
