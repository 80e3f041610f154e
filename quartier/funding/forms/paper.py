"""The application as one page of fields: what, costs, other money, when, account."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quartier.funding import rules, states
from quartier.funding.models import Application
from quartier.funding.rules import Cost, CostPlan, Elsewhere, Means
from quartier.kit.errors import Refused
from quartier.kit.forms import DayField, HouseForm, MoneyField

ROWS, MOST = 3, 30
ALWAYS = ("title", "starts_on", "ends_on")
USUAL = ("summary", "benefit", "volunteers", "place")  # asked where the rules do not say what to ask
QUESTIONS = ("summary", "benefit", "goals", "target_group", "partners", "volunteers", "place", "input_tax")
YES_NO = (("", _("weiß ich noch nicht")), ("1", _("ja")), ("0", _("nein")))


def asks(known: Any) -> tuple[str, ...]:
    """What the rules of the fund want to know (``asks``); the usual questions where they do not say."""
    return known.get("asks", USUAL) if known is not None else USUAL


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ApplicationForm(HouseForm):
    """The words, days and account of an application. A draft may have gaps; handing in says what is missing."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Wie heißt Ihr Vorhaben?"), max_length=120)
    summary = forms.CharField(
        label=_("Was haben Sie vor?"),
        widget=_area(6),
        help_text=_("Wer trifft sich, was passiert, wie oft. Dieser Text steht später öffentlich beim Projekt."),
    )
    benefit = forms.CharField(
        label=_("Was hat die Nachbarschaft davon?"), widget=_area(3), required=False,
        help_text=_("Zum Beispiel: Wer lernt sich kennen, was wird schöner, was bleibt danach."),
    )  # fmt: skip
    goals = forms.CharField(
        label=_("Was soll am Ende erreicht sein?"), widget=_area(3), required=False,
        help_text=_("Etwas, das man nachher zählen oder sehen kann. Danach fragt auch die Abrechnung."),
    )  # fmt: skip
    target_group = forms.CharField(
        label=_("Für wen ist es?"), max_length=200, required=False, help_text=_("Zum Beispiel: Kinder von 6 bis 12.")
    )
    partners = forms.CharField(
        label=_("Wer macht mit?"), max_length=200, required=False, help_text=_("Vereine, Schulen, Läden, Nachbarn.")
    )
    volunteers = forms.CharField(
        label=_("Wer hilft ehrenamtlich mit?"),
        widget=_area(2),
        required=False,
        help_text=_("Zum Beispiel „vier Personen, zusammen 40 Stunden“."),
    )
    place = forms.CharField(label=_("Wo findet es statt?"), max_length=120, required=False)
    starts_on = DayField(label=_("Beginn"))
    ends_on = DayField(label=_("Ende"))
    input_tax = forms.TypedChoiceField(
        label=_("Bekommen Sie die Mehrwertsteuer vom Finanzamt zurück?"), choices=YES_NO, required=False,
        coerce=lambda value: value == "1", empty_value=None,
        help_text=_("Das trifft vor allem auf Firmen zu (Vorsteuerabzug). Dann zählen Rechnungen ohne Mehrwertsteuer."),
    )  # fmt: skip
    holder = forms.CharField(label=_("Wem gehört das Konto?"), max_length=120, required=False)
    iban = forms.CharField(
        label=_("IBAN"), max_length=42, required=False,
        help_text=_("Sie können das Konto auch später angeben. Die Jury sieht es nicht."),
    )  # fmt: skip

    LATER = ("summary", "starts_on", "ends_on")  # wanted, but a draft may do without them for now

    def __init__(self, *args: Any, asks: Sequence[str] = USUAL, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            if name not in asks:
                del self.fields[name]

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name in self.LATER:
            if self.has_error(name, code="required"):
                self.errors.pop(name)
                self.cleaned_data[name] = "" if name == "summary" else None

    def clean_iban(self) -> str:
        text = self.cleaned_data["iban"]
        try:
            return rules.iban(text) if text else ""
        except Refused as refused:
            raise forms.ValidationError(refused.message) from refused

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Das Ende liegt vor dem Beginn."))
        if data.get("iban") and not data.get("holder"):
            self.add_error("holder", _("Bitte schreiben Sie, wem das Konto gehört."))
        if data.get("holder") and not data.get("iban") and "iban" not in self.errors:
            self.add_error("iban", _("Bitte schreiben Sie die IBAN dazu."))
        return data


class CostForm(HouseForm):
    kind = forms.ChoiceField(label=_("Kostenart"), required=False)
    title = forms.CharField(label=_("Wofür"), max_length=120)
    cents = MoneyField(label=_("Betrag"))

    def __init__(self, *args: Any, kinds: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kinds:
            self.fields["kind"].choices = [("", _("bitte wählen")), *((kind, kind) for kind in kinds)]  # type: ignore[attr-defined]
        else:
            del self.fields["kind"]


class MeansForm(HouseForm):
    kind = forms.ChoiceField(label=_("Art"), choices=states.FINANCE, initial=states.OWN)
    title = forms.CharField(label=_("Woher"), max_length=120, required=False)
    hours = forms.DecimalField(
        label=_("Stunden, bei Arbeit"), max_digits=7, decimal_places=2, min_value=0, required=False, localize=True,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Bitte eine Zahl, zum Beispiel 12,5.")},
    )  # fmt: skip
    cents = MoneyField(label=_("Betrag"), required=False)

    def __init__(self, *args: Any, known: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean(self) -> dict[str, Any]:
        """Hours of work are worth what the rules say, where they say it; else a sum is needed."""
        data = super().clean() or {}
        hours, work = data.get("hours"), data.get("kind") == states.WORK
        data["hours"] = hours if work else None
        if data.get("cents") or "cents" in self.errors:
            return data
        if work and hours and self.known is not None:
            worth = rules.volunteer_hours(self.known, minutes=hours * 60, eligible=0)
            data["cents"] = worth.worth if worth else None
        if not data.get("cents") and (data.get("title") or hours):
            self.add_error("cents", _("Bitte geben Sie einen Betrag an, zum Beispiel 1.500,00."))
        return data


class ElsewhereForm(HouseForm):
    body = forms.CharField(label=_("Bei wem"), max_length=120)
    cents = MoneyField(label=_("Betrag"))
    applied_on = DayField(label=_("Beantragt am"), required=False)
    result = forms.ChoiceField(label=_("Stand"), choices=states.ELSEWHERE, initial=states.ASKED)


def begin_in(row: forms.BaseForm, name: str) -> None:
    """The field takes the focus when the page comes: a long form is not read again from its top."""
    row.fields[name].widget.attrs["autofocus"] = True


class Paper:
    """All fields of an application together: the form and the rows of its plans, as typed or as kept.

    ``known``: the rules of the fund, which say what is asked and which kinds of costs there are.
    """

    def __init__(self, form: ApplicationForm, costs: Any, means: Any, others: Any = None) -> None:
        self.form, self.costs, self.means, self.others = form, costs, means, others

    @classmethod
    def of(cls, application: Application, known: Any) -> "Paper":
        """What is kept, with a few empty rows."""
        account = getattr(application, "bank_account", None)
        initial = {name: getattr(application, name) for name in (*ALWAYS, *QUESTIONS)} | {
            "version": application.version
        }
        initial["input_tax"] = {None: "", True: "1", False: "0"}[application.input_tax]
        if account:
            initial |= {"holder": account.holder, "iban": rules.grouped(account.iban)}
        costs = _kept(application.cost_lines.all(), CostForm)
        means = _kept(application.finance_lines.all(), MeansForm)
        others = _kept(application.other_applications.all(), ElsewhereForm)
        return cls._rows(
            ApplicationForm(initial=initial, asks=asks(known)), known, costs, means, others, ROWS if not costs else 1, 1
        )

    @classmethod
    def _rows(
        cls, form: ApplicationForm, known: Any, costs: list[Any], means: list[Any], others: list[Any], *empty: int
    ) -> "Paper":
        more = (*empty, empty[-1])
        return cls(
            form, _rows(CostForm, "kosten", costs, more[0], kinds=_kinds(known)),
            _rows(MeansForm, "mittel", means, more[1], known=known),
            _rows(ElsewhereForm, "andere", others, more[2]) if "other_applications" in asks(known) else None,
        )  # fmt: skip

    @classmethod
    def posted(cls, data: QueryDict, known: Any) -> "Paper":
        return cls(
            ApplicationForm(data, asks=asks(known)),
            _set(CostForm)(data, prefix="kosten", form_kwargs={"kinds": _kinds(known)}),
            _set(MeansForm)(data, prefix="mittel", form_kwargs={"known": known}),
            _set(ElsewhereForm)(data, prefix="andere") if "other_applications" in asks(known) else None,
        )

    @classmethod
    def longer(cls, data: QueryDict, known: Any) -> "Paper":
        """What was typed, unchecked, with one more row where the button stood; whoever pressed it goes on writing there."""
        form = ApplicationForm(
            initial={name: data.get(name, "") for name in ApplicationForm.base_fields}, asks=asks(known)
        )
        more = data.get("do")
        made = cls._rows(
            form, known, _typed(data, CostForm, "kosten"), _typed(data, MeansForm, "mittel"),
            _typed(data, ElsewhereForm, "andere"), int(more == "more_costs"), int(more == "more_means"),
            int(more == "more_others"),
        )  # fmt: skip
        rows = {"more_costs": made.costs, "more_means": made.means, "more_others": made.others}.get(more or "")
        if rows:
            begin_in(rows.forms[-1], "body" if more == "more_others" else "title")
        return made

    @property
    def forms(self) -> list[forms.BaseForm]:
        return [*self.costs.forms, *self.means.forms, *(self.others.forms if self.others else ())]

    def is_valid(self) -> bool:
        sets = [one for one in (self.costs, self.means, self.others) if one is not None]
        return all([self.form.is_valid(), *(one.is_valid() for one in sets)])

    @property
    def fields(self) -> dict[str, Any]:
        """What was typed and can be read, of the fields that were asked."""
        data = self.form.cleaned_data
        return {name: data[name] for name in (*ALWAYS, *QUESTIONS) if name in data}

    @property
    def plan(self) -> CostPlan:
        """The rows that are whole; a row half typed is not among them."""
        costs, means = _whole(self.costs), _whole(self.means)
        others = None if self.others is None else tuple(
            Elsewhere(row["body"], row["cents"], row["applied_on"], row["result"]) for row in _whole(self.others)
        )  # fmt: skip
        return CostPlan(
            tuple(Cost(row["title"], row["cents"], row.get("kind", "")) for row in costs),
            tuple(Means(row["kind"], row["title"], row["cents"], row["hours"]) for row in means),
            others,
        )

    def wrong(self) -> list[str]:
        """Labels of the fields that could not be read, each once."""
        found = [str(one[name].label) for one in (self.form, *self.forms) for name in one.errors if name in one.fields]
        return list(dict.fromkeys(found))


def _kinds(known: Any) -> tuple[str, ...]:
    return known.get("cost_lines", ()) if known is not None else ()


def _kept(rows: Iterable[Any], form: type[HouseForm]) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in form.base_fields} for row in rows]


def _whole(rows: Any) -> list[dict[str, Any]]:
    return [row.cleaned_data for row in rows.forms if not row.errors and row.cleaned_data.get("cents")]


def _set(form: type[HouseForm]) -> type[BaseFormSet]:
    return forms.formset_factory(form, extra=0, max_num=MOST, absolute_max=MOST)


def _rows(form: type[HouseForm], prefix: str, initial: list[dict[str, Any]], empty: int, **given: Any) -> Any:
    made = forms.formset_factory(form, extra=empty, max_num=MOST)(initial=initial, prefix=prefix, form_kwargs=given)
    made.management_form.initial["INITIAL_FORMS"] = 0  # every row may stay empty: empty rows fall away
    return made


def _typed(data: QueryDict, form: type[HouseForm], prefix: str) -> list[dict[str, Any]]:
    count = data.get(f"{prefix}-TOTAL_FORMS", "")
    numbers = range(min(int(count), MOST)) if count.isdecimal() else range(0)
    return [{name: data.get(f"{prefix}-{n}-{name}", "") for name in form.base_fields} for n in numbers]
