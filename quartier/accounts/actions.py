"""Zugänge anlegen, Rollen geben und beenden, einladen, annehmen."""

import datetime as dt
import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from quartier.accounts import emails, rules, states
from quartier.accounts.models import Invitation, Role, SignInLink, User
from quartier.history.actions import action, lock, move, record
from quartier.history.models import Scope
from quartier.kit import dates, links
from quartier.kit.errors import Refused

INVITATION_DAYS = 14


@action
def create_user(*, email: str, name: str = "", password: str | None = None) -> User:
    """Before: nobody signs in with this address. Effect: a new row. After: the person can sign in by mail code.

    ``password``: in plain text, checked by the form; without one only the code works. Refused: the address is taken.
    """
    address = rules.address(email)
    if User.objects.filter(email__iexact=address).exists():
        raise Refused(_("Mit dieser E-Mail-Adresse gibt es schon einen Zugang."))
    user = User(email=address, name=name.strip()[:120])
    user.set_password(password)
    user.save()
    return user


@action
def open_resident_account(*, email: str, name: str = "") -> User:
    """Before: somebody left an address (an idea, a form). Effect: a user without roles, if there was none.

    After: the person can sign in by a code sent to the address. The same address twice is one account; a name that
    is known stays.
    """
    address = rules.address(email)
    found = User.objects.filter(email__iexact=address).first()
    if found is None:
        return create_user(email=address, name=name)
    if name and not found.name:
        rename(user=found, name=name, by=found)
    return found


@action
def rename(*, user: User, name: str, by: Any) -> User:
    """Before: an account. Effect: its name, as the team and the own pages show it. Refused: no name."""
    if not name.strip():
        raise Refused(_("Bitte geben Sie einen Namen an."))
    user.name = name.strip()[:120]
    User.objects.filter(pk=user.pk).update(name=user.name)
    return user


@action
def give_role(*, user: User, kind: str, scope: Scope, by: Any = None) -> Role:
    """Before: an account. Effect: a Role row from today on, recorded. After: the person may what the role may.

    ``kind``: one of ``kit.access``; ``scope``: where, and below. ``by``: None for the installation itself (first
    set-up, demo). The same running role again changes nothing. Refused: ``by`` may not give this role there.
    """
    rules.must_give(by, kind, scope)
    found = Role.objects.filter(user=user, kind=kind, scope=scope, until__isnull=True).first()
    if found is None:
        found = Role.objects.create(user=user, kind=kind, scope=scope)
        record(scope=scope, verb="role_given", row=found, by=by)
    user.__dict__.pop("_held_roles", None)
    return found


@action
def end_role(*, role: Role, by: Any) -> Role:
    """Before: a running role. Effect: it ends now, recorded. After: the next page asked for no longer opens.

    The row stays: who could do what at which time is part of every decision's history. Refused: ``by`` may not end it,
    or it is the last manager's role of the quarter.
    """
    role = lock(role)
    rules.must_end(by, role)
    if role.until is None:
        role.until = dates.today()
        role.save(update_fields=["until"])
        record(scope=role.scope_id, verb="role_ended", row=role, by=by)
    return role


@action
def invite(*, email: str, name: str, kind: str, scope: Scope, by: Any) -> tuple[Invitation, str]:
    """Before: nothing. Effect: an invitation that works once, for 14 days; its link goes by mail after the commit.

    Returns the row and the secret of the link, which is kept nowhere. An open invitation of the same address to the
    same role is withdrawn, so that inviting again sends a fresh link. Refused: ``by`` may not give this role there.
    """
    rules.must_give(by, kind, scope)
    address = rules.address(email)
    for older in Invitation.objects.filter(email=address, kind=kind, scope=scope, status=states.OPEN):
        move(older, states.CANCELLED, by=by, scope=scope, verb="invitation_replaced")
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        email=address, name=name.strip()[:120], kind=kind, scope=scope, secret_hash=rules.hashed(secret),
        by=by if getattr(by, "is_authenticated", False) else None,
        until=dates.now() + dt.timedelta(days=INVITATION_DAYS),
    )  # fmt: skip
    record(scope=scope, verb="invited", row=invitation, by=by)
    transaction.on_commit(lambda: emails.send_invitation(invitation, secret), robust=True)
    return invitation, secret


@action
def cancel_invitation(*, invitation: Invitation, by: Any) -> Invitation:
    """Before: open. Effect: withdrawn. After: its link says so. Refused: not open, or ``by`` could not have invited."""
    rules.must_give(by, invitation.kind, invitation.scope)
    move(invitation, states.CANCELLED, by=by, scope=invitation.scope_id, verb="invitation_cancelled")
    return invitation


@action
def accept_invitation(*, secret: str, name: str, password: str | None = None) -> User:
    """Before: an open invitation, not older than 14 days. Effect: the account, where there was none, and the role.

    After: the invitation is accepted and its link is spent. ``password`` is taken for accounts without one only: an
    invitation is no way to change somebody's password. Refused: unknown, spent, withdrawn or too old.
    """
    found = Invitation.objects.filter(secret_hash=rules.hashed(secret)).first()
    invitation = lock(found) if found else None
    rules.must_be_open(invitation)
    assert invitation is not None
    user = open_resident_account(email=invitation.email, name=name or invitation.name)
    if password and not user.has_usable_password():
        user.set_password(password)
        user.save(update_fields=["password"])
    move(invitation, states.ACCEPTED, by=user, scope=invitation.scope_id, verb="invitation_accepted")
    give_role(user=user, kind=invitation.kind, scope=invitation.scope, by=None)
    return user


@action
def make_sign_in_link(*, user: User) -> str:
    """Before: a demo. Effect: a link that signs the person in once, from this computer only. Returns its path.

    Refused: not in a demo.
    """
    if not settings.DEMO:
        raise Refused(_("Anmeldelinks gibt es nur in der Vorführung."))
    secret = secrets.token_urlsafe(16)
    SignInLink.objects.create(user=user, secret_hash=rules.hashed(secret))
    return links.to("accounts:demo", secret=secret)


@action
def use_sign_in_link(*, secret: str) -> User:
    """Before: an unused link of the demo. Effect: it is used. Refused: unknown, or used before."""
    used = SignInLink.objects.filter(secret_hash=rules.hashed(secret), used_at__isnull=True).update(used_at=dates.now())
    if not settings.DEMO or not used:
        raise Refused(_("Dieser Anmeldelink gilt nicht mehr. Jeder Link öffnet nur einmal."))
    return SignInLink.objects.select_related("user").get(secret_hash=rules.hashed(secret)).user
