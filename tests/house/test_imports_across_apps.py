"""What an app shows to those above it; the rest of it is private."""

import grimp

from tests.house import tree

OPEN = {"models", "states", "rules", "queries", "actions", "exports"}
FREE = {"kit", "config"}  # kit is open to all; config is the roof and ties everything together


def test_only_open_files_are_imported_across_apps():
    graph = grimp.build_graph("quartier", cache_dir=None)
    faults = []
    for importer in sorted(graph.modules):
        here = importer.split(".")[1:2] or ["config"]
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            there, *rest = imported.split(".")[1:] or ["kit"]  # the package itself: its version
            if here == [there] or there in FREE or here[0] == "config":
                continue
            if not rest or rest[0] not in OPEN:
                faults.append(f"{importer} -> {imported}")
    assert not faults, tree.listed(faults)


def test_imports_stand_at_the_top():
    """An import inside a function hides a stair that is missing. apps.ready() is Django's own place for them."""
    faults = []
    for path in tree.source_files():
        if path.name == "apps.py" or tree.app_of(path) == "config":
            continue
        for function in tree.functions(path):
            for node in tree.ast.walk(function):
                if isinstance(node, tree.ast.ImportFrom) and (node.module or "").startswith("quartier."):
                    faults.append(tree.place(path, node.lineno))
    assert not faults, tree.listed(faults)
