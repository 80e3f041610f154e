from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from quartier.areas.models import Area
from quartier.kit.pagecache import public_page
from quartier.publishing.models import News


@public_page("area")
def news_list(request: HttpRequest, area: Area) -> HttpResponse:
    """What is new, newest first."""
    rows = News.objects.filter(area=area, status="published").order_by("-published_at", "-id")[:50]
    return render(request, "publishing/news_list.html", {"rows": rows})


@public_page("area")
def news(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """One message."""
    found = get_object_or_404(News, area=area, number=number, status="published")
    return render(request, "publishing/news.html", {"news": found})
