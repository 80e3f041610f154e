"""Persons and organisations come, change and leave the lists."""

from typing import Any

from quartier.accounts.models import User
from quartier.areas.models import Area, City
from quartier.history.actions import action, lock, record
from quartier.history.models import Scope
from quartier.network.models import Organisation, Person

CONTACT = frozenset("name email phone street town user".split())
FACTS = frozenset(
    "name sector parent_name street postcode town phone email website lat lon source external_id public area"
    " unlisted_since".split()
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
def add_organisation(
    *, city: City, name: str, area: Area | None = None, by: Any = None, **fields: Any
) -> Organisation:
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
    """Change facts of an organisation; fields of ``FACTS``."""
    row = lock(organisation)
    shown = row.public
    _set(row, fields, FACTS)
    where = row.area.scope_id if row.area else row.city.scope_id
    record(scope=where, verb="updated", row=row, by=by, public=shown or row.public)
    return row


def _set(row: Any, fields: dict[str, Any], known: frozenset[str]) -> None:
    if unknown := set(fields) - known:
        raise TypeError(f"not editable: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
