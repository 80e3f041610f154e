"""Small enough to be read in one go. The hard limit fails, the aim is told."""

import warnings

from tests.house import tree

FILE, FILE_AIM = 500, 300
FUNCTION = 60
TEMPLATE, TEMPLATE_AIM = 160, 120
APP_AIM = 2500


def lines(path):
    return len(path.read_text().splitlines())


def over(paths, limit):
    return [f"{tree.place(path)}: {lines(path)} lines" for path in paths if lines(path) > limit]


def tell(faults, aim):
    if faults:
        warnings.warn(f"longer than the {aim} lines aimed at:{tree.listed(faults)}", stacklevel=2)


def test_files_are_short():
    everything = [
        *tree.python_files(),
        *sorted((tree.ROOT / "tests").rglob("*.py")),
        *sorted((tree.ROOT / "bench").rglob("*.py")),
    ]
    faults = over(everything, FILE)
    tell(over(everything, FILE_AIM), FILE_AIM)
    assert not faults, tree.listed(faults)


def test_functions_are_short():
    faults = []
    for path in tree.source_files():
        for node in tree.functions(path):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION:
                faults.append(f"{tree.place(path, node.lineno)} {node.name}: {length} lines")
    assert not faults, tree.listed(faults)


def test_templates_are_short():
    pages = [path for path in tree.templates() if "<svg" not in path.read_text()[:400]]  # a drawing is no page
    faults = over(pages, TEMPLATE)
    tell(over(pages, TEMPLATE_AIM), TEMPLATE_AIM)
    assert not faults, tree.listed(faults)


def test_scripts_are_short():
    scripts = [p for p in sorted(tree.PACKAGE.glob("*/static/**/*.js")) if "vendor" not in p.parts]
    faults = over(scripts, FILE_AIM)
    assert not faults, tree.listed(faults)
