"""What the office sees and fixes before a notice goes out."""

from typing import Any

from quartier.funding import queries, states
from quartier.funding.forms import GrantForm
from quartier.funding.models import Application
from quartier.funding.rules import Finding, Rules
from quartier.funding.rules.notices import Means, notice_findings, proposed_rate, usual


def proposed(row: Application, rules: Rules | None) -> dict[str, Any]:
    """What the form of a notice begins with: the share the plan asks for in percent, what the decision asks for."""
    if row.status not in (states.CHECKED, states.IN_JURY):
        return {}
    verdict = queries.verdict_of(row)
    asked = queries.request_of(row, rules) if rules else None
    rate = proposed_rate(asked.requested, asked.total) if asked else None
    own = sum(line.cents for line in row.finance_lines.all() if line.kind == states.OWN)
    return {
        "financing": usual(rules, own) if rules else states.DEFICIT,
        "rate": (rate * 100).normalize() if rate is not None else None,
        "condition": verdict.condition if verdict else "",
    }


def wanted(form: Any) -> dict[str, Any]:
    """What was typed, as the action takes it."""
    if not isinstance(form, GrantForm):
        return dict(form.cleaned_data)
    return {name: form.cleaned_data[name] for name in ("starts_on", "ends_on")} | {"terms": form.terms}


def findings(row: Application, rules: Rules | None) -> list[Finding]:
    """What the office should see before it grants what was decided; nothing while nobody has."""
    verdict = queries.verdict_of(row)
    if rules is None or verdict is None or not verdict.accepted:
        return []
    own, work, others = queries.means_of(row)
    total = queries.request_of(row, rules).total
    return notice_findings(rules, verdict.cents, Means(total=total, own=own, work=work, others=others))
