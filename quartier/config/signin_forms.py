"""allauth's password forms: where the two passwords differ, they say so in our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _


class OurWords:
    def add_error(self, field: str | None, error: Any) -> None:
        """allauth hands over a text where the two differ, and an exception for everything else."""
        text = field == "password2" and not isinstance(error, Exception)
        super().add_error(field, _("Die beiden Passwörter sind nicht gleich.") if text else error)  # type: ignore[misc]


class SetPassword(OurWords, SetPasswordForm):
    """The first password of an account."""


class ChangePassword(OurWords, ChangePasswordForm):
    """A new one, by the old one."""


class ResetPassword(OurWords, ResetPasswordKeyForm):
    """A new one, by a link from a mail."""
