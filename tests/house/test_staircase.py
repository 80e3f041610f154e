"""An app knows only apps below it: by import, by foreign key, by template, by URL name."""

import ast
import re

from importlinter.cli import lint_imports

from tests.house import tree

UPWARD_BY_NAME = {"accounts.User"}  # AUTH_USER_MODEL: the actor of an entry, known below accounts by setting only
UPWARD_LINKS = {("kit", "accounts")}  # whoever is not signed in is sent to the sign-in pages, from every stair
REFERENCE = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"'#]+)""")
URL = re.compile(r"""{%\s*url\s+["'](\w+):""")
TEMPLATE = re.compile(r"\w+/[\w/-]+\.html(#\w+)?")
LINKERS = ("reverse", "redirect", "reverse_lazy")
LOAD = re.compile(r"{%\s*load\s+([^%]+?)\s*%}")


def test_imports_go_down(monkeypatch, capsys):
    monkeypatch.chdir(tree.ROOT)
    code = lint_imports(config_filename=str(tree.ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_every_app_has_its_stair():
    assert [app for app in tree.apps() if app not in tree.ranks()] == []


def test_foreign_keys_point_down():
    faults = []
    for model in tree.own_models():
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete and field.related_model):
                continue
            target = field.related_model
            if not tree.ours(target) or target._meta.label in UPWARD_BY_NAME:
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if here != there and tree.ranks()[here] <= tree.ranks()[there]:
                faults.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert not faults, tree.listed(faults)


def test_reverse_names_carry_the_upper_app():
    faults = []
    for model in tree.own_models():
        here = model._meta.app_label
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete and field.related_model):
                continue
            if field.related_model._meta.app_label == here or field.remote_field.hidden:
                continue
            name = field.remote_field.related_name or "(default)"
            if name != here and not name.startswith(f"{here}_"):  # events, projects: the app itself is the word
                faults.append(f"{model._meta.label}.{field.name}: related_name={name!r}, expected {here}_…")
    assert not faults, tree.listed(faults)


def test_templates_borrow_only_what_is_shared_below():
    faults = []
    for path in tree.templates():
        here, text = tree.app_of(path), path.read_text()
        for name in REFERENCE.findall(text):
            if not may_borrow(here, name):
                faults.append(f"{tree.place(path)} borrows {name}")
    assert not faults, tree.listed(faults)


def may_borrow(here: str, name: str) -> bool:
    there, _, rest = name.partition("/")
    if there not in tree.ranks() or there in (here, "kit"):
        return True
    return tree.ranks()[there] < tree.ranks()[here] and (rest.startswith("shared/") or here == "config")


def test_views_render_their_own_templates():
    faults = []
    for path in tree.source_files():
        here = tree.app_of(path)
        for node in ast.walk(tree.parsed(path)):
            name = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if TEMPLATE.fullmatch(name) and not may_borrow(here, name):
                faults.append(f"{tree.place(path, node.lineno)} renders {name}")
    assert not faults, tree.listed(faults)


def test_links_point_down():
    """A lower app does not know an upper one's addresses either: upper apps hang panels into its pages."""
    faults = []
    for path in tree.templates():
        here = tree.app_of(path)
        faults += [
            f"{tree.place(path)} links to {name}" for name in URL.findall(path.read_text()) if is_upward(here, name)
        ]
    for path in tree.source_files():
        here = tree.app_of(path)
        for line, name in named_in_python(path):
            if is_upward(here, name):
                faults.append(f"{tree.place(path, line)} links to {name}")
    assert not faults, tree.listed(faults)


def is_upward(here: str, there: str) -> bool:
    return there in tree.ranks() and tree.ranks()[there] > tree.ranks()[here] and (here, there) not in UPWARD_LINKS


def named_in_python(path):
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LINKERS and node.args:
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str) and ":" in name.value:
                yield node.lineno, name.value.split(":")[0]


def test_tag_libraries_come_from_below():
    owner = {path.stem: tree.app_of(path) for path in tree.PACKAGE.glob("*/templatetags/*.py")}
    faults = []
    for path in tree.templates():
        here = tree.app_of(path)
        for words in LOAD.findall(path.read_text()):
            for library in words.split(" from ")[-1].split():
                there = owner.get(library, here)
                if tree.ranks()[there] > tree.ranks()[here]:
                    faults.append(f"{tree.place(path)} loads {library} of {there}")
    assert not faults, tree.listed(faults)


def test_components_live_in_kit():
    strays = [tree.place(path) for path in tree.templates() if "cotton" in path.parts and tree.app_of(path) != "kit"]
    assert not strays, tree.listed(strays)
