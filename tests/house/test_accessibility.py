"""docs/accessibility.md: every criterion of WCAG 2.2 A and AA once, with an answer, and every named test is there."""

import re

from tests.house import tree

PAGE = tree.ROOT / "docs/accessibility.md"
# https://www.w3.org/TR/WCAG22/, conformance levels A and AA; 4.1.1 is obsolete and removed
A = """1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4
2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2"""
AA = """1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2
3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3"""
WAYS = ("test", "made so", "by hand", "not")


def rows(heading):
    text = PAGE.read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| ([\d.]+) \| ([^|]+) \| ([^|]+) \|$", text, re.M)


def test_every_criterion_has_an_answer():
    for heading, wanted, count in (("WCAG 2.2, level A", A, 31), ("WCAG 2.2, level AA", AA, 24)):
        found = rows(heading)
        assert [number for number, _, _ in found] == wanted.split() and len(found) == count
        vague = [number for number, _, how in found if not any(re.search(rf"\b{way}\b", how) for way in WAYS)]
        assert not vague, f"neither {', '.join(WAYS)}: {vague}"


def test_every_named_test_exists():
    named = set(re.findall(r"`((?:tests|quartier)/[\w/]+\.py)`", PAGE.read_text()))
    gone = [name for name in sorted(named) if not (tree.ROOT / name).is_file()]
    assert named and not gone, tree.listed(gone)
