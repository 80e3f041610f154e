"""A grantee wishes a change on a page; the office answers from another."""

import datetime as dt
from typing import Any

from quartier.funding import actions as funding
from quartier.funding.models import Amendment, ChangeReply, ChangeRequest
from quartier.kit import links
from quartier.spending.panels import due


def url(name: str, office: Any, /, **arguments: Any) -> str:
    return links.to(f"spending:{name}", area=office.area.slug, **arguments)


def mine(office: Any, name: str = "my_change") -> str:
    return links.to(f"spending:{name}", pk=office.grant.pk)


def wish(office: Any, **more: str) -> dict[str, str]:
    one, two = office.lines
    later = office.grant.ends_on + dt.timedelta(days=20)
    return {
        "ends_on": later.isoformat(), "purpose": "An sechs Abenden nähen wir.", "reason": "Der Saal ist erst später frei.",
        f"zeile-{one.pk}-cents": "850,00", f"zeile-{two.pk}-cents": "150,00", **more,
    }  # fmt: skip


def test_the_form_stands_filled_with_what_holds_and_is_found_from_the_grant(office: Any, client_of: Any) -> None:
    client = client_of(office.owner)
    assert mine(office) in client.get(mine(office, "my_grant")).content.decode()
    html = client.get(mine(office)).content.decode()
    assert (
        'value="800,00"' in html and "An sechs Abenden nähen wir." in html and office.grant.ends_on.isoformat() in html
    )


def test_a_wish_lies_with_the_office_as_an_open_matter_until_it_is_answered(office: Any, client_of: Any) -> None:
    client = client_of(office.owner)
    assert client.post(mine(office), wish(office)).status_code == 302
    row = ChangeRequest.objects.get()
    html = client.get(mine(office)).content.decode()
    assert "Ihr Wunsch ist beim Büro" in html and "850,00" in html and "Wunsch absenden" not in html
    page = url("team_change", office, pk=row.pk)
    (waiting,) = [one for one in due(office.area, office.clara) if one.url == page]
    assert "Nähwerkstatt" in waiting.title and waiting.verb == "Antworten"
    desk = client_of(office.clara)
    assert page in desk.get(url("team_grant", office, pk=office.grant.pk)).content.decode()
    assert "Der Saal ist erst später frei." in desk.get(page).content.decode()
    desk.post(page, {"reason": "Der Topf des Jahres endet vorher."})
    assert not [one for one in due(office.area, office.clara) if one.url == page]
    html = client.get(mine(office)).content.decode()
    assert "Der Topf des Jahres endet vorher." in html and "Wunsch absenden" in html


def test_the_office_answers_with_an_amendment_filled_from_the_wish(office: Any, client_of: Any) -> None:
    client_of(office.owner).post(mine(office), wish(office))
    row, desk = ChangeRequest.objects.get(), client_of(office.clara)
    page = url("team_amend", office, pk=office.grant.pk) + f"?wunsch={row.pk}"
    bare = desk.get(url("team_amend", office, pk=office.grant.pk)).content.decode()
    assert "wartet ein Änderungswunsch" in bare and 'value="850,00"' not in bare
    html = desk.get(page).content.decode()
    assert 'value="850,00"' in html and row.ends_on.isoformat() in html and row.reason in html
    typed = wish(office, cents="1.100,00", do="look", seen="0")
    assert "Noch ist nichts geändert" in desk.post(page, typed).content.decode() and not ChangeReply.objects.exists()
    assert desk.post(page, typed | {"do": "issue"}).status_code == 302
    assert ChangeReply.objects.get().amendment == Amendment.objects.get()
    assert desk.post(page, typed | {"do": "issue"}).status_code == 302, "a click twice"
    assert Amendment.objects.count() == 1 and desk.get(page).status_code == 404


def test_what_is_wrong_with_a_wish_is_told_and_nothing_typed_is_lost(office: Any, client_of: Any) -> None:
    client, one = client_of(office.owner), office.lines[0]
    answer = client.post(mine(office), wish(office, **{f"zeile-{one.pk}-cents": "1,234"}))
    assert answer.status_code == 422 and 'value="1,234"' in answer.content.decode()
    answer = client.post(mine(office), wish(office, **{f"zeile-{one.pk}-cents": "950,00"}))
    html = answer.content.decode()
    assert answer.status_code == 422 and "kostet 100,00" in html and "Der Saal ist erst später frei." in html
    assert not ChangeRequest.objects.exists()


def test_strangers_find_nothing_and_a_look_changes_nothing(office: Any, client_of: Any, erna: Any) -> None:
    row = funding.ask_change(grant=office.grant, purpose="Kochen.", reason="Der Ofen ist da.", by=office.owner)
    back = links.to("spending:my_change_withdraw", pk=row.pk)
    stranger = client_of(erna)
    for page in (mine(office), back, url("team_change", office, pk=row.pk)):
        assert stranger.get(page).status_code == 404 and stranger.post(page).status_code == 404
    client = client_of(office.owner)
    client.get(back)
    assert not ChangeReply.objects.exists()
    client.post(back)
    assert ChangeReply.objects.get().result == "withdrawn"
