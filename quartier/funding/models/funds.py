from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.committees.models import Committee, Meeting
from quartier.funding import states
from quartier.history.models import Scope
from quartier.kit import dates
from quartier.kit.triggers import append_only, frozen
from quartier.ledger.models import Account


@append_only()
class RuleSet(models.Model):
    """A version of funding rules (Regelwerk), as data: the TOML text with every limit, rate, deadline and its source."""

    key = models.SlugField(max_length=60)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    valid_from = models.DateField()
    text = models.TextField()
    scope = models.ForeignKey(Scope, models.PROTECT, null=True, related_name="funding_rulesets")  # None: ours, for all
    copy_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="funding_rulesets")
    sha256 = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Regelwerk")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "version"], name="funding_ruleset_once"),
            models.UniqueConstraint(fields=["key", "valid_from"], name="funding_ruleset_one_in_force"),
        ]

    def __str__(self) -> str:
        name = f"{self.title}, {self.version}"
        if self.copy_of_id is None:
            return name
        return gettext("%(name)s (eigenes, ab %(day)s)") % {"name": name, "day": dates.figures(self.valid_from)}


class Fund(models.Model):
    """A pot of money with rules and a body that decides (Fonds), e. g. the Aktionsfonds of a quarter."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="funding_funds")
    slug = models.SlugField()
    name = models.CharField(_("Fonds"), max_length=80)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="funding_funds")
    lead = models.TextField(_("Wofür es Geld gibt"), blank=True)
    funder_checks = models.BooleanField(_("Der Geldgeber prüft jede Abrechnung"), default=False)
    receipt_columns = models.JSONField(
        _("Spalten der Belegliste"), default=list
    )  # [[code, heading], …]; empty: the rules'

    class Meta:
        verbose_name = _("Fonds")
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["area", "slug"], name="funding_fund_once")]

    def __str__(self) -> str:
        return self.name


@frozen(["fund_id", "year", "ruleset_id", "source_id", "available_id", "pot_cents"])
class FundYear(models.Model):
    """The fund in a budget year (Topf): its rules and its accounts. ``pot_cents`` is what was put in."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("Jahr"))
    ruleset = models.ForeignKey(RuleSet, models.PROTECT, related_name="fund_years")
    source = models.ForeignKey(Account, models.PROTECT, related_name="funding_sources")
    available = models.OneToOneField(Account, models.PROTECT, related_name="funding_fund_year")
    pot_cents = models.BigIntegerField(_("Topf"))

    rules_text: str  # given by ``queries.ruled``: the rules that hold now
    carried_in: int  # given by ``queries.with_totals``, in cents, as the three below
    carried_out: int
    lapsed: int
    total_cents: int

    class Meta:
        verbose_name = _("Fondsjahr")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["fund", "year"], name="funding_fundyear_once"),
            models.CheckConstraint(condition=Q(pot_cents__gt=0), name="funding_fundyear_pot"),
        ]

    def __str__(self) -> str:
        return f"{self.fund} {self.year}"


class RuleDraft(models.Model):
    """An office's own rules while they are written, begun as a copy (Entwurf eines Regelwerks)."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="funding_rule_drafts")
    copy_of = models.ForeignKey(RuleSet, models.PROTECT, related_name="drafts")
    text = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_rule_drafts")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Entwurf eines Regelwerks")


@append_only()
class InForce(models.Model):
    """From that day the notices of the fund name this rule set (Inkraftsetzung); what was granted before keeps its own."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="rules_in_force")
    ruleset = models.ForeignKey(RuleSet, models.PROTECT, related_name="in_force")
    valid_from = models.DateField(_("Gilt ab"))
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_in_force")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Inkraftsetzung")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["fund", "valid_from"], name="funding_inforce_one_a_day")
        ]


class DecisionStep(models.Model):
    """Who decides from which sum on (Entscheidungsstufe): the office alone, a body of ours, or one outside."""

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="steps")
    from_cents = models.BigIntegerField(_("Ab"))
    who = models.CharField(_("Wer entscheidet"), max_length=9, choices=states.DECIDERS)
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, related_name="funding_steps")
    outside = models.CharField(_("Gremium außerhalb"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Entscheidungsstufe")
        ordering = ("from_cents",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["fund", "from_cents"], name="funding_step_once"),
            models.CheckConstraint(condition=Q(from_cents__gte=0), name="funding_step_not_negative"),
            models.CheckConstraint(
                condition=(Q(who=states.BY_COMMITTEE) & Q(committee__isnull=False))
                | (~Q(who=states.BY_COMMITTEE) & Q(committee__isnull=True)),
                name="funding_step_names_its_body",
            ),
        ]


class Call(models.Model):
    """Until when applications of a round come in, and for what (Förderaufruf)."""

    fund_year = models.ForeignKey(FundYear, models.CASCADE, related_name="calls")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="funding_calls")
    title = models.CharField(_("Runde"), max_length=120)
    opens_on = models.DateField(_("Von"))
    closes_on = models.DateField(_("Anträge bis"))
    text = models.TextField(_("Worum es geht"), blank=True)

    class Meta:
        verbose_name = _("Förderaufruf")
        ordering = ("closes_on",)
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(closes_on__gte=models.F("opens_on")), name="funding_call_forward")
        ]

    def __str__(self) -> str:
        return self.title


@append_only(erasable=["reason"])
class YearEnd(models.Model):
    """What became of the rest of a pot (Jahresende): carried into the next year, the remainder lapses.

    The first row ends the pot; later ones move on what came back into it since.
    """

    fund_year = models.ForeignKey(FundYear, models.PROTECT, related_name="year_ends")
    carried_cents = models.BigIntegerField(_("Übertragen"))
    lapsed_cents = models.BigIntegerField(_("Verfallen"))
    into = models.ForeignKey(FundYear, models.PROTECT, null=True, related_name="carried_from")
    reason = models.CharField(_("Begründung"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="funding_year_ends")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Jahresende eines Topfes")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(carried_cents__gte=0) & Q(lapsed_cents__gte=0), name="funding_yearend_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(carried_cents=0) | Q(into__isnull=False), name="funding_yearend_names_its_target"
            ),
        ]
