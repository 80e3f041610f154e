"""The application as a PDF: to read, to file, and where it is still demanded to sign; every page has its code."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.funding import states
from quartier.funding.exports.letters import paper
from quartier.funding.models import Application
from quartier.funding.queries import request_of, rules_of
from quartier.funding.rules import Rules
from quartier.kit import dates
from quartier.kit.codes import qr_code
from quartier.kit.documents import render
from quartier.kit.money import euro

TEMPLATE = Path(__file__).resolve().parents[1] / "documents/application.typ"
CODES = 20  # pages with a code; an application has two to five
QUESTIONS = ("summary", "benefit", "goals", "target_group", "partners", "volunteers")


def code_of(application: Application, page: int) -> str:
    """What the code of a page says: which application, which version of its text, which page."""
    return f"QM{application.pk}-{application.version}-{page}"


def application_pdf(application: Application, *, account: bool) -> bytes:
    """The application as it stands, a tagged PDF in German; ``account``: with the IBAN, for those who may see it.

    Raises ``DocumentError``.
    """
    with override(settings.LANGUAGE_CODE):
        day = dates.local(application.submitted_at).date() if application.submitted_at else dates.today()
        head, files = paper(application, _("Antrag %d") % application.number, day.isoformat(), application.person.name)
        for page in range(1, CODES + 1):
            files[f"code-{page}.svg"] = qr_code(code_of(application, page))
        rules = rules_of(application)
        data = head | _content(application, rules, account) | {"codes": CODES}
        title = _("Antrag %(number)d: %(title)s") % {"number": application.number, "title": application.title}
        return render(TEMPLATE, data, files=files, title=title, lang="de")


def _content(application: Application, rules: Rules | None, account: bool) -> dict[str, Any]:
    asked = request_of(application, rules) if rules else None
    start, end = application.starts_on, application.ends_on
    project = {"place": application.place or None}
    if start and end:
        project |= {"from": start.isoformat(), "to": end.isoformat()}
    costs = [
        {"label": line.title, "note": line.kind or None, "cents": line.cents} for line in application.cost_lines.all()
    ]
    flat = asked.flat if asked else 0
    return {
        "fund": application.fund.name,
        "state": str(application.get_status_display()),
        "applicant": _applicant(application, account),
        "project": project,
        "sections": _sections(application),
        "costs": costs,
        "flat_rate": {"label": _("Pauschale für Kleinkosten"), "cents": flat} if flat else None,
        "means": [_means(row) for row in application.finance_lines.all()],
        "requested_cents": asked.requested if asked else sum(line["cents"] for line in costs),
        "statements": _statements(application),
        "sign": bool(rules and rules.get("signature", False)),
    }


def _applicant(application: Application, account: bool) -> dict[str, Any]:
    person, organisation = application.person, application.organisation
    lines = [person.name if organisation else "", person.street, person.town, person.email if account else ""]
    found: dict[str, Any] = {"name": application.applicant, "lines": [line for line in lines if line]}
    bank = getattr(application, "bank_account", None)
    return found | {"holder": bank.holder, "iban": bank.iban} if account and bank else found


def _sections(application: Application) -> list[dict[str, str]]:
    fields = {field.name: field for field in application._meta.concrete_fields}
    told = [(str(fields[name].verbose_name), getattr(application, name)) for name in QUESTIONS]
    return [{"heading": heading, "text": text} for heading, text in told if text]


def _means(row: Any) -> dict[str, Any]:
    label = f"{row.get_kind_display()}: {row.title}" if row.title else str(row.get_kind_display())
    if row.kind == states.WORK and row.hours:
        label += ", " + _("%(n)s Stunden") % {"n": f"{row.hours.normalize():f}".replace(".", ",")}
    return {"label": label, "cents": row.cents}


def _statements(application: Application) -> Sequence[str]:
    """What the applicant says of money elsewhere and of taxes."""
    said = [
        _("Auch beantragt bei %(body)s: %(sum)s (%(result)s).")
        % {"body": row.body, "sum": euro(row.cents), "result": row.get_result_display().lower()}
        for row in application.other_applications.all()
    ]
    if application.input_tax is not None:
        said.append(
            _("Die Mehrwertsteuer wird erstattet.")
            if application.input_tax
            else _("Die Mehrwertsteuer wird nicht erstattet.")
        )
    return said
