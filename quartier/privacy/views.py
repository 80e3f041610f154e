from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from quartier.areas.models import Area
from quartier.kit.access import ADMINISTRATOR, MANAGER, team_page
from quartier.privacy import actions, queries
from quartier.privacy.forms import ReportForm


@team_page(MANAGER, ADMINISTRATOR)
def privacy(request: HttpRequest, area: Area) -> HttpResponse:
    """The record of processing, and what the quarter knows of one person: asked by POST, so no log holds the address."""
    form, report = ReportForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        actions.disclose(area=area, by=request.user)
        report = queries.report(area, form.cleaned_data["email"])
        if request.POST.get("als") == "json":
            answer = JsonResponse(report.as_json(), json_dumps_params={"ensure_ascii": False, "indent": 1})
            answer["Content-Disposition"] = 'attachment; filename="auskunft.json"'
            return answer
    context = {"form": form, "report": report, "rooms": queries.record_of_processing(), "last_run": queries.last_run()}
    return render(request, "privacy/team.html", context)
