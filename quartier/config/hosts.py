"""Which host was asked: the installation's own, or a quarter's. A stranger's name for us is refused."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from quartier.areas.models import Area
from quartier.kit import links


def hosts(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: on a quarter's own domain the url table sees ``/slug/…``; rooms of the house go to the main host."""

    def middleware(request: HttpRequest) -> HttpResponse:
        host = plain(request.META.get("HTTP_HOST") or "localhost")
        if host in ours() or (host.rsplit(":", 1)[0] in links.LOCAL and _may_be_local(request)):
            return get_response(request)
        names = {host, host.rsplit(":", 1)[0]}
        slug = Area.objects.running().filter(domain__in=names).values_list("slug", flat=True).first()
        if slug is None:
            return HttpResponse("Diese Adresse gehört nicht zu dieser Installation.", status=421)
        return _on_domain(request, slug, get_response)

    return middleware


def _on_domain(request: HttpRequest, slug: str, get_response: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    path = links.lengthen(request.path_info, slug)
    if path == request.path_info and links.first_part(path) not in links.HERE:
        return HttpResponseRedirect(links.absolute(request.get_full_path()))
    token = links.own_domain.set(slug)
    try:
        request.path_info = path
        return get_response(request)
    finally:
        links.own_domain.reset(token)


def plain(host: str) -> str:
    """A host as it is compared: small letters, no final dot, no port that the scheme implies."""
    name, colon, port = host.lower().rpartition(":")
    if not colon or not port.isdigit():
        name, port = host.lower(), ""
    name = name.rstrip(".")
    return name if port in ("", "80", "443") else f"{name}:{port}"


def ours() -> set[str]:
    """The installation's own hosts."""
    return {plain(host) for host in settings.QUARTIER_HOSTS}


def _may_be_local(request: HttpRequest) -> bool:
    """An installation with a public address answers to „localhost“ only when it is asked for its health.

    Otherwise a forged Host would stand in the links of mails.
    """
    return urlsplit(settings.QUARTIER_URL).hostname in links.LOCAL or request.path_info == "/bereit/"
