from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartier.accounts import states
from quartier.history.models import Scope
from quartier.kit import access, dates


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who can sign in. What they may do is in their roles, per scope."""

    email = models.EmailField(_("E-Mail"), unique=True)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    since = models.DateTimeField(default=dates.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        verbose_name = _("Zugang")

    def __str__(self) -> str:
        return self.name or _("Zugang %(id)s") % {"id": self.pk}

    @property
    def initials(self) -> str:
        parts = self.name.split() or [self.email]
        return (parts[0][:1] + parts[-1][:1]).upper() if len(parts) > 1 else parts[0][:2].upper()

    def _held(self) -> list[tuple[str, int]]:
        """(kind, scope id) of the running roles and of the scopes below them, read once per request."""
        if not hasattr(self, "_held_roles"):
            rows = self.roles.running().values_list("kind", "scope_id", "scope__children")
            held = {(kind, scope) for kind, *scopes in rows for scope in scopes if scope is not None}
            self._held_roles = sorted(held)
        return self._held_roles

    def scopes(self, *kinds: str) -> frozenset[int]:
        """Ids of the scopes where the person has one of the roles, and of the scopes below."""
        return frozenset(scope for kind, scope in self._held() if kind in kinds)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kind, _ in self._held())

    @property
    def is_team(self) -> bool:
        """Whether a second factor is demanded."""
        return bool(self.kinds & set(access.STAFF))


class RoleQuerySet(models.QuerySet["Role"]):
    def running(self) -> "RoleQuerySet":
        day = dates.today()
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)

    def visible_to(self, user: Any) -> "RoleQuerySet":
        return self.filter(access.in_scopes(user, access.MANAGER, access.ADMINISTRATOR))


class Role(models.Model):
    """What a person may do in a scope and below it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    kind = models.CharField(_("Rolle"), max_length=16, choices=states.KINDS)
    scope = models.ForeignKey(Scope, models.PROTECT, related_name="accounts_roles")
    since = models.DateField(default=dates.today)
    until = models.DateField(null=True)  # the day it ended, on which it no longer holds

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rolle")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["user", "kind", "scope"], condition=Q(until__isnull=True), name="accounts_role_once"
            )
        ]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> "InvitationQuerySet":
        return self.filter(access.in_scopes(user, access.MANAGER, access.ADMINISTRATOR))


class Invitation(models.Model):
    """An invitation by mail to take a role; only the hash of its secret is kept."""

    MOVES = states.INVITATION_MOVES

    email = models.EmailField(_("E-Mail"))
    name = models.CharField(_("Name"), max_length=120, blank=True)
    kind = models.CharField(_("Rolle"), max_length=16, choices=states.KINDS)
    scope = models.ForeignKey(Scope, models.PROTECT, related_name="accounts_invitations")
    secret_hash = models.CharField(max_length=64, unique=True)
    status = models.CharField(max_length=12, choices=states.INVITATION, default=states.OPEN)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="invitations_sent")
    at = models.DateTimeField(default=dates.now)
    until = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung")


class SignInLink(models.Model):
    """A sign-in link that works once and only on this computer: for the demo. Only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Anmeldelink")
