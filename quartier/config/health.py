"""Whether this process can serve: for the operator and the load balancer."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from quartier.kit import triggers


def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and every trigger is in place, else 503."""
    try:
        missing = triggers.missing()
    except DatabaseError as error:
        missing = [type(error).__name__]
    return HttpResponse("\n".join(missing) or "ok", status=503 if missing else 200, content_type="text/plain")


ready.access = "open"  # type: ignore[attr-defined]
