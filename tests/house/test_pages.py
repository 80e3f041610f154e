"""Every page there is, seen once: sound HTML, no foreign address, few queries, and nothing private in public."""

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from quartier.kit import pagecache
from tests.house import access, tree
from tests.house.test_urls import KNOWN

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

PAGES = [name for name in KNOWN if 200 in access.EXPECTED[name].answers and access.EXPECTED[name].to]
PUBLIC = [name for name in PAGES if access.ANONYMOUS in access.EXPECTED[name].to]
PARTS = {"search:suggestions", "search:city_suggestions"}  # of a page, at their own address
WHOLE = [name for name in PAGES if name not in PARTS]
ONE_QUERY_MORE = {"gallery"}
MOST_QUERIES = 8
DATA = ("application/json", "application/ld+json")  # blocks that no browser runs
# of the applicant, her bank and a person she paid: what make_grant and its receipts put into the world
PRIVATE = {"IBAN": r"DE02\s?1203", "phone": r"0531 815", "mail": r"ayse@example\.org", "payee": r"Baumarkt am Ring"}


class Reader(HTMLParser):
    """What a page says of itself."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.faults, self.title = [], [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        self.faults += [f"<{tag} {name}>" for name in found if name == "style" or name.startswith("on")]
        if tag == "script" and not found.get("src") and found.get("type") not in DATA:
            self.faults.append("inline script")
        if tag == "style":
            self.faults.append("inline style")
        for name in ("src", "href", "srcset", "action"):
            leaves = re.match(r"(https?:)?//", found.get(name) or "")
            named = tag == "link" and found.get("rel") in ("canonical", "alternate")  # an address, nothing is loaded
            if leaves and tag != "a" and not named:
                self.faults.append(f"<{tag} {name}={found[name]}> loads from elsewhere")
        if tag == "img" and "alt" not in found:
            self.faults.append(f"<img src={found.get('src')}> without alt")
        if tag == "a" and found.get("target") == "_blank":
            self.faults.append("a link that opens a new window")

    def handle_data(self, data):
        if self.tags and self.tags[-1] == "title" and not self.title:
            self.title = data.strip()


def somebody(rule):
    return access.ANONYMOUS if access.ANONYMOUS in rule.to else rule.to[0]


def fetch(world, name, person=None, prefix=""):
    rule = access.EXPECTED[name]
    pagecache.store.clear()
    with translation.override("de"):
        path = prefix + reverse(name, kwargs=rule.where(world))
    return world.client(person or somebody(rule)).get(path)


def text_of(answer):
    return b"".join(answer).decode(errors="replace")  # files are streamed


def is_html(answer):
    return answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html")


@pytest.mark.parametrize("name", WHOLE)
def test_html_is_sound(name, world):
    answer = fetch(world, name)
    if not is_html(answer):
        return
    text = answer.content.decode()
    page = Reader(text)
    faults = list(page.faults)
    faults += [f"id {i} twice" for i in sorted({i for i in page.ids if page.ids.count(i) > 1})]
    faults += [f"{page.tags.count(tag)} <{tag}>" for tag in ("h1", "main", "title") if page.tags.count(tag) != 1]
    faults += ["no title"] if not page.title else []
    faults += ["no language"] if not re.search(r"<html[^>]* lang=", text) else []
    words = re.sub(r"<[^>]*>", " ", re.sub(r"<(code|pre|textarea)\b.*?</\1>", " ", text, flags=re.S))
    faults += [
        f"reads „{word}“"
        for word in ("None", "{{", "{%", "<c-", "&amp;amp;")
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words)
    ]
    assert not faults, f"{answer.request['PATH_INFO']}{tree.listed(faults)}"


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_costs_at_most_eight_queries(name, world):
    if name in ONE_QUERY_MORE:
        return
    fetch(world, name)  # compiles templates
    with CaptureQueriesContext(
        connection,
    ) as queries:
        fetch(world, name)
    asked = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= MOST_QUERIES, tree.listed([sql[:150] for sql in asked])


@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_private_is_public(name, world):
    text = text_of(fetch(world, name))
    assert [what for what, pattern in PRIVATE.items() if re.search(pattern, text)] == []


@pytest.mark.parametrize("name", [name for name in PAGES if "member" in access.EXPECTED[name].to])
def test_jurors_see_neither_iban_nor_phone(name, world):
    text = text_of(fetch(world, name, "member"))
    assert [what for what in ("IBAN", "phone") if re.search(PRIVATE[what], text)] == []


@pytest.mark.parametrize(
    "name", [name for name in PUBLIC if name not in ("ready", "files:public", "accounts:invitation", *PARTS)]
)
def test_a_public_page_stands_in_english(name, world):
    answer = fetch(world, name, prefix="/en")
    if name.endswith("_version") or name == "publishing:easy":  # one address each, in the German frame
        assert answer.status_code == 302 and answer["Location"].startswith("/lindenhafen/")
        return
    assert answer.status_code == 200
    if is_html(answer):
        assert re.search(r"<html[^>]* lang=\"en", answer.content.decode())


@pytest.mark.parametrize("name", [name for name in PUBLIC if name not in ("ready", "files:public")])
def test_a_public_page_asks_for_no_cookie(name, world):
    """What is kept for everybody carries no session and no token; a form without a token proves its origin."""
    answer = fetch(world, name)
    if hasattr(answer, "public_page"):
        assert not answer.cookies and "csrfmiddlewaretoken" not in answer.content.decode()
