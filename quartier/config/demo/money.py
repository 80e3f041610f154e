"""What happens to notices after they are issued: a longer project, a changed plan, money that is asked for, an account
that changed, a notice that was revoked."""

import datetime as dt
from typing import Any

from quartier.config.demo.life import MEETINGS
from quartier.funding import actions as funding
from quartier.funding.models import Grant
from quartier.kit.dates import today
from quartier.spending import actions as spending

NEW_IBAN = "DE75 5121 0800 1245 1261 99"  # made up of the banks' own example numbers


def put_down(story: Any) -> None:
    """Told after the projects, whose grants it changes."""
    by, line = story.by, story.line
    line.at(MEETINGS[9] + 30, lambda: _longer(by))
    line.at(MEETINGS[9] + 8, lambda: _other_plan(by))
    line.at(MEETINGS[9] + 55, lambda: _revoked(by))
    line.at(-3, lambda: _asked(story.cast.applicant))
    line.at(-2, lambda: _wished(story.cast.applicant))
    line.at(-2, lambda: _other_account(story.cast.applicant))


def _grant(title: str) -> Grant:
    return Grant.objects.get(application__title=title)


def _longer(by: Any) -> None:
    grant = _grant("Fußball ohne Liga")
    reason = "Der Platz wird erst nach dem Umbau frei. Das Vorhaben endet deshalb zwei Monate später."
    spending.amend_grant(grant=grant, by=by, ends_on=grant.ends_on + dt.timedelta(days=60), reason=reason)


def _other_plan(by: Any) -> None:
    grant = _grant("Ferienwerkstatt Holz")
    wood, tools, _food = grant.application.cost_lines.all()
    lines = (
        funding.Target(cents=wood.cents + 8_000, consented=True, line=wood.pk),
        funding.Target(cents=tools.cents - 8_000, line=tools.pk),
    )
    spending.amend_grant(
        grant=grant, by=by, lines=lines, reason="Holz ist teurer geworden, Werkzeug konnten wir leihen."
    )


def _revoked(by: Any) -> None:
    spending.revoke(
        grant=_grant("Straßenmalen in der Hafenstraße"), kept_cents=6_000, by=by, source="§ 49 Absatz 3 VwVfG; Nr. 8 ANBest-P",
        reason="Die Straße wurde nicht gesperrt, das Malen fand nicht statt. Die Kreide ist gekauft und bleibt bei der Schule.",
    )  # fmt: skip


def _asked(applicant: Any) -> None:
    spending.request_payment(
        grant=_grant("Suppe und Singen"), cents=15_000, needed_on=today() + dt.timedelta(days=6), by=applicant,
        purpose="Die Liederhefte sind gedruckt, die Rechnung ist in einer Woche fällig.",
    )  # fmt: skip


def _wished(applicant: Any) -> None:
    grant = _grant("Suppe und Singen")
    funding.ask_change(
        grant=grant, ends_on=grant.ends_on + dt.timedelta(days=30), by=applicant,
        reason="Der Gemeindesaal wird gestrichen. Zwei Abende holen wir im Monat darauf nach.",
    )  # fmt: skip


def _other_account(applicant: Any) -> None:
    application = _grant("Ferienwerkstatt Holz").application
    funding.set_bank_account(application=application, holder="Kultur am Kai e. V.", iban=NEW_IBAN, by=applicant)
