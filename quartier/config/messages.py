"""Message catalogues without the gettext programs: collect from sources, merge into ``.po``, compile to ``.mo``.

German is the language of the sources. ``quartier messages`` collects and compiles; the tests of the house ask that
English is complete and that each ``.mo`` says what its ``.po`` says. The languages for residents only hold what
residents see (``config/residents.py``).
"""

import ast
import re
import struct
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

from quartier.config import residents

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "locale"
CALLS = {
    "_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2,
    "pgettext": -1, "pgettext_lazy": -1, "npgettext": -2, "npgettext_lazy": -2,
}  # fmt: skip
IN_TEMPLATE = re.compile(r"\b(_|gettext|ngettext|pgettext|npgettext)\s*\(")
PLURALS = {"ar": 6, "uk": 3, "tr": 2, "en": 2}
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {language}\\n"\n"Plural-Forms: {plural}\\n"\n'
PLURAL_FORMS = {
    "en": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n > 1);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}

Key = tuple[str, str]  # (context, singular)


@dataclass
class Message:
    """One message: its plural form in the source, where it stands, and what it is in the catalogue's language."""

    context: str
    text: str
    plural: str = ""
    places: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    fuzzy: bool = False
    for_residents: bool = False

    @property
    def key(self) -> Key:
        return self.context, self.text

    @property
    def complete(self) -> bool:
        return bool(self.answers) and all(self.answers) and not self.fuzzy


# ------------------------------------------------------------------ collecting


def collect(package: Path = PACKAGE) -> dict[Key, Message]:
    """Every translatable string of the sources, with the places where it stands."""
    found: dict[Key, Message] = {}
    seen_by_residents = residents.templates(package)
    for path in sorted(package.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            _from_python(path.read_text(), path.relative_to(package).as_posix(), found)
    for suffix in ("html", "txt"):
        for path in sorted(package.glob(f"*/templates/**/*.{suffix}")):
            place = path.relative_to(package).as_posix()
            _from_template(path.read_text(), place, found, place in seen_by_residents)
    return found


def wanted(language: str) -> dict[Key, Message]:
    """What a catalogue of that language holds: everything, or what residents see."""
    found = collect()
    if language in settings.RESIDENT_LANGUAGES:
        return {key: message for key, message in found.items() if message.for_residents}
    return found


def _from_python(source: str, place: str, found: dict[Key, Message]) -> None:
    for statement in ast.parse(source).body:
        spoken = residents.speaks(place, _definition(statement))
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in CALLS:
                    texts = [_constant(argument) for argument in node.args[: abs(CALLS[name]) + (CALLS[name] < 0)]]
                    _note(CALLS[name], texts, place, found, spoken)


def _definition(statement: ast.stmt) -> str:
    """The name that a statement of a module defines: class, function or the first constant."""
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
        return getattr(target, "id", "")
    return getattr(statement, "name", "")


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _from_template(source: str, place: str, found: dict[Key, Message], spoken: bool = False) -> None:
    text = templatize(source)
    for match in IN_TEMPLATE.finditer(text):
        call = _call(text[match.start() :])
        if call:
            name = match.group(1)
            texts = [_constant(argument) for argument in call.args[: abs(CALLS[name]) + (CALLS[name] < 0)]]
            _note(CALLS[name], texts, place, found, spoken)


def _call(text: str) -> ast.Call | None:
    """The shortest prefix that is a call: templatize leaves no balanced source around it."""
    for end in (match.end() for match in re.finditer(r"\)", text)):
        try:
            tree = ast.parse(text[:end].strip(), mode="eval").body
        except SyntaxError:
            continue
        return tree if isinstance(tree, ast.Call) else None
    return None


def _note(kind: int, texts: list[str | None], place: str, found: dict[Key, Message], spoken: bool) -> None:
    if not texts or any(text is None for text in texts):
        return
    words = [text or "" for text in texts]
    context = words.pop(0) if kind < 0 else ""
    message = found.setdefault((context, words[0]), Message(context, words[0]))
    message.plural = message.plural or (words[1] if abs(kind) == 2 else "")
    message.for_residents = message.for_residents or spoken
    if place not in message.places:
        message.places.append(place)


# ------------------------------------------------------------------ reading and writing .po


def read(path: Path) -> dict[Key, Message]:
    """The messages of a .po file; obsolete ones are left out, the header too."""
    found: dict[Key, Message] = {}
    for block in re.split(r"\n\s*\n", path.read_text() if path.exists() else ""):
        parts: dict[str, str] = {}
        word, fuzzy = "", False
        for line in block.splitlines():
            if line.startswith("#"):
                fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
                continue
            start = re.match(r"(msg\w+(?:\[\d\])?)\s+", line)
            if start:
                word = start.group(1)
                line = line[start.end() :]
            if word:
                parts[word] = parts.get(word, "") + ast.literal_eval(line.strip() or '""')
        if parts.get("msgid"):
            answers = [parts[name] for name in sorted(parts) if name.startswith("msgstr")]
            message = Message(
                parts.get("msgctxt", ""), parts["msgid"], parts.get("msgid_plural", ""), [], answers, fuzzy
            )
            found[message.key] = message
    return found


def write(path: Path, language: str, messages: dict[Key, Message]) -> None:
    """Write a .po file, sorted by text so that two branches rarely meet in one line."""
    blocks = [HEADER.format(language=language, plural=PLURAL_FORMS[language])]
    for message in sorted(messages.values(), key=lambda m: (m.text.lower(), m.context)):
        lines = [f"#: {' '.join(message.places)}"] + (["#, fuzzy"] if message.fuzzy else [])
        if message.context:
            lines.append(f"msgctxt {_quoted(message.context)}")
        lines.append(f"msgid {_quoted(message.text)}")
        if message.plural:
            lines.append(f"msgid_plural {_quoted(message.plural)}")
            answers = [*message.answers, *[""] * PLURALS[language]][: PLURALS[language]]
            lines += [f"msgstr[{number}] {_quoted(answer)}" for number, answer in enumerate(answers)]
        else:
            lines.append(f"msgstr {_quoted(message.answers[0] if message.answers else '')}")
        blocks.append("\n".join(lines) + "\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(blocks))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    if "\n" not in escaped:
        return f'"{escaped}"'
    return '""\n' + "\n".join(f'"{line}"' for line in escaped.replace("\n", "\\n\n").splitlines())


def merge(language: str) -> list[Message]:
    """Bring a catalogue up to the sources; what is still without a translation is returned."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    known, messages = read(path), wanted(language)
    for key, message in messages.items():
        if key in known and bool(known[key].plural) == bool(message.plural):
            message.answers, message.fuzzy = known[key].answers, known[key].fuzzy
    write(path, language, messages)
    path.with_suffix(".mo").write_bytes(compiled(path, language))
    return [message for message in messages.values() if not message.complete]


# ------------------------------------------------------------------ compiling


def compiled(path: Path, language: str) -> bytes:
    """The bytes of the .mo file: complete messages only, sorted, without a hash table."""
    pairs = {b"": HEADER.format(language=language, plural=PLURAL_FORMS[language]).split('msgstr ""\n')[1]}
    catalogue = {b"": re.sub(r'^"|\\n"$', "", pairs[b""], flags=re.M).strip("\n").encode() + b"\n"}
    for message in read(path).values():
        if message.complete:
            source = message.text + (f"\0{message.plural}" if message.plural else "")
            key = f"{message.context}\x04{source}" if message.context else source
            catalogue[key.encode()] = "\0".join(message.answers).encode()
    keys = sorted(catalogue)
    start = 28 + 16 * len(keys)
    index, data = [], b""
    for texts in ([*keys], [catalogue[key] for key in keys]):
        for text in texts:
            index += [len(text), start + len(data)]
            data += text + b"\0"
    return (
        struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
        + struct.pack(f"<{len(index)}I", *index)
        + data
    )
