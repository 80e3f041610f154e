"""Plain text becomes paragraphs, lists and links; nothing that was typed is ever obeyed."""

import re

import pytest

from quartier.kit import prose

TAGS = {"p", "ul", "ol", "li", "h2", "br", "a"}


def test_empty_lines_part_paragraphs_and_single_lines_stay_lines():
    assert prose.html("Eins\nzwei\r\n\r\n\r\nDrei") == "<p>Eins<br>zwei</p>\n<p>Drei</p>"


def test_dashes_and_numbers_make_lists_also_right_below_a_sentence():
    assert prose.html("Bitte mitbringen:\n- Tasse\n* Stuhl\n\n1. Kommen\n2) Bleiben") == (
        "<p>Bitte mitbringen:</p>\n<ul><li>Tasse</li><li>Stuhl</li></ul>\n<ol><li>Kommen</li><li>Bleiben</li></ol>"
    )


def test_a_heading_stands_for_itself():
    assert prose.html("## Wie es anfing\nMit einer Bank.") == "<h2>Wie es anfing</h2>\n<p>Mit einer Bank.</p>"


@pytest.mark.parametrize("text", ["3.500 Euro", "-5 Grad", "24. Dezember ist zu", "2026 war gut", "#1"])
def test_a_number_or_a_minus_alone_is_no_list(text):
    assert prose.html(text) == f"<p>{text}</p>"


def test_addresses_become_links():
    html = prose.html("Mehr: https://example.org/a?b=1&c=2. Oder hallo@example.org")
    assert '<a href="https://example.org/a?b=1&amp;c=2">' in html and html.count("<a ") == 2
    assert '<a href="mailto:hallo@example.org">' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "- <img src=x onerror=alert(1)>",
        "## <b>fett</b>",
        "javascript:alert(1)",
        'https://example.org/"onmouseover="alert(1)',
        "https://example.org/<script>",
        "&lt;script&gt; &amp; &quot;",
        "1. </li></ol><style>*{display:none}</style>",
        "http://[::1]:99999/ http://\u202eevil",
    ],
)
def test_markup_in_a_field_is_harmless(text):
    html = prose.html(text)
    assert set(re.findall(r"</?([a-zA-Z0-9]+)", html)) <= TAGS
    assert all(re.fullmatch(r'<a href="(https?://|mailto:)[^"<>]*"( rel="nofollow")?>', tag) for tag in re.findall(r"<a[^>]*>", html))  # fmt: skip


def test_a_long_text_is_quick_and_nothing_stays_nothing():
    assert prose.html("") == prose.html(" \n\t\n") == ""
    assert prose.html("- x\n" * 5000).count("<li>") == 5000


def test_one_thing_a_line_loses_its_dash():
    assert prose.points("- Tische\n\n 1. Bänke \nStrom") == ["Tische", "Bänke", "Strom"]


def test_for_mails_it_stays_text():
    assert prose.plain("## Titel\r\n\r\n- a\r\n<b>") == "Titel\n\n- a\n<b>"
