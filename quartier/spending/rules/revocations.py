"""What a revocation needs, and what the office should see before."""

from django.utils.translation import gettext as _

from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.funding.rules import Finding, Rules
from quartier.funding.rules.calculation import small_sum
from quartier.kit.errors import Refused
from quartier.kit.money import euro


def must_revoke(grant: Grant, waiting_cents: int, reason: str, source: str, kept_cents: int, paid_cents: int) -> None:
    """Issued, nothing under way to the bank, a reason and a law, and a sum that stays within what was paid."""
    if grant.status == funding.PROOF_IN:
        raise Refused(
            _("Die Abrechnung liegt vor. Entscheiden Sie sie, oder geben Sie sie zuerst mit einer Frage zurück.")
        )
    if grant.status != funding.ISSUED:
        raise Refused(_("Diese Bewilligung ist abgeschlossen. Widerrufen werden kann sie nicht mehr."))
    if waiting_cents:
        raise Refused(
            _("%(sum)s sind angewiesen und noch nicht gebucht. Bitte buchen Sie sie oder nehmen Sie sie zuerst zurück.")
            % {"sum": euro(waiting_cents)}
        )
    if not reason.strip() or not source.strip():
        raise Refused(_("Bitte schreiben Sie den Grund und die Grundlage. Beides steht im Brief."))
    if not 0 <= kept_cents <= paid_cents:
        raise Refused(
            _("Ausgezahlt sind %(paid)s. Anerkannt bleiben kann davon etwas zwischen 0,00 € und dieser Summe.")
            % {"paid": euro(paid_cents)}
        )


def revocation_findings(
    rules: Rules, refund_cents: int, accepted_cents: int, kept_cents: int, granted_cents: int
) -> list[Finding]:
    """What the office should see before it revokes. Findings never block."""
    found = []
    if kept_cents < accepted_cents:
        found.append(Finding(
            "warn", "kept_below_accepted", None, _("%(sum)s sind mit Belegen anerkannt") % {"sum": euro(accepted_cents)},
            _("Sie lassen weniger davon gelten. Der Grund dafür gehört in die Begründung."), about="sum",
        ))  # fmt: skip
    floor = small_sum(rules, granted_cents)
    if 0 < refund_cents <= floor:
        found.append(Finding(
            "info", "small_sum", None, _("%(sum)s ist ein kleiner Betrag") % {"sum": euro(refund_cents)},
            _("Bis %(floor)s wird nach den Regeln nicht zurückgefordert. Sie können ihn anerkannt lassen.") % {"floor": euro(floor)},
            rules.source("refund_floor") or rules.source("refund_steps"), about="sum",
        ))  # fmt: skip
    return found
