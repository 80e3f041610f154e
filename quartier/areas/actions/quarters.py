"""How cities, carriers, quarters and their offices come to be and change."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from quartier.areas import rules
from quartier.areas.models import Area, AreaTerm, Carrier, City, FieldOfAction, Office, Sponsor
from quartier.files import actions as files
from quartier.files.models import File, Picture
from quartier.history.actions import action, lock, record
from quartier.history.models import Scope
from quartier.kit import geometry
from quartier.kit.errors import Refused
from quartier.search import actions as search


@action
def found_city(*, name: str, slug: str = "", by: Any = None) -> City:
    """A new city with its scope. Refused when its name gives no address."""
    taken = City.objects.values_list("slug", flat=True)
    scope = Scope.objects.create()
    city = City.objects.create(name=name, slug=rules.free_slug(slug or rules.slug(name), taken), scope=scope)
    record(scope=scope, verb="founded", row=city, by=by, public=True)
    return city


@action
def found_carrier(*, name: str, by: Any = None, **fields: str) -> Carrier:
    """A new carrier with its scope; ``fields``: street, town, represented_by, register, phone, email."""
    carrier = Carrier.objects.create(name=name, scope=Scope.objects.create(), **fields)
    record(scope=carrier.scope, verb="founded", row=carrier, by=by)
    return carrier


CARRIER = frozenset(["name", "street", "town", "represented_by", "register", "phone", "email"])


@action
def update_carrier(*, carrier: Carrier, by: Any = None, **fields: str) -> Carrier:
    """Change what the imprint says of the carrier (§ 5 DDG); every quarter it runs shows it at once."""
    if unknown := set(fields) - CARRIER:
        raise TypeError(f"not editable: {sorted(unknown)}")
    row = lock(carrier)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    for scope in Area.objects.filter(carrier=row).order_by("pk").values_list("scope_id", flat=True):
        record(scope=scope, verb="updated", row=row, by=by, public=True)
    return row


@action
def found_area(
    *, city: City, name: str, slug: str = "", carrier: Carrier | None = None, boundary: dict[str, Any] | None = None,
    by: Any = None, **fields: Any,
) -> Area:  # fmt: skip
    """A new quarter below the city's scope.

    ``boundary`` is a GeoJSON Polygon or MultiPolygon (WGS 84) or None. Without a carrier the quarter is only known by
    its boundary and has no pages. The slug is unique in the installation and never a room of the house.
    """
    if "domain" in fields:
        fields["domain"] = rules.check_domain(fields["domain"])
    taken = Area.objects.values_list("slug", flat=True)
    scope = Scope.objects.create(parent=city.scope)
    area = Area.objects.create(
        city=city, name=name, slug=rules.free_slug(slug or rules.slug(name), taken), carrier=carrier, scope=scope,
        boundary=boundary, **_shape(boundary), **fields,
    )  # fmt: skip
    record(scope=scope, verb="founded", row=area, by=by, public=True)
    search.renew(row=area)
    return area


def _shape(boundary: dict[str, Any] | None) -> dict[str, Any]:
    """What is derived from a boundary: its box and a lighter outline for drawing."""
    if boundary is None:
        return {"outline": None, "west": None, "south": None, "east": None, "north": None}
    west, south, east, north = geometry.bbox(boundary)
    outline = geometry.lighten(boundary, (north - south) / 150)
    return {"outline": outline, "west": west, "south": south, "east": east, "north": north}


EDITABLE = frozenset(
    [
        "name",
        "external_id",
        "domain",
        "land",
        "accent",
        "lead",
        "spoken",
        "responsible",
        "privacy_contact",
        "supervisory_authority",
        "accessibility_gaps",
        "accessibility_checked_on",
        "accessibility_checked_by",
        "arbitration",
        "arbitration_link",
        "boundary",
        "carrier",
        "languages",
        "self_running_since",
    ]
)


@action
def update_area(*, area: Area, by: Any = None, **fields: Any) -> Area:
    """Change what the quarter says of itself; only fields of ``EDITABLE``. Public pages change."""
    if unknown := set(fields) - EDITABLE:
        raise TypeError(f"not editable: {sorted(unknown)}")
    row = lock(area)
    if "boundary" in fields:
        fields |= _shape(fields["boundary"])
    if "domain" in fields:
        fields["domain"] = rules.check_domain(fields["domain"])
    if "languages" in fields:
        fields["languages"] = rules.check_languages(fields["languages"])
    if fields.get("domain") and Area.objects.filter(domain=fields["domain"]).exclude(pk=row.pk).exists():
        raise Refused(_("Diese Adresse gehört schon zu einem anderen Quartier."))
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    record(scope=row.scope_id, verb="updated", row=row, by=by, public=True)
    search.renew(row=row)
    return row


@action
def set_emblem(*, area: Area, picture: Picture | None, by: Any = None) -> Area:
    """The quarter's sign on every page instead of the drawn leaf; None: the leaf again. The old picture is hidden.

    Refused: people are recognised in it who did not agree.
    """
    row = lock(area)
    old, row.emblem = row.emblem, picture
    row.save(update_fields=["emblem"])
    if picture is not None:
        files.show_picture(picture=picture, by=by)
    if old is not None and old != picture:
        files.rest_picture(picture=old, by=by)
    record(scope=row.scope_id, verb="emblem_set", row=row, by=by, public=True)
    return row


@action
def remove_areas(*, areas: Sequence[Area], by: Any = None) -> None:
    """Delete quarters that an import made by mistake; the caller has made sure that nothing refers to them.

    Their scopes stay: they hold the history of what was done. Pages of the city change.
    """
    for area in areas:
        record(scope=area.scope_id, verb="removed", row=area, by=by, public=True)
        search.forget(row=area)
    Area.objects.filter(pk__in=[area.pk for area in areas]).delete()


@action
def open_office(
    *, area: Area, name: str, street: str, town: str, hours: list[list[Any]], by: Any = None, **fields: Any
) -> Office:
    """The quarter's office; ``hours`` as in ``areas.rules.check_hours``. Refused when there is one already."""
    lock(area)
    if Office.objects.filter(area=area).exists():
        raise Refused(_("Dieses Quartier hat schon ein Büro."))
    facts = _office_facts({"name": name, "street": street, "town": town, "hours": hours, **fields})
    office = Office.objects.create(area=area, **facts)
    record(scope=area.scope_id, verb="opened", row=office, by=by, public=True)
    search.renew(row=office)
    return office


@action
def update_office(*, area: Area, by: Any = None, **fields: Any) -> Office:
    """Change address, hours or closures of the quarter's office."""
    office = lock(Office.objects.get(area=area))
    fields = _office_facts(fields)
    for name, value in fields.items():
        setattr(office, name, value)
    office.save(update_fields=list(fields))
    record(scope=area.scope_id, verb="updated", row=office, by=by, public=True)
    search.renew(row=office)
    return office


OFFICE = frozenset(["name", "street", "town", "phone", "email", "access_note", "step_free", "hours", "closures"])


def _office_facts(fields: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(fields) - OFFICE:
        raise TypeError(f"not editable: {sorted(unknown)}")
    checked = {"hours": rules.check_hours, "closures": rules.check_closures}
    return {name: checked[name](value) if name in checked else value for name, value in fields.items()}


@action
def begin_term(*, area: Area, starts_on: dt.date, ends_on: dt.date, carrier: Carrier, by: Any = None) -> AreaTerm:
    """The next funding term of the quarter. Refused when it overlaps the one before."""
    lock(area)
    if ends_on < starts_on:
        raise Refused(_("Der Zeitraum endet, bevor er beginnt."))
    last = AreaTerm.objects.filter(area=area).order_by("-number").first()
    if last and starts_on <= last.ends_on:
        raise Refused(_("Der neue Zeitraum beginnt, bevor der alte endet."))
    number = last.number + 1 if last else 1
    term = AreaTerm.objects.create(area=area, number=number, starts_on=starts_on, ends_on=ends_on, carrier=carrier)
    record(scope=area.scope_id, verb="begun", row=term, by=by, public=True)
    return term


@action
def add_field(*, area: Area, code: str, name: str, by: Any = None) -> FieldOfAction:
    """A field of action of the quarter; the same code again is Refused."""
    if FieldOfAction.objects.filter(area=area, code=code).exists():
        raise Refused(_("Dieses Kürzel gibt es schon."))
    field = FieldOfAction.objects.create(area=area, code=code, name=name)
    record(scope=area.scope_id, verb="added", row=field, by=by, public=True)
    return field


@action
def add_sponsor(*, area: Area, name: str, logo: File | None = None, by: Any = None) -> Sponsor:
    """Somebody who pays and is named on every page and letter."""
    position = Sponsor.objects.filter(area=area).count()
    sponsor = Sponsor.objects.create(area=area, name=name, logo=logo, position=position)
    record(scope=area.scope_id, verb="added", row=sponsor, by=by, public=True)
    return sponsor


@action
def remove_sponsor(*, sponsor: Sponsor, by: Any = None) -> None:
    """It is named no longer on pages and in new letters; letters that went out stay as they are."""
    record(scope=sponsor.area.scope_id, verb="removed", row=sponsor, by=by, public=True)
    sponsor.delete()
