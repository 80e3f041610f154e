"""Which sources speak to residents: their messages are translated into every language of the interface.

Templates are found by what they extend (``kit/public.html``), include and are made of; everything else is named here.
``tests/house/test_language.py`` asks every public page in every language and names the source that is missing here.
"""

import functools
import re
from pathlib import Path

FRAME = "kit/public.html"
PARTS = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([\w/.-]+)["']|<c-([\w.-]+)""")
# Templates that other templates do not name: pages of the sign-in by code, errors, mails to residents, panels.
TEMPLATES = (
    "403.html", "404.html", "account/account_inactive.html", "account/confirm_login_code.html",
    "account/email/login_code_*.txt", "account/email/unknown_account_*.txt", "account/login.html",
    "account/request_login_code.html", "accounts/csrf.html", "accounts/spent.html", "accounts/too_many.html",
    "events/email/*.txt", "funding/panels/idea.html", "funding/panels/project_card.html", "kit/parts/skyline.html",
    "participation/email/[!t]*.txt", "participation/shared/small_thread.html",
    "publishing/email/barrier_answered.txt", "publishing/screen.html", "search/*.html",
    "spending/panels/project_money.html",
)  # fmt: skip
# Modules of an app (a file, or the folder it has become), whole or one definition of it: „areas/queries:desk_card“.
MODULES: tuple[str, ...] = (
    "*/views/public",
    "areas/queries:_day", "areas/queries:_span", "areas/queries:desk_card", "areas/queries:listed",
    "areas/queries:when",
    "committees/panels:_decided", "committees/panels:_listed", "committees/panels:_result",
    "committees/panels:_title", "committees/panels:motion_knots", "committees/queries:outcome",
    "committees/states:COMMITTEE_KINDS", "committees/states:MAJORITIES", "committees/states:MEETING",
    "committees/states:MOTION", "committees/states:RESULTS", "committees/states:SEAT_KINDS",
    "committees/states:SHARES",
    "config/heads", "config/navigation:LEGAL", "config/navigation:PUBLIC", "config/navigation:_of_city",
    "config/navigation:hours_lines", "config/signin",
    "events/actions/registrations", "events/actions/seats", "events/emails", "events/exports/calendar", "events/exports/schema",
    "events/exports/tables",
    "events/forms/registrations:HelpForm", "events/forms/registrations:LONG", "events/forms/registrations:NO_MAIL",
    "events/forms/registrations:RegistrationForm", "events/forms/registrations:mail_field",
    "events/forms/registrations:name_field", "events/forms/registrations:note_field",
    "events/forms/registrations:seats_field",
    "events/models/facts", "events/queries/choices", "events/queries/dates",
    "events/queries/offers", "events/queries/seats", "events/rules/registrations", "events/rules/words",
    "events/states:OFFER_KINDS", "events/states:OFFER_STATUS", "events/states:REGISTRATION_STATUS",
    "events/states:STATUS", "events/states:TOPICS", "events/views/calendars", "events/views/registrations",
    "files/models:LICENCES",
    "funding/panels:_amendment", "funding/panels:_application", "funding/panels:checks", "funding/panels:rejections", "funding/panels:withdrawals",
    "funding/states:GRANT",
    "kit/forms:HouseForm", "kit/money", "kit/spam:SpamTrap", "kit/spam:admit", "kit/templatetags/parts",
    "participation/emails:answered", "participation/emails:hidden", "participation/emails:passed_on",
    "participation/emails:received", "participation/forms:IdeaForm", "participation/panels:_answer_when",
    "participation/panels:_elsewhere", "participation/panels:_voice", "participation/panels:answers",
    "participation/states:FILTERS", "participation/states:SOURCES", "participation/states:STATUS",
    "participation/states:STEPS",
    "projects/panels:PUBLIC", "projects/panels:WAY", "projects/panels:_knot", "projects/panels:coming",
    "projects/panels:way", "projects/states:STATUS",
    "publishing/exports", "publishing/forms/barriers:BarrierForm", "publishing/queries/city",
    "publishing/queries/feeds", "publishing/queries/front", "publishing/queries/news", "publishing/states:KINDS",
    "search/queries", "search/views",
    "spending/panels:_outcome", "spending/panels:_told", "spending/panels:payments", "spending/panels:reclaims",
    "spending/panels:settlements",
)  # fmt: skip


def templates(package: Path) -> set[str]:
    """The templates residents see, below ``package``: pages, what they include and what they are made of."""
    files = {_name(path): path for path in sorted(package.glob("*/templates/**/*")) if path.is_file()}
    found = [name for name, path in files.items() if f'"{FRAME}"' in path.read_text()]
    found += [name for name in files if any(Path(name).match(pattern) for pattern in TEMPLATES)]
    seen: set[str] = set()
    while found:
        name = found.pop()
        if name not in seen and name in files:
            seen.add(name)
            found += [_part(*match) for match in PARTS.findall(files[name].read_text())]
    return {files[name].relative_to(package).as_posix() for name in seen}


def _name(path: Path) -> str:
    """As ``extends`` calls it: the path below ``templates/``."""
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def _part(template: str, component: str) -> str:
    return template or f"cotton/{component.replace('-', '_').replace('.', '/')}.html"


def speaks(place: str, definition: str = "") -> bool:
    """Whether a module (below the package), or that definition in it, is named as speaking to residents."""
    return not {"", definition}.isdisjoint(_named(place))


@functools.cache
def _named(place: str) -> frozenset[str]:
    """The definitions of a module that are named; the empty one stands for all of them."""
    path = Path(place).with_suffix("")
    folders = [path, *path.parents]
    entries = (entry.partition(":") for entry in MODULES)
    return frozenset(name for module, _, name in entries if any(folder.match(module) for folder in folders))
