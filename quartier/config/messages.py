"""Message catalogues without the gettext programs: collect from sources, merge into ``.po``, compile to ``.mo``.

German is the language of the sources. ``quartier messages`` collects and compiles; the tests of the house ask that
English is complete and that each ``.mo`` says what its ``.po`` says. The languages for residents only hold what
residents see (``config/residents.py``).
"""

import ast
import re
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

from quartier.config import residents
from quartier.kit.catalogues import Key, Message, compiled, path_of, read, write

PACKAGE = Path(__file__).resolve().parents[1]
CALLS = {
    "_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2,
    "pgettext": -1, "pgettext_lazy": -1, "npgettext": -2, "npgettext_lazy": -2,
}  # fmt: skip
IN_TEMPLATE = re.compile(r"\b(_|gettext|ngettext|pgettext|npgettext)\s*\(")

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


def wanted(language: str, found: dict[Key, Message] | None = None) -> dict[Key, Message]:
    """What a catalogue of that language holds: everything, or what residents see. ``found``: what ``collect`` gave."""
    found = collect() if found is None else found
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


def merge(language: str) -> list[Message]:
    """Bring a catalogue up to the sources; what is still without a translation is returned."""
    path = path_of(language)
    known, messages = read(path), wanted(language)
    for key, message in messages.items():
        if key in known and bool(known[key].plural) == bool(message.plural):
            message.answers, message.fuzzy = known[key].answers, known[key].fuzzy
    write(path, language, messages)
    path.with_suffix(".mo").write_bytes(compiled(path, language))
    return [message for message in messages.values() if not message.complete]
