"""Files in an app bear one of few names, so that a reader knows where to look before opening anything."""

from tests.house import tree

MODULES = {
    "__init__", "states", "models", "rules", "queries", "actions", "imports", "exports", "emails", "forms", "tasks",
    "api", "views", "panels", "urls", "apps",
}  # fmt: skip
FOLDERS = {"management", "templatetags", "migrations", "tests"}  # of Python
FREE = {"kit", "config"}  # name their modules by what they are
FORBIDDEN = {"utils", "helpers", "services", "managers", "common", "misc"}


def test_python_files_are_on_the_list():
    faults = []
    for path in tree.python_files():
        parts = path.relative_to(tree.PACKAGE).parts
        if len(parts) < 2 or parts[0] in FREE:
            continue
        top = parts[1].removesuffix(".py")
        if len(parts) > 2 and top in FOLDERS:
            continue
        if top not in MODULES:  # a folder of that name is split by aggregate or audience
            faults.append(tree.place(path))
    assert not faults, tree.listed(faults)


def test_no_file_is_named_after_nothing():
    faults = [tree.place(path) for path in tree.python_files() if FORBIDDEN & {*path.parent.parts, path.stem}]
    assert not faults, tree.listed(faults)


def test_templates_and_static_lie_under_their_app():
    faults = []
    for app in tree.apps():
        for kind in ("templates", "static"):
            for path in (tree.PACKAGE / app / kind).glob("*"):
                if path.name not in allowed_folders(app):
                    faults.append(tree.place(path))
    assert not faults, tree.listed(faults)


def allowed_folders(app: str) -> set[str]:
    if app == "kit":
        return {"kit", "cotton", "django", "404.html", "403.html", "500.html", "400.html", "403_csrf.html"}
    if app == "accounts":  # allauth asks for its own template names
        return {"accounts", "account", "mfa", "allauth", "usersessions"}
    return {app}


def test_every_app_says_what_it_is():
    """One sentence, English and German term; no code."""
    faults = []
    for app in tree.apps():
        body = tree.parsed(tree.PACKAGE / app / "__init__.py").body
        if len(body) != 1 or not tree.ast.get_docstring(tree.parsed(tree.PACKAGE / app / "__init__.py")):
            faults.append(app)
    assert not faults, f"__init__.py holds one docstring: {faults}"
