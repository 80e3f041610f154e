"""One sample per document template: what the apps will hand over. Everybody and everything in it is made up."""

import io
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

QUARTIER = Path(__file__).resolve().parents[2]
GRANT = QUARTIER / "funding/documents/grant_letter.typ"
REJECTION = QUARTIER / "funding/documents/rejection_letter.typ"
APPLICATION = QUARTIER / "funding/documents/application.typ"
SETTLEMENT = QUARTIER / "spending/documents/settlement.typ"
SETTLEMENT_LETTER = QUARTIER / "spending/documents/settlement_letter.typ"


def photo(colour: str = "#7aa874") -> bytes:
    """A drawn picture of two raised beds, as JPEG."""
    picture = Image.new("RGB", (1200, 800), "#dfe9f2")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 520, 1200, 800), fill=colour)
    for left in (140, 640):
        pen.rectangle((left, 430, left + 400, 620), fill="#8a5a34")
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def logo(text: str, colour: str, width: int = 190) -> bytes:
    """A funder's mark as SVG."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="60" viewBox="0 0 {width} 60">'
        f'<rect width="10" height="60" fill="{colour}"/><circle cx="40" cy="30" r="18" fill="{colour}"/>'
        f'<text x="68" y="38" font-family="Noto Sans" font-weight="700" font-size="20" fill="#131525">{text}</text></svg>'
    ).encode()


FILES = {
    "logo-stadt.svg": logo("Hafenstadt", "#005741"),
    "logo-land.svg": logo("Land Nordmark", "#1d4f91", 230),
    "logo-buero.svg": logo("Lindenhafen", "#005741", 200),
    "foto-1.jpg": photo(),
    "foto-2.jpg": photo("#c9a86a"),
}

PAPER: dict[str, Any] = {
    "office": {
        "name": "Quartiersbüro Lindenhafen",
        "carrier": "Nachbarschaft Lindenhafen e. V.",
        "street": "Kaistraße 12",
        "place": "20999 Hafenstadt",
        "phone": "040 5550 1230",
        "mail": "buero@lindenhafen.example",
        "web": "lindenhafen.example",
        "hours": "Di und Do 10–18 Uhr",
        "logo": "logo-buero.svg",
        "logo_alt": "Logo des Quartiers Lindenhafen",
    },
    "funders": [
        {"name": "Stadt Hafenstadt", "logo": "logo-stadt.svg", "alt": "Logo der Stadt Hafenstadt"},
        {"name": "Land Nordmark", "logo": "logo-land.svg", "alt": "Logo des Landes Nordmark"},
        {"name": "Bund-Länder-Programm Sozialer Zusammenhalt"},
    ],
    "funders_note": "Die Förderung kommt aus Mitteln der Städtebauförderung.",
    "reference": "AF-2026-017",
    "date": "2026-11-26",
}

LETTER: dict[str, Any] = PAPER | {
    "recipient": ["Gartengruppe Lindenplatz", "Frau Elif Yıldız", "Lindenplatz 4", "20999 Hafenstadt"],
    "contact": {"name": "Clara Behrens", "phone": "040 5550 1231", "mail": "clara.behrens@lindenhafen.example"},
    "salutation": "Guten Tag Frau Yıldız,",
    "signatures": [{"name": "Clara Behrens", "role": "Quartiersbüro Lindenhafen"}],
    "signature_note": "Dieses Schreiben wurde elektronisch erstellt und gilt ohne Unterschrift.",
}

OBJECTION = (
    "Gegen diesen Bescheid können Sie innerhalb eines Monats, nachdem Sie ihn bekommen haben, Widerspruch erheben: "
    "schriftlich oder zur Niederschrift beim Quartiersbüro Lindenhafen, Kaistraße 12, 20999 Hafenstadt."
)
DECISION = {
    "committee": "Jury des Aktionsfonds",
    "date": "2026-11-19",
    "number": "2026-31",
    "yes": 7,
    "no": 1,
    "abstained": 0,
    "recused": 1,
    "reason": "Die Hochbeete bringen Nachbarinnen und Nachbarn zusammen und machen den Lindenplatz grüner.",
}
COSTS = [
    {"label": "Holz und Schrauben", "note": "Lärche, unbehandelt, für vier Beete", "cents": 64000},
    {"label": "Erde und Pflanzen", "cents": 38050},
    {"label": "Einladungen und Plakate", "cents": 12950},
]

GRANT_DATA: dict[str, Any] = LETTER | {
    "project": {
        "title": "Hochbeete am Lindenplatz",
        "place": "Lindenplatz, Südseite",
        "from": "2026-12-01",
        "to": "2027-05-31",
    },
    "grantee": "Gartengruppe Lindenplatz, vertreten durch Elif Yıldız",
    "kind": "Das Geld ist ein Zuschuss für ein einzelnes Vorhaben (Projektförderung).",
    "purpose": "Wir bauen vier Hochbeete, zwei davon so hoch, dass man im Rollstuhl daran arbeiten kann.",
    "revocation": "Wir können den Bescheid widerrufen, wenn das Geld anders verwendet wird.",
    "fund": "Aktionsfonds 2026",
    "granted_cents": 126500,
    "financing": "Fehlbedarfsfinanzierung",
    "decision": DECISION,
    "costs": COSTS,
    "flat_rate": {"label": "Pauschale, 10 % der Ausgaben", "cents": 11500},
    "conditions": [
        {"text": "Das Geld ist nur für dieses Vorhaben. Gehen Sie sparsam damit um.", "source": "Nr. 1.1 ANBest-P"},
        {
            "text": "Wird eine Kostenposition mehr als 20 % teurer, fragen Sie uns bitte vorher.",
            "source": "Nr. 1.2 ANBest-P",
        },
        {
            "text": "Sagen Sie uns gleich Bescheid, wenn Sie auch von anderen Geld dafür bekommen oder wenn sich der Plan ändert.",
            "source": "Nr. 5.1 und 5.2 ANBest-P",
        },
        {"text": "Beginnen Sie erst, wenn Sie diesen Brief haben."},
    ],
    "payment": "Wir überweisen den Betrag auf das Konto in Ihrem Antrag. Geben Sie das Geld bitte innerhalb von zwei Monaten aus.",
    "proof": {
        "due": "2027-07-31",
        "how": [
            "Fotografieren Sie jeden Beleg und laden Sie ihn unter lindenhafen.example/meine/belege hoch. PDF geht auch.",
            "Oder bringen Sie die Belege ins Büro. Wir laden sie mit Ihnen hoch.",
            "Schreiben Sie ein paar Sätze, wie es war, und legen Sie Fotos dazu.",
        ],
    },
    "publicity": "Zeigen Sie auf Plakaten und im Netz die Logos der Fördergeber und den Satz „Gefördert aus dem Aktionsfonds Lindenhafen“. Die Logos schicken wir Ihnen mit.",
    "rules": {
        "name": "Aktionsfonds Lindenhafen",
        "version": "2026-01",
        "source": "ANBest-P, Fassung September 2025, diesem Schreiben beigefügt",
    },
    "objection": OBJECTION,
    "enclosures": ["Allgemeine Nebenbestimmungen (ANBest-P), Fassung September 2025", "Logos der Fördergeber"],
}

REJECTION_DATA: dict[str, Any] = LETTER | {
    "project": {"title": "Fahrt der Kartenrunde in den Heidepark"},
    "fund": "Aktionsfonds 2026",
    "requested_cents": 84000,
    "decision": {"committee": "Jury des Aktionsfonds", "date": "2026-11-19", "number": "2026-33", "yes": 2, "no": 6},
    "reason": "Aus dem Aktionsfonds dürfen wir nur bezahlen, was im Quartier stattfindet und allen offensteht. Die Fahrt führt aus dem Quartier hinaus, und die Plätze sind schon vergeben.",
    "source": "Richtlinie Aktionsfonds Lindenhafen, Fassung 2026-01, Abschnitt 3",
    "next_steps": [
        "Ein Spieletag auf dem Lindenplatz, zu dem alle kommen können, passt zum Aktionsfonds. Dafür können Sie bis zum 15.01.2027 einen neuen Antrag stellen.",
        "Für Fahrten von Gruppen gibt die Stiftung Hafenstadt Zuschüsse. Wir haben Ihre Anfrage noch nicht weitergegeben; sagen Sie uns, ob wir das tun sollen.",
    ],
    "offer": "Clara Behrens hilft Ihnen gern dabei, dienstags und donnerstags von 10 bis 18 Uhr im Büro.",
}

APPLICATION_DATA: dict[str, Any] = PAPER | {
    "fund": "Aktionsfonds 2026",
    "state": "eingereicht, vom Büro noch nicht geprüft",
    "applicant": {
        "name": "Elif Yıldız",
        "kind": "Gruppe ohne Verein",
        "lines": ["Lindenplatz 4, 20999 Hafenstadt", "elif@gartengruppe.example"],
        "iban": "DE02120300000000202051",
    },
    "project": {"place": "Lindenplatz, Südseite", "from": "2026-12-01", "to": "2027-05-31"},
    "sections": [
        {
            "heading": "Was haben Sie vor?",
            "text": "Wir bauen vier Hochbeete, zwei davon so hoch, dass man im Rollstuhl daran arbeiten kann.\n\nIm Mai pflanzen wir zusammen.",
        },
        {"heading": "Wer hat etwas davon?", "text": "Alle, die am Platz wohnen, und die Kita Kranich."},
        {"heading": "Was machen Sie selbst?", "text": "Bauen, gießen, einladen: etwa 60 Stunden."},
    ],
    "costs": COSTS,
    "flat_rate": {"label": "Pauschale, 10 % der Ausgaben", "cents": 11500},
    "means": [{"label": "Spende der Bäckerei Morgenrot", "cents": 5000}, {"label": "Eigenes Geld", "cents": 2500}],
    "requested_cents": 119000,
    "statements": ["Wir haben noch nicht angefangen.", "Es gibt dafür kein Geld von anderen Ämtern."],
    "submitted": {"date": "2026-11-02", "by": "Elif Yıldız"},
}

RESULT = {
    "due_cents": 123549,
    "paid_cents": 126500,
    "refund_cents": 2951,
    "waived_cents": 0,
    "remaining_cents": 0,
    "borne_cents": 1290,
}
STEPS = [
    {"label": "Anerkannte Belege", "cents": 112317, "how": "plus"},
    {"label": "Pauschale, 10 %", "cents": 11232, "how": "plus"},
    {"label": "Förderung nach den Regeln", "cents": 123549, "how": "sum"},
]

SETTLEMENT_DATA: dict[str, Any] = PAPER | {
    "subject": "Hochbeete am Lindenplatz",
    "grantee": "Gartengruppe Lindenplatz, vertreten durch Elif Yıldız",
    "fund": "Aktionsfonds 2026",
    "project": {"title": "Hochbeete am Lindenplatz", "from": "2026-12-01", "to": "2027-05-31"},
    "grant": {"date": "2026-11-26", "reference": "AF-2026-017"},
    "rules": {"name": "Aktionsfonds Lindenhafen", "version": "2026-01"},
    "proposal": True,
    "financing": "Fehlbedarfsfinanzierung",
    "amended": True,
    "lines": [
        {
            "label": label,
            "planned_cents": planned,
            "target_cents": target,
            "claimed_cents": claimed,
            "accepted_cents": accepted,
            "percent": percent,
            "notes": notes,
        }
        for label, planned, target, claimed, accepted, percent, notes in (
            ("Holz und Schrauben", 64000, 64000, 65240, 65240, "1,9", ["12,40 € über dem Plan"]),
            ("Erde und Pflanzen", 38050, 36000, 36417, 35127, "−2,4", []),
            ("Einladungen und Plakate", 12950, 15000, 11950, 11950, "−20,3", []),
        )
    ],
    "steps": STEPS,
    "findings": [{"title": "Nicht bestätigt: Runden", "text": "Bitte fragen Sie nach.", "source": "VV Nr. 53"}],
    "income": [{"day": "2027-03-01", "what": "Spende · Bäckerei Morgenrot", "cents": 5000}],
    "columns": [
        {"heading": "Nr.", "align": "start", "grow": False},
        {"heading": "Bezahlt am", "align": "start", "grow": False},
        {"heading": "Empfänger", "align": "start", "grow": True},
        {"heading": "Betrag", "align": "end", "grow": False},
        {"heading": "Anerkannt", "align": "end", "grow": False},
    ],
    "receipts": [
        ["1", "04.12.2026", "Holzhandel Brücke", "652,40 €", "652,40 €"],
        ["2", "17.04.2027", "Gärtnerei am Ring", "364,17 €", "351,27 €"],
        ["3", "22.04.2027", "Druckhaus am Kanal", "119,50 €", "119,50 €"],
    ],
    "sums": ["", "", "", "1.136,07 €", "1.123,17 €"],
    "keep": [{"what": "Nachweis", "until": "2032-07-10", "source": "Nr. 6.5 ANBest-P"}],
    "funder": [{"date": "2027-07-15", "name": "Dieter Falk", "result": "In Ordnung.", "note": ""}],
    "result": RESULT,
    "chapters": [
        {
            "heading": "Was getan wurde",
            "text": "An drei Samstagen haben 23 Leute gebaut, das jüngste Kind war vier.\n\nEin Beet steht anders als geplant näher am Brunnen, weil dort weniger Wurzeln sind.",
        }
    ],
    "photos": [
        {
            "file": "foto-1.jpg",
            "alt": "Zwei Hochbeete aus Holz auf der Wiese am Lindenplatz",
            "caption": "Die Beete im April",
        },
        {
            "file": "foto-2.jpg",
            "alt": "Dieselben Hochbeete auf sandigem Boden, noch leer",
            "caption": "Der Platz vor dem Pflanzen",
        },
    ],
    "closing": {
        "text": "Die Ausgaben waren notwendig, wir sind sparsam mit dem Geld umgegangen, und alle Angaben stimmen mit unseren Belegen überein.",
        "name": "Elif Yıldız",
        "date": "2027-07-10",
    },
    "check": {"name": "Clara Behrens", "date": "2027-07-21", "note": "Alle Belege lagen vor. Ein Beleg ist gekürzt."},
}

SETTLEMENT_LETTER_DATA: dict[str, Any] = LETTER | {
    "date": "2027-07-22",
    "project": {"title": "Hochbeete am Lindenplatz"},
    "fund": "Aktionsfonds 2026",
    "steps": STEPS,
    "result": RESULT,
    "reason": "Ein Beleg gehört nicht zum Vorhaben.",
    "cuts": [
        {
            "number": 2,
            "payee": "Gärtnerei am Ring",
            "cents": 36417,
            "accepted_cents": 35127,
            "reason": "Pfand für Paletten kommt zurück und zählt nicht.",
        }
    ],
    "refund": {
        "due": "2027-08-22",
        "holder": "Nachbarschaft Lindenhafen e. V.",
        "iban": "DE02120300000000202051",
        "bic": "BYLADEM1001",
        "bank": "Musterbank Hafenstadt",
        "reference": "AF-2026-017 Rückzahlung",
    },
    "keep": "Heben Sie die Belege bitte fünf Jahre lang auf, bis zum 31.07.2032. Fotos und Scans genügen.",
    "objection": OBJECTION,
}

SAMPLES: dict[Path, dict[str, Any]] = {
    GRANT: GRANT_DATA,
    REJECTION: REJECTION_DATA,
    APPLICATION: APPLICATION_DATA,
    SETTLEMENT: SETTLEMENT_DATA,
    SETTLEMENT_LETTER: SETTLEMENT_LETTER_DATA,
}
