"""What a cell of a list says: amounts in the German and the English way, dates in any, outcomes in words."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import gettext as _

from quartier.funding.models.earlier import GRANTED, REFUSED, UNKNOWN, WITHDRAWN
from quartier.kit.columns import UMLAUTS
from quartier.kit.errors import Refused
from quartier.kit.money import LARGEST
from quartier.kit.tables import Number

NOTHING = re.compile(
    r"(|€|eur|euro|[-–—./?]+|k\.? ?a\.?|n/?a|entf(ä|ae)llt|keine?( angaben?)?|offen|nicht bekannt)", re.IGNORECASE
)
_SIGNS = re.compile(r"€|\beuros?\b|\beur\b|(?<=\d)eur\b|[\s\u2066\u2069'’]", re.IGNORECASE)
_GERMAN = re.compile(r"\d{1,3}(\.\d{3})+,\d{1,2}|\d{1,3}(\.\d{3}){2,}|\d+,\d{1,2}|0,\d+")
_ENGLISH = re.compile(r"\d{1,3}(,\d{3})+\.\d{1,2}|\d{1,3}(,\d{3}){2,}|\d+\.\d{1,2}")
_POINT3, _COMMA3 = re.compile(r"[1-9]\d{0,2}\.\d{3}"), re.compile(r"[1-9]\d{0,2},\d{3}")
FOREIGN = re.compile(r"[$£]|\b(usd|gbp|chf|dm)\b", re.IGNORECASE)
THOUSANDS = re.compile(r"\b(t|tsd\.?|tausend) ?(€|eur)", re.IGNORECASE)
CENT = Decimal("0.01")
NOISE = Decimal("0.00001")  # what binary fractions of a workbook leave behind: 656.639999999999
MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
OTHER_MONTHS = {"may": 5, "oct": 10, "dec": 12, "mae": 3, "mrz": 3}
FIRST_DAY, LAST_DAY = 20_000, 80_000  # serials of Excel from 1954 to 2119; no amount is read through here
YEARS = range(1950, 2101)
_OUTCOMES = (  # the first that is found in the word counts
    (WITHDRAWN, re.compile(r"zurueck(ge)?(zogen|zieh|nommen)|rueckzug|rueckgezogen|withdrawn|storniert|verzicht")),
    (REFUSED, re.compile(
        r"abgelehnt|ablehnung|absage|zurueckgewiesen|(nicht|keine) (bewillig|gefoerdert|foerderung|genehmig|foerder(faehig|wuerdig)|befuerwortet|angenommen)"
        r"|^nein|^n$|^abg(el)?$|negativ|reject|refus|declin|^0$|^falsch$")),
    (GRANTED, re.compile(
        r"bewillig|gefoerdert|zusage|zugesagt|genehmigt|befuerwortet|angenommen|zugestimmt|zustimmung|^ja|^j$|^x$|^bew$|positiv|grant|approv|award|^1$"
        r"|abgeschlossen|abgerechnet|ausgezahlt|^laufend|^laeuft|^umgesetzt|^in umsetzung|^durchgefuehrt|^wahr$")),
)  # fmt: skip


@dataclass(frozen=True)
class Amounts:
    """How a column writes its amounts. ``english``: a comma parts thousands; ``unit``: euros that one is („in T€“)."""

    english: bool = False
    unit: int = 1

    @classmethod
    def of(cls, texts: Iterable[str], header: str = "") -> "Amounts":
        """Told from all its values: one that can only be English decides, unless another can only be German."""
        german = english = False
        for text in texts:
            if isinstance(text, Number):
                continue
            bare = _bare(text)
            german |= bool(_GERMAN.fullmatch(bare) or _POINT3.fullmatch(bare))
            english |= bool(_ENGLISH.fullmatch(bare) or _COMMA3.fullmatch(bare))
        return cls(english and not german, 1_000 if THOUSANDS.search(header) else 1)

    def read(self, text: str) -> int | None:
        """Cents; None where the cell says nothing. Refused where it says something else than an amount in euro."""
        if NOTHING.fullmatch(text.strip()):
            return None
        if isinstance(text, Number):
            return _cents(Decimal(text) * self.unit, NOISE * self.unit)
        bare = _bare(text)
        if bare and not bare.strip("-–—"):
            return 0  # „- €“: how the accounting format of a spreadsheet shows zero
        negative = bare.startswith("-") or (bare.startswith("(") and bare.endswith(")"))
        bare = bare.strip("()").lstrip("+-")
        if re.fullmatch(r"\d+", bare):
            plain = bare
        elif _GERMAN.fullmatch(bare) or (_POINT3.fullmatch(bare) and not self.english):
            plain = bare.replace(".", "").replace(",", ".")
        elif _ENGLISH.fullmatch(bare) or (_COMMA3.fullmatch(bare) and self.english):
            plain = bare.replace(",", "")
        else:
            raise Refused(self._why(text, bare))
        return _cents(Decimal(plain) * self.unit) * (-1 if negative else 1)

    def _why(self, text: str, bare: str) -> str:
        if FOREIGN.search(text):
            return _("„%(text)s“ ist kein Betrag in Euro.") % {"text": text[:40]}
        if re.fullmatch(r"\d+[.,]\d{3,}", bare):
            return _("„%(text)s“ hat mehr als zwei Stellen hinter dem Komma, oder das Tausenderzeichen ist ein anderes als sonst in der Liste.") % {
                "text": text[:40]
            }  # fmt: skip
        return _("„%(text)s“ ist kein Betrag.") % {"text": text[:40]}


def _bare(text: str) -> str:
    bare = _SIGNS.sub("", text.strip()).replace("\u2212", "-") if len(text) <= 60 else ""
    bare = re.sub(r"(?<=\d),[-–—]+$", "", bare)
    return re.sub(r"^(.*\d[.,]\d\d)-$", r"-\1", bare)  # „5,00-“: as accounting systems write what is owed


def _cents(value: Decimal, noise: Decimal = Decimal(0)) -> int:
    try:
        rounded = value.quantize(CENT, ROUND_HALF_UP)
    except InvalidOperation:
        raise Refused(_("Dieser Betrag ist zu groß. Bitte prüfen Sie die Stellen.")) from None
    if abs(rounded - value) > noise:
        raise Refused(_("%(value)s hat mehr als zwei Stellen hinter dem Komma.") % {"value": str(value)[:30]})
    cents = int(rounded * 100)
    if abs(cents) > LARGEST:
        raise Refused(_("Dieser Betrag ist zu groß. Bitte prüfen Sie die Stellen."))
    return cents


def read_date(text: str, *, month_first: bool = False) -> dt.date | None:
    """A day out of „2010-01-31“, „31.01.2010“, „31.1.10“, „31/01/2010“, „31-Jan-10“, „31. Januar 2010“, „40209“.

    ``month_first`` for „01/31/2010“. None for everything that is no day.
    """
    bare = re.sub(r"[ T]\d{1,2}:\d\d(:\d\d)?( Uhr)?$", "", " ".join(text.split()))
    if re.fullmatch(r"\d{5}(\.\d+)?", bare) and FIRST_DAY < int(bare[:5]) < LAST_DAY:
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(bare[:5]))
    if found := re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", bare):
        return _day(*(int(part) for part in found.groups()))
    if found := re.fullmatch(r"(\d{1,2})[-./] ?(\d{1,2})[-./] ?(\d{2}|\d{4})", bare):
        one, two, year = (int(part) for part in found.groups())
        slashed_american = "/" in bare and month_first
        return _day(_full(year), one, two) if slashed_american else _day(_full(year), two, one)
    if found := re.fullmatch(r"(\d{1,2})[-. ]+([^\W\d]{3,9})[-. ,]*(\d{2}|\d{4})", bare):
        return _day(_full(int(found[3])), _month(found[2]), int(found[1]))
    if found := re.fullmatch(r"([^\W\d]{3,9})[. ]+(\d{1,2}),? +(\d{4})", bare):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    return None


def months_first(texts: Iterable[str]) -> bool:
    """Whether a column writes „01/31/2010“: some day that can only be read so, and none that cannot."""
    american = False
    for text in texts:
        found = re.match(r"(\d{1,2})/(\d{1,2})/", text.strip())
        if found and int(found[1]) > 12:
            return False
        american |= bool(found and int(found[2]) > 12)
    return american


def _month(word: str) -> int:
    key = word.casefold().translate(UMLAUTS)[:3]
    return MONTHS.index(key) + 1 if key in MONTHS else OTHER_MONTHS.get(key, 0)


def _full(year: int) -> int:
    return year if year > 99 else year + (1900 if year > 68 else 2000)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def read_year(text: str) -> int | None:
    """The first year named: „2010“, „HJ 2010/11“, „2010.0“."""
    found = re.search(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)", text)
    return int(found[1]) if found else None


def outcome_of(text: str) -> str | None:
    """What a word says of how it ended; None where we do not know the word, UNKNOWN where the cell is empty."""
    word = " ".join(re.sub(r"[^a-z0-9 ]+", " ", text.casefold().translate(UMLAUTS)).split())
    if NOTHING.fullmatch(text.strip()):
        return UNKNOWN
    return next((outcome for outcome, words in _OUTCOMES if words.search(word)), None)
