"""Message catalogues: ``.po`` read and written, compiled to ``.mo`` without the gettext programs, compared with a reader's.

German is the language of the sources; ``config/messages.py`` collects them.
"""

import ast
import functools
import hashlib
import re
import struct
from dataclasses import dataclass, field
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "locale"
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


# ------------------------------------------------------------------ reading and writing .po


def read(path: Path) -> dict[Key, Message]:
    """The messages of a .po file; obsolete ones are left out, the header too."""
    found: dict[Key, Message] = {}
    for block in re.split(r"\n\s*\n", path.read_text() if path.exists() else ""):
        parts: dict[str, str] = {}
        places: list[str] = []
        word, fuzzy = "", False
        for line in block.splitlines():
            if line.startswith("#"):
                fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
                places += line[2:].split() if line.startswith("#:") else []
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
                parts.get("msgctxt", ""), parts["msgid"], parts.get("msgid_plural", ""), places, answers, fuzzy
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


def catalogue(language: str) -> dict[Key, Message]:
    """The messages of a language of the interface as they are delivered; read once as long as the file stays."""
    path = path_of(language)
    return _delivered(path, path.stat().st_mtime_ns) if path.exists() else {}


@functools.lru_cache(maxsize=8)
def _delivered(path: Path, written: int) -> dict[Key, Message]:
    return read(path)


def path_of(language: str) -> Path:
    """Where the written catalogue of a language lies; the compiled one lies beside it."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def fingerprint(message: Message) -> str:
    """Twelve hex digits that change with the German text or its translation."""
    said = "\0".join([message.context, message.text, message.plural, *message.answers])
    return hashlib.sha256(said.encode()).hexdigest()[:12]


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
