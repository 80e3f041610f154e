"""English is complete, and what is compiled is what is written."""

import gettext
import io

import pytest

from quartier.config import messages
from tests.house import tree

LANGUAGES = sorted(path.parent.parent.name for path in messages.LOCALE.glob("*/LC_MESSAGES/django.po"))
COMPLETE = ["en"]


def catalogue(language):
    return messages.LOCALE / language / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("language", COMPLETE)
def test_language_is_complete(language):
    known = messages.read(catalogue(language))
    open_ones = [
        f"{m.text!r} ({m.places[0]})"
        for key, m in messages.collect().items()
        if key not in known or not known[key].complete
    ]
    assert not open_ones, (
        f"{len(open_ones)} without {language}; `quartier manage messages {language}`: {tree.listed(open_ones)}"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_fuzzy_or_gone(language):
    wanted = messages.collect()
    faults = [f"fuzzy: {m.text}" for m in messages.read(catalogue(language)).values() if m.fuzzy]
    faults += [
        f"gone: {text}" for (context, text) in messages.read(catalogue(language)) if (context, text) not in wanted
    ]
    assert not faults, tree.listed(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_mo_says_what_po_says(language):
    assert catalogue(language).with_suffix(".mo").read_bytes() == messages.compiled(catalogue(language), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same(language):
    import re

    holes = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")
    faults = []
    for message in messages.read(catalogue(language)).values():
        for answer in message.answers:
            wanted = set(holes.findall(message.text)) | set(holes.findall(message.plural))
            if set(holes.findall(answer)) - wanted or (not message.plural and wanted - set(holes.findall(answer))):
                faults.append(f"{message.text!r} -> {answer!r}")
    assert not faults, tree.listed(faults)


def test_the_reader_and_the_compiler_agree_with_gettext(tmp_path):
    path = tmp_path / "django.po"
    rows = [
        messages.Message("", "Guten Tag", "", ["a.py"], ["Good day"]),
        messages.Message("Verb", "Öffnen", "", ["a.py"], ['Open "it"\n']),
        messages.Message("", "%(n)s Idee", "%(n)s Ideen", ["a.html"], ["%(n)s idea", "%(n)s ideas"]),
        messages.Message("", "offen", "", ["a.py"], []),
    ]
    messages.write(path, "en", {row.key: row for row in rows})
    assert {key: row.answers for key, row in messages.read(path).items() if any(row.answers)} == {
        row.key: row.answers for row in rows if row.answers
    }
    catalogue = gettext.GNUTranslations(io.BytesIO(messages.compiled(path, "en")))
    assert catalogue.gettext("Guten Tag") == "Good day"
    assert catalogue.pgettext("Verb", "Öffnen") == 'Open "it"\n'
    assert [catalogue.ngettext("%(n)s Idee", "%(n)s Ideen", n) for n in (1, 2)] == ["%(n)s idea", "%(n)s ideas"]
    assert catalogue.gettext("offen") == "offen"


def test_both_kinds_of_source_are_collected():
    found = {}
    messages._from_python(
        '_("Eins"); ngettext("%d Tag", "%d Tage", n); pgettext("Tür", "Schloss"); _(name)', "a.py", found
    )
    messages._from_template(
        '{% load i18n %}{% translate "Zwei (2)" %}{% translate "Schloss" context "Bau" %}'
        "{% blocktranslate trimmed count n=n %}{{ n }} Idee{% plural %}{{ n }} Ideen{% endblocktranslate %}"
        '<c-button label="{% translate "Drei" %}" />{{ _("Vier") }}',
        "a.html",
        found,
    )
    assert set(found) >= {
        ("", "Eins"),
        ("", "%d Tag"),
        ("Tür", "Schloss"),
        ("", "Zwei (2)"),
        ("Bau", "Schloss"),
        ("", "%(n)s Idee"),
        ("", "Drei"),
        ("", "Vier"),
    }
    assert found[("", "%(n)s Idee")].plural == "%(n)s Ideen"
