"""Forty dates: what comes round, what was special, and what is ahead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Happening:
    title: str
    summary: str
    place: str
    offset: int  # days from the first start
    hour: int
    hours: int
    cost: str = "kostenlos"
    step_free: bool = True
    childcare: bool = False
    languages: str = ""
    called_off: str = ""


H = Happening
ROUND = (  # every so many days, over the whole story and the weeks ahead
    ("Sprachcafé am Dienstag", "Reden, fragen, lachen. Niemand korrigiert, alle helfen.", "Quartiersbüro", 15, 2, "für alle Sprachen", True, 66),
    ("Mietberatung: Brief vom Vermieter?", "Die Mieterinitiative liest mit Ihnen.", "Quartiersbüro", 10, 2, "Deutsch, Türkisch, Arabisch", False, 91),
    ("Frühstück der Nachbarinnen", "Jede bringt etwas mit.", "Kornweg 12", 9, 3, "", True, 119),
    ("Repair-Abend", "Lampe, Toaster, Hose: Wir machen es zusammen heil.", "Alte Schiffsschmiede", 18, 3, "", False, 133),
)  # fmt: skip
SPECIAL = (
    H("Hafenfest der Kulturen", "Bühne, Tische, 61 Länder.", "Am Hafenbecken", -155, 14, 8),
    H("Putztag am Kanal", "Handschuhe gibt es vor Ort, danach Suppe.", "Kanalstraße", -230, 10, 4),
    H("Stadtteilkonferenz", "Was braucht Lindenhafen? Wir sammeln und ordnen.", "Grundschule am Kanal", -300, 17, 3, languages="Übersetzung in 4 Sprachen"),
    H("Lichterzug", "Mit Laternen die Lindenallee hinunter.", "Start: Kirchplatz", -378, 17, 2, childcare=True),
    H("Sommerkino im Hof", "Ein Film ohne viele Worte.", "Am Wehr 5", -500, 21, 2),
    H("Eröffnung der Bänke", "Kaffee auf der ersten Bank.", "Lindenallee", -190, 15, 2),
    H("Tag der offenen Tür", "Büro, Fonds, Jury: Fragen Sie.", "Quartiersbüro", -420, 14, 4),
    H("Sommerfest im Angerpark", "Spiele, Musik, viel Schatten.", "Angerpark", -120, 13, 7),
    H("Erzählcafé: Die Werft", "Drei alte Werftarbeiter erzählen.", "Stadtbücherei, Zweigstelle Hafen", -260, 16, 2),
    H("Boule-Turnier", "Auf der neuen Bahn.", "Angerpark", -90, 14, 4),
    H("Winterlichter am Kanal", "Wir schalten die Lichter an.", "Kanalstraße", 17, 17, 2, childcare=True),
    H("Suppe und Singen", "Lieder, die alle kennen, und eine Suppe, die keiner kennt.", "Kirchplatz 3", 24, 17, 3),
    H("Adventsbasteln", "Material ist da.", "Kita Regenbogenfisch", 12, 15, 2, childcare=True, called_off="Die Kita hat einen Wasserschaden."),
    H("Neujahrsempfang der Nachbarschaft", "Rückblick, Ausblick, Buffet von allen.", "Grundschule am Kanal", 50, 17, 3, languages="Übersetzung in 4 Sprachen"),
)  # fmt: skip


def happenings() -> list[Happening]:
    """All dates of the calendar, in order."""
    found = list(SPECIAL)
    for title, summary, place, hour, hours, languages, childcare, every in ROUND:
        for number in range(-6, 2):
            offset = number * every + (3 if every % 2 else 1) + (every % 9)
            found.append(
                Happening(title, summary, place, offset, hour, hours, languages=languages, childcare=childcare)
            )
    return sorted(found, key=lambda one: one.offset)
