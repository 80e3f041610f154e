from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quartier.files.models import File, Picture
from quartier.history.models import Scope
from quartier.kit import access, dates

ACCENTS = (
    ("turquois", _("Türkis")),
    ("violet", _("Violett")),
    ("orange", _("Orange")),
    ("lightblue", _("Hellblau")),
    ("green", _("Grün")),
)
# ISO 3166-2:DE; whose public holidays and whose law count.
LANDS = (
    ("BW", _("Baden-Württemberg")), ("BY", _("Bayern")), ("BE", _("Berlin")), ("BB", _("Brandenburg")),
    ("HB", _("Bremen")), ("HH", _("Hamburg")), ("HE", _("Hessen")), ("MV", _("Mecklenburg-Vorpommern")),
    ("NI", _("Niedersachsen")), ("NW", _("Nordrhein-Westfalen")), ("RP", _("Rheinland-Pfalz")), ("SL", _("Saarland")),
    ("SN", _("Sachsen")), ("ST", _("Sachsen-Anhalt")), ("SH", _("Schleswig-Holstein")), ("TH", _("Thüringen")),
)  # fmt: skip


def site_languages() -> list[str]:
    """Languages a quarter's texts come in, until the office says otherwise: those of the interface."""
    return ["de", "en", "tr", "ar", "uk"]


class City(models.Model):
    """A city or municipality; its quarters hang on it."""

    name = models.CharField(_("Stadt"), max_length=80)
    slug = models.SlugField(unique=True)
    scope = models.OneToOneField(Scope, models.PROTECT, related_name="areas_city")

    class Meta:
        verbose_name = _("Stadt")

    def __str__(self) -> str:
        return self.name


class Carrier(models.Model):
    """Who runs a quarter's office (Träger): a welfare organisation, a company, the city itself."""

    name = models.CharField(_("Träger"), max_length=120)
    scope = models.OneToOneField(Scope, models.PROTECT, related_name="areas_carrier")
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    town = models.CharField(_("Postleitzahl und Ort"), max_length=120, blank=True)
    represented_by = models.CharField(_("Vertreten durch"), max_length=120, blank=True)
    register = models.CharField(_("Register und Nummer"), max_length=120, blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)

    class Meta:
        verbose_name = _("Träger")

    def __str__(self) -> str:
        return self.name


class AreaQuerySet(models.QuerySet["Area"]):
    def running(self) -> "AreaQuerySet":
        """Quarters with an office, now or in the past; the others are only known by their boundary."""
        return self.filter(carrier__isnull=False)


class Area(models.Model):
    """A quarter. Its public pages live under ``/slug/`` of the city's host or under its own ``domain``."""

    city = models.ForeignKey(City, models.PROTECT, related_name="areas")
    carrier = models.ForeignKey(Carrier, models.PROTECT, null=True, related_name="areas")
    scope = models.OneToOneField(Scope, models.PROTECT, related_name="areas_area")
    name = models.CharField(_("Quartier"), max_length=80)
    slug = models.SlugField(unique=True)
    land = models.CharField(_("Bundesland"), max_length=2, choices=LANDS, blank=True)
    domain = models.CharField(_("Eigene Adresse"), max_length=120, null=True, blank=True, unique=True)
    external_id = models.CharField(_("Kennung"), max_length=40, blank=True)
    accent = models.CharField(_("Farbe"), max_length=12, choices=ACCENTS, default="turquois")
    boundary = models.JSONField(_("Grenze"), null=True)  # GeoJSON Polygon or MultiPolygon, WGS 84
    outline = models.JSONField(null=True)  # the boundary simplified for drawing
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)
    lead = models.TextField(_("Begrüßung"), blank=True)
    spoken = models.JSONField(_("Sprachen im Büro"), default=list)  # endonyms
    languages = models.JSONField(_("Sprachen der Texte"), default=site_languages)  # codes, German first
    emblem = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="areas_emblems")
    self_running_since = models.DateField(_("Läuft ohne uns seit"), null=True)
    responsible = models.CharField(_("Verantwortlich für den Inhalt"), max_length=160, blank=True)
    privacy_contact = models.CharField(_("Datenschutz: Kontakt"), max_length=200, blank=True)
    supervisory_authority = models.CharField(_("Aufsichtsbehörde"), max_length=200, blank=True)
    accessibility_gaps = models.TextField(_("Bekannte Hürden"), blank=True)
    accessibility_checked_on = models.DateField(_("Zuletzt geprüft am"), null=True)
    accessibility_checked_by = models.CharField(_("Geprüft von"), max_length=160, blank=True)  # empty: by the office
    arbitration = models.CharField(_("Schlichtungsstelle"), max_length=200, blank=True)
    arbitration_link = models.URLField(_("Schlichtungsstelle im Netz"), max_length=200, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("Quartier")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["city", "external_id"], condition=~models.Q(external_id=""), name="areas_area_external_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class AreaTerm(models.Model):
    """A funding term of the quarter (Förderzeitraum); a second one follows the first without a gap or with one."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField(_("Von"))
    ends_on = models.DateField(_("Bis"))
    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="terms")

    class Meta:
        verbose_name = _("Förderzeitraum")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "number"], name="areas_areaterm_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="areas_areaterm_forward"
            ),
        ]


class Office(models.Model):
    """The office on site, open to everybody."""

    area = models.OneToOneField(Area, models.PROTECT, related_name="office")
    name = models.CharField(_("Name"), max_length=80)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120)
    town = models.CharField(_("Postleitzahl und Ort"), max_length=120)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    access_note = models.CharField(_("Zugang"), max_length=160, blank=True)
    step_free = models.BooleanField(_("Eingang ohne Stufen"), default=False)
    hours = models.JSONField(_("Öffnungszeiten"), default=list)  # [[weekday 0-6, "10:00", "13:00"], …], Monday is 0
    closures = models.JSONField(_("Schließtage"), default=list)  # [["2026-12-24", "2027-01-02", "Ferien"], …]

    class Meta:
        verbose_name = _("Büro")


class StaffQuerySet(models.QuerySet["StaffMember"]):
    def visible_to(self, user: Any) -> "StaffQuerySet":
        return self.filter(SHOWN | access.in_scopes(user, access.MANAGER, path="area__scope"))

    def shown(self) -> "StaffQuerySet":
        """Who agreed to be shown and is still there."""
        return self.filter(SHOWN)


SHOWN = models.Q(consent_on__isnull=False, left_on__isnull=True)


class StaffMember(models.Model):
    """A person of the office with name, task and face (Ansprechperson), shown with her consent only."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="staff")
    name = models.CharField(_("Name"), max_length=120)
    task = models.CharField(_("Aufgabe"), max_length=160)
    spoken = models.CharField(max_length=120, blank=True)  # codes of languages between blanks
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="areas_staff")
    consent_on = models.DateField(_("Einverstanden, gezeigt zu werden, am"), null=True, blank=True)
    left_on = models.DateField(_("Nicht mehr im Büro seit"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ansprechperson")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def is_shown(self) -> bool:
        """Whether pages may name her: she agreed and is still there."""
        return bool(self.consent_on) and not self.left_on


class FieldOfAction(models.Model):
    """A field of action of the quarter (Handlungsfeld), e. g. the five of Berlin since 2021 (law.md 6)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="fields")
    code = models.CharField(_("Kürzel"), max_length=8)
    name = models.CharField(_("Handlungsfeld"), max_length=100)

    class Meta:
        verbose_name = _("Handlungsfeld")
        ordering = ("code",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "code"], name="areas_fieldofaction_once")
        ]

    def __str__(self) -> str:
        return self.name


class Sponsor(models.Model):
    """Who pays for the quarter and must be named on every page, letter and PDF (publicity duty)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="sponsors")
    name = models.CharField(_("Fördergeber"), max_length=120)
    logo = models.ForeignKey(File, models.PROTECT, null=True, related_name="areas_sponsors")
    position = models.PositiveSmallIntegerField(default=0)
    since = models.DateField(default=dates.today)

    class Meta:
        verbose_name = _("Fördergeber")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name
