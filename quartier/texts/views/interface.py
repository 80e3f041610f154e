from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from quartier.kit import links
from quartier.kit.access import MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.texts import actions, exports, queries
from quartier.texts.forms import SignForm


@team_page(MANAGER)
def languages(request: HttpRequest, area: Any) -> HttpResponse:
    """Which languages the pages speak, who has read them, and the signature of a reader."""
    scope = area.city.scope_id
    asked = request.POST.get("language", "")
    form = SignForm(request.POST or None, prefix=asked)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_language(scope=scope, language=asked, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Die Unterschrift ist eingetragen."))
            return redirect(links.to("texts:team_interface", area=area.slug))
    found = queries.interfaces(scope)
    rows = [{"of": one, "form": form if one.language == asked else SignForm(prefix=one.language)} for one in found]
    return render(request, "texts/team_interface.html", {"rows": rows, "form": form if asked else None})


@team_page(MANAGER)
def language_file(request: HttpRequest, area: Any, language: str) -> HttpResponse:
    """The words of the pages in one language, as a table for its reader."""
    if not queries.interface(language):
        raise Http404
    answer = HttpResponse(exports.interface_csv(language), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="texte-{language}.csv"'
    return answer
