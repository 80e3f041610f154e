"""How cities, carriers, quarters, offices and their people come to be and change."""

from quartier.areas.actions.quarters import (
    EDITABLE,
    add_field,
    add_sponsor,
    begin_term,
    found_area,
    found_carrier,
    found_city,
    open_office,
    remove_areas,
    remove_sponsor,
    set_emblem,
    update_area,
    update_carrier,
    update_office,
)
from quartier.areas.actions.staff import add_staff, leave_office, update_staff

__all__ = [
    "EDITABLE",
    "add_field",
    "add_sponsor",
    "add_staff",
    "begin_term",
    "found_area",
    "found_carrier",
    "found_city",
    "leave_office",
    "open_office",
    "remove_areas",
    "remove_sponsor",
    "set_emblem",
    "update_area",
    "update_carrier",
    "update_office",
    "update_staff",
]
