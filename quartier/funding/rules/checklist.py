"""What the office goes through before the jury: is everything there that this fund asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quartier.funding import states
from quartier.funding.rules.rulesets import Rules

OK, MISSING = "ok", "open"


@dataclass(frozen=True)
class Item:
    """A point of the list; ``kind``: OK or MISSING, which a person reads beside it too (``note``)."""

    kind: str
    label: str
    note: str = ""


def checklist(application: Any, rules: Rules | None, *, papers: int, signed: bool) -> list[Item]:
    """The points in the order of the form; ``papers``: number of enclosures, ``signed``: the signed one is there."""
    return list(_points(application, rules, papers, signed))


def _points(application: Any, rules: Rules | None, papers: int, signed: bool) -> Iterator[Item]:
    asks = rules.get("asks", ("summary",)) if rules else ("summary",)
    for name in asks:
        if name in ("other_applications", "input_tax"):
            continue
        field = application._meta.get_field(name)
        yield _item(str(field.verbose_name), bool(getattr(application, name).strip()))
    yield _item(_("Beginn und Ende"), bool(application.starts_on and application.ends_on))
    yield _item(_("Kosten"), bool(application.cost_lines.all()))
    if "input_tax" in asks:
        yield _item(_("Mehrwertsteuer"), application.input_tax is not None, _("nicht beantwortet"))
    if "other_applications" in asks:
        there = len(application.other_applications.all())
        yield Item(OK, _("Anträge anderswo"), _("%(n)d genannt") % {"n": there} if there else _("keine genannt"))
    yield _item(_("Konto"), getattr(application, "bank_account", None) is not None)
    if rules and rules.get("signature", False):
        yield _item(_("Unterschriebener Antrag"), signed)
    if papers:
        yield Item(OK, _("Anlagen"), str(papers))


def _item(label: str, there: bool, note: str = "") -> Item:
    return Item(OK, label) if there else Item(MISSING, label, note or _("fehlt"))


def objectable(application: Any) -> tuple[str, ...]:
    """What of an application can be objected to now: its refusal, its notice, the result of its settlement."""
    grant = getattr(application, "grant", None)
    if grant is not None:
        settled = (states.ABOUT_RESULT,) if grant.status == states.SETTLED else ()
        return (states.ABOUT_NOTICE, *settled)
    return (states.ABOUT_REFUSAL,) if application.status == states.REJECTED else ()
