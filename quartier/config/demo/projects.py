"""Twenty-six projects and the applications that came to nothing, with what became of the money."""

from dataclasses import dataclass

# How far a grant has come. Each is told by ``chapters.life_of``.
CLOSED, REPAID, REMAINING = "closed", "repaid", "remaining"  # settled: exactly, with a refund booked, with a rest paid
RECLAIM, REST_WAITING = "reclaim", "rest_waiting"  # settled: refund still to come, rest waiting for the second person
PROOF, RECEIPTS, OVERDUE = "proof", "receipts", "overdue"  # handed in; receipts to check; proof overdue
PAID, ORDERED, ISSUED = "paid", "ordered", "issued"  # paid out; waiting for the second person; just issued


@dataclass(frozen=True)
class Plan:
    title: str
    wish: int | None  # index in voices.LEADING, or none: an application that came without an idea
    person: str
    house: str
    costs: tuple[tuple[str, int], ...]  # line, euros
    meeting: int  # which jury meeting decides
    end: str
    votes: tuple[int, int, int] = (7, 1, 0)
    reason: str = "Viele haben etwas davon, und die Leute packen selbst an."
    condition: str = ""


P = Plan
PLANS = (
    P("Reparaturtreff für Fahrräder", 0, "Samir Haddad", "Radkultur Wehr e. V.", (("Werkzeug", 890), ("Ersatzteile", 320), ("Druck", 90)), 0, CLOSED, (7, 1, 0), "Viele ohne Auto, gute Erfahrung mit der Nähwerkstatt.", "Einmal im Monat ein Termin nur für Frauen und Mädchen."),
    P("Nähwerkstatt am Mittwoch", 1, "Hatice Yıldız", "Nähwerkstatt Faden & Co", (("Nähmaschinen", 960), ("Stoff und Garn", 240)), 0, REPAID, (7, 0, 0)),
    P("Sommerkino im Hof", 2, "Lena Hansen", "Mieterinitiative Wehr", (("Leihgebühr Leinwand", 540), ("Filmrechte", 310), ("Druck", 120)), 1, CLOSED, (6, 2, 0)),
    P("Hochbeete am Kirchplatz", 3, "Astrid Vogt", "Kirchengemeinde am Hafen", (("Holz", 480), ("Erde und Pflanzen", 260), ("Schrauben und Werkzeug", 110)), 1, CLOSED),
    P("Deutsch lernen beim Kochen", 4, "Olena Kovalenko", "Elterncafé Kanal", (("Lebensmittel", 620), ("Geschirr", 180)), 2, REMAINING),
    P("Boule-Bahn im Angerpark", 5, "Jürgen Matthiesen", "", (("Kies und Holz", 940), ("Kugeln", 160)), 2, CLOSED),
    P("Hafenfest der Kulturen", 6, "Mehmet Kaya", "Kultur am Kai e. V.", (("Bühne", 780), ("Druck", 230), ("Strom und Wasser", 290)), 3, REPAID, (8, 0, 0)),
    P("Lesepatinnen in der Grundschule", 7, "Ingrid Behrens", "Grundschule am Kanal", (("Bücher", 420), ("Schulung", 300)), 3, CLOSED),
    P("Bänke an der Lindenallee", 8, "Gerda Petersen", "Seniorentreff Ankerplatz", (("Bänke", 1180), ("Befestigung", 170)), 4, CLOSED, (9, 0, 0)),
    P("Offener Tanzabend", 9, "Dilan Çelik", "Kultur am Kai e. V.", (("Musikanlage, Leihgebühr", 380), ("Druck", 90)), 4, REMAINING),
    P("Werkzeug zum Leihen", 10, "Peter Wolff", "", (("Werkzeug", 860), ("Schrank", 240)), 5, CLOSED),
    P("Geschichten vom Hafen", 11, "Uwe Brandt", "Stadtbücherei, Zweigstelle Hafen", (("Technik, Leihgebühr", 290), ("Druck des Heftes", 610)), 5, REPAID),
    P("Schwimmkurs für Mütter", 12, "Amira Saleh", "Elterncafé Kanal", (("Bad, Miete", 540), ("Kursleitung", 600)), 6, CLOSED),
    P("Pflanzentausch im Frühling", 13, "Renate Friedrichs", "Nachbarschaftsgarten Anger", (("Töpfe und Erde", 210), ("Pavillon", 340)), 6, RECLAIM),
    P("Unterführung in Farbe", 14, "Lars Petersen", "Jugendhaus Leuchtturm", (("Farbe", 720), ("Gerüst, Leihgebühr", 480)), 6, REST_WAITING, (6, 1, 1)),
    P("Erste Hilfe in vielen Sprachen", 15, "Ahmad Rahimi", "Freiwillige Feuerwehr Hafen", (("Übungspuppen", 640), ("Übersetzung", 300)), 7, CLOSED),
    P("Mittagstisch für alle", 16, "Sabine Albrecht", "Kirchengemeinde am Hafen", (("Töpfe und Geschirr", 720), ("Lebensmittel", 480)), 7, PROOF),
    P("Brettspiel-Nachmittag", 17, "Nguyen Thi Lan", "", (("Spiele", 330), ("Getränke", 90)), 7, PROOF),
    P("Baumpatenschaften in der Hitze", 18, "Horst Kröger", "Nachbarschaftsgarten Anger", (("Gießkannen und Schläuche", 430), ("Schilder", 120)), 8, OVERDUE),
    P("Computerhilfe für Ältere", 19, "Karin Lorenzen", "Volkshochschule, Zweigstelle Hafen", (("Rechner, gebraucht", 780), ("Zubehör", 140)), 8, RECEIPTS),
    P("Chor im Treppenhaus", None, "Jule Sommer", "Chor der Vielen", (("Noten", 180), ("Klavier, Leihgebühr", 360)), 8, RECEIPTS),
    P("Fußball ohne Liga", None, "Kofi Mensah", "Sportfreunde Hohenwerder e. V.", (("Tore und Bälle", 690), ("Platzmiete", 240)), 9, PAID),
    P("Ferienwerkstatt Holz", None, "Sabine Albrecht", "Kultur am Kai e. V.", (("Holz", 510), ("Werkzeug", 420), ("Lebensmittel", 160)), 9, RECEIPTS),
    P("Straßenmalen in der Hafenstraße", None, "Birgit Claussen", "Grundschule am Kanal", (("Kreide", 60), ("Absperrung, Leihgebühr", 180)), 9, PAID),
    P("Winterlichter am Kanal", None, "Marta Nowak", "Werbegemeinschaft Hafenstraße", (("Lichterketten", 560), ("Strom", 130), ("Druck", 80)), 10, ORDERED),
    P("Suppe und Singen", None, "Sabine Albrecht", "Chor der Vielen", (("Lebensmittel", 340), ("Liederhefte", 220)), 10, ISSUED),
)  # fmt: skip
# Refused by the jury: (wish or none, title, person, costs, meeting, reason).
REFUSED = (
    P("Feuerwerk zum Hafenfest", None, "Tomasz Wójcik", "", (("Feuerwerk", 1400),), 3, "", (1, 7, 1), "Zu gefährlich so nah am Wasser, und viele Tiere leiden. Die Jury schlägt Lampions vor."),
    P("Trikots für die Betriebsmannschaft", None, "Thomas Reimers", "Hafen-Wohnen eG", (("Trikots", 900),), 5, "", (0, 6, 1), "Davon haben die Nachbarn nichts, das kann die Firma selbst bezahlen."),
    P("Ampel an der Werftstraße", None, "Ivan Petrenko", "", (("Gutachten", 1200),), 8, "", (0, 8, 0), "Dafür darf die Jury kein Geld geben. Wir haben die Idee an das Straßenamt geschickt."),
)  # fmt: skip
# Still on their way: (plan, how far): checked for the next meeting, handed in, asked back, a draft.
WAITING = (
    (P("Teestube im Waschkeller", None, "Fatou Diallo", "Mieterinitiative Wehr", (("Möbel", 460), ("Geschirr", 140)), 0, ""), "agenda"),
    (P("Drachenbau am Deich", None, "Lars Petersen", "Jugendhaus Leuchtturm", (("Material", 280), ("Leihgebühr Bus", 190)), 0, ""), "agenda"),
    (P("Offenes Atelier", None, "Anna Schröder", "Kultur am Kai e. V.", (("Farben und Papier", 640), ("Eigenes Honorar", 500)), 0, ""), "agenda"),
    (P("Vorlesen auf Arabisch", None, "Rana Aziz", "Stadtbücherei, Zweigstelle Hafen", (("Bücher", 390),), 0, ""), "submitted"),
    (P("Rampe für das Café", None, "Elif Arslan", "Café Schiffsjunge", (("Rampe", 1450), ("Einbau", 420)), 0, ""), "submitted"),
    (P("Theater der Nachbarn", None, "Sabine Albrecht", "Kultur am Kai e. V.", (("Kostüme", 430), ("Technik, Leihgebühr", 520)), 0, ""), "returned"),
    (P("Bienen auf dem Schuldach", None, "Birgit Claussen", "Grundschule am Kanal", (("Bienenkästen", 480),), 0, ""), "withdrawn"),
    (P("Flohmarkt der Kinder", None, "Sabine Albrecht", "", (("Tische, Leihgebühr", 210),), 0, ""), "draft"),
)  # fmt: skip
