"""What the office of Lindenhafen tells: news, two stories, press releases, what the papers made of it, six guides."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Any

from quartier.config.demo.scenes import scene
from quartier.events.models import Event
from quartier.files import actions as files
from quartier.kit import dates
from quartier.projects.models import Project
from quartier.publishing import actions as publishing
from quartier.publishing import imports


@dataclass(frozen=True)
class Told:
    """A message: on which day (from the first start), what, with which picture, about which date or project."""

    offset: int
    title: str
    lead: str
    body: str
    kind: str = "news"
    picture: str = ""
    alt: str = ""
    event: str = ""
    project: str = ""


NEWS = (
    Told(-600, "Das Büro ist offen", "Hafenstraße 31, ohne Stufen, mit Kaffee.", "Kommen Sie vorbei, auch ohne Anliegen."),
    Told(-410, "Der neue Quartiersrat steht", "Neun Nachbarinnen und Nachbarn, sechs Einrichtungen.", "Danke an alle, die gewählt haben.\n\nDie erste Sitzung ist öffentlich."),
    Told(-300, "Stadtteilkonferenz: 140 Leute, 9 Tische", "Was Lindenhafen braucht, steht jetzt an der Wand des Büros.", "Die fünf wichtigsten Punkte:\n\n- Schatten\n- Bänke\n- Deutsch\n- Musik\n- Ruhe zum Lernen"),
    Told(
        -188, "Die Bänke stehen", "Fünf Bänke an der Lindenallee, alle 80 Meter eine.",
        "Am Samstag haben zwölf Leute geschraubt. Gerda Petersen hat die erste ausprobiert: „Bis zum Arzt und zurück, "
        "mit zwei Pausen.“\n\nDie Bänke hat die Jury bezahlt, das Straßenamt hat die Plätze geprüft.",
        picture="bank", alt="Eine Holzbank neben einem Baum, dahinter bunte Häuser", project="Bänke an der Lindenallee",
    ),
    Told(-60, "So viel ging zurück in den Topf", "Drei Projekte haben weniger gebraucht als gedacht.", "Das Geld steht für neue Ideen bereit. Jede Zahl finden Sie unter „Geld“."),
    Told(-9, "Ideenaufruf: Was fehlt Ihnen diesen Winter?", "Bis zum Ende des Aufrufs können alle mitmachen.", "Hier, am Telefon oder im Büro. Drei Fragen, ohne Konto."),
    Told(
        -140, "Vierzig Jahre auf dem Kran", "Uwe Brandt hat gesehen, wie der Hafen leiser wurde. Jetzt sammelt er Geschichten.",
        "Morgens um fünf war es am schönsten, sagt Uwe Brandt. „Da gehörte der Hafen mir.“ Er saß vierzig Jahre im großen "
        "Kran, bis 1998 das letzte Schiff kam.\n\n## Wie er anfing zu sammeln\n\nIm Erzählcafé redeten drei alte "
        "Werftarbeiter, und keiner schrieb mit. Beim nächsten Mal brachte er ein Aufnahmegerät mit, geliehen von der "
        "Bücherei.\n\n## Was daraus wurde\n\nEin Heft mit 24 Geschichten, in dem auch steht, wer damals die Suppe kochte. "
        "Es liegt im Büro, solange es noch welche gibt.",
        kind="story", picture="hafen", alt="Ein roter Kran am Kai hebt eine Kiste über ein Schiff", project="Geschichten vom Hafen",
    ),
    Told(
        -34, "Ein Zettel im Waschsalon", "Hatice Yıldız wollte nicht allein nähen. Heute sind sie elf.",
        "„Wer kann nähen oder will es lernen? Mittwoch, 17 Uhr.“ Mehr stand nicht auf dem Zettel. Es kamen vier Frauen, "
        "ein Mann und ein Kinderwagen.\n\nDann gab die Jury Geld für drei Maschinen. Seither treffen sie sich jeden "
        "Mittwoch im Kornweg 12. Genäht wird, was gebraucht wird:\n\n- Vorhänge für das Jugendhaus\n- Kostüme für das Hafenfest\n"
        "- Hosen, immer wieder Hosen\n\n„Ich kannte hier niemanden“, sagt Hatice Yıldız. „Jetzt kennt mich jeder Reißverschluss.“",
        kind="story", project="Nähwerkstatt am Mittwoch",
    ),
    Told(
        -154, "Lindenhafen feiert das Hafenfest der Kulturen", "Rund 900 Menschen aus 61 Ländern kamen ans Hafenbecken. Vorbereitet haben es Nachbarn.",
        "Hohenwerder. Zum dritten Mal hat Lindenhafen das Hafenfest der Kulturen gefeiert. Rund 900 Menschen kamen, "
        "schätzt das Quartiersbüro.\n\n„Niemand hat uns gefragt, woher wir sind, nur was wir mitgebracht haben“, sagt "
        "Mehmet Kaya vom Verein Kultur am Kai.\n\nBühne, Strom und Plakate hat der Aktionsfonds bezahlt, aus Mitteln von Bund, "
        "Land und Stadt. Über das Geld entscheidet eine Jury aus Nachbarinnen und Nachbarn.",
        kind="press", picture="hoffest", alt="Gedeckte Tische unter Wimpeln, dahinter bunte Häuser", project="Hafenfest der Kulturen",
    ),
    Told(
        -6, "Winterlichter: Lindenhafen beleuchtet den Kanal", "Am Kanal leuchten in diesem Winter 600 Lampen. Nachbarn hängen sie selbst auf.",
        "Hohenwerder. An der Kanalstraße gehen die Winterlichter an. Ladeninhaberinnen, Schulkinder und das Quartiersbüro "
        "hängen sie gemeinsam auf.\n\n„Im Winter ist der Kanal ein schwarzes Loch. Jetzt gehen wir wieder dort spazieren“, sagt "
        "Marta Nowak von der Werbegemeinschaft.\n\nDie Lampen brauchen zusammen so viel Strom wie ein Wasserkocher.",
        kind="press", picture="lichter", alt="Lichterketten vor Häusern bei Nacht, die Lichter spiegeln sich im Wasser",
        event="Winterlichter am Kanal", project="Winterlichter am Kanal",
    ),
)  # fmt: skip
NEWSROOMS = (
    ("Hohenwerder Abendblatt, Lokalredaktion", "Ina Roth", "lokales@abendblatt.example"),
    ("Radio Welle Nord", "", "redaktion@wellenord.example"),
    ("Hafenanzeiger", "Piet Sommer", "sommer@hafenanzeiger.example"),
    ("Kanal Acht, Stadtfernsehen", "", "post@kanalacht.example"),
)  # fmt: skip
MENTIONS: tuple[tuple[int, str, str, str, int | None], ...] = (
    (-152, "900 Gäste und kein Regen", "Hohenwerder Abendblatt", "https://abendblatt.example/hafenfest", 8),
    (-150, "Beitrag vom Hafenfest, drei Minuten", "Radio Welle Nord", "", 8),
    (-120, "Der Mann, der den Hafen aufschreibt", "Hafenanzeiger", "https://hafenanzeiger.example/brandt", None),
)  # fmt: skip
ALTS = {
    "hoffest": "Gedeckte Tische auf einer Wiese, darüber Wimpel",
    "flohmarkt": "Drei Stände mit rot-weißen Dächern vor Häusern",
    "baumscheibe": "Blumen rund um einen Straßenbaum",
    "nachbarschaftstreff": "Ein heller Raum mit Tischen und einer grünen Tür",
    "spielstrasse": "Hüpfkästchen und ein Ball auf einer gesperrten Straße",
    "sprachcafe": "Sprechblasen über zwei gedeckten Tischen",
}  # fmt: skip
DRAFT = ("Umbau des Spielplatzes", "Die Kinder werden gefragt.", "Entwurf, Zahlen fehlen noch.")


def put_down(story: Any) -> None:
    """Lay it on the timeline of the story."""
    told: dict[int, Any] = {}
    for index, one in enumerate(NEWS):
        story.line.at(one.offset, partial(_tell, story, told, index, one), 16)
    story.line.at(-2, lambda: publishing.write_news(area=story.area, title=DRAFT[0], lead=DRAFT[1], body=DRAFT[2], by=story.by))  # fmt: skip
    story.line.at(-400, partial(_press_list, story))
    for offset, title, medium, link, about in MENTIONS:
        story.line.at(offset, partial(_mention, story, told, title, medium, link, about), 12)
    for number, model in enumerate(imports.guides()):
        story.line.at(-95 + number * 11, partial(_guide, story, model.key), 13)


def _tell(story: Any, told: dict[int, Any], index: int, one: Told) -> None:
    area, by = story.area, story.by
    event = Event.objects.filter(area=area, title=one.event).first() if one.event else None
    project = Project.objects.filter(area=area, title=one.project).first() if one.project else None
    news = publishing.write_news(
        area=area, title=one.title, lead=one.lead, body=one.body, kind=one.kind, event=event, project=project, by=by
    )
    if one.picture:
        files.put_picture(row=news, picture=_picture(story, one.picture, one.alt), by=by)
    told[index] = publishing.publish_news(news=news, by=by)
    if one.kind == "press":
        publishing.send_release(news=told[index], by=by)
        if one.offset < -10:  # the last one still waits for somebody to read it
            publishing.release_all(news=told[index], by=by)


def _picture(story: Any, name: str, alt: str) -> Any:
    return files.keep_picture(
        upload=scene(name), name=f"{name}.jpg", scope=story.area.scope, alt=alt, credit="Quartiersbüro Lindenhafen, gezeichnet",
        licence="CC-BY-4.0", recognisable=False, by=story.by,
    )  # fmt: skip


def _press_list(story: Any) -> None:
    for medium, name, email in NEWSROOMS:
        publishing.add_contact(area=story.area, medium=medium, name=name, email=email, by=story.by)


def _mention(story: Any, told: dict[int, Any], title: str, medium: str, link: str, index: int | None) -> None:
    news = told.get(index) if index is not None else None
    publishing.add_mention(area=story.area, title=title, medium=medium, on=dates.today(), link=link, news=news, by=story.by)  # fmt: skip


def _guide(story: Any, key: str) -> None:
    guide = publishing.take_guide(area=story.area, key=key, by=story.by)
    checked = dates.today() - dt.timedelta(days=1)
    facts = {name: getattr(guide, name) for name in ("title", "lead", "steps", "permits", "insurance", "checklist")}
    guide = publishing.rewrite_guide(guide=guide, by=story.by, checked_on=checked, **facts)
    files.put_picture(row=guide, picture=_picture(story, key, ALTS[key]), by=story.by)
    publishing.publish_guide(guide=guide, by=story.by)
