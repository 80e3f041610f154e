"""The house as it lies on disk: its apps, their order, their files. Read by every test in this folder."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "quartier"


@cache
def ranks() -> dict[str, int]:
    """App -> its stair, the bottom being 0; from the import contract, the one place where the order is written."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    found = {}
    for rank, layer in enumerate(reversed(contract["layers"])):
        for app in re.findall(r"\w+", layer):
            found[app] = rank
    return found


@cache
def apps() -> list[str]:
    """Names of the apps that exist, in alphabetical order."""
    return sorted(folder.parent.name for folder in PACKAGE.glob("*/__init__.py"))


def app_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


@cache
def python_files() -> list[Path]:
    """Every source file of the package but migrations."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


@cache
def source_files() -> list[Path]:
    """Every source file but migrations and tests."""
    return [path for path in python_files() if "tests" not in path.parts]


@cache
def templates() -> list[Path]:
    return sorted(PACKAGE.glob("*/templates/**/*.html"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def place(path: Path, line: int = 0) -> str:
    return f"{path.relative_to(ROOT)}{f':{line}' if line else ''}"


def own_models() -> list[type]:
    """Every model of our own apps, the invisible join tables included."""
    from django.apps import apps as registry

    return [model for model in registry.get_models(include_auto_created=True) if ours(model)]


def ours(model: type) -> bool:
    return model.__module__.startswith("quartier.")


def listed(faults: list[str]) -> str:
    return "\n  " + "\n  ".join(faults)
