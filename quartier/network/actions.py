"""Persons and organisations come, change and leave the lists."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from quartier.accounts.models import User
from quartier.areas.models import Area, City
from quartier.history.actions import action, lock, record, touch
from quartier.history.models import Scope
from quartier.kit import dates
from quartier.kit.errors import Refused
from quartier.kit.importer import chunks
from quartier.network.models import Organisation, Person

CONTACT = frozenset(["name", "email", "phone", "street", "town", "user"])
FACTS = frozenset(
    [
        "name",
        "sector",
        "parent_name",
        "street",
        "postcode",
        "town",
        "phone",
        "email",
        "website",
        "lat",
        "lon",
        "source",
        "external_id",
        "listed",
        "public",
        "area",
        "unlisted_since",
    ]
)


@action
def add_person(*, area: Area, name: str, by: Any = None, user: User | None = None, **contact: str) -> Person:
    """Somebody the office knows; ``contact``: email, phone, street, town."""
    person = Person.objects.create(area=area, name=name, user=user, **contact)
    record(scope=area.scope_id, verb="added", row=person, by=by)
    return person


@action
def update_person(*, person: Person, by: Any = None, **fields: Any) -> Person:
    """Change the contact of a person; fields of ``CONTACT``."""
    row = lock(person)
    _set(row, fields, CONTACT)
    record(scope=row.area.scope_id, verb="updated", row=row, by=by)
    return row


@action
def add_organisation(*, city: City, name: str, area: Area | None = None, by: Any = None, **fields: Any) -> Organisation:
    """An organisation of the quarter, or of the city where ``area`` is None; ``fields`` of ``FACTS``.

    Gets a scope of its own below the city's, for those who may edit or apply in its name.
    """
    scope = Scope.objects.create(parent=city.scope)
    organisation = Organisation.objects.create(city=city, area=area, name=name, scope=scope, **fields)
    where = area.scope_id if area else city.scope_id
    record(scope=where, verb="added", row=organisation, by=by, public=organisation.public)
    return organisation


@action
def update_organisation(*, organisation: Organisation, by: Any = None, **fields: Any) -> Organisation:
    """Change facts of an organisation; fields of ``FACTS``. Moved to another quarter, both read differently."""
    row = lock(organisation)
    shown, left = row.public, _where(row)
    _set(row, fields, FACTS)
    where, public = _where(row), shown or row.public
    if public and left != where:
        touch(left)
    record(scope=where, verb="updated", row=row, by=by, public=public)
    return row


@action
def take_in(*, organisation: Organisation, area: Area, by: Any = None) -> Organisation:
    """An organisation that belongs to no quarter yet becomes one of this quarter. Refused when another was faster."""
    row = lock(organisation)
    if row.area_id == area.pk:
        return row
    if row.area_id or row.city_id != area.city_id:
        raise Refused(_("Diese Organisation gehört schon zu einem anderen Quartier."))
    row.area = area
    row.save(update_fields=["area"])
    record(scope=area.scope_id, verb="taken_in", row=row, by=by, public=row.public)
    return row


@action
def unlist(*, organisation: Organisation, by: Any = None) -> Organisation:
    """The list it came from no longer names the organisation: marked with today, never deleted. Twice is once."""
    row = lock(organisation)
    if row.unlisted_since is None:
        row.unlisted_since = dates.today()
        row.save(update_fields=["unlisted_since"])
        record(scope=_where(row), verb="unlisted", row=row, by=by, public=row.public)
    return row


@action
def remove_organisations(*, organisations: Sequence[Organisation], by: Any = None) -> None:
    """Delete organisations that an import made by mistake, with their scopes; the caller has made sure that nothing
    refers to them (a foreign key would refuse it). What was done to them stays in the history."""
    where: dict[tuple[int | None, int], int] = {}
    for row in organisations:
        place = (row.area_id, row.city_id)
        where[place] = where.get(place) or _where(row)
        record(scope=where[place], verb="removed", row=row, by=by, public=row.public)
    for part in chunks(organisations):
        Organisation.objects.filter(pk__in=[row.pk for row in part]).delete()
        Scope.objects.filter(pk__in=[row.scope_id for row in part]).delete()


def _where(row: Organisation) -> int:
    """The scope whose pages show the organisation; read without the quarter's boundary."""
    if row.area_id:
        return Area.objects.values_list("scope_id", flat=True).get(pk=row.area_id)
    return City.objects.values_list("scope_id", flat=True).get(pk=row.city_id)


def _set(row: Any, fields: dict[str, Any], known: frozenset[str]) -> None:
    if unknown := set(fields) - known:
        raise TypeError(f"not editable: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
