"""Income, offers, hours of voluntary work and things of the inventory, as grantee and office enter them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.funding.models import Grant
from quartier.funding.rules import load
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.forms import DayField, HouseForm, MoneyField
from quartier.kit.money import euro
from quartier.spending import rules, states
from quartier.spending.actions.quotes import Offer
from quartier.spending.forms.beside import BesideOthers
from quartier.spending.forms.kept import KeepsFiles, upload_field
from quartier.spending.models import Receipt


def _line(label: Any, length: int, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=length, help_text=help_text, required=required, widget=widget,
        error_messages={"required": _("Bitte füllen Sie dieses Feld aus.")},
    )  # fmt: skip


NOT_PLANNED = "new"


class IncomeForm(HouseForm):
    """Money that came in beside the grant; where the plan counts on some, which line of it this is."""

    source = forms.ChoiceField(
        label=_("Stand das Geld im Plan?"), widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie die Zeile des Plans, oder dass es nicht im Plan stand.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Was für Geld ist es?"), choices=states.INCOME, widget=forms.RadioSelect, required=False,
        error_messages={"required": _("Bitte wählen Sie, was für Geld es ist.")},
    )  # fmt: skip
    cents = MoneyField(label=_("Betrag in Euro"), positive=False)
    received_on = DayField(label=_("Eingegangen am"))
    payer = _line(_("Von wem?"), 120, _("Bei eigenem Geld und Eintritt nicht nötig."), required=False)
    purpose = _line(_("Wofür?"), 160, required=False)

    def __init__(self, *arguments: Any, grant: Grant, sources: Sequence[rules.Source], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.grant, self.sources = grant, {row.key: row for row in sources}
        if not sources:
            del self.fields["source"]
            self.fields["kind"].required = True
            return
        said = _("%(what)s, geplant %(sum)s")
        planned = [(row.key, said % {"what": row.title, "sum": euro(row.planned)}) for row in sources]
        choice: Any = self.fields["source"]
        choice.choices = [*planned, (NOT_PLANNED, _("Nein, es stand nicht im Plan"))]
        self.fields["kind"].help_text = _("Nur nötig, wenn es nicht im Plan stand oder eine Spende ist.")
        self.fields["cents"].help_text = _("Kam von dem geplanten Geld nichts? Dann tragen Sie 0,00 ein.")

    def clean(self) -> dict[str, Any]:
        """What kind it is follows from the line of the plan, where only one fits."""
        facts = super().clean() or {}
        planned = self.sources.get(facts.get("source", ""))
        if planned and not facts.get("kind"):
            facts["kind"] = planned.kinds[0]
        if not facts.get("kind") and "kind" not in self.errors and "source" not in self.errors:
            self.add_error("kind", _("Bitte wählen Sie, was für Geld es ist."))
        return facts

    def facts(self) -> dict[str, Any]:
        names = ("kind", "cents", "received_on", "payer", "purpose")
        key = self.cleaned_data.get("source", "")
        line = self.grant.application.finance_lines.get(pk=int(key)) if key.isdecimal() else None
        return {name: self.cleaned_data[name] for name in names} | {"source": line}


class DurationField(forms.CharField):
    """How long somebody worked, as „1:30“ or „1,5“; cleaned to minutes."""

    def clean(self, value: Any) -> int:
        text = super().clean(value)
        try:
            return rules.minutes(text)
        except Refused as refused:
            raise forms.ValidationError(refused.message) from refused

    def prepare_value(self, value: Any) -> Any:
        return rules.clock(value) if isinstance(value, int) else value


class HoursForm(KeepsFiles, HouseForm):
    """One line of an hours sheet."""

    FILES = ("file",)

    who = _line(_("Wer hat geholfen?"), 120)
    day = DayField(label=_("An welchem Tag?"))
    minutes = DurationField(
        label=_("Wie lange?"), max_length=20, help_text=_("Zum Beispiel 1:30 oder 1,5 für eineinhalb Stunden."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Bitte geben Sie an, wie lange. Zum Beispiel 1:30")},
    )  # fmt: skip
    what = _line(_("Wobei?"), 160, _("Zum Beispiel: Hochbeete gebaut."))
    file = upload_field(_("Unterschriebener Stundenzettel"))

    def facts(self) -> dict[str, Any]:
        names = ("who", "day", "minutes", "what")
        return {name: self.cleaned_data[name] for name in names} | {"file": self.kept.get("file")}


class QuotesForm(KeepsFiles, HouseForm):
    """The offers for one purchase, the one that is taken, and why."""

    FILES = tuple(f"file_{n}" for n in range(1, rules.MOST_OFFERS + 1))

    receipt = forms.ModelChoiceField(
        label=_("Zu welchem Beleg?"), queryset=Receipt.objects.none(), required=False,
        empty_label=_("Noch nicht gekauft"),
        error_messages={"invalid_choice": _("Bitte wählen Sie einen Beleg aus der Liste.")},
    )  # fmt: skip
    subject = _line(_("Was wird gekauft?"), 160)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        numbers = range(1, rules.MOST_OFFERS + 1)
        for n in numbers:
            self.fields[f"supplier_{n}"] = _line(_("Anbieter"), 120, required=n == 1)
            self.fields[f"net_{n}"] = MoneyField(label=_("Preis netto in Euro"), required=n == 1)
            self.fields[f"file_{n}"] = upload_field(_("Angebot als Foto oder Datei"))
        self.fields["chosen"] = forms.ChoiceField(
            label=_("Welches nehmen Sie?"), choices=[(n, _("Angebot %d") % n) for n in numbers],
            widget=forms.RadioSelect, initial=1,
            error_messages={"required": _("Bitte wählen Sie, welches Angebot Sie nehmen.")},
        )  # fmt: skip
        self.fields["reason"] = _line(
            _("Warum?"), 300, _("Nötig, wenn es nicht das günstigste ist oder nur ein Angebot gibt."), required=False
        )
        receipt: Any = self.fields["receipt"]
        receipt.queryset = Receipt.objects.filter(grant=self.grant).valid().order_by("-number")
        receipt.label_from_instance = receipt_label

    def groups(self) -> list[dict[str, Any]]:
        """The fields of each offer."""
        numbers = range(1, rules.MOST_OFFERS + 1)
        names = ("supplier", "net", "file")
        return [
            {"number": n, "fields": [self[f"{name}_{n}"] for name in names], "kept": self[f"file_{n}_kept"]}
            for n in numbers
        ]

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        for n in range(2, rules.MOST_OFFERS + 1):
            named, priced = facts.get(f"supplier_{n}"), facts.get(f"net_{n}") is not None
            if named and not priced and f"net_{n}" not in self.errors:
                self.add_error(f"net_{n}", _("Bitte geben Sie auch den Preis an."))
            if priced and not named:
                self.add_error(f"supplier_{n}", _("Bitte schreiben Sie, von wem das Angebot ist."))
        chosen = int(facts.get("chosen") or 0)
        if chosen and not facts.get(f"supplier_{chosen}") and f"supplier_{chosen}" not in self.errors:
            self.add_error("chosen", _("Dieses Angebot ist leer. Bitte wählen Sie eines, das Sie eingetragen haben."))
        return facts

    def facts(self) -> dict[str, Any]:
        chosen = 0
        found: list[Offer] = []
        for n in range(1, rules.MOST_OFFERS + 1):
            if not self.cleaned_data[f"supplier_{n}"]:
                continue
            if n == int(self.cleaned_data["chosen"]):
                chosen = len(found)
            net = self.cleaned_data[f"net_{n}"]
            found.append(Offer(self.cleaned_data[f"supplier_{n}"], net, self.kept.get(f"file_{n}")))
        given = {name: self.cleaned_data[name] for name in ("receipt", "subject", "reason")}
        return given | {"offers": found, "chosen": chosen}


def receipt_label(receipt: Receipt) -> str:
    """„Nr. 3, Baumarkt am Ring, 12.11.2026“."""
    return f"Nr. {receipt.number}, {receipt.payee}, {dates.figures(receipt.paid_on)}"


class ThingForm(HouseForm):
    """A thing for the inventory, prefilled from its receipt."""

    receipt = forms.ModelChoiceField(
        label=_("Von welchem Beleg?"), queryset=Receipt.objects.none(), empty_label=_("Bitte wählen"),
        error_messages={"required": _("Bitte wählen Sie einen Beleg aus."), "invalid_choice": _("Bitte wählen Sie einen Beleg aus der Liste.")},
    )  # fmt: skip
    name = _line(_("Was ist es?"), 120, _("Ein Satz aus mehreren Stücken ist ein Gegenstand."))
    pieces = forms.IntegerField(
        label=_("Stück"), min_value=1, max_value=999, initial=1,
        error_messages={"invalid": _("Bitte geben Sie eine ganze Zahl an.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    net_cents = MoneyField(label=_("Preis je Stück netto in Euro"))
    carer = _line(_("Wer kümmert sich?"), 120)
    place = _line(_("Wo steht es?"), 160)
    bought_on = DayField(label=_("Gekauft am"))
    bound_until = DayField(label=_("Gebunden bis"), required=False)

    def __init__(self, *arguments: Any, grant: Grant, receipt: Receipt | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choice: Any = self.fields["receipt"]
        choice.queryset = Receipt.objects.filter(grant=grant).valid().order_by("-number")
        choice.label_from_instance = receipt_label
        years = load(grant.ruleset.text).get("binding_years")
        if years is not None:
            self.fields["bound_until"].help_text = _("So lange dient es dem Projekt: %d Jahre ab dem Kauf.") % years
        if receipt is not None:
            filled: dict[str, Any] = {
                "receipt": receipt.pk, "name": receipt.purpose[:120], "net_cents": rules.net_of(receipt),
                "bought_on": receipt.paid_on, "bound_until": rules.bound_until(receipt.paid_on, years),
                "place": grant.application.place, "carer": str(grant.application.applicant),
            }  # fmt: skip
            self.initial = filled | dict(self.initial)


class InspectForm(BesideOthers):
    """What somebody saw who looked at a thing."""

    day = DayField(label=_("Angesehen am"))
    result = forms.ChoiceField(label=_("Zustand"), choices=states.INSPECTION, widget=forms.RadioSelect)
    note = _line(_("Anmerkung"), 300, required=False)


class PlaceForm(BesideOthers):
    """Who cares for a thing now, and where it stands."""

    carer = _line(_("Wer kümmert sich?"), 120)
    place = _line(_("Wo steht es?"), 160)


class GoneForm(BesideOthers):
    """Since when a thing is gone, and what became of it."""

    day = DayField(label=_("Nicht mehr da seit"))
    reason = _line(_("Was ist damit geschehen?"), 300)
