"""Which column of an office's list is what: by what its header says, and by what stands below it."""

import functools
import re
from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from quartier.funding.imports.values import NOTHING, Amounts, outcome_of, read_date, read_year
from quartier.funding.models.earlier import REFUSED, UNKNOWN, WITHDRAWN
from quartier.kit.columns import UMLAUTS, Column
from quartier.kit.errors import Refused

NOTE = "note"
AMOUNTS = ("costs", "requested", "granted", "paid")
FIELDS = (
    Column("applicant", _("Antragsteller oder Empfänger")),
    Column("first_name", _("Vorname, zum Namen")),
    Column("title", _("Vorhaben")),
    Column("costs", _("Gesamtkosten")),
    Column("requested", _("Beantragt")),
    Column("granted", _("Bewilligt")),
    Column("paid", _("Ausgezahlt")),
    Column("decided_on", _("Entschieden am")),
    Column("year", _("Jahr")),
    Column("starts_on", _("Beginn, nur für das Jahr")),
    Column("outcome", _("Ergebnis")),
    Column("fund", _("Fonds oder Geldgeber")),
    Column("reference", _("Aktenzeichen oder Nummer")),
    Column("currency", _("Währung")),
    Column(NOTE, _("Bemerkung (mehrere möglich)")),
)

# Words as they stand in real lists, after ``plain``: the best first. What NEVER matches is another thing altogether.
NEVER = re.compile(
    r"\b(iban|bic|e ?mail|mail|telefon|tel|fax|plz|postleitzahl|postcode|strasse|anschrift|adresse|wohnort|ort|city"
    r"|location|geographic|bezirk|stadtteil|land|country|typ|empfaengertyp|empfaengerid|url|website|homepage|department"
    r"|company number|last modified|kofinanzierungs ?satz|co ?financing rate|haushaltsposition|nhh\w*|einzelplan|kapitel"
    r"|konto\w*|kontakt\w*|ansprechpartner\w*|ansprechperson|quote|prozent|anteil|satz|eu betrag)\b"
)
DAY = r"(datum|\bam\b|\bvom\b|\btag\b|date)"
YEAR_OR_UNIT = r"\b(19|20)\d\d\b|\b(in )?(t|tsd|tausend) ?(eur|euro)\b"
WORDS: Mapping[str, tuple[str, ...]] = {
    NOTE: (r"^(bemerkung|anmerkung|hinweis|kommentar|notiz|auflage|ablehnungsgrund|begruendung)", r"^(zusammenfassung|beschreibung|kurzbeschreibung)",
           r"\bsummary\b", r"^description"),
    "currency": (r"^(waehrung|currency)",),
    "year": (r"^(haushalts|foerder|bewilligungs|antrags|kalender|programm)?jahr( der bewilligung)?$", r"^jahr\b(?!.*abschluss)",
             r"^(year|hj|award year)$"),
    "decided_on": (r"(bewilligung|bescheid|entscheid|beschluss|sitzung|jury)\w* ?" + DAY,
                   r"(bewilligt|entschieden|beschlossen|bescheid|beschluss|sitzung|zusage|jury)( \w+)? (am|vom)\b",
                   r"datum d(er|es) (bewilligung|entscheidung|beschluss\w*|bescheid\w*|sitzung)", r"^(award|decision|grant) date",
                   r"^(sitzung|jurysitzung|bewilligt|bewilligung)$|^(beschluss|entscheidung)\b", r"^datum\b(?!.*(beginn|ende|antrag|eingang|auszahl|abrechn))|^date$"),
    "starts_on": (r"^(beginn|start|von|anfang)$", r"datum des beginns", r"^(zeitraum|laufzeit|foerderzeitraum) (von|ab|beginn)",
                  r"\b(beginn|start)\w*( \w+)?$", r"start date", r"^(laufzeit|zeitraum|projektzeitraum|foerderzeitraum)$"),
    "requested": (r"beantragt|antragssumme|antragsbetrag|antragshoehe|gewuenscht", r"requested|applied for", r"^antrag .*(eur|betrag|summe)"),
    "paid": (r"ausgezahlt|auszahlung(?!.*(datum|\bam\b))|abgerechnet|gezahlte?\b|verausgabt|verwendet|endgueltige",
             r"\b(paid|disbursed|spent)\b"),
    "costs": (r"gesamtkosten|gesamtausgaben|projektkosten|gesamtvolumen|gesamtfinanzierung", r"(foerderfaehige\w*|zuwendungsfaehige\w*) (ausgaben|kosten)",
              r"total (eligible|cost|project)", r"^kosten\b"),
    "granted": (r"^(entscheidung|bescheid|beschluss|jury|votum) (betrag|summe|hoehe|eur|euro)\b|(bewilligt|bewilligung|zuwendung|foerder|zuschuss|foerderung)\w* ?(betrag|summe|hoehe|mittel|in eur|eur|euro)",
                r"^gesamtzuwendung|\bbewilligt(?! (am|vom|von|durch))|bewilligte\w* (summe|betrag|mittel|zuwendung|foerderung)",
                r"hoehe der (zuwendung|foerderung|bewilligung)|bereitgestellte|vorgesehene \w* ?beteiligung", r"amount awarded|awarded|amount granted",
                r"^(zuschuss|foerderung|zusage|zugesagt|grant amount|granted|approved)( in)?( eur| euro)?$", r"^(betrag|summe|amount|hoehe|eur|euro)( eur| euro| in eur\w*)?$"),
    "applicant": (r"antragsteller|antragstellende|zuwendungsempf|foerdermittelempf|zuschussempf|zuwendungsnehm|foerdernehm|beguenstigte",
                  r"recipient org name|recipient ind name|beneficiary name|grantee|^applicant|^beneficiary",
                  r"projekttraeger|^name d(es|er) (verein|traeger|organisation|einrichtung|initiative|antrag|empfaeng|foerdernehm)|^empfaenger|^traeger|^verein|^organisation|^initiative|^einrichtung",
                  r"^recipient|full name of applicant", r"^(nach|familien)?name( vorname)?$"),
    "first_name": (r"^vorname$|^first name$",),
    "title": (r"projekttitel|projektname|antragstitel|massnahme|bezeichnung des|name des (projekt|vorhaben)", r"^(operation name|project title|title)$",
              r"zuwendung fuer|^(verwendungs|zuwendungs|foerder|zuschuss)?zweck|^(projekt|massnahmen|vorhabens?)bezeichnung", r"^(projekt|vorhaben|idee|aktion|gegenstand|betreff|thema|wofuer|titel|project)\b"),
    "outcome": (r"\b(ergebnis|outcome|grant status|votum)\b", r"^(bewilligungs|antrags)?(status|stand)$",
                r"^(bewilligt|zusage|zugesagt|jury|genehmigt|gefoerdert|foerderung)( ja nein)?$|^(entscheidung|beschluss)\b"),
    "fund": (r"^(fonds|topf|foerdertopf|foerderfonds|programm|foerderprogramm|grant programme title|fund)\b",
             r"^(geber|zuwendungsgeber|foerdergeber|geldgeber|behoerde|funding org name|funder)\b"),
    "reference": (r"aktenzeichen|geschaeftszeichen|foerderkennzeichen|kennziffer|^(az|fkz)$", r"(antrags|projekt|bewilligungs|zuwendungs|vorgangs|inez)\w* ?(nr|nummer)",
                  r"^(nr|nummer|lfd nr|laufende nr|id|identifier|grant number|no)$"),
}  # fmt: skip
_COMPILED = {name: tuple(re.compile(text) for text in texts) for name, texts in WORDS.items()}


def plain(header: str) -> str:
    """„Bewilligte Summe (in €)“ → „bewilligte summe in eur“."""
    text = header.casefold().translate(UMLAUTS).replace("€", " eur ")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())


def _fields(header: str) -> list[tuple[int, str]]:
    """(how well, field) for every field that the header may mean."""
    text = plain(header)
    if not text or (NEVER.search(text) and not re.search(r"recipient org name|funding org name", text)):
        return []
    if text.startswith("davon "):
        return []
    found = []
    of_sums = "" if re.search(DAY, text) else " ".join(re.sub(YEAR_OR_UNIT, " ", text).split())  # „Zuschuss 2020 in T€“
    for name, patterns in _COMPILED.items():
        words = of_sums if name in AMOUNTS else text
        place = next((number for number, pattern in enumerate(patterns) if pattern.search(words)), None)
        if place is not None:
            found.append((place, name))
    return sorted(found)


@functools.lru_cache(maxsize=2_000)
def known(header: str) -> str:
    """The field that a header names by its words alone, „“ for none: it tells which row the headers are."""
    if len(header) > 120:
        return ""
    found = _fields(header)
    return found[0][1] if found else ""


def guess(headers: Sequence[str], samples: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Header → field where words and values agree. ``samples``: some values of each column."""
    fits = _fits(headers, samples)
    offers = sorted(
        (rank, list(_COMPILED).index(name), number, name, header)
        for number, header in enumerate(headers)
        for rank, name in _fields(header)
        if fits[name](samples.get(header, ()))
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _rank, _order, _number, name, header in offers:
        if header in found or (name in taken and name != NOTE):
            continue
        found[header] = name
        taken.add(name)
    return found


def _fits(headers: Sequence[str], samples: Mapping[str, Sequence[str]]) -> dict[str, Callable[[Sequence[str]], bool]]:
    """What the values below a header must look like; an empty column may be anything."""

    def mostly(good: Callable[[str], bool]) -> Callable[[Sequence[str]], bool]:
        def fits(values: Sequence[str]) -> bool:
            told = [value for value in values if not NOTHING.fullmatch(value.strip()) and not value.startswith("#")]
            return not told or 2 * sum(good(value) for value in told) > len(told)

        return fits

    def amount(values: Sequence[str]) -> bool:
        """„abgelehnt“ stands among amounts, too."""
        return mostly(_is_amount)([v for v in values if _is_amount(v) or outcome_of(v) not in (REFUSED, WITHDRAWN)])

    def outcome(values: Sequence[str]) -> bool:
        """Words, of which we know some; the others are told and kept."""
        said = [outcome_of(value) for value in values]
        return mostly(lambda value: outcome_of(value) is not None)(values) or (
            words(values) and any(one not in (None, UNKNOWN) for one in said)
        )

    def day(values: Sequence[str]) -> bool:
        """Some days; a month of a year, or a day that is none, among them."""
        told = mostly(lambda value: _is_day(value) or read_year(value) is not None)
        return told(values) and (not values or any(_is_day(value) for value in values))

    year = mostly(lambda value: bool(re.search(r"(19|20)\d\d", value)))
    words = mostly(lambda value: not _is_amount(value) and read_date(value) is None)
    anything = mostly(lambda value: True)
    special = {"decided_on": day, "starts_on": mostly(lambda value: read_date(value) is not None or "20" in value),
               "year": year, "outcome": outcome, "title": words, "applicant": words}  # fmt: skip
    return {name: amount if name in AMOUNTS else special.get(name, anything) for name in _COMPILED}


def _is_day(value: str) -> bool:
    return read_date(value) is not None or read_date(value, month_first=True) is not None


def _is_amount(value: str) -> bool:
    try:
        return Amounts.of(()).read(value) is not None
    except Refused:
        return len(value) <= 60 and bool(_MEANT.fullmatch(value)) and not _is_day(value)


# What is meant as an amount and is told to be none: „1,2345“, „ca. 500“, „500 € (bis zu)“.
_MEANT = re.compile(
    r"(?=.*\d)(((ca|max|maximal|bis|zu|rund|rd|etwa|mind)\b\.?|[<>~≤≥])\s*)*[\d.,'\s€$£teur()+−-]+(\(.{0,40}\))?", re.IGNORECASE
)  # fmt: skip
