"""An action is a verb: keyword-only, one transaction, and it says what it does."""

import ast

from tests.house import tree

PRIMITIVES = {
    "history": {"action", "touch", "record", "lock", "move", "begin_thread", "flow", "next_number"},
    "accounts": {"hashed", "make_sign_in_link"},  # a pure function; a row of the demo that changes no page
}
CLOCKS = {"kit/dates.py", "history/actions.py"}  # the clock itself; the stamp, which must never be used twice


def action_files():
    for app in tree.apps():
        yield from [tree.PACKAGE / app / "actions.py"] if (tree.PACKAGE / app / "actions.py").exists() else []
        yield from sorted((tree.PACKAGE / app / "actions").glob("*.py"))


def public_functions():
    for path in action_files():
        for node in tree.parsed(path).body:
            public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            if public and node.name not in PRIMITIVES.get(tree.app_of(path), ()):
                yield path, node


def decorators(node):
    return {d.id if isinstance(d, ast.Name) else getattr(d, "attr", "") for d in node.decorator_list}


def test_public_functions_are_actions():
    faults = [f"{tree.place(p, n.lineno)} {n.name}" for p, n in public_functions() if "action" not in decorators(n)]
    assert not faults, f"not decorated with @action: {tree.listed(faults)}"


def test_arguments_are_keyword_only():
    faults = [f"{tree.place(p, n.lineno)} {n.name}" for p, n in public_functions() if n.args.args or n.args.posonlyargs]
    assert not faults, f"arguments before the star: {tree.listed(faults)}"


def test_actions_say_what_they_do():
    faults = [
        f"{tree.place(p, n.lineno)} {n.name}" for p, n in public_functions() if len(ast.get_docstring(n) or "") < 20
    ]
    assert not faults, f"no docstring: {tree.listed(faults)}"


def test_actions_know_no_http():
    faults = []
    for path in action_files():
        for node in ast.walk(tree.parsed(path)):
            names = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            faults += [
                f"{tree.place(path, node.lineno)} {name}"
                for name in names
                if name.startswith(("django.http", "django.forms", "django.contrib.messages"))
            ]
    assert not faults, tree.listed(faults)


def test_rules_do_not_write():
    writers = {"create", "bulk_create", "save", "delete", "update", "update_or_create", "get_or_create"}
    faults = []
    for path in tree.source_files():
        parts = path.relative_to(tree.PACKAGE).parts
        if len(parts) > 1 and parts[1].removesuffix(".py") in ("rules", "queries", "states"):
            for node in ast.walk(tree.parsed(path)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writers:
                    owner = ast.unparse(node.func.value)
                    if "objects" in owner or node.func.attr in ("save", "delete", "bulk_create"):
                        faults.append(f"{tree.place(path, node.lineno)} {owner}.{node.func.attr}()")
    assert not faults, tree.listed(faults)


def test_only_the_clock_of_the_house_is_read():
    """``timezone.now()``, ``date.today()``, ``datetime.now()`` stand in kit/dates.py alone, so that the demo can set it."""
    faults = []
    for path in tree.source_files():
        if path.relative_to(tree.PACKAGE).as_posix() in CLOCKS:
            continue
        for node in ast.walk(tree.parsed(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("now", "today", "utcnow")
            ):
                owner = ast.unparse(node.func.value)
                if owner.split(".")[-1] in ("timezone", "datetime", "date") and "dates.timezone" not in owner:
                    faults.append(f"{tree.place(path, node.lineno)} {owner}.{node.func.attr}()")
    assert not faults, tree.listed(faults)
