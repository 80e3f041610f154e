"""The page cache asked as browsers and attackers ask. The order of stamps and threads is in tests/house."""

import datetime as dt
import gzip
import threading

import pytest
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from quartier.kit import dates, pagecache
from quartier.kit.pagecache import Store, changes_at, page_cache, public_page


class House:
    """A page behind the cache; ``stamp`` is what the database would say."""

    def __init__(self, view=None, *, domain=None, cached=True):
        self.stamp, self.row, self.calls = (1, 7), type("Row", (), {"domain": domain})(), []
        pagecache.LOOKUPS["test"] = (lambda *slug: self.stamp, lambda stamp: self.row)
        shown = public_page("test", cached=cached)(self._counted(view or (lambda request, row: HttpResponse("Seite"))))
        self.handle = page_cache(lambda request: shown(request, area="linde"))

    def _counted(self, view):
        def inner(request, row):
            self.calls.append(dict(request.GET.items()))
            return view(request, row)

        return inner

    def get(self, path="/", *, cookies=None, method="get", **headers):
        request = getattr(RequestFactory(), method)(path, headers=headers)
        request.COOKIES.update(cookies or {})
        return self.handle(request)


@pytest.fixture(autouse=True)
def _put_back(monkeypatch):
    monkeypatch.setattr(pagecache, "LOOKUPS", dict(pagecache.LOOKUPS))


def test_a_page_is_made_once_per_stamp():
    house = House()
    assert [house.get().content for _ in range(3)] == [b"Seite"] * 3 and len(house.calls) == 1
    house.stamp = (1, 8)
    house.get()
    assert len(house.calls) == 2


def test_a_page_that_is_gone_is_gone_from_the_cache():
    house = House()
    house.get()
    house.stamp = None
    with pytest.raises(Http404):
        house.get()


@pytest.mark.parametrize(
    "one", ["/?feld=a", "/?feld=a&utm=1", "/?utm=2&feld=b&feld=a", "/?feld=a&art=" + "x" * 61, "/?feld=a&art=%00"]
)
def test_the_page_sees_the_parameters_of_its_key_and_no_others(one):
    house = House(lambda request, row: HttpResponse(str(sorted(request.GET.lists())) + request.META["QUERY_STRING"]))
    assert house.get(one).content == b"[('feld', ['a'])]feld=a"
    house.get("/?feld=a")
    assert house.calls == [{"feld": "a"}], "one page, whoever asked first"


def test_a_parameter_that_pages_read_is_another_page():
    house = House()
    for path in ("/?feld=a", "/?feld=b", "/", "/?feld=a&seite=2"):
        house.get(path)
    assert len(house.calls) == 4


def test_pages_that_are_not_kept_may_read_what_they_like():
    house = House(cached=False)
    house.get("/?frage=1")
    assert house.calls == [{"frage": "1"}]


@pytest.mark.parametrize("cookie", ["sitzung", "messages"])
def test_who_is_signed_in_or_has_a_message_waiting_gets_a_page_of_their_own(cookie):
    house = House()
    house.get()
    answer = house.get(cookies={cookie: "x"})
    assert len(house.calls) == 2 and answer["Cache-Control"] == "private, no-cache"
    house.get()
    assert len(house.calls) == 2, "and what they were shown is not kept for others"


def test_a_foreign_cookie_changes_nothing():
    house = House()
    house.get(cookies={"csrftoken": "x", "language": "en", "werbung": "1"})
    house.get()
    assert len(house.calls) == 1


def test_the_language_of_the_browser_changes_nothing():
    house = House()
    first, second = house.get(), house.get(**{"Accept-Language": "tr"})
    assert first.content == second.content and len(house.calls) == 1
    assert second["Vary"] == "Accept-Encoding, Cookie"


def token(request, row):
    return HttpResponse(get_token(request))


def cookie(request, row):
    response = HttpResponse("Seite")
    response.set_cookie("a", "b")
    return response


def nonce(request, row):
    return HttpResponse("Seite", headers={"Content-Security-Policy": "script-src 'nonce-abc'"})


@pytest.mark.parametrize(
    "view",
    [token, cookie, nonce, lambda r, a: HttpResponse("weg", status=410), lambda r, a: StreamingHttpResponse([b"a"])],
    ids=["token", "cookie", "nonce", "error", "stream"],
)
def test_what_is_personal_or_no_page_is_not_kept(view):
    house = House(view)
    house.get()
    house.get()
    assert len(house.calls) == 2


@pytest.mark.parametrize("method", ["post", "put", "options"])
def test_only_reading_is_answered_from_the_cache(method):
    house = House()
    house.get()
    house.get(method=method)
    assert len(house.calls) == 2


def test_head_tells_the_length_and_sends_nothing():
    house = House(lambda request, row: HttpResponse("ä" * 100))
    fresh, kept, page = house.get(method="head"), house.get(method="head"), house.get()
    assert fresh.content == kept.content == b""
    assert (
        fresh["Content-Length"] == kept["Content-Length"] == page["Content-Length"] == "200" and len(house.calls) == 1
    )


def test_a_page_the_browser_has_is_not_sent_again():
    house = House()
    tag = house.get()["ETag"]
    assert tag.startswith('W/"')
    for asked in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        answer = house.get(**{"If-None-Match": asked})
        assert (answer.status_code, answer.content) == (304, b"") and "Content-Length" not in answer
        assert answer["ETag"] == tag and answer["Vary"] and answer["Cache-Control"] == "no-cache"
    assert house.get(**{"If-None-Match": '"other"'}).status_code == 200
    house.stamp, house.handle = (2, 2), page_cache(House(lambda r, a: HttpResponse("neu")).handle)
    assert house.get(**{"If-None-Match": tag}).content == b"neu"


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("gzip, br", True),
        ("br;q=1, gzip;q=0.5", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
    ],
)
def test_a_page_is_packed_for_those_who_unpack(accepted, zipped):
    house = House(lambda request, row: HttpResponse("Seite" * 50))
    answer = house.get(**{"Accept-Encoding": accepted})
    assert answer.has_header("Content-Encoding") == zipped
    assert (gzip.decompress(answer.content) if zipped else answer.content) == b"Seite" * 50


def test_a_page_holds_until_the_clock_changes_it():
    start = dates.at(dt.date(2026, 11, 25), 10)
    house = House(lambda request, row: changes_at(request, start + dt.timedelta(hours=2)) or HttpResponse("x"))
    for hours, made in [(0, 1), (1, 1), (2, 2), (3, 2), (14, 3), (13.9, 4)]:
        with dates.clock_at(start + dt.timedelta(hours=hours)):
            house.get()
        assert len(house.calls) == made, f"after {hours} hours: two hours, midnight, and a clock set back"


def test_the_earliest_change_counts_and_the_past_does_not():
    now = dates.at(dt.date(2026, 11, 25), 10)
    request = RequestFactory().get("/")
    request.now, request.until = now, None
    for hours in (-3, 5, 2, 4, 40):
        changes_at(request, now + dt.timedelta(hours=hours))
    assert request.until == now + dt.timedelta(hours=2)
    request.until = None
    changes_at(request, now + dt.timedelta(hours=40))
    assert request.until == dates.at(dt.date(2026, 11, 26)), "midnight comes first"


def test_a_quarter_with_its_own_domain_is_there():
    house = House(domain="linde.example")
    for method in ("get", "head"):
        answer = house.get("/linde/ideen/?feld=a&utm=1", method=method)
        assert (answer.status_code, answer["Location"]) == (301, "http://linde.example/ideen/?feld=a")
    assert answer["Cache-Control"] == "max-age=3600" and house.get(method="post").status_code == 200


def stored(size, n=0):
    day = dates.at(dt.date(2026, 1, 1))
    return pagecache.Stored(b"x" * size, [], str(n), lambda: None, (), (), day, day)


def test_the_store_drops_the_longest_unused_when_it_is_full():
    store = Store(limit=3 * stored(1000).weight)
    for n in range(3):
        store.put(n, stored(1000, n))
    store.get(0)
    store.put(3, stored(1000, 3))
    assert store.get(1) is None and all(store.get(n) for n in (0, 2, 3))
    store.put(0, stored(10))
    assert store.size == sum(row.weight for row in store.rows.values()) <= store.limit


def test_a_page_larger_than_the_store_is_not_kept():
    store = Store(limit=1000)
    store.put(1, stored(10))
    store.put(2, stored(5000))
    assert store.size == 0 and not store.rows


def test_the_store_counts_right_under_threads():
    store = Store(limit=40 * stored(500).weight)

    def work(number):
        for n in range(300):
            store.put((number * n) % 70, stored(100 + n % 400, n))
            store.get(n % 70)

    threads = [threading.Thread(target=work, args=[n]) for n in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.size == sum(row.weight for row in store.rows.values()) <= store.limit
