import contextlib

import pytest
from django.utils import translation

from quartier.kit import links


@contextlib.contextmanager
def on_domain(slug):
    token = links.own_domain.set(slug)
    yield
    links.own_domain.reset(token)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("/", "/linde/"), ("/ideen/3/", "/linde/ideen/3/"), ("/en/", "/en/linde/"), ("/en/ideen/", "/en/linde/ideen/"),
        ("/en", "/en/linde"),
    ],
)  # fmt: skip
def test_a_quarters_path_is_cut_and_made_whole_again(short, long):
    assert links.lengthen(short, "linde") == long
    assert links.shorten(long, "linde") == short


@pytest.mark.parametrize(
    "path", ["/team/linde/", "/en/konto/", "/static/kit/x.css", "/datei/4/", "/meine/", "/robots.txt"]
)
def test_rooms_of_the_house_have_no_slug_in_front(path):
    assert links.lengthen(path, "linde") == path and links.shorten(path, "linde") == path


def test_only_the_first_slug_is_cut():
    assert (
        links.shorten("/linde/linde/", "linde") == "/linde/"
        and links.shorten("/werft/linde/", "linde") == "/werft/linde/"
    )


def test_on_the_main_host_a_path_is_whole():
    assert links.to("areas:office", area="linde") == "/linde/buero/"
    with translation.override("en"):
        assert links.to("areas:office", area="linde") == "/en/linde/buero/"


def test_on_its_domain_the_quarter_needs_no_slug_and_everything_else_names_the_main_host(settings):
    settings.QUARTIER_URL = "https://stadt.example"
    with on_domain("linde"):
        assert links.to("areas:office", area="linde") == "/buero/"
        assert links.to("areas:office", area="werft") == "https://stadt.example/werft/buero/"
        assert links.to("publishing:city") == "https://stadt.example/"
        assert links.to("areas:workspace", area="linde") == "https://stadt.example/team/linde/"
        assert links.to("files:public", pk=4) == "/datei/4/", "a picture is served on every host"


@pytest.mark.parametrize("where", ["", "linde", "werft"])
def test_a_mail_names_the_same_address_wherever_it_is_written(settings, where):
    settings.QUARTIER_URL = "https://stadt.example/"
    with on_domain(where):
        office, team = links.to("areas:office", area="linde"), links.to("areas:workspace", area="linde")
        assert links.absolute(office, "linde.example") == "https://linde.example/buero/"
        assert links.absolute(office, None) == "https://stadt.example/linde/buero/"
        assert links.absolute(team, "linde.example") == "https://stadt.example/team/linde/"
        assert links.absolute(links.to("publishing:city"), None) == "https://stadt.example/"


def test_a_plain_path_is_taken_as_it_is(settings):
    settings.QUARTIER_URL = "http://stadt.example"
    assert links.absolute("/ideen/3/", "linde.example") == "http://linde.example/ideen/3/"
