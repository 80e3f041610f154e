"""The ledger of the quarter as a file with which others add up."""

from django.http import StreamingHttpResponse
from django.http.request import HttpRequest

from quartier.areas.exports import journal_of
from quartier.areas.models import Area
from quartier.kit.access import AUDITOR, MANAGER, team_page


@team_page(MANAGER, AUDITOR)
def journal(request: HttpRequest, area: Area) -> StreamingHttpResponse:
    """Every transfer and every balance of the quarter, for hledger; sent while it is read."""
    response = StreamingHttpResponse(map(str.encode, journal_of(area)), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kassenbuch-{area.slug}.journal"'
    return response
