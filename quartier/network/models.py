from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.areas.models import Area, City
from quartier.history.models import Scope
from quartier.kit import access, dates


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: Any) -> "PersonQuerySet":
        own = Q(user_id=user.pk) if getattr(user, "is_authenticated", False) else Q(pk__in=())
        return self.filter(access.in_scopes(user, access.MANAGER, path="area__scope") | own)


class Person(models.Model):
    """Somebody the office knows and may write to. Names and contacts live here and nowhere else."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="network_persons")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="network_persons")
    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-Mail"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    town = models.CharField(_("Postleitzahl und Ort"), max_length=120, blank=True)
    since = models.DateField(default=dates.today)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("Person")

    def __str__(self) -> str:
        return self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """Everybody sees the public ones. The team of a quarter also sees the others of the quarter and those of its
        city that belong to no quarter; the coordinator all of the city."""
        cities = Area.objects.filter(access.in_scopes(user, access.MANAGER)).values("city_id")
        team = (
            access.in_scopes(user, access.MANAGER, path="area__scope")
            | Q(area__isnull=True, city_id__in=cities)
            | access.in_scopes(user, access.COORDINATOR, path="city__scope")
        )
        own = access.in_scopes(user, access.APPLICANT, access.EDITOR)
        return self.filter(Q(public=True) | team | own).distinct()

    def listed(self) -> "OrganisationQuerySet":
        return self.filter(unlisted_since__isnull=True)


class Organisation(models.Model):
    """An association, school, day-care centre, company … of the quarter or, without a quarter, of the city."""

    scope = models.OneToOneField(Scope, models.PROTECT, related_name="network_organisation")
    city = models.ForeignKey(City, models.PROTECT, related_name="network_organisations")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="network_organisations")
    name = models.CharField(_("Name"), max_length=200)
    sector = models.CharField(_("Art"), max_length=80, blank=True)
    parent_name = models.CharField(_("Träger"), max_length=200, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=160, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=12, blank=True)
    town = models.CharField(_("Ort"), max_length=80, blank=True)
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    website = models.URLField(_("Internet"), max_length=300, blank=True)
    lat = models.FloatField(_("Breite"), null=True)
    lon = models.FloatField(_("Länge"), null=True)
    source = models.CharField(_("Quelle"), max_length=80, blank=True)
    external_id = models.CharField(_("Kennung"), max_length=80, blank=True)
    unlisted_since = models.DateField(_("Nicht mehr gelistet seit"), null=True)
    public = models.BooleanField(_("Öffentlich sichtbar"), default=False)
    listed = models.JSONField(null=True)  # what the list said last: tells the office's own corrections from its news
    since = models.DateField(default=dates.today)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Organisation")
        indexes: ClassVar[list[Any]] = [models.Index(fields=["area", "name"], name="network_organisation_list")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["city", "source", "external_id"],
                condition=~Q(external_id=""),
                name="network_organisation_external_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
