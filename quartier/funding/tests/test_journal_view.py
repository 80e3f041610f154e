"""The ledger of the quarter as a download; what stands in it is tried in ledger/tests/test_exports.py."""

from typing import Any

import pytest

from quartier.kit import links


def url(area: Any) -> str:
    return links.to("funding:team_journal", area=area.slug)


@pytest.mark.parametrize("who", ["clara", "audrey"])
def test_the_journal_is_sent_as_it_is_read(fund_year: Any, area: Any, client_of: Any, request: Any, who: str) -> None:
    answer = client_of(request.getfixturevalue(who)).get(url(area))
    assert answer.streaming and "kassenbuch-lindenhafen.journal" in answer["Content-Disposition"]
    text = b"".join(answer.streaming_content).decode()
    assert (
        f"    Hohenwerder:Lindenhafen:Verfügbar:{fund_year.available.title} #{fund_year.available_id}  10000.00 EUR"
        in text
    )


@pytest.mark.parametrize("who", ["dieter", "kora", "boris_user", "erna", "adam"])
def test_others_do_not_find_it(fund_year: Any, area: Any, client_of: Any, request: Any, who: str) -> None:
    assert client_of(request.getfixturevalue(who)).get(url(area)).status_code == 404


@pytest.mark.parametrize(("who", "seen"), [("clara", True), ("audrey", True), ("dieter", False), ("kora", False)])
def test_the_page_of_the_funds_leads_to_it(
    fund_year: Any, area: Any, client_of: Any, request: Any, who: str, seen: bool
) -> None:
    html = client_of(request.getfixturevalue(who)).get(links.to("funding:team_funds", area=area.slug)).content.decode()
    assert (url(area) in html) == seen
