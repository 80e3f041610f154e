"""Report, photos and decision of a settlement."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.kit.forms import DayField, MoneyField
from quartier.spending import states
from quartier.spending.forms.beside import BesideOthers


class ReportForm(BesideOthers):
    """The report: one field, or one for each chapter the rules ask for (``chapters``: their headings)."""

    report = forms.CharField(
        label=_("Was haben Sie gemacht, und wie war es?"), max_length=8000,
        error_messages={"required": _("Bitte erzählen Sie in ein paar Sätzen, was Sie gemacht haben.")},
        help_text=_("Ein paar Sätze genügen: was, wann, wie viele kamen, was bleibt."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip

    def __init__(self, *arguments: Any, chapters: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.chapters = {f"chapter-{number}": title for number, title in enumerate(chapters)}
        if self.chapters:
            del self.fields["report"]
            widget = forms.Textarea(attrs={"rows": 5})
            for name, title in self.chapters.items():
                self.fields[name] = forms.CharField(label=title, max_length=8000, required=False, widget=widget)
        else:
            self.fields["report"].required = (
                not self.is_bound or "submit" in self.data
            )  # an unfinished one may be empty

    @staticmethod
    def written(settlement: Any, chapters: Sequence[str]) -> dict[str, str]:
        """What is kept, as the fields' first values."""
        if settlement is None:
            return {}
        kept = {f"chapter-{number}": settlement.chapters.get(title, "") for number, title in enumerate(chapters)}
        return kept or {"report": settlement.report}

    def facts(self) -> dict[str, Any]:
        """``report`` and ``chapters`` for ``save_settlement``."""
        written = {title: self.cleaned_data.get(name, "") for name, title in self.chapters.items()}
        return {"report": self.cleaned_data.get("report", ""), "chapters": written}


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
    """What the grant comes to; a small refund is waived unless somebody ticks otherwise."""

    grant_cents = MoneyField(
        label=_("Förderung in Euro"),
        positive=False,
        help_text=_("Der Vorschlag steht schon da. Weniger geht, mit einer Begründung."),
    )
    claim_small = forms.BooleanField(
        label=_("Den kleinen Betrag trotzdem zurückfordern"), required=False,
        help_text=_("Nach den Regeln wird so wenig nicht zurückgefordert. Trotzdem geht es, mit einer Begründung."),
    )  # fmt: skip
    due_on = DayField(
        label=_("Rückzahlung bis"), required=False, help_text=_("Leer: nach den Regeln, auf den nächsten Werktag.")
    )
    reason = forms.CharField(
        label=_("Begründung"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nur nötig, wenn Sie vom Vorschlag abweichen. Sie steht im Verwendungsnachweis."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, small: bool = True, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not small:
            del self.fields["claim_small"]


class ReturnForm(BesideOthers):
    question = forms.CharField(
        label=_("Ihre Frage"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sie geht per E-Mail an die Antragstellenden. Danach können sie Belege und Bericht ändern."),
    )  # fmt: skip


# Interim reports --------------------------------------------------------------------------------------------------
class InterimForm(BesideOthers):
    """A few sentences on the budget year; its sums come from the receipts."""

    report = forms.CharField(
        label=_("Was ist in diesem Jahr geschehen?"), max_length=8000, required=False,
        help_text=_("Ein paar Sätze genügen: was schon getan ist, was noch kommt, was anders lief als geplant."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip


class InterimAnswerForm(BesideOthers):
    """The office's question on an interim report."""

    answer = forms.CharField(
        label=_("Ihre Frage"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sie geht per E-Mail an die Antragstellenden. Danach können sie den Bericht ändern."),
    )  # fmt: skip


# The funder's check -----------------------------------------------------------------------------------------------
class CheckForm(BesideOthers):
    """The funder's word on a settlement; the button says which."""

    result = forms.ChoiceField(choices=states.FUNDER[:3])
    note = forms.CharField(
        label=_("Anmerkung oder Frage"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Eine Frage geht an das Büro. Eine Anmerkung steht im Verwendungsnachweis."),
    )  # fmt: skip


class AnswerForm(BesideOthers):
    """The office answers the funder."""

    note = forms.CharField(label=_("Ihre Antwort"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
