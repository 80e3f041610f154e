from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.events.models import Event
from quartier.kit.forms import HouseForm
from quartier.kit.templatetags.page import day
from quartier.projects.models import Project
from quartier.publishing import states
from quartier.publishing.models import News

OFFERED = 60  # of the newest dates and projects to choose from
BODY = _(
    "Eine leere Zeile macht einen Absatz. Ein Strich vor jeder Zeile macht eine Liste, zwei Rauten (##) davor machen eine "
    "Zwischenüberschrift. Adressen im Internet werden von selbst zu Links."
)


class EventChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{day(obj.starts_at)} · {obj.title}"


class NewsForm(HouseForm):
    """A message, a story or a press release of the quarter ``area``."""

    kind = forms.ChoiceField(
        label=_("Was ist es?"), choices=states.KINDS, widget=forms.RadioSelect, initial=states.NEWS
    )
    title = forms.CharField(label=_("Titel"), max_length=120)
    lead = forms.CharField(
        label=_("Worum es geht"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ein, zwei Sätze. Sie stehen in der Liste und über dem Text."),
    )  # fmt: skip
    body = forms.CharField(
        label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12}), help_text=BODY
    )
    event = EventChoice(label=_("Gehört zu einem Termin"), queryset=Event.objects.none(), required=False)
    project = forms.ModelChoiceField(
        label=_("Gehört zu einem Projekt"), queryset=Project.objects.none(), required=False
    )

    def __init__(self, *arguments: Any, area: Area, news: News | None = None, **options: Any) -> None:
        if news is not None:
            options["initial"] = {name: getattr(news, name) for name in self.base_fields}
        super().__init__(*arguments, **options)
        for name, rows in (
            ("event", Event.objects.filter(area=area, public=True).order_by("-starts_at", "-id")),
            ("project", Project.objects.filter(area=area).order_by("-number")),
        ):
            chosen = getattr(news, f"{name}_id", None)
            newest = list(rows.values_list("pk", flat=True)[:OFFERED])
            found = rows.filter(pk__in=[*newest, *([chosen] if chosen else [])])
            self.fields[name].queryset = found  # type: ignore[attr-defined]
