"""What the people of Lindenhafen wish: 120 ideas, in their words, and what the office answered."""

from dataclasses import dataclass

STREETS = ("Kornweg", "Hafenstraße", "Lindenallee", "Werftstraße", "Am Wehr", "Kanalstraße", "Angerpark", "Kirchplatz")
NAMES = (
    "Samir", "Hatice", "Olena", "Gerda", "Jürgen", "Lan", "Fatou", "Peter", "Ayşe", "Marta", "Ingrid", "Ahmad", "Tomasz",
    "Lena", "Dilan", "Kofi", "Renate", "Ivan", "Jule", "Amira", "Horst",
)  # fmt: skip


@dataclass(frozen=True)
class Wish:
    title: str
    text: str
    field: int  # index of the field of action
    answer: str = ""


# Twenty wishes that lead to applications; ``projects.PLANS`` refers to them by their place.
LEADING = (
    Wish("Reparaturtreff für Fahrräder", "Bei uns im Haus stehen 15 kaputte Räder im Keller. Ich kann reparieren, andere können lernen. Wir brauchen nur Werkzeug und einen Platz mit Dach.", 0, "Das passt sehr gut. Die Alte Schiffsschmiede hat ein Dach und Strom. Kommen Sie am Dienstag zum Rechnen vorbei?"),
    Wish("Nähwerkstatt am Mittwoch", "Viele Frauen hier können nähen, aber zu Hause ist kein Platz. Drei Maschinen und ein Raum, mehr braucht es nicht.", 0, "Der Raum im Kornweg 12 ist mittwochs frei. Für die Maschinen gibt es den Aktionsfonds."),
    Wish("Sommerkino im Hof", "Eine Leinwand zwischen zwei Fenstern, Stühle von allen, ein Film, den auch die Kinder verstehen.", 4, "Schöne Idee. Die Genehmigung für den Hof holen wir mit der Hafen-Wohnen eG zusammen ein."),
    Wish("Hochbeete am Kirchplatz", "Der Platz ist grau. Sechs Hochbeete, die die Schulkinder gießen, und man bleibt stehen und redet.", 2, "Die Kirchengemeinde freut sich. Bitte rechnen Sie Holz und Erde zusammen."),
    Wish("Deutsch lernen beim Kochen", "Im Kurs lerne ich Grammatik, beim Kochen lerne ich Deutsch. Einmal im Monat, immer ein anderes Land.", 1, "Die Küche im Seniorentreff ist samstags frei."),
    Wish("Boule-Bahn im Angerpark", "Wir sind zwölf Leute über 60 und spielen auf dem Kiesweg. Eine richtige Bahn wäre was.", 3, "Das Grünflächenamt ist einverstanden, wenn Sie die Bahn selbst pflegen."),
    Wish("Hafenfest der Kulturen", "Musik und Essen aus 61 Ländern am Wasser. Jedes Haus bringt einen Tisch mit.", 4, "Für das Fest hilft der Aktionsfonds mit Bühne und Druck."),
    Wish("Lesepatinnen in der Grundschule", "Manche Kinder haben niemanden, der vorliest. Ich habe Zeit, andere auch.", 1, "Die Schule sucht genau das. Für Bücher und eine kleine Schulung gibt es Geld."),
    Wish("Bänke an der Lindenallee", "Meine Mutter schafft den Weg zum Arzt nur mit Pause. Auf 400 Metern steht keine Bank.", 2, "Das Tiefbauamt stellt die Fundamente, die Bänke kann der Fonds zahlen."),
    Wish("Offener Tanzabend", "Tango, Halay, Walzer, egal. Hauptsache zusammen und ohne Eintritt.", 3, "Der Saal im Kornweg ist am letzten Freitag frei."),
    Wish("Werkzeug zum Leihen", "Nicht jeder braucht eine Bohrmaschine. Ein Schrank im Quartiersbüro reicht.", 4, "Wir räumen einen Schrank frei. Wer macht die Ausgabe?"),
    Wish("Geschichten vom Hafen", "Die alten Werftarbeiter sterben, und mit ihnen die Geschichten. Wir nehmen sie auf.", 0, "Die Bücherei hat ein Aufnahmegerät."),
    Wish("Schwimmkurs für Mütter", "Wir bringen unsere Kinder zum Becken und stehen am Rand. Wir wollen es selber lernen.", 3, "Das Bad hat eine Stunde am Sonntag."),
    Wish("Pflanzentausch im Frühling", "Ableger, Samen, Töpfe. Alle haben zu viel von einem und zu wenig vom anderen.", 2, "Der Platz vor dem Büro gehört Ihnen."),
    Wish("Jugendliche malen die Unterführung", "Die Unterführung ist dunkel und stinkt. Mit Farbe und Licht geht man da wieder durch.", 2, "Die Bahn hat zugestimmt, das Jugendhaus macht mit."),
    Wish("Erste Hilfe in vielen Sprachen", "Im Notfall fehlen mir die deutschen Wörter. Ein Kurs auf Türkisch, Arabisch und Ukrainisch.", 3, "Die Feuerwehr gibt den Kurs, wir suchen Leute zum Übersetzen."),
    Wish("Mittagstisch für alle", "Alte essen allein, Junge essen Döner. Einmal die Woche ein Topf für alle.", 0, "Die Kirchengemeinde kocht, der Fonds zahlt Töpfe und Geschirr."),
    Wish("Brettspiel-Nachmittag", "Spiele, die ohne Worte gehen. Dann spielen alle mit.", 0, "Donnerstags von drei bis fünf im Büro."),
    Wish("Baumpatenschaften in der Hitze", "Letzten Sommer sind vier Bäume vertrocknet. Wir gießen, wenn wir Kannen und einen Anschluss haben.", 2, "Die Stadt gibt den Schlüssel zum Hydranten."),
    Wish("Computerhilfe für Ältere", "Meine Enkel haben keine Geduld. Ein Tisch, ein Rechner, jemand mit Ruhe.", 1, "Die Bücherei stellt den Raum."),
)  # fmt: skip
# Wishes of the open list, each told for several streets.
EVERYDAY = (
    Wish("Wasserstelle", "Im Sommer ist es hier sehr heiß. Eine Stelle zum Trinken, auch für Kinder, wäre eine große Hilfe.", 2, "Wir haben die Wasserwerke gefragt. Antwort bis zum Sommer."),
    Wish("Zebrastreifen", "Die Autos fahren schnell, und die Kinder müssen hier rüber.", 2, "Über Straßen entscheidet das Straßenamt. Wir haben Ihre Idee dorthin gegeben."),
    Wish("Mehr Licht", "Abends ist es dunkel. Viele gehen lieber einen Umweg.", 2, "Zwei Laternen sind bestellt."),
    Wish("Tische für Schach", "Wir spielen auf Kisten. Zwei feste Tische, und es kommen mehr.", 3),
    Wish("Flohmarkt vor der Tür", "Einmal im Monat alles rausstellen. Was übrig bleibt, geht an den Umsonstladen.", 4, "Die Straße können wir viermal im Jahr sperren lassen."),
    Wish("Bücherschrank", "Ein Schrank, aus dem man nimmt und in den man gibt. In allen Sprachen.", 1, "Den Schrank baut die Werkstatt der Schule."),
    Wish("Fahrradbügel", "Die Räder liegen auf dem Gehweg, mit dem Kinderwagen kommt man nicht durch.", 2),
    Wish("Spielgeräte für die Kleinen", "Für Kinder unter drei gibt es hier nichts.", 2, "Der Spielplatz wird nächstes Jahr umgebaut. Die Kinder werden gefragt."),
    Wish("Hausaufgaben zusammen machen", "Zu Hause ist es laut. Ein ruhiger Raum und jemand, der Mathe kann.", 1),
    Wish("Grillplatz mit Regeln", "Ein Platz, an dem man darf, dann grillen nicht alle irgendwo.", 3),
    Wish("Müll rausbringen als Fest", "Zweimal im Jahr alle zusammen sammeln, danach Suppe.", 2, "Handschuhe und Säcke gibt die Stadtreinigung."),
    Wish("Gymnastik im Freien", "Jeden Morgen zwanzig Minuten, auch mit Rollator.", 3, "Die Sportfreunde schicken jemanden."),
    Wish("Aushang in vielen Sprachen", "Ich lese die Zettel im Flur nicht. Meine Nachbarin auch nicht.", 4, "Wir drucken ab sofort in fünf Sprachen."),
)  # fmt: skip
PROUD = (
    "Das habe ich mit zwei Nachbarinnen besprochen.", "Ich helfe mit, wenn es so weit ist.", "Das gab es hier früher schon.",
    "Meine Kinder haben die Idee gehabt.", "Bitte sagen Sie mir, ob das geht.",
)  # fmt: skip
REASONS_HIDDEN = "Der Text nennt Namen von Nachbarn. Bitte ohne Namen noch einmal."


def wishes() -> list[tuple[Wish, str]]:
    """120 wishes with their street: the leading twenty first."""
    told = [(wish, STREETS[i % len(STREETS)]) for i, wish in enumerate(LEADING)]
    i = 0
    while len(told) < 120:
        wish, street = EVERYDAY[i % len(EVERYDAY)], STREETS[(i // len(EVERYDAY) + i) % len(STREETS)]
        text = f"{wish.text} {PROUD[i % len(PROUD)]}"
        told.append((Wish(f"{wish.title}: {street}", text, wish.field, wish.answer), street))
        i += 1
    return told
