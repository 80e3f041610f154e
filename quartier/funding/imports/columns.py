"""Which column of an office's list is what: by what its header says, and by what stands below it."""

import functools
import re
from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from quartier.funding.imports.values import NOTHING, Amounts, outcome_of, read_date
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
WORDS: Mapping[str, tuple[str, ...]] = {
    NOTE: (r"^(bemerkung|anmerkung|hinweis|kommentar|notiz|auflage)", r"^(zusammenfassung|beschreibung|kurzbeschreibung)",
           r"\bsummary\b", r"^description"),
    "currency": (r"^(waehrung|currency)",),
    "year": (r"^(haushalts|foerder|bewilligungs|antrags|kalender|programm)?jahr( der bewilligung)?$", r"^jahr\b(?!.*abschluss)",
             r"^(year|hj|award year)$"),
    "decided_on": (r"(bewilligung|bescheid|entscheid|beschluss|sitzung|jury)\w* ?" + DAY,
                   r"(bewilligt|entschieden|beschlossen|bescheid|beschluss|sitzung|zusage|jury)( \w+)? (am|vom)\b",
                   r"datum d(er|es) (bewilligung|entscheidung|beschluss\w*|bescheid\w*|sitzung)", r"^(award|decision|grant) date",
                   r"^(sitzung|jurysitzung|beschluss|entscheidung|bewilligt|bewilligung)$", r"^datum\b(?!.*(beginn|ende|antrag|eingang|auszahl|abrechn))|^date$"),
    "starts_on": (r"^(beginn|start|von|anfang)$", r"datum des beginns", r"^(zeitraum|laufzeit|foerderzeitraum) (von|ab|beginn)",
                  r"\b(beginn|start)\w*( \w+)?$", r"start date", r"^(laufzeit|zeitraum|projektzeitraum|foerderzeitraum)$"),
    "requested": (r"beantragt|antragssumme|antragsbetrag|antragshoehe|gewuenscht", r"requested|applied for", r"^antrag .*(eur|betrag|summe)"),
    "paid": (r"ausgezahlt|auszahlung(?!.*(datum|\bam\b))|abgerechnet|gezahlte?\b|verausgabt|verwendet|endgueltige",
             r"\b(paid|disbursed|spent)\b"),
    "costs": (r"gesamtkosten|gesamtausgaben|projektkosten|gesamtvolumen|gesamtfinanzierung", r"(foerderfaehige\w*|zuwendungsfaehige\w*) (ausgaben|kosten)",
              r"total (eligible|cost|project)", r"^kosten\b"),
    "granted": (r"(bewilligt|bewilligung|zuwendung|foerder|zuschuss|foerderung)\w* ?(betrag|summe|hoehe|mittel|in eur|eur|euro)",
                r"^gesamtzuwendung|\bbewilligt(?! (am|vom|von|durch))|bewilligte\w* (summe|betrag|mittel|zuwendung|foerderung)",
                r"hoehe der (zuwendung|foerderung|bewilligung)|bereitgestellte|vorgesehene \w* ?beteiligung", r"amount awarded|awarded|amount granted",
                r"^(zuschuss|foerderung|zusage|grant amount|granted|approved)( eur| euro)?$", r"^(betrag|summe|amount|hoehe|eur|euro)( eur| euro| in eur\w*)?$"),
    "applicant": (r"antragsteller|antragstellende|zuwendungsempf|foerdermittelempf|zuschussempf|zuwendungsnehm|foerdernehm|beguenstigte",
                  r"recipient org name|recipient ind name|beneficiary name|grantee|^applicant|^beneficiary",
                  r"projekttraeger|^empfaenger|^traeger|^verein|^organisation|^initiative|^einrichtung",
                  r"^recipient|full name of applicant", r"^(nach|familien)?name( vorname)?$"),
    "first_name": (r"^vorname$|^first name$",),
    "title": (r"projekttitel|projektname|antragstitel|massnahme|bezeichnung des|name des (projekt|vorhaben)", r"^(operation name|project title|title)$",
              r"zuwendung fuer|verwendungszweck|zuwendungszweck|^zweck", r"^(projekt|vorhaben|idee|aktion|gegenstand|betreff|thema|wofuer|titel|project)\b"),
    "outcome": (r"\b(ergebnis|outcome|grant status|votum)\b", r"^(bewilligungs|antrags)?(status|stand)$",
                r"^(entscheidung|beschluss|bewilligt|zusage|jury|genehmigt|gefoerdert|foerderung)$"),
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
    for name, patterns in _COMPILED.items():
        place = next((number for number, pattern in enumerate(patterns) if pattern.search(text)), None)
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
            told = [value for value in values if not NOTHING.fullmatch(value.strip())]
            return not told or 2 * sum(good(value) for value in told) > len(told)

        return fits

    amount, day = mostly(_is_amount), mostly(_is_day)
    year = mostly(lambda value: bool(re.search(r"(19|20)\d\d", value)))
    words = mostly(lambda value: not _is_amount(value) and read_date(value) is None)
    anything = mostly(lambda value: True)
    special = {"decided_on": day, "starts_on": mostly(lambda value: read_date(value) is not None or "20" in value),
               "year": year, "outcome": mostly(lambda value: outcome_of(value) is not None), "title": words, "applicant": words}  # fmt: skip
    return {name: amount if name in AMOUNTS else special.get(name, anything) for name in _COMPILED}


def _is_day(value: str) -> bool:
    return read_date(value) is not None or read_date(value, month_first=True) is not None


def _is_amount(value: str) -> bool:
    try:
        return Amounts.of(()).read(value) is not None
    except Refused:
        return any(sign.isdigit() for sign in value) and bool(re.fullmatch(r"[\d.,'\s€$£eEuUrR()+−-]+", value))
