from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.kit import links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.publishing import actions
from quartier.publishing.forms import ContactForm, MentionForm
from quartier.publishing.models import Mention, PressContact

SHOWN = 100


@team_page(MANAGER)
def press(request: HttpRequest, area: Area) -> HttpResponse:
    """The press list and what others wrote."""
    context = {
        "contacts": PressContact.objects.visible_to(request.user).filter(area=area),
        "mentions": Mention.objects.filter(area=area).select_related("news")[:SHOWN],
    }
    return render(request, "publishing/team_press.html", context)


@team_page(MANAGER)
def contact(request: HttpRequest, area: Area, pk: int = 0) -> HttpResponse:
    """Put a newsroom on the list, correct it, take it off."""
    rows = PressContact.objects.visible_to(request.user)
    row = get_object_or_404(rows, area=area, pk=pk) if pk else None
    if row and "remove" in request.POST:
        actions.remove_contact(contact=row, by=request.user)
        return _back(request, area, _("Aus dem Presseverteiler genommen. Die Adresse ist gelöscht."))
    form = ContactForm(request.POST or None, initial=ContactForm.of(row) if row else None)
    if request.method == "POST" and form.is_valid():
        try:
            if row:
                actions.change_contact(contact=row, by=request.user, **form.cleaned_data)
            else:
                actions.add_contact(area=area, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "email")
        else:
            return _back(request, area, _("Der Presseverteiler ist geändert."))
    titles = (_("Redaktion ändern"), _("Redaktion in den Verteiler nehmen"))
    return _form(request, form, titles, row, _("Aus dem Verteiler nehmen"))


@team_page(MANAGER)
def mention(request: HttpRequest, area: Area, pk: int = 0) -> HttpResponse:
    """Note what others wrote, correct it, take it out."""
    row = get_object_or_404(Mention, area=area, pk=pk) if pk else None
    if row and "remove" in request.POST:
        actions.remove_mention(mention=row, by=request.user)
        return _back(request, area, _("Der Eintrag ist gelöscht."))
    form = MentionForm(request.POST or None, area=area, initial=MentionForm.of(row) if row else None)
    if request.method == "POST" and form.is_valid():
        try:
            if row:
                actions.change_mention(mention=row, by=request.user, **form.cleaned_data)
            else:
                actions.add_mention(area=area, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused, "on")
        else:
            return _back(request, area, _("Der Medienbeitrag ist eingetragen."))
    titles = (_("Medienbeitrag ändern"), _("Medienbeitrag eintragen"))
    return _form(request, form, titles, row, _("Eintrag löschen"))


def _form(request: HttpRequest, form: Any, titles: tuple[str, str], row: Any, remove: str) -> HttpResponse:
    context = {"form": form, "title": titles[0] if row else titles[1], "row": row, "remove": remove}
    return render(request, "publishing/team_press_form.html", context)


def _back(request: HttpRequest, area: Area, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(links.to("publishing:team_press", area=area.slug))
