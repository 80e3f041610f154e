"""Which sources speak to residents: their messages are translated into every language of the interface.

Templates are found by what they extend (``kit/public.html``), include and are made of; everything else is named here.
``tests/house/test_language.py`` asks every public page in every language and names the source that is missing here.
"""

import re
from pathlib import Path

FRAME = "kit/public.html"
PARTS = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([\w/.-]+)["']|<c-([\w.-]+)""")
# Templates that other templates do not name: pages of the sign-in by code, errors, mails to residents, panels.
TEMPLATES = (
    "403.html", "404.html", "account/login.html", "account/request_login_code.html", "account/confirm_login_code.html",
    "account/email/login_code_*.txt", "account/email/unknown_account_*.txt", "account/account_inactive.html",
    "accounts/csrf.html", "accounts/too_many.html", "accounts/spent.html", "participation/email/[!t]*.txt",
    "participation/shared/small_thread.html", "funding/panels/project_card.html", "funding/panels/motion.html",
    "funding/panels/idea.html", "spending/panels/project_money.html", "kit/parts/skyline.html",
)  # fmt: skip
# Modules of an app, whole or one definition of it: „participation/forms.py:IdeaForm“.
MODULES: tuple[str, ...] = (
    "*/views/public.py", "*/views/public/*.py",
    "areas/queries.py:_day", "areas/queries.py:_span", "areas/queries.py:desk_card", "areas/queries.py:when",
    "committees/panels.py:_decided", "committees/panels.py:_listed", "committees/panels.py:_result",
    "committees/panels.py:_title", "committees/panels.py:motion_knots", "committees/queries.py:outcome",
    "committees/states.py:COMMITTEE_KINDS", "committees/states.py:MAJORITIES", "committees/states.py:MEETING",
    "committees/states.py:MOTION", "committees/states.py:RESULTS", "committees/states.py:SEAT_KINDS",
    "committees/states.py:SHARES",
    "config/navigation.py:LEGAL", "config/navigation.py:PUBLIC", "config/navigation.py:_of_city",
    "config/navigation.py:hours_lines", "config/signin.py",
    "events/models/facts.py", "events/queries/*.py", "events/rules/words.py", "events/states.py:OFFER_KINDS",
    "events/states.py:OFFER_STATUS",
    "events/states.py:REGISTRATION_STATUS", "events/states.py:STATUS", "events/states.py:TOPICS",
    "funding/panels.py:_application", "funding/panels.py:checks", "funding/panels.py:rejections",
    "funding/panels.py:withdrawals", "funding/rules/labels.py", "funding/states.py:GRANT",
    "kit/forms.py:HouseForm", "kit/money.py", "kit/spam.py:SpamTrap", "kit/spam.py:admit", "kit/templatetags/parts.py",
    "participation/emails.py:answered", "participation/emails.py:hidden", "participation/emails.py:passed_on",
    "participation/emails.py:received", "participation/forms.py:IdeaForm",
    "participation/panels.py:_answer_when", "participation/panels.py:_elsewhere", "participation/panels.py:_voice",
    "participation/panels.py:answers", "participation/states.py:FILTERS", "participation/states.py:SOURCES",
    "participation/states.py:STATUS", "participation/states.py:STEPS",
    "projects/panels.py:PUBLIC", "projects/panels.py:WAY", "projects/panels.py:_knot", "projects/panels.py:coming",
    "projects/panels.py:way", "projects/states.py:STATUS",
    "publishing/exports/money.py:money_csv", "publishing/exports/sheets.py", "publishing/queries.py",
    "publishing/states.py:KINDS",
    "spending/panels.py:_outcome", "spending/panels.py:_told", "spending/panels.py:payments",
    "spending/panels.py:reclaims", "spending/panels.py:settlements",
)  # fmt: skip


def templates(package: Path) -> set[str]:
    """The templates residents see, as „app/templates/…“ below ``package``: pages, what they include and their parts."""
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
    for entry in MODULES:
        module, _, name = entry.partition(":")
        if Path(place).match(module) and (not name or name == definition):
            return True
    return False
