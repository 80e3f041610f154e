"""No number of the law stands in code: limits, rates, periods of funding are values of a rule set, with a source.

Every other number in the rules, actions, queries, forms and exports of ``funding`` and ``spending`` is listed here
with what it is; a new one has to be entered, or is a value of a rule set.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

APPS = ("funding", "spending")
PARTS = ("rules", "actions", "queries", "forms", "exports")
COUNTING = frozenset({0, 1, 2, 100, "0", "1"})  # nothing, one, the second, cents in a euro and per cent
WIDTHS = frozenset(
    [
        "max_length",
        "rows",
        "size",
        "max_num",
        "absolute_max",
        "maxlength",
        "decimal_places",
        "max_digits",
        "chunk_size",
        "maxsize",
        "seconds",
        "minutes",
    ]
)  # of fields, batches, caches; seconds and minutes: two clicks that were meant as one
NUMBER = re.compile(r"\d+([.,]\d+)?%?")
ROWS = "how high a field is, or how many empty rows a form shows"
LENGTH = "how long a text or a list may be, so that nothing runs over"
YEARS = "which years people may mean"
CLOCK = "minutes in an hour, hours in a day, days in a week, months in a year"

ALLOWED: dict[str, dict[object, str]] = {
    "funding/rules/accounts.py": {4: "an IBAN is read in groups of four"},
    "funding/rules/balance.py": {60: CLOCK},
    "funding/rules/casefile.py": {60: LENGTH},
    "funding/rules/findings.py": {7: CLOCK},
    "funding/rules/names.py": {300: LENGTH},
    "funding/rules/notices.py": {"0.000001": "as many decimals as the column of a rate keeps"},
    "funding/rules/shares.py": {60: CLOCK},
    "funding/actions/applications.py": {60: LENGTH, 2_000: LENGTH},
    "funding/actions/attachments.py": {30: LENGTH},
    "funding/actions/earlier.py": {500: "rows a statement"},
    "funding/actions/office.py": {120: LENGTH, 80: LENGTH},
    "funding/actions/rulesets.py": {200_000: LENGTH, 60: LENGTH},
    "funding/actions/years.py": {300: LENGTH},
    "funding/queries/earlier.py": {50: LENGTH, 5: "a year has four figures", 19: "digits of a key of the database"},
    "funding/queries/touched.py": {200: LENGTH},
    "funding/forms/calculator.py": {3: ROWS, 40: LENGTH, 10_000: "pieces somebody may type"},
    "funding/forms/funds.py": {2000: YEARS, 2100: YEARS},
    "funding/forms/imports.py": {1950: YEARS, 2100: YEARS},
    "funding/forms/paper.py": {3: ROWS, 6: ROWS, 30: LENGTH, 60: CLOCK},
    "funding/forms/rulesets.py": {1_000_000: "bytes of a file", 1000: "days, weeks or months somebody may type"},
    "funding/forms/settings.py": {8: ROWS},
    "funding/exports/application.py": {20: "pages that carry a code"},
    "spending/rules/hours.py": {24: CLOCK, 60: CLOCK},
    "spending/rules/inventory.py": {365: "office practice, no law names a day", 28: "the last day every February has"},
    "spending/rules/quotes.py": {3: ROWS},
    "spending/rules/receipts.py": {2000: YEARS},
    "spending/rules/retention.py": {12: CLOCK},
    "spending/rules/sums.py": {2000: "twice per mille, to round a per cent half up"},
    "spending/queries/matches.py": {500: LENGTH, 4: "receipts read for each group"},
    "spending/queries/public.py": {1000: "a bar is drawn a thousand wide"},
    "spending/forms/notices.py": {3: ROWS, 5: ROWS, 6: LENGTH},
    "spending/forms/sheets.py": {120: LENGTH, 160: LENGTH, 300: LENGTH, 999: "pieces somebody may type"},
    "spending/exports/bundle.py": {
        20: "a megabyte is two to the power of 20 bytes",
        1980: "the first year a ZIP knows",
    },
    "spending/exports/scans.py": dict.fromkeys(
        (4, 5, 8, 10, 18, 36, 60, 88, 190, 595, 842),
        "points of a page and of the stamp on it, bits, quality of a picture, files",
    ),
    "spending/exports/sheets.py": {60: CLOCK},
    "spending/exports/workbook.py": {5: "the column of the sum"},
}


def sources() -> Iterator[Path]:
    for app in APPS:
        for part in PARTS:
            folder = tree.PACKAGE / app / part
            yield from sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


def numbers(path: Path) -> Iterator[tuple[int, object]]:
    """(line, number) for each number in the code that could be one of the law, also those written as text.

    Left out is what cannot be: counting, the width of a field (``max_length=``, ``rows=``), where a text is cut off,
    how a number is written, and the days a calendar is made of (``dt.date(year, 12, 31)``).
    """
    module = ast.parse(path.read_text())
    skipped = {id(part) for node in ast.walk(module) for part in _of_no_law(node)}
    for node in ast.walk(module):
        if not isinstance(node, ast.Constant) or id(node) in skipped or isinstance(node.value, bool):
            continue
        text = isinstance(node.value, str) and NUMBER.fullmatch(node.value)
        if (text or isinstance(node.value, int | float)) and node.value not in COUNTING:
            yield node.lineno, node.value


def _of_no_law(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.FormattedValue | ast.Slice):
        yield from ast.walk(node)
    elif isinstance(node, ast.keyword) and node.arg in WIDTHS:
        yield node.value
    elif isinstance(node, ast.Dict):
        yield from (value for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant) and key.value in WIDTHS)  # fmt: skip
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "date":
        yield from node.args[1:]


def place(path: Path) -> str:
    return str(path.relative_to(tree.PACKAGE))


def test_no_number_of_the_law_stands_in_code():
    faults = [
        f"{place(path)}:{line} {number!r}"
        for path in sources() if path.exists()
        for line, number in numbers(path)
        if number not in ALLOWED.get(place(path), {})
    ]  # fmt: skip
    assert not faults, tree.listed(faults)


def test_every_exception_is_still_there_and_has_a_reason():
    stale = [
        f"{name}: {number!r}"
        for name, found in ALLOWED.items()
        for number, reason in found.items()
        if number not in {value for _line, value in numbers(tree.PACKAGE / name)} or not reason
    ]
    assert not stale, tree.listed(stale)


@pytest.mark.parametrize(
    "code",
    [
        "cap = 1500_00",
        "rate = Decimal('0.10')",
        "if months > 6: pass",
        "x = 0.5",
        "due(months=6)",
        "date = 28",
    ],
)
def test_number_of_the_law_is_found_when_somebody_writes_one(code, tmp_path):
    file = tmp_path / "rules.py"
    file.write_text(code)
    assert list(numbers(file))
