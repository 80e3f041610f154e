"""The floor: views as bare as Django allows, behind the same middlewares."""

from django import forms
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from quartier.accounts.models import SignInLink, User

PAGE = "<!doctype html><title>x</title>" + "<p>Lorem ipsum dolor sit amet, consetetur sadipscing elitr.</p>" * 300


def constant(request: HttpRequest) -> HttpResponse:
    """18 kB without a query."""
    return HttpResponse(PAGE)


def one_query(request: HttpRequest) -> HttpResponse:
    """The same with one raw query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, version FROM history_scope WHERE id = %s", [1])
        cursor.fetchone()
    return HttpResponse(PAGE)


class LinkForm(forms.ModelForm):
    class Meta:
        model = SignInLink
        fields = ("secret_hash",)


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    """One ModelForm, one INSERT."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        return HttpResponse("bad", status=400)
    link = form.save(commit=False)
    link.user_id = User.objects.order_by("pk").values_list("pk", flat=True)[0]
    link.save()
    return HttpResponse("ok", status=201)
