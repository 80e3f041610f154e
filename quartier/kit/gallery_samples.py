"""Invented content for the gallery of components."""

from typing import Any

RING = "M70 96C150 70 250 62 300 52s110-10 150 26c34 30 62 60 74 116 10 50 6 96-22 140-20 32-20 60-34 96l-168 14C220 448 150 430 110 384 66 330 40 280 44 214c2-40 4-96 26-118z"


def link(label: str, **more: Any) -> dict[str, Any]:
    return {"label": label, "url": "#", **more}


def path(*states: str) -> list[dict[str, str]]:
    titles = ("Eingereicht", "Beantwortet", "In der Jury", "Gefördert", "Fertig")
    return [{"title": title, "state": state} for title, state in zip(titles, states, strict=False)]


def knots() -> list[dict[str, Any]]:
    return [
        {
            "title": "Eingereicht",
            "date": "12. Februar 2026",
            "datetime": "2026-02-12",
            "text": "Über das Formular.",
            "state": "done",
        },
        {
            "title": "Beantwortet",
            "date": "17. Februar 2026, nach 5 Tagen",
            "datetime": "2026-02-17",
            "state": "done",
            "by": "Selin Aydın, Quartiersbüro",
            "quote": "Lieber Samir, das passt sehr gut. Die Alte Schiffsschmiede hat ein Dach und Strom. Kommen Sie am Dienstag zum Rechnen vorbei?",
        },
        {
            "title": "In der Jury",
            "date": "21. April 2026",
            "state": "done",
            "votes": {"yes": 7, "no": 1, "abstain": 0, "recused": 1},
            "text": "Begründung: viele ohne Auto, gute Erfahrung mit der Nähwerkstatt.",
            "link": "#",
            "link_label": "Beschluss 14/2026",
        },
        {
            "title": "Gefördert",
            "date": "28. April 2026",
            "state": "now",
            "text": "1.480\u00a0€ aus dem Aktionsfonds.",
            "link": "#",
            "link_label": "Zum Projekt",
        },
        {
            "title": "Fertig",
            "date": "voraussichtlich September 2026",
            "state": "coming",
            "text": "Danach berichten Samir und sein Team hier mit Bildern.",
        },
    ]


def record_knots() -> list[dict[str, Any]]:
    done = [("Idee", "3.11."), ("Beschluss", "26.11."), ("Projekt", "Nähstube")]
    coming = [("Belege", ""), ("Abrechnung", ""), ("Bericht", "")]
    return [
        *({"title": title, "date": date, "link": "#", "state": "done"} for title, date in done),
        {"title": "Bewilligung", "date": "4.12.", "state": "now"},
        *({"title": title, "date": date, "state": "coming"} for title, date in coming),
    ]


SAMPLES: dict[str, Any] = {
    "ring": RING,
    "total": 1_800_000,
    "used": 1_450_690,
    "paid": 49_310,
    "committed": 200_000,
    "available": 100_000,
    "trail": [link("Lindenhafen"), link("Ideen"), {"label": "Reparaturtreff"}],
    "tabs": [link("Überblick", current=True), link("Belege", count=41), link("Verlauf")],
    "filters": [link("Alle", current=True), link("Fristen", count=2), link("Belege", count=4)],
    "languages": [
        {"value": code, "label": name, "checked": code == "de"}
        for code, name in (("de", "Deutsch"), ("tr", "Türkçe"), ("ar", "العربية"))
    ],
    "speaks": [
        {"code": "de", "name": "Deutsch"},
        {"code": "tr", "name": "Türkçe"},
        {"code": "ar", "name": "العربية", "dir": "rtl", "note": "Do"},
    ],
    "desk_rows": [
        {"label": "Danach wieder", "value": "heute, 15 bis 18 Uhr"},
        {"label": "Wo", "value": "Hafenstraße 31, ohne Stufen"},
        {"label": "Heute für Sie da", "value": "Selin Aydın und Taras Bondarenko"},
    ],
    "marks": [
        {"icon": "euro", "label": "kostenlos"},
        {"icon": "step-free", "label": "ohne Stufen"},
        {"icon": "speech", "label": "Deutsch, Türkisch"},
        {"icon": "people", "label": "noch 3 Plätze"},
    ],
    "knots": knots(),
    "new_knots": path("now", "coming", "coming", "coming", "coming"),
    "jury_knots": path("done", "done", "now", "coming", "coming"),
    "refused_knots": [*path("done", "done", "done")[:3], {"title": "Nicht gefördert", "state": "ended"}],
    "record_knots": record_knots(),
    "yes": {"yes": 7, "no": 1, "abstain": 0, "recused": 1},
    "refused": {"yes": 0, "no": 9, "abstain": 0, "recused": 0},
    "many": {"yes": 61, "no": 12, "abstain": 3, "recused": 0},
    "call_facts": [{"label": "noch Zeit", "value": "12 Tage"}, {"label": "Antwort nach", "value": "7 Tagen"}],
    "figures": [
        {"label": "Beantragt", "value": "1.555,95\u00a0€", "url": "#"},
        {"label": "Ehrenamt", "value": "40 Std."},
        {"label": "Zeitraum", "value": "12.1.–16.3.2027"},
    ],
    "sums": [
        {"label": "Ausgaben", "value": "12.240,00\u00a0€"},
        {"label": "Eigenmittel", "value": "−1.240,00\u00a0€"},
        {"label": "Zuwendung", "value": "11.000,00\u00a0€", "all": True},
    ],
    "lines": [
        {"name": "Honorare", "plan": 1_000_000, "actual": 924_000, "note": "3 Belege"},
        {"name": "Sachkosten", "plan": 400_000, "actual": 491_240, "note": "19 Belege"},
    ],
    "plan_total": 1_400_000,
    "actual_total": 1_415_240,
    "projects": [
        {"number": 1, "title": "Hofgarten Kornweg", "url": "#", "note": "fertig seit April", "cents": 580_000},
        {
            "number": 2,
            "title": "Sprachcafé am Dienstag",
            "url": "#",
            "note": "läuft bis Dezember",
            "cents": 460_000,
        },
    ],
    "pins": [
        {"x": 250, "y": 206, "number": 1, "label": "Hofgarten", "url": "#p1"},
        {"x": 176, "y": 316, "number": 2, "label": "Sprachcafé", "url": "#p2", "kind": "chosen"},
        {"x": 430, "y": 150, "number": 3, "label": "Bänke", "url": "#p3", "kind": "quiet"},
    ],
    "three": [
        {"title": "Bringen Sie Ihre Idee ein", "text": "Hier, per Telefon oder im Büro. Drei Fragen, ohne Konto."},
        {"title": "Sie bekommen Antwort", "text": "Nach höchstens sieben Tagen."},
        {"title": "Nachbarn entscheiden", "text": "Öffentlich, mit Begründung."},
    ],
    "agenda": [
        {"number": 1, "title": "Begrüßung, Protokoll", "state": "genehmigt", "url": "#"},
        {"number": 2, "title": "Offene Nähstube", "state": "Abstimmung läuft", "url": "#", "current": True},
        {"number": 3, "title": "Winterkino im Hof", "state": "offen", "url": "#"},
    ],
    "present": [
        {"name": "Helga Wendt", "note": "Leitung", "state": "gestimmt", "done": True},
        {"name": "Boris Adler", "note": "redet mit", "state": "befangen", "warn": True},
        {"name": "Cem Aydın", "state": "entschuldigt", "away": True},
    ],
    "checks": [
        {"kind": "ok", "label": "Ort liegt im Quartier", "note": "Lindenplatz 4"},
        {"kind": "warn", "label": "Honorar begründet", "note": "angefragt am 17.11."},
        {"kind": "bad", "label": "Höchstgrenze eingehalten", "note": "55,95\u00a0€ zu viel"},
        {"kind": "open", "label": "Bewirtung förderfähig"},
    ],
    "story": [
        {"title": "Nachfrage", "text": "zum Honorar", "meta": "Di 17.11., 9:12 · Clara Behrens"},
        {"title": "Antrag", "text": "eingereicht", "meta": "Mi 11.11., 20:15 · Renate Pohl", "url": "#"},
    ],
    "ballot": [
        {"value": "yes", "label": "Ja"},
        {"value": "no", "label": "Nein"},
        {"value": "abstain", "label": "Enthaltung"},
    ],
    "photo_steps": ["Foto", "Angaben", "Fertig"],
    "icons": [
        "next",
        "back",
        "down",
        "check",
        "close",
        "plus",
        "minus",
        "menu",
        "list",
        "euro",
        "step-free",
        "speech",
        "child",
        "people",
        "user",
        "calendar",
        "clock",
        "place",
        "mail",
        "phone",
        "file",
        "photo",
        "upload",
        "download",
        "edit",
        "link",
        "lock",
        "home",
        "heart",
        "vote",
        "print",
        "bad",
        "warn",
        "info",
        "ok",
        "open",
    ],
}
