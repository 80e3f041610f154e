"""What there is in other languages and in Leichte Sprache: some of it read, some a machine's."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from quartier.events.models import Event
from quartier.kit import dates
from quartier.publishing.models import News
from quartier.texts import actions as texts


@dataclass(frozen=True)
class Written:
    """Which row (model, title), in which language, what; ``reader`` or ``group`` where somebody signed."""

    model: Any
    of: str
    language: str
    fields: dict[str, str]
    reader: str = ""
    group: str = ""
    machine: bool = False
    published: bool = True


def _date(of: str, language: str, title: str, summary: str, **more: Any) -> Written:
    return Written(Event, of, language, {"title": title, "summary": summary}, **more)


CAFE, BREAKFAST, RENT = "Sprachcafé am Dienstag", "Frühstück der Nachbarinnen", "Mietberatung: Brief vom Vermieter?"
LIGHTS, SOUP = "Winterlichter am Kanal", "Suppe und Singen"
VERSIONS = (
    _date(CAFE, "en", "Language café on Tuesday", "Talk, ask, laugh. Nobody corrects, everybody helps.", reader="Jana Ohm"),
    _date(CAFE, "tr", "Salı günü dil kafesi", "Konuşmak, sormak, gülmek. Kimse düzeltmez, herkes yardım eder.", reader="Ayşe Demir"),
    _date(CAFE, "ar", "مقهى اللغة يوم الثلاثاء", "نتحدث ونسأل ونضحك. لا أحد يصحّح، والجميع يساعد.", reader="Samir Haddad"),
    _date(CAFE, "uk", "Мовне кафе у вівторок", "Говоримо, питаємо, сміємося. Ніхто не виправляє, усі допомагають.", reader="Taras Bondarenko"),
    _date(CAFE, "pl", "Kawiarnia językowa we wtorek", "Rozmawiamy, pytamy, śmiejemy się. Nikt nie poprawia, wszyscy pomagają."),
    _date(
        CAFE, "leicht", "Das Sprach-Café",
        "Das machen wir\n\nWir trinken Kaffee.\nWir sprechen Deutsch.\nAlle helfen sich.\nFehler sind in Ordnung.\n\n"
        "Wer kann kommen?\n\nAlle Menschen können kommen.\nKommen Sie einfach.",
        group="Klar am Kai",
    ),
    _date(RENT, "tr", "Kira danışmanlığı: Ev sahibinden mektup mu geldi?", "Kiracı girişimi mektubu sizinle birlikte okur.", machine=True),
    _date(RENT, "ar", "استشارة الإيجار: هل وصلتك رسالة من المالك؟", "تقرأ مبادرة المستأجرين الرسالة معكم.", machine=True),
    _date(BREAKFAST, "tr", "Komşu kadınlar kahvaltısı", "Herkes bir şey getirir.", reader="Ayşe Demir"),
    _date(BREAKFAST, "en", "Neighbours' breakfast for women", "Everybody brings something.", published=False),
    _date(LIGHTS, "en", "Winter lights on the canal", "We switch on the lights.", reader="Jana Ohm"),
    _date(LIGHTS, "uk", "Зимові вогні на каналі", "Ми запалюємо вогні.", machine=True),
    _date(
        LIGHTS, "leicht", "Lichter am Kanal",
        "Im Winter ist es dunkel.\nDarum hängen wir Lampen auf.\nDie Lampen hängen am Kanal.\nWir machen das Licht zusammen an.\n"
        "Kinder können auch kommen.",
    ),
    _date(SOUP, "ar", "حساء وغناء", "أغانٍ يعرفها الجميع، وحساء لا يعرفه أحد.", machine=True, published=False),
    Written(
        News, "Ideenaufruf: Was fehlt Ihnen diesen Winter?", "leicht",
        {
            "title": "Haben Sie eine Idee?",
            "lead": "Wir suchen Ideen für den Winter.",
            "body": "Was fehlt Ihnen im Winter?\nSagen Sie uns Ihre Idee.\nSie können uns anrufen.\nSie können in das Büro kommen.\n"
            "Wir haben Geld für gute Ideen.",
        },
    ),
    Written(
        News, "Ideenaufruf: Was fehlt Ihnen diesen Winter?", "tr",
        {
            "title": "Fikir çağrısı: Bu kış neyi eksik buluyorsunuz?",
            "lead": "Çağrı bitene kadar herkes katılabilir.",
            "body": "Buradan, telefonla ya da büroda. Üç soru, hesap açmadan.",
        },
        reader="Ayşe Demir",
    ),
    Written(
        News, "Die Bänke stehen", "leicht",
        {
            "title": "Es gibt neue Bänke",
            "lead": "Die Bänke stehen an der Linden-Allee.",
            "body": "Es gibt 5 neue Bänke.\nSie können dort Pause machen.\nNachbarn haben die Bänke gebaut.\nDie Jury hat das Geld gegeben.",
        },
        group="Klar am Kai",
    ),
)  # fmt: skip


def put_down(story: Any) -> None:
    """Lay it on the timeline of the story, when all it speaks of is known."""
    for index, one in enumerate(VERSIONS):
        story.line.at(-5 + index // 8, partial(_write, story, one), 11, index)


def _write(story: Any, one: Written) -> None:
    """The next date of that name, the newest message of that title; nothing where there is none."""
    rows = one.model.objects.filter(area=story.area, title=one.of)
    row = rows.coming(dates.now()).first() if one.model is Event else rows.order_by("-id").first()
    if row is None:
        return
    by, scope = story.by, story.area.scope
    text = texts.write(row=row, scope=scope, language=one.language, fields=one.fields, machine=one.machine, by=by)
    if one.reader:
        texts.mark_read(text=text, reader=one.reader, by=by)
    if one.group:
        texts.mark_checked(text=text, group=one.group, on=dates.today(), by=by)
    if one.published:
        texts.publish(text=text, row=row, by=by)
