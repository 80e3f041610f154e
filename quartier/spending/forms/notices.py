"""A notice is amended or revoked, money is asked for, the account changes."""

import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quartier.funding import rules as funding_rules
from quartier.funding.actions import Target
from quartier.funding.models import ChangeRequest, Grant
from quartier.funding.queries import PlanLine
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.forms import DayField, HouseForm, MoneyField
from quartier.kit.money import euro

NEW_LINES = 2
SOURCES = (
    _("Nr. 8 ANBest-P"),
    _("§ 49 Absatz 3 VwVfG (Widerruf)"),
    _("§ 48 VwVfG (Rücknahme)"),
)


def moment_of(text: str) -> dt.datetime:
    """The moment in a hidden field; one long ago where somebody changed it, so that nothing is taken for seen."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return dt.datetime.min.replace(tzinfo=dt.UTC)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AmendForm(HouseForm):
    """Sum, days and reason of an amendment; the lines have forms of their own."""

    cents = MoneyField(label=_("Bewilligt, höchstens"))
    ends_on = DayField(label=_("Ausgaben zählen bis"))
    proof_due_on = DayField(
        label=_("Abrechnung bis"), required=False,
        help_text=_("Leer: Der Tag bleibt oder richtet sich bei einem neuen Ende nach den Regeln."),
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("Wofür das Geld ist"), widget=_area(5), required=False,
        help_text=_("Leer oder unverändert: Der Zweck bleibt."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Warum"), widget=_area(3), max_length=2000, help_text=_("Der Text steht im Änderungsbescheid.")
    )

    def seen(self) -> int | None:
        """How many amendments there were when the page was shown that sent this."""
        word = self.data.get("seen", "")
        return int(word) if word.isascii() and word.isdecimal() and len(word) < 6 else None


class LineForm(HouseForm):
    """A line of the plan in force."""

    cents = MoneyField(label=_("Neu"), positive=False)
    consented = forms.BooleanField(label=_("Darf überschritten werden"), required=False)


class NewLineForm(LineForm):
    """A line that comes with the amendment; empty, it is none."""

    title = forms.CharField(label=_("Wofür"), max_length=120, required=False)
    field_order = ("title", "cents", "consented")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["cents"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("title") and not data.get("cents") and "cents" not in self.errors:
            self.add_error("cents", _("Bitte geben Sie einen Betrag an, zum Beispiel 1.500,00."))
        if data.get("cents") and not data.get("title"):
            self.add_error("title", _("Bitte schreiben Sie zu jedem Betrag, wofür er ist."))
        return data


class AmendPaper:
    """All fields of an amendment together, prefilled with what is in force, or with what the grantee wishes instead."""

    def __init__(
        self, grant: Grant, plan: list[PlanLine], purpose: str, data: QueryDict | None = None,
        wish: ChangeRequest | None = None,
    ) -> None:  # fmt: skip
        initial: dict[str, Any] = {"cents": grant.cents, "ends_on": grant.ends_on, "purpose": purpose}
        wanted: dict[int, int] = {}
        if wish is not None:
            initial["reason"] = wish.reason
            initial |= {name: getattr(wish, name) for name in ("ends_on", "purpose") if getattr(wish, name)}
            wanted = {item.line_id: item.new_cents for item in wish.lines.all()}
        self.wish = wish
        self.form = AmendForm(data, initial=initial)
        self.plan = plan
        self.amendments = grant.amendments.count()  # as the page shows it; what comes in between is a conflict
        self.lines = [
            LineForm(
                data,
                prefix=f"zeile-{row.line.pk}",
                initial={"cents": wanted.get(row.line.pk, row.cents), "consented": row.consented},
            )
            for row in plan
        ]
        self.new = [NewLineForm(data, prefix=f"neu-{n}") for n in range(NEW_LINES)]

    @property
    def rows(self) -> list[tuple[PlanLine, LineForm]]:
        return list(zip(self.plan, self.lines, strict=True))

    @property
    def forms(self) -> list[HouseForm]:
        return [*self.lines, *self.new]

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in (self.form, *self.forms)]  # each says what is wrong with it
        return all(checked)

    @property
    def targets(self) -> list[Target]:
        known = [
            Target(cents=form.cleaned_data["cents"], consented=form.cleaned_data["consented"], line=row.line.pk)
            for row, form in self.rows
        ]
        fresh = [
            Target(
                cents=form.cleaned_data["cents"], consented=form.cleaned_data["consented"], title=form.cleaned_data["title"]
            )
            for form in self.new
            if form.cleaned_data.get("title")
        ]  # fmt: skip
        return known + fresh

    @property
    def facts(self) -> dict[str, Any]:
        return {**self.form.cleaned_data, "lines": self.targets, "seen": self.form.seen(), "answers": self.wish}


class RevokeForm(HouseForm):
    """Why a notice is taken back, on what ground, what stays and until when the rest is due."""

    reason = forms.CharField(
        label=_("Begründung"),
        widget=_area(5),
        max_length=4000,
        help_text=_("Der Text steht im Brief an die Geförderten."),
    )
    source = forms.CharField(
        label=_("Grundlage"), max_length=200, widget=forms.TextInput(attrs={"list": "grundlagen", "autocomplete": "off"}),
        help_text=_("Das Gesetz oder die Nebenbestimmung, auf die Sie sich stützen."),
    )  # fmt: skip
    kept_cents = MoneyField(
        label=_("Davon bleibt anerkannt"), positive=False,
        help_text=_("Was vom ausgezahlten Geld für das Vorhaben gebraucht wurde. Der Rest wird zurückgefordert."),
    )  # fmt: skip
    due_on = DayField(
        label=_("Rückzahlung bis"), required=False, help_text=_("Leer: nach den Regeln, auf den nächsten Werktag.")
    )


class MoneyForm(HouseForm):
    """The grantee asks for money; ``rest``: what is granted and not yet ordered, in cents."""

    cents = MoneyField(label=_("Wie viel brauchen Sie?"))
    needed_on = DayField(label=_("Ab wann?"))
    purpose = forms.CharField(
        label=_("Wofür?"), widget=_area(3), max_length=1000,
        help_text=_("Zum Beispiel: Rechnung der Druckerei, fällig am 15."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, rest: int, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.rest = rest

    def clean_cents(self) -> Any:
        cents = self.cleaned_data["cents"]
        if cents > self.rest:
            raise forms.ValidationError(
                gettext("So viel ist nicht mehr bewilligt. Höchstens %(rest)s können Sie noch anfordern.")
                % {"rest": euro(self.rest)}
            )
        return cents

    def clean_needed_on(self) -> Any:
        day = self.cleaned_data["needed_on"]
        if day < dates.today():
            raise forms.ValidationError(_("Der Tag liegt in der Vergangenheit. Bitte nehmen Sie heute oder später."))
        return day


class RequestAnswerForm(HouseForm):
    answer = forms.CharField(
        label=_("Ihre Antwort"), max_length=300, widget=_area(2), help_text=_("Die Antragstellenden lesen sie so.")
    )


class BankForm(HouseForm):
    """Where the money goes; a number that cannot be right is said beside the field."""

    holder = forms.CharField(label=_("Wem gehört das Konto?"), max_length=120)
    iban = forms.CharField(label=_("IBAN"), max_length=42, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def clean_iban(self) -> str:
        try:
            return funding_rules.iban(self.cleaned_data["iban"])
        except Refused as refused:
            raise forms.ValidationError(refused.message) from refused
