import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from quartier.areas import actions as areas
from quartier.config.hosts import plain
from quartier.kit import links


@pytest.fixture
def city_host(settings):
    settings.QUARTIER_URL, settings.QUARTIER_HOSTS = "https://stadt.example", {"stadt.example", "www.stadt.example"}


@pytest.fixture
def own(area, city_host, clara):
    """Lindenhafen under its own domain; Werftviertel stays under the city's."""
    return areas.update_area(area=area, by=clara, domain="linde.example")


def get(path, host="linde.example", *, method="get", **more):
    return getattr(Client(), method)(path, headers={"Host": host}, **more)


@pytest.mark.parametrize(
    ("host", "compared"),
    [
        ("Linde.Example", "linde.example"), ("linde.example.", "linde.example"), ("linde.example:443", "linde.example"),
        ("linde.example:80", "linde.example"), ("linde.example:8443", "linde.example:8443"), ("[::1]:8000", "[::1]:8000"),
        ("[::1]", "[::1]"), ("", ""), (":80", ""),
    ],
)  # fmt: skip
def test_hosts_are_compared_as_browsers_mean_them(host, compared):
    assert plain(host) == compared


@pytest.mark.django_db
@pytest.mark.parametrize(
    "host",
    [
        "boese.example",
        "stadt.example.boese.example",
        "stadt.example@boese.example",
        "stadt.example:81",
        "localhost",
        "127.0.0.1:8000",
        "a b",
    ],
)
def test_a_forged_host_is_refused_before_a_link_could_bear_it(city_host, host):
    answer = get("/konto/passwort/vergessen/", host)
    assert answer.status_code == 421 and not answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["stadt.example", "WWW.stadt.example.", "stadt.example:443"])
def test_the_installations_own_names_are_served(city_host, city, host):
    assert get("/", host).status_code == 200


@pytest.mark.django_db
def test_the_operator_asks_for_health_by_any_local_name(city_host):
    assert get("/bereit/", "localhost:8000").status_code == 200 and get("/bereit/", "boese.example").status_code == 421


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:9", "[::1]:8000"])
def test_on_this_computer_any_local_name_and_port_will_do(city, host):
    assert get("/", host).status_code == 200


def test_a_quarter_is_served_under_its_domain_in_both_languages(own):
    for path, word in [("/buero/", "Hafenstraße 31"), ("/en/buero/", "Hafenstraße 31")]:
        for host in ("linde.example", "LINDE.example:443", "linde.example:8443"):
            assert word in get(path, host).content.decode()


def test_the_page_of_a_domain_bears_no_slug_and_names_the_city_whole(own):
    text = get("/buero/").content.decode()
    assert 'href="/termine/"' in text and 'href="/en/buero/"' in text and "/lindenhafen/" not in text
    assert 'href="https://stadt.example/"' in text


def test_the_citys_host_sends_the_quarter_home(own):
    answer = get("/en/lindenhafen/buero/?seite=2&x=1", "stadt.example")
    assert (answer.status_code, answer["Location"]) == (301, "http://linde.example/en/buero/?seite=2")


def test_other_quarters_are_not_under_this_domain(own, other_area):
    assert get("/werftviertel/buero/").status_code == 404
    assert get("/werftviertel/buero/", "stadt.example").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/team/lindenhafen/", "/en/konto/anmelden/?next=/x", "/meine/", "/bausteine/", "/bereit/"],
)
def test_rooms_of_the_house_are_on_the_main_host(own, path):
    answer = get(path)
    assert (answer.status_code, answer["Location"]) == (302, f"https://stadt.example{path}")


def test_a_form_sent_to_a_room_through_the_domain_does_nothing(own):
    answer = get("/konto/anmelden/", method="post", data={"login": "a@example.org"})
    assert answer.status_code == 302 and answer["Location"] == "https://stadt.example/konto/anmelden/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_that_signs_in_is_on_the_main_host_where_sessions_count(own, method):
    answer = get("/en/ideen/1/antrag/?x=1", method=method, HTTP_ORIGIN="http://linde.example")
    assert answer.status_code == 302
    assert answer["Location"] == "https://stadt.example/en/lindenhafen/ideen/1/antrag/?x=1"
    assert get("/lindenhafen/ideen/1/antrag/", host="stadt.example").status_code == 404  # no such idea; not sent back


@pytest.mark.parametrize(("path", "there"), [("/buero", "/buero/"), ("/en", "/en/"), ("/en/buero", "/en/buero/")])
def test_a_missing_slash_leads_to_the_short_address(own, path, there):
    answer = get(path)
    assert answer.status_code == 301 and answer["Location"] == there


def test_files_and_styles_are_served_under_the_domain(own, area):
    assert get("/static/kit/quartier.css").status_code == 200
    assert get("/datei/999/").status_code == 404, "asked here, not sent away"


def test_a_page_that_is_not_there_leads_home(own):
    answer = get("/gibt-es-nicht/")
    assert answer.status_code == 404 and 'href="/"' in answer.content.decode()


def test_two_hosts_have_two_pages_in_the_cache(own, other_area, django_assert_num_queries):
    for host, path in [("linde.example", "/buero/"), ("stadt.example", "/werftviertel/buero/")]:
        assert get(path, host).status_code == 200
        with django_assert_num_queries(1):
            answer = get(path, host)
        assert ("Lindenhafen" in answer.content.decode()) == (host == "linde.example")


def test_a_domain_that_was_given_up_is_a_strangers(own, clara):
    assert get("/buero/").status_code == 200
    areas.update_area(area=own, by=clara, domain=None)
    assert get("/lindenhafen/buero/", "stadt.example").status_code == 200
    links_ = get("/lindenhafen/buero/", "stadt.example").content.decode()
    assert 'href="/lindenhafen/termine/"' in links_ and links.own_domain.get() == ""


@pytest.mark.django_db
def test_the_search_is_the_quarters_own_under_its_domain(own, other_area):
    """„/suche/“ on the city's host asks all quarters; no quarter may be called so."""
    assert "Auf den Seiten von Lindenhafen suchen" in get("/suche/").content.decode()
    assert 'action="/suche/"' in get("/suche/").content.decode()
    assert "Auf den Seiten aller Quartiere suchen" in get("/suche/", "stadt.example").content.decode()
    assert "Auf den Seiten von Werftviertel suchen" in get("/werftviertel/suche/", "stadt.example").content.decode()
    assert get("/lindenhafen/suche/?frage=a", "stadt.example")["Location"] == "http://linde.example/suche/?frage=a"


# The table of addresses -------------------------------------------------------------------------------------------
def routes(resolver=None, before=""):
    for entry in (resolver or get_resolver()).url_patterns:
        whole = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, whole)
        elif isinstance(entry, URLPattern):
            yield whole.replace("^", "").replace(r"(?P<area>[-\w]+)", "<slug:area>")


def test_no_quarter_can_take_the_name_of_a_room():
    firsts = {route.split("/")[0] for route in routes() if "/" in route}
    assert {first for first in firsts if not first.startswith("<")} <= links.RESERVED


def test_no_page_of_a_quarter_bears_the_name_of_a_room():
    """Under its own domain nobody could tell them apart."""
    seconds = {route.split("/")[1] for route in routes() if route.startswith("<slug:area>/")}
    assert not seconds & ((links.RESERVED - links.BOTH) | links.LANGUAGES) and "buero" in seconds
