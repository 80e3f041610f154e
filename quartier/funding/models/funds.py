from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.areas.models import Area
from quartier.committees.models import Committee
from quartier.kit import dates
from quartier.kit.triggers import append_only
from quartier.ledger.models import Account


@append_only()
class RuleSet(models.Model):
    """A version of funding rules (Regelwerk), as data: the TOML text with every limit, rate, deadline and its source."""

    key = models.SlugField(max_length=60)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    valid_from = models.DateField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Regelwerk")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "version"], name="funding_ruleset_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.version}"


class Fund(models.Model):
    """A pot of money with rules and a body that decides (Fonds), e. g. the Aktionsfonds of a quarter."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="funding_funds")
    slug = models.SlugField()
    name = models.CharField(_("Fonds"), max_length=80)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="funding_funds")
    lead = models.TextField(_("Wofür es Geld gibt"), blank=True)

    class Meta:
        verbose_name = _("Fonds")
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["area", "slug"], name="funding_fund_once")]

    def __str__(self) -> str:
        return self.name


class FundYear(models.Model):
    """The fund in a budget year (Topf): its rules and its accounts. ``pot_cents`` is what was put in."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("Jahr"))
    ruleset = models.ForeignKey(RuleSet, models.PROTECT, related_name="fund_years")
    source = models.ForeignKey(Account, models.PROTECT, related_name="funding_sources")
    available = models.OneToOneField(Account, models.PROTECT, related_name="funding_fund_year")
    pot_cents = models.BigIntegerField(_("Topf"))

    class Meta:
        verbose_name = _("Fondsjahr")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["fund", "year"], name="funding_fundyear_once"),
            models.CheckConstraint(condition=Q(pot_cents__gt=0), name="funding_fundyear_pot"),
        ]

    def __str__(self) -> str:
        return f"{self.fund} {self.year}"
