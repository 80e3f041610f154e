"""Spam is kept out without a riddle and without a script: a trap, a signed moment, counts, signs in the text.

Nobody is turned away in silence. Who was too fast, or comes with an old page, sends once more and finds everything
still there; what reads like advertising is taken in and waits for a person, with the reason beside it.
"""

import datetime as dt
import re
import secrets
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.kit import dates, limits
from quartier.kit.errors import Refused
from quartier.kit.forms import HouseForm

QUICKEST = dt.timedelta(seconds=3)  # nobody reads and fills in a form faster
OLDEST = dt.timedelta(days=1)  # a page left open over night still counts
USES = 5  # of one page: double clicks, and the Back button for a second idea
HOUR = 3600

# Signs ------------------------------------------------------------------------------------------------------------
LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:ru|cn|top|xyz|shop|click|online|site|biz)\b", re.IGNORECASE)
MARKUP = re.compile(r"</?(?:a|b|i|p|br|div|span|img|script|iframe|h\d|font|style|svg)\b|\[/?(?:url|link|img)\b", re.I)
LINKS, MARKUP_SIGN, AGAIN = "links", "markup", "again"
SIGNS = {
    LINKS: gettext_lazy("Links im Text"),
    MARKUP_SIGN: gettext_lazy("HTML im Text"),
    AGAIN: gettext_lazy("derselbe Text noch einmal"),
}


def signs(*texts: str, links: int = 2) -> list[str]:
    """Why a person should read this first: words of ``SIGNS``; ``links`` is how many are still nothing special."""
    whole = "\n".join(texts)
    found = []
    if len(LINK.findall(whole)) > links:
        found.append(LINKS)
    if MARKUP.search(whole):
        found.append(MARKUP_SIGN)
    return found


def reasons(held: str) -> str:
    """The stored words of ``signs``, as the office reads them: „Links im Text, HTML im Text“."""
    return ", ".join(str(SIGNS[word]) for word in held.split() if word in SIGNS)


# Stamp ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Stamp:
    """What a page carries: a random name and the moment it was made, signed."""

    name: str
    at: dt.datetime


def new_stamp(purpose: str) -> str:
    """A stamp for a page made now; it is good for forms of the same ``purpose`` alone."""
    return _signer(purpose).sign(f"{secrets.token_urlsafe(9)}.{int(dates.now().timestamp())}")


def read_stamp(purpose: str, text: str) -> Stamp | None:
    """The stamp in ``text``; None when it was changed, is none, or belongs elsewhere."""
    try:
        name, _dot, seconds = _signer(purpose).unsign(text).rpartition(".")
        return Stamp(name, dt.datetime.fromtimestamp(int(seconds), dt.UTC))
    except (signing.BadSignature, ValueError, OverflowError, OSError):
        return None


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(salt=f"kit.spam.{purpose}", sep="~")


# Counts -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Sender:
    """Whence a form came: the connection's address, kept as a keyed hash only, and the name of its page's stamp."""

    connection: str = ""
    page: str = ""


class WornOut(Refused):
    """A page was sent too often. A new one helps, and the text is still there."""


def admit(what: str, sender: Sender, *, most: int) -> None:
    """Count one more ``what``; inside the action that takes it in, so that what is refused costs nothing.

    Refused: more than ``most`` within the hour from one connection, or one page sent again and again.
    """
    asked = [(what, sender.connection, HOUR)] if sender.connection else []
    asked += [("page", sender.page, int(OLDEST.total_seconds()))] if sender.page else []
    counts = limits.count_all(asked)
    if sender.connection and counts[0] > most:
        raise Refused(
            _("Von Ihrem Anschluss kam gerade sehr viel. Bitte versuchen Sie es in einer Stunde noch einmal.")
        )
    if sender.page and counts[-1] > USES:
        raise WornOut(_("Diese Seite wurde schon mehrmals abgeschickt. Bitte schicken Sie noch einmal ab."))


# Form -------------------------------------------------------------------------------------------------------------
class SpamTrap(HouseForm):
    """A form for people without an account. Its page is made for one reader (``cached=False``) and writes
    ``{{ form.trap }}`` where the fields end; ``questions`` are the fields people see.
    """

    PURPOSE = ""
    # filled in by programs that fill in everything; nobody sees it
    homepage = forms.CharField(
        label=gettext_lazy("Dieses Feld bitte leer lassen"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    worn_out = False

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(
                _(
                    "Ein Feld, das leer bleiben soll, ist ausgefüllt. Bitte leeren Sie es und schicken Sie noch einmal ab."
                )
            )
        return ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "homepage" in self.fields and not self.errors:  # first what people can see
            self._look_at_stamp()
        return data

    def _look_at_stamp(self) -> None:
        stamp = self._sent()
        age = dates.now() - stamp.at if stamp else None
        if age is None or age > OLDEST or age < dt.timedelta(seconds=-60):
            self.add_error(None, _("Diese Seite war lange offen. Bitte schicken Sie noch einmal ab."))
        elif age < QUICKEST:
            self.add_error(
                None, _("Das ging sehr schnell. Bitte warten Sie einen Augenblick und schicken Sie noch einmal ab.")
            )

    def _sent(self) -> Stamp | None:
        return read_stamp(self.PURPOSE, str(self.data.get(self.stamp_name, "")))

    @property
    def stamp_name(self) -> str:
        return self.add_prefix("stamp")

    def refuse(self, refused: Refused, field: str | None = None) -> None:
        self.worn_out = isinstance(refused, WornOut)
        super().refuse(refused, field)

    def sender(self, connection: str) -> Sender:
        """Whence this form came, for ``admit``."""
        stamp = self._sent()
        return Sender(connection, stamp.name if stamp else "")

    def next_stamp(self) -> str:
        """The stamp of the page that shows this form: the one it came with while that is good, else a new one."""
        sent = self._sent() if self.is_bound and not self.worn_out else None
        if sent and dates.now() - sent.at <= OLDEST:
            return str(self.data[self.stamp_name])
        return new_stamp(self.PURPOSE)

    def questions(self) -> list[forms.BoundField]:
        """The fields that people see."""
        return [field for field in self if field.name != "homepage"]

    @property
    def trap(self) -> SafeString:
        """The markup of stamp and trap."""
        return render_to_string("kit/parts/trap.html", {"form": self})
