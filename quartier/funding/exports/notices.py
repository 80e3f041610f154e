"""The notice and its amendments as letters: tagged PDF, in German whoever asks for them."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from quartier.funding import states
from quartier.funding.exports.letters import DOCUMENTS, Paper, decision_of, paper, remedy
from quartier.funding.models import Amendment, Application, Grant
from quartier.funding.queries import Change, changes_of, request_of, verdict_behind
from quartier.funding.rules import Row, Rules, listed, load
from quartier.funding.rules.labels import percent
from quartier.funding.rules.notices import meaning, proof_day
from quartier.kit import dates
from quartier.kit.documents import render
from quartier.kit.money import euro

ROWS = (
    "application__area__carrier", "application__area__office", "application__person", "application__organisation",
    "application__fund__committee", "application__bank_account", "decision__tally", "decision__motion__committee",
    "office_decision", "ruleset", "fund_year__fund", "by", "paid", "spent",
)  # fmt: skip


def with_letter_rows(grant_id: int) -> Grant | None:
    """A grant with what its letter names."""
    return Grant.objects.select_related(*ROWS).filter(pk=grant_id).first()


def grant_letter(grant: Grant) -> bytes:
    """The notice as it was issued, whatever was amended since. Raises ``DocumentError``."""
    with override(settings.LANGUAGE_CODE):
        data, files, title = _granting(grant)
        return render(DOCUMENTS / "grant_letter.typ", data, files=files, title=title, lang="de")


def _granting(grant: Grant) -> Paper:
    application, rules = grant.application, load(grant.ruleset.text)
    head, files = paper(application, grant.number, dates.local(grant.at).date().isoformat(), grant.by.name)
    first = grant.amendments.first()  # what the columns held before
    cents, ends_on, due = (
        (first.old_cents, first.old_ends_on, first.old_proof_due_on)
        if first
        else (grant.cents, grant.ends_on, grant.proof_due_on)
    )
    data: dict[str, Any] = {
        **head,
        "project": {
            "title": application.title, "place": application.place or None,
            "from": grant.starts_on.isoformat(), "to": ends_on.isoformat(),
        },
        "grantee": application.applicant,
        "kind": _("Das Geld ist ein Zuschuss für ein einzelnes Vorhaben (Projektförderung). Sie zahlen ihn nicht zurück, solange Sie ihn so verwenden, wie es hier steht."),
        "purpose": _purpose(application),
        "fund": str(grant.fund_year),
        "granted_cents": cents,
        "financing": grant.get_financing_display(),
        "financing_text": _financing(grant),
        "decision": decision_of(verdict_behind(grant)),
        **_plan(application, rules, cents),
        "conditions": _conditions(grant, rules),
        "payment": _payment(application),
        "proof": {"due": due.isoformat(), "note": _moved(rules, ends_on, due, application.area.land), "how": _proof(rules)},
        "revocation": _("Wir können den Bescheid ganz oder teilweise zurücknehmen oder widerrufen und Geld zurückverlangen: wenn Angaben falsch waren, wenn das Geld anders verwendet wird oder wenn Auflagen und Fristen nicht eingehalten werden."),
        "publicity": _("Bitte nennen Sie auf Plakaten und im Netz, wer die Aktion fördert. Die Zeichen gibt Ihnen das Büro."),
        "rules": {"name": grant.ruleset.title, "version": grant.ruleset.version},
        "objection": remedy(rules, application.area),
    }  # fmt: skip
    title = _("Bescheid %(number)s: %(title)s") % {"number": grant.number, "title": application.title}
    return data, files, title


def _financing(grant: Grant) -> str:
    parts = [meaning(grant.financing)]
    if grant.rate is not None:
        parts.append(
            _("Der Anteil ist %(percent)s, höchstens die bewilligte Summe.") % {"percent": percent(grant.rate)}
        )
    if grant.own_cents:
        parts.append(_("Sie bringen %(sum)s eigenes Geld ein.") % {"sum": euro(grant.own_cents)})
    if grant.recurring:
        parts.append(_("Die Förderung ist wiederkehrend."))
    return " ".join(parts)


def _purpose(application: Application) -> str:
    """What the money is for, in the words of the application, which is part of the notice."""
    said = application.summary.strip()
    if application.submitted_at is None:
        return said
    day = f"{dates.local(application.submitted_at):%d.%m.%Y}"
    source = _("So steht es in Ihrem Antrag Nr. %(number)s vom %(day)s. Er gehört zum Bescheid.")
    return "\n\n".join(part for part in (said, source % {"number": application.number, "day": day}) if part)


def _plan(application: Application, rules: Rules, cents: int) -> dict[str, Any]:
    means = list(application.finance_lines.all())
    asked = request_of(application, rules)
    gap = asked.total - asked.means - cents  # asked for and not granted
    work = sum(row.cents for row in means if row.kind in states.NOT_CASH)
    return {
        "costs": [{"label": row.title, "cents": row.cents} for row in application.cost_lines.all() if row.cents],
        "flat_rate": {"label": _("Pauschale für Kleinkosten"), "cents": asked.flat} if asked.flat else None,
        "means": [
            {"label": row.title or row.get_kind_display(), "cents": row.cents}
            for row in means
            if row.kind not in states.NOT_CASH
        ],
        "gap": {"label": _("Noch nicht gedeckt: aus eigenem oder anderem Geld"), "cents": gap} if gap > 0 else None,
        "work": _("Dazu kommen eigene Arbeit und Sachen im Wert von %(sum)s.") % {"sum": euro(work)} if work else None,
    }


def _conditions(grant: Grant, rules: Rules) -> list[dict[str, str]]:
    own = [(line.strip(), "") for line in grant.condition.splitlines() if line.strip()]
    of_rules = [(text, rules.source("conditions")) for text in rules.get("conditions", ())]
    fixed = [(_("Geben Sie das Geld nur für das aus, was im Kostenplan steht."), "")]
    if rules.get("start_before_grant") is False:
        day = f"{grant.starts_on:%d.%m.%Y}"
        fixed.append((_("Beginnen Sie nicht vor dem %(day)s.") % {"day": day}, rules.source("start_before_grant")))
    if never := rules.get("never_eligible"):
        what = _("Nicht bezahlt wird: %(what)s.") % {"what": ", ".join(never)}
        fixed.append((what, rules.source("never_eligible")))
    fixed += [(f"{row.label}: {row.text}.", row.source) for row in _binding(grant, rules)]
    if years := rules.get("retention_years"):
        fixed.append((_kept(rules) % {"years": years}, rules.source("retention_years")))
    fixed.append(
        (_("Sagen Sie uns gleich Bescheid, wenn sich etwas ändert: Kosten, anderes Geld, Zeit oder Vorhaben."), "")
    )
    return [{"text": text, "source": source} if source else {"text": text} for text, source in own + of_rules + fixed]


def _kept(rules: Rules) -> str:
    if rules.get("retention_from") == "check":
        return _("Heben Sie die Belege %(years)d Jahre auf, gerechnet vom Ende unserer Prüfung.")
    return _("Heben Sie die Belege %(years)d Jahre auf, gerechnet von der Abgabe der Abrechnung.")


def _binding(grant: Grant, rules: Rules) -> list[Row]:
    """What the settlement will be measured by beside the sums, as the rules say it; what nobody knows is left out."""
    names = ["price_steps", "inventory_from", "binding_years", "interim_months"]
    if rules.get("plan_binds") and grant.financing not in rules.get("plan_binds_not", ()):
        names.insert(0, "line_overrun")
    known = {row.name: row for row in listed(rules) if row.known}
    return [known[name] for name in names if name in known]


def _payment(application: Application) -> str:
    account = getattr(application, "bank_account", None)
    if account is None:
        return _("Bitte nennen Sie uns ein Konto. Dann überweisen wir.")
    return _(
        "Wir überweisen auf das Konto von %(holder)s, das auf %(end)s endet. Auf Ihrer Seite im Netz können Sie sagen, wann Sie wie viel brauchen."
    ) % {"holder": account.holder, "end": account.iban[-4:]}


def _moved(rules: Rules, ends_on: Any, due: Any, land: str) -> str | None:
    known = proof_day(rules, ends_on, land=land)
    if known is None or not known.moved or known.day != due:
        return None
    return _("Die Frist endet eigentlich am %(day)s. Das ist kein Werktag, deshalb gilt der nächste (§ 31 Absatz 3 VwVfG).") % {
        "day": f"{known.counted:%d.%m.%Y}",
    }  # fmt: skip


def _proof(rules: Rules) -> list[str]:
    how = [_("Fotografieren Sie jeden Beleg mit dem Telefon und laden Sie ihn hoch, oder bringen Sie ihn ins Büro.")]
    if rate := rules.get("flat_rate"):
        words = _("Für Kleinkosten rechnen wir %(percent)s dazu, ohne Belege: %(what)s.")
        what = rules.get("flat_covers", _("kleine Ausgaben"))
        how.append(words % {"percent": percent(rate), "what": what})
    how.append(_("Schreiben Sie ein paar Sätze, wie es war, und legen Sie Bilder dazu."))
    return how


# Amendments -------------------------------------------------------------------------------------------------------
def amendment_with_rows(amendment_id: int) -> Amendment | None:
    """An amendment with what its letter names."""
    rows = Amendment.objects.select_related("by", *(f"grant__{path}" for path in ROWS))
    return rows.filter(pk=amendment_id).first()


def amendment_letter(amendment: Amendment) -> bytes:
    """The amendment with the plan before and after. Raises ``DocumentError``."""
    with override(settings.LANGUAGE_CODE):
        change = next(row for row in changes_of(amendment.grant) if row.amendment.pk == amendment.pk)
        data, files, title = _amending(amendment, change)
        return render(DOCUMENTS / "amendment_letter.typ", data, files=files, title=title, lang="de")


def _amending(amendment: Amendment, change: Change) -> Paper:
    grant, application = amendment.grant, amendment.grant.application
    rules, number = load(grant.ruleset.text), f"{grant.number}-{amendment.number}"
    head, files = paper(application, number, dates.local(amendment.at).date().isoformat(), amendment.by.name)
    data: dict[str, Any] = {
        **head,
        "project": {"title": application.title},
        "notice": {"number": grant.number, "date": dates.local(grant.at).date().isoformat()},
        "sum": {"old": amendment.old_cents, "new": amendment.new_cents},
        "end": {"old": amendment.old_ends_on.isoformat(), "new": amendment.new_ends_on.isoformat()},
        "due": {"old": amendment.old_proof_due_on.isoformat(), "new": amendment.new_proof_due_on.isoformat()},
        "due_note": _moved(rules, amendment.new_ends_on, amendment.new_proof_due_on, application.area.land),
        "lines": [
            {"label": row.line.title, "old": row.old, "new": row.new, "consented": row.consented}
            for row in change.lines
            if row.old or row.new
        ],
        "purpose": {"old": change.old_purpose, "new": amendment.purpose} if amendment.purpose else None,
        "reason": amendment.reason,
        "rules": {"name": grant.ruleset.title, "version": grant.ruleset.version},
        "objection": remedy(rules, application.area),
    }
    title = _("Änderung %(number)s: %(title)s") % {"number": number, "title": application.title}
    return data, files, title
