"""Documents that can be trusted: links lead somewhere, commands exist, the guides use the words of the pages."""

import os
import re
import unicodedata

import pytest

from tests.house import tree

DOCUMENTS = [tree.ROOT / "README.md", *sorted((tree.ROOT / "docs").rglob("*.md"))]
GUIDES = [path for path in DOCUMENTS if path.parent.name == "guides"]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.M | re.S)
PICTURE, PICTURE_MOST = re.compile(r"docs/screenshots/[\w-]+\.png"), 150_000  # bytes
GUIDE_MOST = 120  # lines


def named(path):
    return path.relative_to(tree.ROOT).as_posix()


def prose(path):
    return FENCE.sub("", path.read_text())


def anchors(path):
    """The names of a page's headings as the usual readers of Markdown make them."""
    found = set()
    for heading in re.findall(r"^#+ (.+)$", prose(path), re.M):
        kept = "".join(c for c in heading.lower() if c in " -_" or unicodedata.category(c)[0] in "LN")
        found.add(kept.replace(" ", "-"))
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_links_between_documents_lead_somewhere(path):
    faults = []
    for link in LINK.findall(prose(path)):
        if re.match(r"\w+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists():
            faults.append(link)
        elif anchor and anchor not in anchors(target):
            faults.append(f"{link}: no such heading")
    assert not faults, tree.listed(faults)


def test_commands_of_the_readme_exist():
    from quartier.config.cli import COMMANDS

    words = set(re.findall(r"\./run (\w+)", (tree.ROOT / "README.md").read_text()))
    script = (tree.ROOT / "run").read_text()
    assert {"demo", "test"} <= words and os.access(tree.ROOT / "run", os.X_OK)
    unknown = [word for word in words if word not in COMMANDS and f"\n    {word})" not in script]
    assert not unknown, f"./run does not know {unknown}"


def test_commands_of_the_operations_page_exist():
    from quartier.config.cli import COMMANDS

    text = (tree.ROOT / "docs/operations.md").read_text()
    assert set(re.findall(r"`quartier (\w+)", text)) <= set(COMMANDS)
    commands = {path.stem for path in tree.PACKAGE.glob("*/management/commands/[a-z]*.py")} | {"shell"}
    assert set(re.findall(r"quartier manage (\w+)", text)) <= commands


def test_screenshots_are_there_and_small():
    pictures = PICTURE.findall((tree.ROOT / "README.md").read_text())
    sizes = {name: (tree.ROOT / name).stat().st_size if (tree.ROOT / name).exists() else 0 for name in pictures}
    faults = [f"{name}: {size} bytes" for name, size in sizes.items() if not 0 < size <= PICTURE_MOST]
    assert pictures and not faults, tree.listed(faults)


def test_every_decision_is_in_the_index():
    index = (tree.ROOT / "docs/decisions/README.md").read_text()
    missing = [path.name for path in (tree.ROOT / "docs/decisions").glob("0*.md") if f"({path.name})" not in index]
    assert not missing, f"docs/decisions/README.md lacks {missing}"


def test_decisions_say_what_they_cost():
    parts = ("**Situation.**", "**Choice.**", "**Price.**", "**Revisit**")
    faults = [
        f"{path.name} lacks {part}"
        for path in sorted((tree.ROOT / "docs/decisions").glob("0*.md"))
        for part in parts
        if part not in path.read_text()
    ]
    assert not faults, tree.listed(faults)


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_files_that_are_named_exist(path):
    named_files = re.findall(r"`((?:[\w-]+/)+[\w-]+\.(?:py|typ|css|toml|html|md|yaml))`", prose(path))
    folders = [tree.PACKAGE / app for app in tree.apps()]
    roots = [tree.ROOT, tree.PACKAGE, *folders, *(f / kind for f in folders for kind in ("templates", "static"))]
    gone = [name for name in named_files if not any((root / name).exists() for root in roots)]
    assert not gone, f"{named(path)} names {gone}"


@pytest.mark.parametrize("path", GUIDES, ids=named)
def test_guides_use_the_words_of_the_pages(path):
    """What a guide puts in quotation marks stands so on a page, in a mail or in a message."""
    sources = [
        file for kind in ("html", "py", "txt") for file in tree.PACKAGE.rglob(f"*.{kind}") if "tests" not in file.parts
    ]
    shown = " ".join(" ".join(file.read_text() for file in sources).split())
    words = re.findall("„([^“]+)“", " ".join(prose(path).split()))
    unknown = sorted({word for word in words if word.removesuffix(" …") not in shown})
    assert words and not unknown, tree.listed(unknown)


@pytest.mark.parametrize("path", GUIDES, ids=named)
def test_guides_are_short(path):
    assert len(path.read_text().splitlines()) <= GUIDE_MOST
