"""Wishes of grantees to change their notice: looked at, answered with an amendment or with a reason."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from quartier.areas.models import Area
from quartier.funding import actions
from quartier.funding.models import ChangeRequest
from quartier.funding.queries import purpose_of
from quartier.funding.states import AMENDABLE
from quartier.kit.access import AUDITOR, FUNDER, MANAGER, team_page
from quartier.kit.errors import Refused
from quartier.spending import emails, forms, rules
from quartier.spending.views.team.grants import done, granted


@team_page(MANAGER, AUDITOR, FUNDER)
def change(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """A wish beside what holds: amend the notice from it, or say why it stays."""
    rows = ChangeRequest.objects.visible_to(request.user).filter(grant__application__area=area)
    row = get_object_or_404(rows.select_related("by", "reply__amendment", "reply__by"), pk=pk)
    grant = granted(request, area, row.grant_id)
    can = rules.is_manager(request.user, grant)
    if request.method == "POST" and not can:
        raise Http404
    form = forms.RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse_change(request=row, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            said = _("Ihre Antwort ist per E-Mail unterwegs. Der Bescheid bleibt, wie er ist.")
            by_hand = _(
                "Der Bescheid bleibt, wie er ist. Ohne E-Mail-Adresse: Bitte sagen Sie es den Geförderten selbst."
            )
            return done(request, grant, said if emails.address(grant) else by_hand)
    context = {
        "grant": grant, "application": grant.application, "row": row, "form": form, "purpose": purpose_of(grant),
        "can": can, "lines": row.lines.select_related("line"),
        "open": grant.status in AMENDABLE and not hasattr(row, "reply"),
    }  # fmt: skip
    return render(request, "spending/team_change.html", context, status=422 if form.errors else 200)
