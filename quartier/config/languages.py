"""Which page speaks which language: everything in German and English, what residents see in three more."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from quartier.kit import links


def rooms_in_their_languages(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: who asks for a room (``/tr/team/…``) in a language that only residents' pages have gets it in German."""

    def middleware(request: HttpRequest) -> HttpResponse:
        path = links.spoken(request.path_info)
        if path == request.path_info:
            return get_response(request)
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(path + (f"?{query}" if query else ""), preserve_request=True)

    return middleware
