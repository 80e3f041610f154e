"""A reader leaves no trace and loads nothing from elsewhere; one page is one cache entry, whatever hangs on its address."""

import gzip
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import translation

from quartier.kit import links, pagecache
from tests.house import access, tree

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
BYTES = 60_000  # HTML, style sheets and scripts together, as they go through the line
FONT = 60_000  # one script in one weight
OURS = {"", "testserver"}
# The health of the server, the builders' gallery, a picture, and an invitation, which is the door to an account.
NO_READING = {"ready", "gallery", "files:public", "accounts:invitation"}
NAMES = sorted(
    name
    for name, rule in access.EXPECTED.items()
    if access.ANONYMOUS in rule.to and 200 in rule.answers and name not in NO_READING
)
TRAIL = {"utm_source": "brief", "fbclid": "x" * 300, "HX-Request": "true", "x": "7", "_": "1"}


class Loaded(HTMLParser):
    """What a browser fetches by itself when it shows a page, and the methods of its forms."""

    FETCHED = {"img": "src", "input": "src", "script": "src", "source": "src", "iframe": "src", "video": "src", "use": "href",
               "audio": "src", "embed": "src", "object": "data", "image": "href", "track": "src"}  # fmt: skip
    LINKED = ("stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect", "dns-prefetch", "prefetch")

    def __init__(self, text):
        super().__init__()
        self.addresses, self.code, self.posts = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        address = found.get(self.FETCHED.get(tag, ""), "")
        if tag == "link" and set((found.get("rel") or "").split()) & set(self.LINKED):
            address = found.get("href", "")
        if tag == "form":
            self.posts += found.get("method", "get").lower() == "post"
            address = found.get("action", "")
        if address:
            self.addresses.append(address)
        self.addresses += [part.split()[0] for part in (found.get("srcset") or "").split(",") if part.strip()]
        if found.get("poster"):
            self.addresses.append(found["poster"])
        if (tag == "script" and "src" in found) or (tag == "link" and found.get("rel") == "stylesheet"):
            self.code.append(address)


def path_of(name, world, language="de"):
    with translation.override(language):
        return reverse(name, kwargs=access.EXPECTED[name].where(world))


def ask(path, parameters=None, **headers):
    return Client().get(path, parameters or {}, headers=headers)


def text_of(answer):
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode(errors="replace")


def is_html(answer):
    return answer.headers.get("Content-Type", "").startswith("text/html")


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_gets_no_cookie(name, world):
    for language in ("de", "ar"):
        pagecache.store.clear()
        answer = ask(path_of(name, world, language))
        assert answer.status_code in ((200, 302) if language == "ar" else (200,))  # a version has one address
        assert not answer.cookies and not answer.has_header("Set-Cookie")
        assert not ask(path_of(name, world, language)).cookies  # from the cache, if it is kept


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_loaded_from_elsewhere(name, world):
    pagecache.store.clear()
    answer = ask(path_of(name, world))
    if is_html(answer):
        found = [urlsplit(address) for address in Loaded(text_of(answer)).addresses]
        strangers = [
            url.geturl()[:120] for url in found if url.netloc not in OURS or url.scheme not in ("", "data", "http")
        ]
        assert not strangers, tree.listed(strangers)
    policy = answer.headers.get("Content-Security-Policy", "")
    assert "'self'" in policy or "'none'" in policy
    assert not re.search(r"https?:(?!//testserver)|\*|unsafe-eval", policy), policy


def test_the_style_sheet_loads_nothing_from_elsewhere():
    for sheet in sorted(tree.PACKAGE.glob("*/static/**/*.css")):
        text = sheet.read_text()
        found = re.findall(r"url\(\s*['\"]?([^'\")]+)", text) + re.findall(r"@import\s+['\"]([^'\"]+)", text)
        assert not [url for url in found if re.match(r"(https?:)?//", url)], sheet.name


@pytest.mark.parametrize("name", NAMES)
def test_a_kept_page_holds_no_token(name, world):
    pagecache.store.clear()
    answer = ask(path_of(name, world))
    if not getattr(answer, "public_page", None) and not pagecache.store.rows:
        return  # made for one reader; it may hold what is hers
    text = text_of(answer)
    assert "csrfmiddlewaretoken" not in text and "nonce" not in text and 'name="stamp"' not in text
    assert "'nonce-" not in answer.headers.get("Content-Security-Policy", "")
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", NAMES)
def test_what_hangs_on_the_address_makes_no_second_page(name, world):
    pagecache.store.clear()
    path = path_of(name, world)
    plain = ask(path)
    kept = list(pagecache.store.rows)
    if not kept:
        return
    assert text_of(ask(path, TRAIL)) == text_of(plain)
    pagecache.store.clear()  # and the other way round: what a stranger asked for is not what the next reader gets
    assert text_of(ask(path, TRAIL)) == text_of(plain)
    assert list(pagecache.store.rows) == kept


@pytest.mark.parametrize("name", NAMES)
def test_a_part_of_a_page_has_an_address_of_its_own(name, world):
    """No page answers a script with less than a page: the cache could not tell the two apart."""
    pagecache.store.clear()
    path = path_of(name, world)
    part = ask(path, **{"HX-Request": "true", "HX-Target": "inhalt", "X-Requested-With": "XMLHttpRequest"})
    keys = list(pagecache.store.rows)
    pagecache.store.clear()
    whole = ask(path)
    assert list(pagecache.store.rows) == keys
    if keys:
        assert text_of(part) == text_of(whole)


def test_no_view_looks_at_who_asks():
    seen = [
        tree.place(p)
        for p in tree.source_files()
        if "views" in str(p) and re.search(r"HX-Request|HX_REQUEST", p.read_text())
    ]
    assert not seen, tree.listed(seen)


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_light_with_its_style_and_scripts(name, language, world):
    pagecache.store.clear()
    answer = ask(path_of(name, world, language))
    if not is_html(answer):
        return
    text = text_of(answer)
    size = len(gzip.compress(text.encode(), 6))
    for address in set(Loaded(text).code):
        file = finders.find(urlsplit(address).path.removeprefix("/static/"))
        assert file, f"{address} is no file of ours"
        size += len(gzip.compress(tree.Path(file).read_bytes(), 6))
    assert size <= BYTES, f"{size} bytes"


def test_a_font_is_light():
    heavy = [
        f"{p.name}: {p.stat().st_size}" for p in tree.PACKAGE.glob("*/static/**/*.woff2") if p.stat().st_size > FONT
    ]
    assert not heavy, tree.listed(heavy)


def test_the_names_of_parameters_that_pages_read_are_few():
    assert len(pagecache.KNOWN) <= 16 and not pagecache.KNOWN & TRAIL.keys(), sorted(pagecache.KNOWN)


def test_every_public_page_is_walked():
    """Whoever adds a page for everybody has it here by its row in the matrix; rooms of the house are not among them."""
    assert {"publishing:home", "publishing:city", "publishing:where_in", "publishing:barrier"} <= set(NAMES)
    assert not [name for name in NAMES if links.first_part(str(access.EXPECTED[name])) in links.ROOMS]
