"""What the frame of every page shows: doors, languages, the office, the funders, the person."""

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.areas.queries import emblem_url
from quartier.config import heads
from quartier.kit import access, links
from quartier.texts import queries as texts
from quartier.texts import rules as versions

# How far a door reaches: five nouns stand in one row on a phone (face.md 4), two more follow on wide screens, the rest
# stands on the page „Alles auf einen Blick“, which shows them all.
ALWAYS, WIDE, OVERVIEW = "always", "wide", "overview"


class Door(NamedTuple):
    """A public page of the quarter: its name, what it is called, what is behind it, where it belongs."""

    page: str
    label: Any
    text: Any
    room: Any
    reach: str = OVERVIEW


# In the order of the row; the overview groups them by room.
PUBLIC = (
    Door("events:list", _("Termine"), _("Was in den nächsten Wochen los ist"), _("Was los ist"), ALWAYS),
    Door("events:offers", _("Angebote"), _("Kurse, Beratung und Gruppen, die Sie nutzen können"), _("Was los ist"), WIDE),
    Door("participation:ideas", _("Ideen"), _("Was Nachbarn vorschlagen und was daraus wird"), _("Mitmachen"), ALWAYS),
    Door("projects:list", _("Projekte"), _("Was im Quartier entsteht"), _("Was daraus wird"), ALWAYS),
    Door("publishing:money", _("Geld"), _("Wie viel da ist und wofür es ausgegeben wird"), _("Was daraus wird"), ALWAYS),
    Door("areas:office", _("Büro"), _("Wo wir sind, wann wir offen haben, wer Ihre Sprache spricht"), _("Das Büro"), ALWAYS),
    Door("committees:list", _("Gremien"), _("Wer entscheidet, wann und wo"), _("Mitmachen"), WIDE),
    Door("publishing:news", _("Aktuelles"), _("Was gerade geschehen ist"), _("Was los ist"), WIDE),
    Door("publishing:guides", _("Selber machen"), _("Anleitungen für Feste, Beete und Treffpunkte"), _("Mitmachen")),
    Door("publishing:press", _("Presse"), _("Mitteilungen und Bilder für alle, die berichten"), _("Was los ist")),
    Door("participation:new", _("Idee einbringen"), _("Drei Fragen, ohne Konto"), _("Mitmachen")),
    Door("committees:decisions", _("Beschlüsse"), _("Alles, was entschieden wurde, mit Begründung"), _("Was daraus wird")),
)  # fmt: skip
LEGAL = (
    Door("areas:imprint", _("Impressum"), _("Wer diese Seite macht"), _("Gut zu wissen")),
    Door("areas:privacy", _("Datenschutz"), _("Was mit Ihren Angaben geschieht"), _("Gut zu wissen")),
    Door("areas:accessibility", _("Barrierefreiheit"), _("Was geht, was noch nicht, und wie Sie eine Barriere melden"), _("Gut zu wissen")),
)  # fmt: skip
# The team's rooms in groups, in the order of the day; each is (name, label, roles).
OFFICE = (access.MANAGER, access.COORDINATOR, access.AUDITOR, access.FUNDER)
TEAM = (
    (("areas:workspace", _("Was ansteht"), OFFICE),),
    (
        ("network:organisations", _("Netzwerk"), (access.MANAGER,)),
        ("participation:team_ideas", _("Ideen"), (access.MANAGER,)),
        ("events:team_list", _("Termine"), (access.MANAGER,)),
        ("events:team_offers", _("Angebote"), (access.MANAGER,)),
        ("committees:team_list", _("Gremien"), (access.MANAGER, access.COORDINATOR, access.AUDITOR)),
        ("projects:team_list", _("Projekte"), (access.MANAGER,)),
    ),
    (
        ("funding:team_applications", _("Anträge"), OFFICE),
        ("spending:team_grants", _("Bewilligungen"), OFFICE),
        ("spending:team_things", _("Inventar"), (access.MANAGER, access.AUDITOR, access.FUNDER)),
        ("spending:team_matches", _("Gleiche Belege"), (access.COORDINATOR,)),
        ("spending:team_checks", _("Prüfungen"), (access.FUNDER, access.AUDITOR)),
        ("funding:team_funds", _("Fonds"), OFFICE),
        ("publishing:team_news", _("Aktuelles"), (access.MANAGER,)),
        ("texts:overview", _("Fassungen"), (access.MANAGER,)),
        ("publishing:team_press", _("Presse"), (access.MANAGER,)),
        ("publishing:team_guides", _("Anleitungen"), (access.MANAGER,)),
        ("publishing:team_pictures", _("Bilder"), (access.MANAGER,)),
        ("publishing:print", _("Drucken"), (access.MANAGER,)),
        ("mail:outbox", _("Post"), (access.MANAGER,)),
    ),
    (
        ("accounts:team", _("Zugänge"), (access.MANAGER, access.ADMINISTRATOR)),
        ("privacy:team", _("Datenschutz"), (access.MANAGER, access.ADMINISTRATOR)),
        ("publishing:team_barriers", _("Barrieren"), (access.MANAGER,)),
        ("areas:settings", _("Einstellungen"), (access.MANAGER,)),
    ),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """The context every template may rely on, as ``page``."""
    area: Area | None = getattr(request, "area", None)
    user = getattr(request, "user", None)
    city, own = getattr(request, "city", None), links.own_domain.get()
    languages = _languages(request, area)
    found: dict[str, Any] = {
        "languages": languages,
        "alternates": _alternates(request, languages),
        "head": heads.head(request, area),
        "demo": settings.DEMO,
        "bidi": get_language_bidi(),
        "sign_in_url": links.to("accounts:start"),
        "home_url": links.to("publishing:home", area=own) if own else links.to("publishing:city"),
        "city_name": city.name if city else "",
    }
    if area:
        found |= _of_area(request, area)
    elif running := [one for one in getattr(request, "quarters", ()) if one.carrier]:
        found |= _of_city(request, running)
    if _is_room(request) and getattr(user, "is_authenticated", False):
        found |= _of_person(request, user, area)
    return {"page": found}


def _is_room(request: HttpRequest) -> bool:
    """A page of the team, a member or an applicant: public pages never show who is signed in."""
    return links.first_part(request.path_info) in links.RESERVED


def _languages(request: HttpRequest, area: Area | None) -> list[dict[str, Any]]:
    """Whole pages in the languages of the interface; then the versions this page's row has; then Leichte Sprache."""
    query, room = request.META.get("QUERY_STRING", ""), links.is_room(request.path_info)
    doors: texts.Doors | None = getattr(request, "versions", None)
    path = doors.address if doors else links.shorten(request.path_info, links.own_domain.get())
    here = doors.here if doors and doors.here else get_language()
    tail = f"?{query}" if query and not doors else ""
    found = [
        _language(code, name, links.in_language(path, code) + tail, here)
        for code, name in settings.LANGUAGES
        if not (room and code in links.RESIDENT_LANGUAGES)
    ]
    if area and not room:
        found += _versions(area, links.in_language(path, settings.LANGUAGE_CODE), doors.codes if doors else (), here)
    return found


def _versions(area: Area, german: str, codes: Sequence[str], here: str | None) -> list[dict[str, Any]]:
    """Doors to versions that have an address of their own; the last one to Leichte Sprache, of this row or of the quarter."""
    found = [
        _language(code, versions.name(code), f"{german}{code}/", here)
        for code in codes
        if code != versions.EASY and not versions.has_interface(code)
    ]
    easy = f"{german}{versions.EASY}/" if versions.EASY in codes else _easy_front(area)
    return [*found, _language(versions.EASY, versions.name(versions.EASY), easy, here)]


def _language(code: str, name: str, url: str, here: str | None) -> dict[str, Any]:
    tag, direction = versions.tag(code), versions.direction(code)
    return {"code": tag, "name": name, "dir": direction, "url": url, "current": code == here}


def _easy_front(area: Area) -> str:
    """The front page in Leichte Sprache; German, whatever the language of this page."""
    return links.in_language(_path("publishing:easy", area), settings.LANGUAGE_CODE)


def _alternates(request: HttpRequest, languages: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The same page in other languages for search engines: of one row only those that have a version."""
    doors: texts.Doors | None = getattr(request, "versions", None)
    there = {settings.LANGUAGE_CODE, *(doors.codes if doors else dict(settings.LANGUAGES))}
    found = [row for row in languages if row["code"] in there and row["name"] != versions.name(versions.EASY)]
    if len(found) < 2 or links.is_room(request.path_info):
        return []
    area: Area | None = getattr(request, "area", None)
    domain = area.domain if area and links.own_domain.get() else None
    return [{"code": row["code"], "url": links.absolute(str(row["url"]), domain)} for row in found]


def _of_area(request: HttpRequest, area: Area) -> dict[str, Any]:
    office = getattr(area, "office", None)
    return {
        "area": area,
        "emblem_url": emblem_url(area),
        "home_url": _path("publishing:home", area),
        "city_name": area.city.name,
        "city_url": links.to("publishing:city"),
        "nav": _public(request, [door for door in PUBLIC if door.reach != OVERVIEW], area),
        "legal": _public(request, LEGAL, area),
        "barrier_url": _barrier(request, area),
        "overview_url": _path("publishing:overview", area),
        "easy_url": _easy_front(area),
        "overview": functools.partial(_overview, request, area),  # for the one page that shows it
        "office": office and {
            "name": office.name,
            "address_lines": [office.street, office.town],
            "phone": office.phone,
            "email": office.email,
            "step_free": office.step_free,
            "access_note": office.access_note,
            "hours_lines": hours_lines(office.hours),
        },
        "funders": [_funder(sponsor) for sponsor in area.sponsors.all()],
    }  # fmt: skip


def _of_city(request: HttpRequest, running: list[Area]) -> dict[str, Any]:
    """The foot of the page of all quarters: the carrier of the first one, and who pays in any of them."""
    carrier: Any = running[0].carrier
    sponsors = {sponsor.name: sponsor for area in running for sponsor in area.sponsors.all()}
    return {
        "legal": _public(request, LEGAL, running[0]),
        "barrier_url": _barrier(request, running[0]),
        "office": {
            "name": carrier.name,
            "address_lines": [line for line in (carrier.street, carrier.town) if line],
            "phone": carrier.phone,
            "email": carrier.email,
            "hours_lines": [gettext("Jedes Quartiersbüro hat eigene Zeiten. Sie stehen auf seiner Seite.")],
        },
        "funders": [_funder(sponsor) for sponsor in sponsors.values()],
    }


def _funder(sponsor: Any) -> dict[str, str]:
    return {"name": sponsor.name, "logo_url": f"/datei/{sponsor.logo_id}/" if sponsor.logo_id else ""}


def _doors(request: HttpRequest, doors: Any, area: Area) -> list[dict[str, Any]]:
    here = links.shorten(request.path_info, links.own_domain.get())
    found = [(label, _path(name, area)) for name, label in doors]
    return [{"label": label, "url": url, "current": here.startswith(url)} for label, url in found if url]


def _public(request: HttpRequest, doors: Sequence[Door], area: Area) -> list[dict[str, Any]]:
    found = _doors(request, [(door.page, door.label) for door in doors], area)
    return [row | {"wide": door.reach == WIDE, "text": door.text} for row, door in zip(found, doors, strict=True)]


def _barrier(request: HttpRequest, area: Area) -> str:
    """The form that says what shuts somebody out; it knows from which page they came."""
    here = links.shorten(request.path_info, links.own_domain.get())
    return f"{_path('publishing:barrier', area)}?{urlencode({'seite': here[:300]})}"


def _overview(request: HttpRequest, area: Area) -> list[dict[str, Any]]:
    """All public doors by room, in the order in which the rooms come up."""
    rooms: dict[str, list[Door]] = {}
    for door in (*PUBLIC, *LEGAL):
        rooms.setdefault(str(door.room), []).append(door)
    return [{"label": room, "doors": _public(request, doors, area)} for room, doors in rooms.items()]


def _path(name: str, area: Area) -> str:
    return _known_path(name, area.slug, get_language(), links.own_domain.get())


@functools.lru_cache(maxsize=2048)
def _known_path(name: str, slug: str, language: str, own_domain: str) -> str:
    """The same for every request with that language and host; a dozen of them stand on every page."""
    return links.to(name, area=slug)


def _of_person(request: HttpRequest, user: Any, area: Area | None) -> dict[str, Any]:
    groups = []
    if area:
        for group in TEAM:
            doors = [(name, label) for name, label, kinds in group if area.scope_id in user.scopes(*kinds)]
            groups.append(_doors(request, doors, area))
        if groups and groups[0]:  # every room's address begins with the workspace's
            groups[0][0]["current"] = request.path_info == groups[0][0]["url"]
    return {
        "nav_groups": [group for group in groups if group],
        "user": {"name": user.name or user.email, "initials": user.initials, "email": user.email},
        "account_links": [
            {"label": gettext("Meine Räume"), "url": links.to("accounts:start")},
            {"label": gettext("Mein Zugang"), "url": links.to("accounts:account")},
            {"label": gettext("Abmelden"), "url": links.to("account_logout")},
        ],
        "switch": _other_areas(user, area),
    }


def _other_areas(user: Any, area: Area | None) -> list[dict[str, str]]:
    if not user.scopes(*access.STAFF):
        return []
    mine = Area.objects.running().filter(scope_id__in=user.scopes(*access.STAFF)).order_by("name")
    return [
        {"label": name, "url": links.to("areas:workspace", area=slug)}
        for slug, name in mine.values_list("slug", "name")
        if area is None or slug != area.slug
    ]


def hours_lines(hours: list[list[Any]]) -> list[str]:
    """„Dienstag 10–13 und 15–18 Uhr“, one line a weekday."""
    lines = []
    for weekday in sorted({slot[0] for slot in hours}):
        slots = [f"{_short(a)}–{_short(b)}" for day, a, b in sorted(hours) if day == weekday]
        times = gettext(" und ").join(slots)
        lines.append(gettext("%(day)s %(times)s Uhr") % {"day": WEEKDAYS[weekday], "times": times})
    return lines


def _short(clock: str) -> str:
    hour, minute = clock.split(":")
    return str(int(hour)) if minute == "00" else f"{int(hour)}:{minute}"
