import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import HouseForm
from quartier.publishing import states
from quartier.texts import rules


class SheetForm(HouseForm):
    """What is to be printed: ``kinds`` of ``states.SHEETS``, with the choices of months and of languages it needs."""

    kind = forms.ChoiceField(label=_("Was brauchen Sie?"), widget=forms.RadioSelect)
    month = forms.ChoiceField(label=_("Monat"), required=False)
    language = forms.ChoiceField(label=_("Sprache"), required=False)

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[str],
        languages: Sequence[str],
        months: Sequence[tuple[str, str]] = (),
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["kind"].choices = [row for row in states.SHEETS if row[0] in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0]
        self.fields["language"].choices = [(code, rules.name(code)) for code in languages]  # type: ignore[attr-defined]
        self.fields["month"].choices = months  # type: ignore[attr-defined]
        if not months:
            del self.fields["month"]
        if len(languages) < 2:
            del self.fields["language"]

    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        data = self.cleaned_data
        month = dt.date.fromisoformat(data["month"]) if data.get("month") and data["kind"] == states.MONTH else None
        return {"kind": data["kind"], "month": month, "language": data.get("language") or settings.LANGUAGE_CODE}
