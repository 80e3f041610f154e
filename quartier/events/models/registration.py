from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from quartier.events import states
from quartier.events.models.event import Event
from quartier.kit import access, dates, spam
from quartier.network.models import Organisation


class Shift(models.Model):
    """A shift for helpers of a date (Schicht): set up, sell, clear away."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="shifts")
    title = models.CharField(_("Aufgabe"), max_length=120)
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    needed = models.PositiveSmallIntegerField(_("Gebraucht werden"), default=1)

    class Meta:
        verbose_name = _("Schicht")
        ordering = ("starts_at", "id")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="events_shift_forward"),
            models.CheckConstraint(condition=Q(needed__gt=0), name="events_shift_needed"),
        ]

    def __str__(self) -> str:
        return self.title


class Stall(models.Model):
    """A stall or a table at a festival (Stand): who, with what, where."""

    MOVES = states.STALL_MOVES

    event = models.ForeignKey(Event, models.PROTECT, related_name="stalls")
    title = models.CharField(_("Was gibt es dort?"), max_length=120)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="events_stalls")
    run_by = models.CharField(_("Von wem"), max_length=120, blank=True)  # a group or club without a record
    spot = models.CharField(_("Platz"), max_length=60, blank=True)
    needs = models.CharField(_("Braucht"), max_length=160, blank=True)  # power, water, tent
    status = models.CharField(_("Stand"), max_length=10, choices=states.STALL_STATUS, default=states.ASKED)

    class Meta:
        verbose_name = _("Stand")
        ordering = ("spot", "id")

    def __str__(self) -> str:
        return self.title


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def visible_to(self, user: Any) -> "RegistrationQuerySet":
        return self.filter(access.in_scopes(user, access.MANAGER, path="event__area__scope"))

    def taking_seats(self) -> "RegistrationQuerySet":
        return self.filter(status=states.REGISTERED)

    def waiting(self) -> "RegistrationQuerySet":
        """Who moves up first stands first: the order of confirmation."""
        return self.filter(status=states.WAITING).order_by("confirmed_at", "id")

    def of(self, email: str) -> "RegistrationQuerySet":
        """Those of one address that are not over."""
        return self.filter(email__iexact=email, status__in=states.ALIVE).exclude(email="")


class Registration(models.Model):
    """Somebody takes part, waits for a seat, or helps in a ``shift`` (Anmeldung). Names go on ``anonymise_on``."""

    MOVES = states.REGISTRATION_MOVES

    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations")
    shift = models.ForeignKey(Shift, models.PROTECT, null=True, blank=True, related_name="registrations")
    name = models.CharField(_("Name"), max_length=120, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    seats = models.PositiveSmallIntegerField(_("Personen"), default=1)
    note = models.CharField(_("Was wir wissen sollten"), max_length=300, blank=True)
    language = models.CharField(max_length=12, default="de")  # in which the person wrote and gets mail
    held = models.CharField(max_length=60, blank=True)  # why a person should look first: words of kit.spam.SIGNS
    status = models.CharField(_("Stand"), max_length=12, choices=states.REGISTRATION_STATUS, default=states.UNCONFIRMED)
    at = models.DateTimeField(default=dates.now)
    confirmed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    present = models.BooleanField(_("War da"), null=True)
    anonymise_on = models.DateField(_("Name wird gelöscht am"))
    anonymised_at = models.DateTimeField(null=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anmeldung")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["event", "status"], name="events_registration_list"),
            models.Index(
                fields=["anonymise_on"], condition=Q(anonymised_at__isnull=True), name="events_registration_due"
            ),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(seats__gt=0), name="events_registration_seats"),
            models.CheckConstraint(
                condition=Q(anonymised_at__isnull=True) | Q(name="", email="", phone="", note=""),
                name="events_registration_anonymous",
            ),
            models.UniqueConstraint(
                "event", Lower("email"), name="events_registration_once",
                condition=Q(shift__isnull=True, status__in=states.ALIVE) & ~Q(email=""),
            ),
            models.UniqueConstraint(
                "shift", Lower("email"), name="events_registration_shift",
                condition=Q(shift__isnull=False, status__in=states.ALIVE) & ~Q(email=""),
            ),
        ]  # fmt: skip

    @property
    def why_held(self) -> str:
        """Why somebody of the office should look first, in words; empty where nothing was odd."""
        return spam.reasons(self.held)
