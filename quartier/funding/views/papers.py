"""Papers beside an application: its PDF, enclosures, signed scans; objections and settled findings."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quartier.areas.models import Area
from quartier.files.actions import erase, keep
from quartier.files.exports import answer
from quartier.funding import actions, exports, queries, rules
from quartier.funding.forms import AttachmentForm, ObjectionForm, ReplyForm
from quartier.funding.models import READERS, Application, Attachment
from quartier.funding.views import number_in, pdf
from quartier.funding.views.team import is_manager, only_managers, told
from quartier.kit import dates, links
from quartier.kit.access import AUDITOR, FUNDER, MANAGER, signed_in, team_page
from quartier.kit.errors import Refused

MONEY = (MANAGER, AUDITOR, FUNDER)  # see enclosures; the coordinator sees figures and decisions


def _mine(request: HttpRequest, pk: int) -> Application:
    found = get_object_or_404(queries.whole(Application.objects.own(request.user)), pk=pk)
    request.area = found.area  # type: ignore[attr-defined]  # frames read it, Django does not know it
    return found


def _of_area(request: HttpRequest, area: Area, number: int) -> Application:
    rows = Application.objects.visible_to(request.user).filter(area=area)
    return get_object_or_404(queries.whole(rows), number=number)


# The application as a PDF -----------------------------------------------------------------------------------------
@signed_in
def my_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The own application to read, print and sign."""
    row = _mine(request, pk)
    return _pdf(request, row, account=True, back=links.to("funding:my_application", pk=pk))


@team_page(*READERS)
def team_pdf(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """The application to read or print; the account only for the office."""
    row = _of_area(request, area, number)
    back = links.to("funding:team_application", area=area.slug, number=number)
    return _pdf(request, row, account=is_manager(request, area), back=back)


def _pdf(request: HttpRequest, row: Application, *, account: bool, back: str) -> HttpResponse:
    return pdf(request, lambda: exports.application_pdf(row, account=account), f"Antrag-{row.number}.pdf", back=back)


# Enclosures -------------------------------------------------------------------------------------------------------
@signed_in
def my_attachments(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers of the own application; adding one, also later."""
    row = _mine(request, pk)
    return _attachments(request, row, page="funding/my_attachments.html", writes=True)


@team_page(*MONEY)
def team_attachments(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """The papers of an application; the office adds what it was given."""
    row = _of_area(request, area, number)
    manages = is_manager(request, area)
    if request.method == "POST":
        only_managers(request, area)
    return _attachments(request, row, page="funding/team_attachments.html", writes=manages)


def _attachments(request: HttpRequest, row: Application, *, page: str, writes: bool) -> HttpResponse:
    form = AttachmentForm()
    if request.method == "POST":
        form = AttachmentForm(request.POST, request.FILES)
        try:
            if request.POST.get("do") == "remove":
                paper = row.attachments.filter(pk=number_in(request.POST.get("paper", ""))).first()
                if paper is not None:  # None: a second click
                    actions.detach(attachment=paper, by=request.user)
                messages.success(request, _("Die Anlage ist entfernt."))
                return redirect(request.path)
            if form.is_valid():
                _attach(request, row, form.cleaned_data)
                messages.success(request, _("Die Anlage ist gespeichert."))
                return redirect(request.path)
        except Refused as refused:
            form.refuse(refused, "file") if request.FILES else messages.error(request, refused.message)
    context = {"application": row, "papers": queries.attachments_of(row), "form": form, "writes": writes}
    return render(request, page, context)


def _attach(request: HttpRequest, row: Application, data: dict[str, Any]) -> None:
    upload = data["file"]
    file = keep(upload=upload, name=upload.name, scope=row.area.scope)
    title = data["title"] or (_("Unterschriebener Antrag") if data["signed"] else "")
    try:
        actions.attach(application=row, file=file, title=title, signed=data["signed"], by=request.user)
    except Refused:
        erase(file=file)
        raise


@signed_in
def my_attachment(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """One of the own papers."""
    row = _mine(request, pk)
    return answer(get_object_or_404(Attachment.objects.select_related("file"), application=row, pk=paper).file)  # type: ignore[return-value]


@team_page(*MONEY)
def team_attachment(request: HttpRequest, area: Area, number: int, paper: int) -> HttpResponse:
    """One paper of an application."""
    row = _of_area(request, area, number)
    return answer(get_object_or_404(Attachment.objects.select_related("file"), application=row, pk=paper).file)  # type: ignore[return-value]


# Findings ---------------------------------------------------------------------------------------------------------
@team_page(MANAGER)
@require_POST
def settle_finding(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Hold a finding settled, with a reason; it stays beside its line."""
    row = _of_area(request, area, number)
    line, user = request.POST.get("line", ""), cast("Any", request.user)
    try:
        actions.settle_finding(
            application=row, code=request.POST.get("code", ""), row=number_in(line) if line else None,
            note=request.POST.get("note", ""), by=user,
        )  # fmt: skip
        messages.success(request, _("Als geklärt festgehalten. Der Hinweis bleibt mit Ihrer Begründung sichtbar."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(f"{links.to('funding:team_application', area=area.slug, number=number)}#plan")


# Objections -------------------------------------------------------------------------------------------------------
@signed_in
def my_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Object to a refusal, a notice or a result; and what was answered."""
    row = _mine(request, pk)
    about = rules.objectable(row)
    form = ObjectionForm(request.POST or None, about=about, initial={"about": request.GET.get("gegen", "")})
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            actions.object_to(
                application=row, about=data["about"], text=data["text"], received_on=dates.today(), by=request.user
            )
            messages.success(request, _("Ihr Widerspruch ist eingegangen. Das Büro antwortet Ihnen."))
            return redirect(request.path)
        except Refused as refused:
            form.refuse(refused)
    objections = queries.objections_of(row)
    open_ = {one.about for one in objections if not hasattr(one, "reply")}
    context = {
        "application": row, "objections": objections, "form": form, "about": [one for one in about if one not in open_],
        "remedy": exports.remedy_of(row) if about else "", "grant": getattr(row, "grant", None),
    }  # fmt: skip
    return render(request, "funding/my_objection.html", context)


@team_page(*READERS)
def team_objections(request: HttpRequest, area: Area, number: int) -> HttpResponse:
    """Objections to an application: entering one that came by letter, answering one."""
    row = _of_area(request, area, number)
    about = rules.objectable(row)
    form, reply = ObjectionForm(about=about, office=True), ReplyForm()
    if request.method == "POST":
        only_managers(request, area)
        try:
            if request.POST.get("do") == "answer":
                reply = ReplyForm(request.POST)
                if reply.is_valid():
                    return _answered(request, row, reply.cleaned_data)
            else:
                form = ObjectionForm(request.POST, about=about, office=True)
                if form.is_valid():
                    actions.object_to(application=row, by=request.user, **form.cleaned_data)
                    messages.success(request, told(row, _("Der Widerspruch ist eingetragen.")))
                    return redirect(request.path)
        except Refused as refused:
            (reply if request.POST.get("do") == "answer" else form).refuse(refused)
    context = {
        "application": row, "objections": queries.objections_of(row), "form": form, "reply": reply, "about": about,
        "manages": is_manager(request, area),
    }  # fmt: skip
    return render(request, "funding/team_objections.html", context)


def _answered(request: HttpRequest, row: Application, data: dict[str, Any]) -> HttpResponse:
    objection = row.objections.filter(pk=number_in(request.POST.get("objection", ""))).first()
    if objection is None:
        raise Http404
    user: Any = request.user
    actions.answer_objection(objection=objection, upheld=data["upheld"], reason=data["reason"], by=user)
    messages.success(request, told(row, _("Die Antwort ist festgehalten.")))
    return redirect(request.path)
