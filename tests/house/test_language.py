"""English is complete, the residents' languages for what residents see, and what is compiled is what is written."""

import functools
import gettext
import io
import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real

from quartier.config import messages
from quartier.kit import catalogues, links, pagecache
from tests.house import access, tree
from tests.house.test_urls import KNOWN

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")


def catalogue(language):
    return catalogues.path_of(language)


@functools.cache
def ours():
    """Every file of the sources is read for it; the tests only look."""
    return messages.collect()


def wanted_in(language):
    return messages.wanted(language, ours())


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_is_complete(language):
    known = catalogues.read(catalogue(language))
    open_ones = [
        f"{m.text!r} ({m.places[0]})"
        for key, m in wanted_in(language).items()
        if key not in known or not known[key].complete
    ]
    assert not open_ones, (
        f"{len(open_ones)} without {language}; `quartier manage messages {language}`: {tree.listed(open_ones)}"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_fuzzy_or_gone(language):
    wanted = wanted_in(language)
    faults = [f"fuzzy: {m.text}" for m in catalogues.read(catalogue(language)).values() if m.fuzzy]
    faults += [
        f"gone: {text}" for (context, text) in catalogues.read(catalogue(language)) if (context, text) not in wanted
    ]
    assert not faults, tree.listed(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_mo_says_what_po_says(language):
    assert catalogue(language).with_suffix(".mo").read_bytes() == catalogues.compiled(catalogue(language), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same(language):
    holes = PLACEHOLDERS
    faults = []
    for message in catalogues.read(catalogue(language)).values():
        for answer in message.answers:
            wanted = set(holes.findall(message.text)) | set(holes.findall(message.plural))
            if set(holes.findall(answer)) - wanted or (not message.plural and wanted - set(holes.findall(answer))):
                faults.append(f"{message.text!r} -> {answer!r}")
    assert not faults, tree.listed(faults)


def test_the_reader_and_the_compiler_agree_with_gettext(tmp_path):
    path = tmp_path / "django.po"
    rows = [
        catalogues.Message("", "Guten Tag", "", ["a.py"], ["Good day"]),
        catalogues.Message("Verb", "Öffnen", "", ["a.py"], ['Open "it"\n']),
        catalogues.Message("", "%(n)s Idee", "%(n)s Ideen", ["a.html"], ["%(n)s idea", "%(n)s ideas"]),
        catalogues.Message("", "offen", "", ["a.py"], []),
    ]
    catalogues.write(path, "en", {row.key: row for row in rows})
    assert {key: row.answers for key, row in catalogues.read(path).items() if any(row.answers)} == {
        row.key: row.answers for row in rows if row.answers
    }
    catalogue = gettext.GNUTranslations(io.BytesIO(catalogues.compiled(path, "en")))
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


# What the pages really ask for -----------------------------------------------------------------------------------
PAGES = [
    name for name in KNOWN if access.ANONYMOUS in access.EXPECTED[name].to and 200 in access.EXPECTED[name].answers
]
SIGN_IN = ["account_login", "account_request_login_code"]


@pytest.fixture
def missing(monkeypatch):
    """Every text of ours that is looked up while a page is made and stands in no catalogue of its language."""
    found = {}

    def note(catalogue, key, plain):
        context, _, text = plain.rpartition("\x04")
        if catalogue._catalog.get(key) is None and (context, text) in ours():
            found.setdefault((context, text), ours()[context, text].places)

    def one(self, message):
        note(self, message, message)
        return known_one(self, message)

    def many(self, message, plural, number):
        note(self, (message, self.plural(number)), message)
        return known_many(self, message, plural, number)

    known_one, known_many = trans_real.DjangoTranslation.gettext, trans_real.DjangoTranslation.ngettext
    monkeypatch.setattr(trans_real.DjangoTranslation, "gettext", one)
    monkeypatch.setattr(trans_real.DjangoTranslation, "ngettext", many)
    return found


def paths(world, language):
    """The pages of the role matrix that anybody may read, and the doors to sign in."""
    with translation.override(language):
        found = [reverse(name, kwargs=access.EXPECTED[name].where(world)) for name in PAGES]
        found += [reverse(name) for name in SIGN_IN]
    return [
        path for path in found if links.first_part(path) in ("", "konto", world.area.slug) and not links.is_room(path)
    ]


def told(missing):
    return tree.listed([f"{text!r} ({', '.join(places)})" for (_, text), places in missing.items()])


@pytest.mark.looks
@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_asks_for_no_text_without_translation(language, world, missing):
    pagecache.store.clear()
    for path in paths(world, language):
        assert world.client("anonymous").get(path).status_code in (200, 302), path  # Leichte Sprache is German
    assert not missing, f"{len(missing)} in {language}: config/residents.py must name their source{told(missing)}"


@pytest.mark.looks
@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_sent_empty_says_what_is_missing_in_the_readers_language(language, world, missing):
    sent = 0
    for path in paths(world, language):
        pagecache.store.clear()
        text = world.client("anonymous").get(path).content.decode(errors="replace")
        for tag in re.findall(r"<form[^>]*method=\"post\"[^>]*>", text):
            action = re.search(r"action=\"([^\"]+)\"", tag)
            world.client("anonymous").post(action.group(1) if action else path, {})
            sent += 1
    assert sent, "no public form was found"
    assert not missing, f"{len(missing)} in {language}: config/residents.py must name their source{told(missing)}"
