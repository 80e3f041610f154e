"""Zugänge eines Quartiers: wer welche Rolle hat, wen man einlädt, wessen Rolle endet."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from quartier.accounts import actions, queries, rules
from quartier.accounts.forms import InviteForm
from quartier.accounts.models import Invitation, Role
from quartier.areas.models import Area
from quartier.kit import access
from quartier.kit.access import team_page
from quartier.kit.errors import Refused
from quartier.kit.links import to

GIVERS = (access.MANAGER, access.ADMINISTRATOR)


@team_page(*GIVERS)
def people(request: HttpRequest, area: Area) -> HttpResponse:
    """All who have a role here, open invitations, roles that ended; below, the form to invite."""
    form = InviteForm(request.POST or None, area=area, user=request.user)
    if form.is_valid() and (done := _invite(request, area, form)):
        return done
    roles, invitations = list(queries.people(area)), list(queries.open_invitations(area))
    for row in [*roles, *invitations]:
        row.can_act = row.kind in rules.gives(request.user, row.scope_id)  # type: ignore[attr-defined]
    rows = {"roles": roles, "former": queries.former(area)[:50], "invitations": invitations}
    return render(request, "accounts/people.html", {"form": form, "area": area, **rows})


def _invite(request: HttpRequest, area: Area, form: InviteForm) -> HttpResponse | None:
    if not ratelimit.consume(request, action="invite"):
        return ratelimit.respond_429(request)
    given = form.cleaned_data
    try:
        row, _secret = actions.invite(
            email=given["email"], name=given["name"], kind=given["kind"], scope=form.scope, by=request.user
        )
    except Refused as refused:
        form.add_error(None, refused.message)
        return None
    messages.success(request, _("Die Einladung an %(email)s ist unterwegs.") % {"email": row.email})
    return redirect(to("accounts:team", area=area.slug))


@team_page(*GIVERS)
def end_role(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Ask, then end the role."""
    role = get_object_or_404(Role.objects.running().visible_to(request.user).select_related("user"), pk=pk)
    refused = None
    if request.method == "POST":
        try:
            actions.end_role(role=role, by=request.user)
            messages.success(request, _("Die Rolle ist beendet."))
            return redirect(to("accounts:team", area=area.slug))
        except Refused as error:
            refused = error.message
    return render(request, "accounts/end_role.html", {"role": role, "area": area, "refused": refused})


@team_page(*GIVERS)
def invitation_act(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Withdraw an open invitation, or send it again with a fresh link."""
    row: Any = get_object_or_404(Invitation.objects.visible_to(request.user).select_related("scope"), pk=pk)
    if request.method == "POST":
        try:
            if "again" in request.POST:
                actions.invite(email=row.email, name=row.name, kind=row.kind, scope=row.scope, by=request.user)
                messages.success(request, _("Die Einladung ist mit einem neuen Link unterwegs."))
            else:
                actions.cancel_invitation(invitation=row, by=request.user)
                messages.success(request, _("Die Einladung ist zurückgezogen."))
        except Refused as refused:
            messages.error(request, refused.message)
    return redirect(to("accounts:team", area=area.slug))
