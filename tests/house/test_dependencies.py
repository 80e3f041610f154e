"""Every third-party import is declared, everything declared is used, and each has its line of reason."""

import re
import sys
import tomllib

from tests.house import tree

IMPORTED_AS = {
    "django-allauth": "allauth", "django-cotton": "django_cotton", "django-csp": "csp", "django-tasks": "django_tasks",
    "django-tasks-db": "django_tasks_db", "django-template-partials": "template_partials", "pillow": "PIL",
    "pillow-heif": "pillow_heif", "pyyaml": "yaml", "django": "django", "psycopg": "psycopg",
    "python-dateutil": "dateutil", "zxing-cpp": "zxingcpp",
}  # fmt: skip


READ_THROUGH = {"defusedxml": "openpyxl"}  # openpyxl reads through it where it is installed


def project():
    return tomllib.loads((tree.ROOT / "pyproject.toml").read_text())["project"]


def bare(requirement):
    return re.match(r"[\w.-]+", requirement).group().lower()


def declared():
    return {bare(requirement) for requirement in project()["dependencies"]}


def module(name):
    return IMPORTED_AS.get(name, name.replace("-", "_"))


def test_every_import_is_declared():
    known = {module(name) for name in declared() | {"psycopg"}} | set(sys.stdlib_module_names) | {"quartier"}
    faults = set()
    for path in tree.source_files():
        for node in tree.ast.walk(tree.parsed(path)):
            names = []
            if isinstance(node, tree.ast.ImportFrom) and not node.level:
                names = [node.module]
            elif isinstance(node, tree.ast.Import):
                names = [alias.name for alias in node.names]
            faults |= {f"{tree.place(path, node.lineno)} {name}" for name in names if name.split(".")[0] not in known}
    assert not faults, tree.listed(sorted(faults))


def test_everything_declared_is_used():
    text = "\n".join(path.read_text() for path in tree.source_files())
    names = {READ_THROUGH.get(name, name) for name in declared()}
    unused = [name for name in sorted(names) if not re.search(rf"\b{module(name)}\b", text)]
    assert not unused, f"declared, but nowhere imported nor named in the settings: {unused}"


def test_every_dependency_has_a_reason():
    text = (tree.ROOT / "docs/dependencies.md").read_text()
    extras = {bare(r) for group in project()["optional-dependencies"].values() for r in group} - {"quartier"}
    missing = [name for name in sorted(declared() | extras) if f"`{name}`" not in text.lower()]
    assert not missing, f"docs/dependencies.md lacks: {missing}"


def test_constraints_name_every_dependency_and_no_address():
    text = (tree.ROOT / "constraints.txt").read_text()
    pinned = {line.split("==")[0] for line in text.splitlines() if "==" in line}
    assert declared() - pinned == set()
    assert "://" not in text and "--" not in text
