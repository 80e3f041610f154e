"""``status`` is written by ``history.actions.move`` and by nobody else."""

import ast

from tests.house import tree

WRITER = tree.PACKAGE / "history" / "actions.py"
JOBS = tree.PACKAGE / "config" / "worker.py"  # the state of a job in the queue, which is no row of the house


def writes(path):
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and not brings_up_to_date(node):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Attribute) and target.attr == "status":
                    yield node.lineno, "assigns .status"
        if isinstance(node, ast.Call):
            yield from calls(node)


def brings_up_to_date(node):
    """``row.status = lock(row).status``: a stale row learns what the database holds; nothing is written."""
    value = node.value
    return isinstance(value, ast.Attribute) and value.attr == "status" and ast.unparse(value.value).startswith("lock(")


def calls(node):
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name == "update" and any(word.arg == "status" for word in node.keywords):
        yield node.lineno, "update(status=…)"
    if name == "setattr" and len(node.args) > 1 and getattr(node.args[1], "value", None) == "status":
        yield node.lineno, "setattr status"
    if name in ("bulk_update", "save", "update_or_create"):
        strings = [c.value for c in ast.walk(node) if isinstance(c, ast.Constant)]
        if "status" in strings:
            yield node.lineno, f"{name}(… status …)"


def test_nobody_else_writes_status():
    faults = [
        f"{tree.place(path, line)} {what}"
        for path in tree.source_files()
        if path not in (WRITER, JOBS)
        for line, what in writes(path)
    ]
    assert not faults, tree.listed(faults)


def test_every_status_has_its_table_of_moves():
    faults = []
    for model in tree.own_models():
        names = {field.name for field in model._meta.concrete_fields}
        if "status" in names:
            moves = getattr(model, "MOVES", None)
            choices = {value for value, _ in model._meta.get_field("status").flatchoices}
            if not moves:
                faults.append(f"{model._meta.label}: no MOVES")
                continue
            reached = {str(value) for targets in moves.values() for value in targets} | {str(key) for key in moves}
            faults += [
                f"{model._meta.label}: {value} is not a choice" for value in sorted(reached - {str(c) for c in choices})
            ]
    assert not faults, tree.listed(faults)
