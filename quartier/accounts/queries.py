"""Wohin jemand gehört; wer in einem Quartier welchen Zugang hat."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from quartier.accounts import states
from quartier.accounts.models import Invitation, Role, User
from quartier.areas.models import Area
from quartier.kit import access, dates, links

WORKSPACE = (access.MANAGER, access.COORDINATOR, access.AUDITOR, access.FUNDER)


@dataclass(frozen=True)
class Place:
    """One room that somebody may enter: its name, what it is for, its address."""

    title: str
    text: str
    url: str


def places(user: User) -> list[Place]:
    """The rooms of a person: quarters of the team, bodies, the own applications. Those that do not exist are left out."""
    found = []
    for area in _areas(user, *access.STAFF):
        name = "areas:workspace" if area.scope_id in user.scopes(*WORKSPACE) else "accounts:team"
        if area.scope_id in user.scopes(*WORKSPACE, access.ADMINISTRATOR):
            found.append(_place(area.name, _("Arbeitsplatz des Teams"), name, area=area.slug))
    for area in _areas(user, access.MEMBER):
        title = _("Gremien in %(area)s") % {"area": area.name}
        found.append(
            _place(title, _("Sitzungen, Unterlagen und Abstimmungen"), "committees:member_meetings", area=area.slug)
        )
    if access.APPLICANT in user.kinds or not user.kinds:
        text = _("Anträge, Bewilligungen und Belege")
        found.append(_place(_("Meine Anträge"), text, "funding:my_applications"))
    return [place for place in found if place.url]


def _areas(user: User, *kinds: str) -> QuerySet[Area]:
    return (
        Area.objects.running()
        .filter(scope_id__in=user.scopes(*kinds))
        .order_by("name")
        .only("name", "slug", "scope_id")
    )


def _place(title: str, text: str, name: str, **arguments: Any) -> Place:
    try:
        return Place(title, text, str(links.to(name, **arguments)))
    except NoReverseMatch:  # the room is not built yet
        return Place(title, text, "")


def people(area: Area) -> QuerySet[Role]:
    """Running roles of the quarter and of its city; one query."""
    rows = Role.objects.running().filter(_of(area)).select_related("user", "scope__areas_area", "scope__areas_city")
    return rows.order_by("user__name", "user__email", "kind")


def former(area: Area) -> QuerySet[Role]:
    """Roles that ended, the last first."""
    rows = Role.objects.filter(scope_id=area.scope_id, until__isnull=False, until__lte=dates.today())
    return rows.select_related("user").order_by("-until", "user__name")


def open_invitations(area: Area) -> QuerySet[Invitation]:
    """Invitations that nobody has accepted yet, those that ran out included."""
    return Invitation.objects.filter(_of(area), status=states.OPEN).select_related("by").order_by("-at")


def _of(area: Area) -> Q:
    return Q(scope_id=area.scope_id) | Q(scope_id=area.city.scope_id)
