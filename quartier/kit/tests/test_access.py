import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from quartier.kit import access
from quartier.kit.access import MANAGER, MEMBER, in_scopes, keep, same_origin, scopes, signed_in, team_page


class Person:
    is_authenticated = True

    def __init__(self, held=(), *, team=False):
        self.held, self.is_team = held, team

    def scopes(self, *kinds):
        return frozenset(scope for kind, scope in self.held if kind in kinds)


class Nobody:
    is_authenticated = False


class Area:
    scope_id = 5


@pytest.fixture(autouse=True)
def _one_area(monkeypatch):
    monkeypatch.setattr(access, "AREA", {"find": lambda slug: Area() if slug == "linde" else None})


def request(user, path="/team/linde/x/", *, second_factor=False, **post):
    made = RequestFactory().post(path, post) if post else RequestFactory().get(path)
    made.user, made.session = user, {"second_factor": True} if second_factor else {}
    return made


CLARA, STRANGER = Person([(MANAGER, 5)], team=True), Person([(MANAGER, 6)], team=True)


@team_page(MANAGER)
def page(request, area):
    return HttpResponse(f"scope {area.scope_id}")


def test_the_team_gets_its_page_and_no_cache_keeps_it():
    answer = page(request(CLARA, second_factor=True), area="linde")
    assert answer.content == b"scope 5" and "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("user", "slug"), [(STRANGER, "linde"), (CLARA, "werft"), (Person([(MEMBER, 5)]), "linde")])
def test_a_stranger_and_an_unknown_quarter_are_not_found(user, slug):
    with pytest.raises(Http404):
        page(request(user, second_factor=True), area=slug)


def test_who_is_not_signed_in_is_asked_to_and_comes_back():
    answer = page(request(Nobody(), "/team/linde/x/?seite=2"), area="linde")
    assert (
        answer.status_code == 302 and answer["Location"] == "/konto/anmelden/?next=%2Fteam%2Flinde%2Fx%2F%3Fseite%3D2"
    )


def test_the_team_needs_the_second_factor_everywhere():
    for view in (lambda r: page(r, area="linde"), signed_in(lambda r: HttpResponse())):
        assert "/konto/zweiter-schritt/?next=" in view(request(CLARA))["Location"]
    assert signed_in(lambda r: HttpResponse())(request(Person())).status_code == 200, "an applicant needs none"


@pytest.mark.parametrize("user", [Nobody(), CLARA], ids=["session over", "second factor over"])
def test_what_was_typed_is_kept(user):
    asked = request(user, title="Bank", csrfmiddlewaretoken="t", password="geheim", code="123456", codeword="bleibt")
    answer = page(asked, area="linde")
    assert answer["Location"].endswith("next=%2Fkonto%2Fnicht-gesendet%2F")
    kept = asked.session["unsent"]
    assert kept["url"] == "/team/linde/x/" and dict(kept["fields"]) == {"title": "Bank", "codeword": "bleibt"}


def test_the_form_that_offers_the_kept_one_does_not_take_its_place():
    asked = request(Nobody(), "/konto/nicht-gesendet/senden/", a="b")
    assert signed_in(lambda r: HttpResponse())(asked).status_code == 302 and "unsent" not in asked.session


@pytest.mark.parametrize("typed", [{"text": "x" * 100_001}, {f"{'n' * 200}{n}": "x" for n in range(600)}])
def test_too_much_is_not_kept(typed):
    asked = request(Nobody(), **typed)
    keep(asked)
    assert "unsent" not in asked.session


def test_scopes_of_nobody_are_none():
    assert scopes(Nobody(), MANAGER) == scopes(object(), MANAGER) == frozenset()
    assert scopes(CLARA, MEMBER) == frozenset() and scopes(CLARA, MEMBER, MANAGER) == {5}
    assert in_scopes(CLARA, MANAGER, path="area__scope").children == [("area__scope_id__in", frozenset({5}))]


@same_origin
def form(request):
    return HttpResponse("ok")


def posted(host="linde.example", **headers):
    return form(RequestFactory().post("/ideen/neu/", headers={"Host": host, **headers}))


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://linde.example"}, {"Origin": "http://Linde.Example"}, {"Referer": "https://linde.example/ideen/"},
    ],
)  # fmt: skip
def test_a_form_of_this_site_is_taken(headers):
    assert posted(**headers).content == b"ok"


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"Origin": "null"}, {"Origin": "https://boese.example"}, {"Origin": "https://linde.example.boese.example"},
        {"Origin": "https://linde.example@boese.example"}, {"Origin": "https://linde.example:444"},
        {"Origin": "https://boese.example", "Referer": "https://linde.example/"}, {"Referer": "https://boese.example/?linde.example"},
    ],
)  # fmt: skip
def test_a_form_of_another_site_is_refused(headers):
    with pytest.raises(PermissionDenied):
        posted(**headers)


def test_behind_a_proxy_the_host_that_people_typed_counts():
    assert posted("linde.example:8443", Origin="https://linde.example:8443").content == b"ok"
    with pytest.raises(PermissionDenied):
        posted("127.0.0.1:8000", Origin="https://linde.example", **{"X-Forwarded-Host": "linde.example"})


def test_decorators_say_who_may_see_the_page():
    assert page.access == (MANAGER,) and form.access == "public" and signed_in(lambda r: None).access == "signed_in"
