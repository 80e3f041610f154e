"""Every word a person reads can be translated: no bare German text in a template or a view."""

import ast
import re

from tests.house import tree

DROPPED = [
    r"{#.*?#}",
    r"{%\s*comment.*?endcomment\s*%}",
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}",
    r"{%\s*block\s+\w*class\w*\s*%}.*?{%\s*endblock.*?%}",
    r"<!--.*?-->",
    r"<(script|style|svg:style|code|kbd)\b.*?</\1>",
    r"{%.*?%}",
    r"{{.*?}}",
]
# attributes that are read aloud or shown, of HTML and of our components
SPOKEN = re.compile(
    r"""(?<![\w:-])(alt|title|placeholder|aria-label|aria-description|label|heading|hint|legend|caption|summary|text|empty|confirm|note)=
    (?P<q>["'])(?P<text>.*?)(?P=q)""",
    re.X | re.S,
)
WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{3,}")
NAMES = {
    "none",
    "Quartier",
    "Deutsch",
    "English",
    "IBAN",
    "PDF",
    "CSV",
    "XLSX",
    "JSON",
    "ICS",
    "Atom",
    "GeoJSON",
    "https",
    "EUR",
}
NOT_FOR_READERS = {
    "kit/templates/kit/gallery",  # and its parts: show components to developers
    "kit/templates/kit/parts/gallery",
    "kit/templates/500.html",  # stands when nothing else does; says it in both languages
    "templates/texts/shared/easy",  # Leichte Sprache is German in every language
    "templates/publishing/easy",
}


def stripped(text):
    for pattern in DROPPED:
        text = re.sub(pattern, " ", text, flags=re.S)
    return text


def bare_words(text):
    return [word for word in WORD.findall(re.sub(r"&\w+;", " ", text)) if word not in NAMES]


def for_readers(path):
    return not any(part in str(path) for part in NOT_FOR_READERS)


def test_templates_hold_no_untranslated_text():
    faults = []
    for path in filter(for_readers, tree.templates()):
        text = stripped(path.read_text())
        visible = re.sub(r"<[^>]*>", "\n", text)
        for line in visible.splitlines():
            if bare_words(line):
                faults.append(f"{tree.place(path)}: {line.strip()[:70]}")
        for found in SPOKEN.finditer(text):
            if bare_words(found["text"]):
                faults.append(f"{tree.place(path)}: {found.group()[:70]}")
    assert not faults, tree.listed(faults)


def test_python_hands_no_bare_sentence_to_people():
    """Labels, help texts, choices, messages and refusals pass gettext."""
    faults = []
    keywords = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "initial_message"}
    for path in tree.source_files():
        if (
            path.name not in ("forms.py", "models.py", "views.py", "panels.py", "states.py")
            and "views" not in path.parts
        ):
            continue
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.keyword) and node.arg in keywords and plain_german(node.value):
                faults.append(f"{tree.place(path, node.value.lineno)} {node.arg}={ast.unparse(node.value)[:60]}")
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("messages."):
                faults += [
                    f"{tree.place(path, node.lineno)} {ast.unparse(a)[:60]}" for a in node.args[1:] if plain_german(a)
                ]
    assert not faults, tree.listed(faults)


def plain_german(node):
    return isinstance(node, ast.Constant | ast.JoinedStr) and bool(WORD.search(ast.unparse(node)))


def test_no_shouting_and_no_pity():
    """No exclamation marks, no „leider“, German quotation marks (face.md)."""
    faults = []
    for path in filter(for_readers, tree.templates()):
        text = re.sub(
            r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->|<!DOCTYPE", " ", path.read_text(), flags=re.S | re.I
        )
        for number, line in enumerate(re.sub(r"<[^>]*>", "", text).splitlines(), 1):
            if re.search(r"\bleider\b", line, re.I) or re.search(r"[a-zäöüß]!(?!=)", line):
                faults.append(f"{tree.place(path, number)}: {line.strip()[:80]}")
    assert not faults, tree.listed(faults)
