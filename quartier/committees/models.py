from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.committees import states
from quartier.events.models import Event
from quartier.history.models import Thread
from quartier.kit import access, dates
from quartier.kit.triggers import FUNCTIONS, append_only, triggers
from quartier.network.models import Organisation, Person


class Committee(models.Model):
    """A body that decides: the elected Quartiersrat, the jury of the Aktionsfonds (Gremium)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="committees")
    slug = models.SlugField()
    name = models.CharField(_("Name"), max_length=80)
    kind = models.CharField(_("Art"), max_length=10, choices=states.COMMITTEE_KINDS)
    about = models.TextField(_("Wozu es da ist"), blank=True)
    dissolved_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("Gremium")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "slug"], name="committees_committee_once")
        ]

    def __str__(self) -> str:
        return self.name


@append_only(erasable=["text"])
class Constitution(models.Model):
    """The rules of procedure from a date on (Geschäftsordnung). The newest one in force counts."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="constitutions")
    valid_from = models.DateField(_("Gilt ab"))
    quorum_top = models.PositiveSmallIntegerField(_("Beschlussfähig: Zähler"), default=1)
    quorum_bottom = models.PositiveSmallIntegerField(_("Beschlussfähig: Nenner"), default=2)
    majority = models.CharField(_("Mehrheit"), max_length=12, choices=states.MAJORITIES, default=states.SIMPLE)
    notice_days = models.PositiveSmallIntegerField(_("Einladungsfrist in Tagen"), default=7)
    text = models.TextField(_("Wortlaut"), blank=True)

    class Meta:
        verbose_name = _("Geschäftsordnung")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["committee", "valid_from"], name="committees_constitution_once"),
            models.CheckConstraint(
                condition=Q(quorum_top__gte=1) & Q(quorum_bottom__gte=models.F("quorum_top")),
                name="committees_constitution_quorum",
            ),
        ]

    @property
    def share(self) -> str:
        """What part of the seats makes it able to decide, in words where there are some: „der Hälfte“."""
        found = states.SHARES.get((self.quorum_top, self.quorum_bottom))
        return str(found) if found else f"{self.quorum_top}/{self.quorum_bottom}"


def sits(user: Any, path: str = "") -> Q:
    """A filter for seats (or rows whose ``path`` leads to seats) that are now held by somebody who is signed in.

    Held by the person the office linked with the account, or by whoever has the same, confirmed, mail address and was
    invited as a member of this quarter.
    """
    if not getattr(user, "is_authenticated", False):
        return Q(pk__in=())
    person = f"{path}person__"
    linked = Q(**{f"{person}user_id": user.pk})
    invited = Q(**{
        f"{person}user__isnull": True, f"{person}email__iexact": user.email,
        f"{path}committee__area__scope_id__in": access.scopes(user, access.MEMBER),
    })  # fmt: skip
    until = Q(**{f"{path}until__isnull": True}) | Q(**{f"{path}until__gte": dates.today()})
    return (linked | invited) & until


class SeatQuerySet(models.QuerySet["Seat"]):
    def held_on(self, day: Any) -> "SeatQuerySet":
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def voting(self) -> "SeatQuerySet":
        """Those that count for the quorum: deputies hold no vote of their own."""
        return self.exclude(kind=states.DEPUTY)

    def of(self, user: Any) -> "SeatQuerySet":
        """The seats that this person holds now."""
        return self.filter(sits(user))


class Seat(models.Model):
    """Who sits in a body, for whom and how long (Sitz)."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="committees_seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="committees_seats")
    kind = models.CharField(_("Für"), max_length=12, choices=states.SEAT_KINDS)
    speaker = models.BooleanField(_("Sprecherin oder Sprecher"), default=False)
    show_name = models.BooleanField(_("Name öffentlich"), default=False)  # by consent
    since = models.DateField(_("Seit"))
    until = models.DateField(_("Bis"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sitz")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["committee", "person"], condition=Q(until__isnull=True), name="committees_seat_once"
            )
        ]

    @property
    def votes(self) -> bool:
        return self.kind != states.DEPUTY


TEAM = (access.MANAGER, access.COORDINATOR, access.AUDITOR)  # who reads the papers of every body


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Public ones after the invitation; the team and those who sit in the body see all."""
        team = access.in_scopes(user, *TEAM, path="committee__area__scope")
        mine = Q(committee__in=Seat.objects.of(user).values("committee"))
        return self.filter((Q(public=True) & ~Q(status=states.PLANNED)) | team | mine)


class Meeting(models.Model):
    """A session of a body (Sitzung)."""

    MOVES = states.MEETING_MOVES

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings")
    event = models.OneToOneField(Event, models.PROTECT, null=True, related_name="committees_meeting")
    number = models.PositiveIntegerField()
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    place = models.CharField(_("Ort"), max_length=160)
    public = models.BooleanField(_("Öffentlich"), default=True)
    status = models.CharField(_("Stand"), max_length=12, choices=states.MEETING, default=states.PLANNED)
    minutes = models.TextField(_("Protokoll"), blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sitzung")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["committee", "number"], name="committees_meeting_number")
        ]


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def voting(self) -> "AttendanceQuerySet":
        """Those in the room who may vote and count for the quorum: a deputy only in somebody's place."""
        return self.filter(~Q(seat__kind=states.DEPUTY) | Q(replaces__isnull=False), left_at__isnull=True)


class Attendance(models.Model):
    """That the holder of a seat came to a meeting (Anwesenheit); a deputy in the place of another seat."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendances")
    came_at = models.DateTimeField(default=dates.now)
    left_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="replaced_by")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anwesenheit")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="committees_attendance_once"),
            models.UniqueConstraint(
                fields=["meeting", "replaces"],
                condition=Q(replaces__isnull=False, left_at__isnull=True),
                name="committees_attendance_one_deputy",
            ),
        ]


class MotionQuerySet(models.QuerySet["Motion"]):
    def visible_to(self, user: Any) -> "MotionQuerySet":
        """The papers are for the team and, once on an agenda, for those who sit in the body."""
        team = access.in_scopes(user, *TEAM, path="committee__area__scope")
        mine = Q(meeting__isnull=False, committee__in=Seat.objects.of(user).values("committee"))
        return self.filter(team | mine)


class Motion(models.Model):
    """What a body is to decide (Vorlage). It knows no fund: a sum, a wording, and whom it concerns."""

    MOVES = states.MOTION_MOVES

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="motions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="motions")
    thread = models.ForeignKey(Thread, models.PROTECT, null=True, related_name="committees_motions")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("Titel"), max_length=120)
    wording = models.TextField(_("Wortlaut"))
    amount_cents = models.BigIntegerField(_("Betrag"), default=0)
    status = models.CharField(_("Stand"), max_length=12, choices=states.MOTION, default=states.DRAFT)
    ballot = models.PositiveSmallIntegerField(default=0)  # how often the vote was opened; votes of older ones are void

    objects = MotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorlage")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(amount_cents__gte=0), name="committees_motion_amount")
        ]

    def __str__(self) -> str:
        return self.title


class MotionSubject(models.Model):
    """Whom a motion concerns: they, and who sits for them, are presumed to be biased."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="subjects")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="committees_subjects")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="committees_subjects")

    class Meta:
        verbose_name = _("Betroffene")


@append_only(erasable=["reason"])
class Recusal(models.Model):
    """That the holder of a seat takes no part in a vote (Befangenheit); they may still speak."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="recusals")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="recusals")
    reason = models.CharField(_("Grund"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="committees_recusals")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Befangenheit")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["motion", "seat"], name="committees_recusal_once")
        ]


VOTE_REFUSED = """NOT EXISTS (SELECT 1 FROM committees_motion m WHERE m.id = NEW.motion_id AND m.status = 'voting'
   AND m.ballot = NEW.ballot)
 OR EXISTS (SELECT 1 FROM committees_recusal r WHERE r.motion_id = NEW.motion_id AND r.seat_id = NEW.seat_id)"""
FUNCTIONS.append(
    f"""
CREATE OR REPLACE FUNCTION committees_vote_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM committees_motion WHERE id = NEW.motion_id FOR SHARE;  -- closing waits for votes in flight
  IF {VOTE_REFUSED} THEN
    RAISE EXCEPTION 'vote not allowed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
)


def _votes_only_while_open(model: type[models.Model], connection: Any) -> dict[str, str]:
    if connection.vendor == "postgresql":
        return {"open": 'BEFORE INSERT ON "committees_vote" FOR EACH ROW EXECUTE FUNCTION committees_vote_allowed()'}
    return {
        "open": f"""BEFORE INSERT ON "committees_vote" WHEN {VOTE_REFUSED}
            BEGIN SELECT RAISE(ABORT, 'vote not allowed'); END"""
    }


@triggers(_votes_only_while_open)
@append_only()
class Vote(models.Model):
    """A vote (Stimme). A changed vote is a later row; the last one of a seat counts. Only while the vote is open."""

    motion = models.ForeignKey(Motion, models.PROTECT, db_index=False, related_name="votes")
    ballot = models.PositiveSmallIntegerField()
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="votes_cast")
    choice = models.CharField(_("Stimme"), max_length=8, choices=states.CHOICES)
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Stimme")
        indexes: ClassVar[list[Any]] = [models.Index(fields=["motion", "seat"], name="committees_vote_last")]


@append_only()
class Tally(models.Model):
    """Totals of a vote, counted from the votes or typed in after a show of hands (Auszählung)."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="tallies")
    yes = models.PositiveSmallIntegerField(_("Dafür"))
    no = models.PositiveSmallIntegerField(_("Dagegen"))
    abstain = models.PositiveSmallIntegerField(_("Enthaltungen"))
    recused = models.PositiveSmallIntegerField(_("Befangen"))
    present = models.PositiveSmallIntegerField(_("Anwesend"))
    seats = models.PositiveSmallIntegerField(_("Sitze"))
    needed = models.PositiveSmallIntegerField(_("Für die Beschlussfähigkeit nötig"))
    typed = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="committees_tallies")
    at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("Auszählung")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(present__gte=models.F("yes") + models.F("no") + models.F("abstain") + models.F("recused")),
                name="committees_tally_not_more_than_present",
            )
        ]


@append_only()
class Decision(models.Model):
    """What a body decided (Beschluss), with the votes; never without a quorum. A correction reverses an older one."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="decisions")
    tally = models.OneToOneField(Tally, models.PROTECT, related_name="decision")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    area = models.ForeignKey(Area, models.PROTECT, related_name="committees_decisions")
    result = models.CharField(_("Ergebnis"), max_length=10, choices=states.RESULTS)
    amount_cents = models.BigIntegerField(_("Betrag"), default=0)
    reason = models.TextField(_("Begründung"))
    condition = models.TextField(_("Auflage"), blank=True)
    present = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="committees_decisions")
    at = models.DateTimeField(default=dates.now)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        verbose_name = _("Beschluss")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "year", "number"], name="committees_decision_number"),
            models.CheckConstraint(condition=Q(present__gte=models.F("needed")), name="committees_decision_quorum"),
            models.CheckConstraint(condition=Q(amount_cents__gte=0), name="committees_decision_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"
