"""Which host was asked: the installation's own, or a quarter's. A stranger's name for us is refused."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from quartier.areas.models import Area
from quartier.kit import links

LOCAL = ("localhost", "127.0.0.1", "[::1]", "testserver")


def hosts(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: on a quarter's own domain the url table sees ``/slug/…``; rooms of the house go to the main host."""

    def middleware(request: HttpRequest) -> HttpResponse:
        host = request.META.get("HTTP_HOST", "localhost")
        if host in settings.QUARTIER_HOSTS or host.rsplit(":", 1)[0] in LOCAL:
            return get_response(request)
        slug = Area.objects.filter(domain=host).values_list("slug", flat=True).first()
        if slug is None:
            return HttpResponse("Diese Adresse gehört nicht zu dieser Installation.", status=421)
        path = links.lengthen(request.path_info, slug)
        if path == request.path_info and not path.startswith(("/static/", "/datei/", "/robots.txt", "/favicon.ico")):
            return HttpResponseRedirect(links.absolute(request.get_full_path()))
        token = links.own_domain.set(slug)
        try:
            request.path_info = path
            return get_response(request)
        finally:
            links.own_domain.reset(token)

    return middleware
