"""Grants, their books and accounts, for the office and those who look over its shoulder."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.accounts.models import User
from quartier.areas.models import Area
from quartier.funding import states as funding
from quartier.funding.models import Grant
from quartier.history.queries import story
from quartier.kit import access, links, panels, spreadsheets
from quartier.kit.access import AUDITOR, COORDINATOR, FUNDER, MANAGER, team_page
from quartier.kit.pages import Pages
from quartier.ledger.queries import statement
from quartier.spending import exports, forms, queries, rules, states
from quartier.spending.panels import with_coming

PAGE = 50
TABS = (
    ("offen", gettext_lazy("Bewilligt"), (funding.ISSUED,)),
    ("abrechnung", gettext_lazy("In Abrechnung"), (funding.PROOF_IN,)),
    ("fertig", gettext_lazy("Abgerechnet"), (funding.SETTLED,)),
    ("widerrufen", gettext_lazy("Widerrufen"), (funding.REVOKED,)),
    ("alle", gettext_lazy("Alle"), ()),
)
ROW = (
    "application__area__scope", "application__person", "application__organisation", "application__owner",
    "application__thread", "application__bank_account", "committed", "paid", "spent", "fund_year__fund",
    "fund_year__available", "project", "ruleset", "letter", "by",
)  # fmt: skip


@team_page(MANAGER, AUDITOR, FUNDER, COORDINATOR)
def grants(request: HttpRequest, area: Area) -> HttpResponse:
    """All grants of the quarter, by state."""
    mine = Grant.objects.visible_to(request.user).filter(application__area=area)
    counts = dict(mine.order_by().values_list("status").annotate(n=Count("pk")))
    chosen = next((tab for tab in TABS if tab[0] == request.GET.get("stand")), TABS[0])
    rows = mine.filter(status__in=chosen[2]) if chosen[2] else mine
    count = sum(counts.get(state, 0) for state in chosen[2] or counts)
    pages = Pages(rows.order_by("-at", "-id"), PAGE, queries.with_counts, count)
    page = pages.get_page(request.GET.get("seite"))
    waiting = queries.open_receipts(mine.filter(pk__in=[row.pk for row in page]))
    tabs = [
        {"label": str(label), "url": f"?stand={key}", "current": key == chosen[0],
         "count": sum(counts.get(state, 0) for state in wanted or counts)}
        for key, label, wanted in TABS
    ]  # fmt: skip
    found = [(row, waiting.get(row.pk)) for row in page]
    return render(
        request, "spending/team_grants.html", {"rows": found, "page_of": page, "tabs": tabs, "chosen": chosen[0]}
    )


@team_page(MANAGER, AUDITOR, FUNDER, COORDINATOR)
def grant(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """The books of a grant: what to check, what was paid, what the settlement comes to."""
    return record_page(request, granted(request, area, pk))


def granted(request: HttpRequest, area: Area, pk: int) -> Grant:
    rows = Grant.objects.visible_to(request.user).filter(application__area=area).select_related(*ROW)
    return get_object_or_404(rows, pk=pk)


def record_page(
    request: HttpRequest, grant: Grant, bound: dict[str, Any] | None = None, receipt: int = 0
) -> HttpResponse:
    """The page; ``bound`` are forms that were not accepted, ``receipt`` is the one whose form is open."""
    books, user = queries.books(grant), request.user
    notice = queries.notice_of(grant)
    area = grant.application.area
    shown = area.scope_id in access.scopes(user, MANAGER, AUDITOR, FUNDER)
    inside = area.scope_id in access.scopes(user, MANAGER, AUDITOR)  # as on the page of the application
    told = with_coming(panels.tell(story(grant.application.thread), request), books)
    wanted = receipt or int(request.GET.get("beleg", "0") if request.GET.get("beleg", "0").isdecimal() else 0)
    queue = sorted(books.open, key=lambda row: (row.pk != wanted, row.number))
    first = queue[0] if queue else next((row for row in books.checked if row.pk == wanted), None)
    context = {
        "grant": grant, "application": grant.application, "books": books, "receipts_shown": shown,
        "can": rules.is_manager(user, grant), "knots": told, "next_step": rules.next_step(books, notice.reclaim),
        "queue": queue, "first": first, "wanted": wanted,
        "history": panels.tell(story(grant.application.thread, internal=True), request) if inside else [],
        "bookable": next((row for row in books.waiting if row.ordered_by_id != user.pk), None),
        "seconds": _seconds(area, user) if books.waiting or books.reclaim or notice.reclaim else [],
        "photos": books.settlement.photos.select_related("file").order_by("id") if books.settlement and shown else [],
        "notice": notice,
        "on_page": set(grant.project.photos.values_list("file_id", flat=True)),
        **_settling(books), **_forms(books, first), **(bound or {}),
    }  # fmt: skip
    return render(request, "spending/team_grant.html", context, status=422 if bound else 200)


def _settling(books: queries.Books) -> dict[str, Any]:
    """What stands around the settlement: chapters, the funder's check, how long to keep the papers, interim reports."""
    row = books.settlement
    if row is None or row.submitted_at is None:
        return {"interims": queries.interims_of(books.grant)}
    checks = books.grant.fund_year.fund.funder_checks and row.status == states.SUBMITTED
    first = checks and queries.funder_word(row) not in states.CHECKED
    waits = {"next_step": rules.wait_for_funder(queries.funder_word(row))} if first and not books.open else {}
    return {
        **waits, "chapters": exports.chapters(row), "keep": exports.keep_rows(row), "funder_first": first,
        "said": row.funder_checks.select_related("by").order_by("id"),
        "interims": queries.interims_of(books.grant),
    }  # fmt: skip


def _forms(books: queries.Books, first: Any) -> dict[str, Any]:
    review = {"cents": (first.accepted if first.result else first.cents), "reason": first.note or ""} if first else {}
    return {
        "review_form": forms.ReviewForm(initial=review),
        "order_form": forms.OrderForm(initial={"cents": books.rest} if books.rest else None),
        "book_form": forms.BookForm(),
        "decide_form": forms.DecideForm(initial={"grant_cents": books.outcome.grant}, small=bool(books.waived)),
        "return_form": forms.ReturnForm(),
    }


def _seconds(area: Area, user: Any) -> list[User]:
    """Who else may book: the other managers of the quarter."""
    scopes = [area.scope_id, area.scope.parent_id]
    rows = User.objects.filter(roles__kind=MANAGER, roles__scope__in=scopes, roles__until__isnull=True, is_active=True)
    return list(rows.exclude(pk=user.pk).distinct().order_by("name"))


def back(grant: Grant, anchor: str = "") -> HttpResponse:
    area = grant.application.area.slug
    return redirect(links.to("spending:team_grant", area=area, pk=grant.pk) + (f"#{anchor}" if anchor else ""))


def done(request: HttpRequest, grant: Grant, sentence: str, anchor: str = "") -> HttpResponse:
    messages.success(request, sentence)
    return back(grant, anchor)


def by_hand() -> str:
    """What is said in place of „is on its way“ to who writes to somebody without an address."""
    return _("Ihr Text ist gespeichert. Ohne E-Mail-Adresse: Bitte sagen Sie es den Geförderten selbst.")


@team_page(MANAGER, AUDITOR, FUNDER, COORDINATOR)
def account(request: HttpRequest, area: Area, pk: int) -> HttpResponse:
    """Every transfer of an account with who, when and why; the last page, unless another is asked for."""
    row = queries.account_in(area.scope_id, pk)
    if row is None:
        raise Http404
    pages = Paginator(statement(row), PAGE)
    found = pages.get_page(request.GET.get("seite") or pages.num_pages)
    known = queries.grants_by_thread(line.transfer.entry.thread_id for line in found if line.transfer.entry.thread_id)
    lines = [(line, known.get(line.transfer.entry.thread_id or 0)) for line in found]
    return render(request, "spending/team_account.html", {"account": row, "lines": lines, "page_of": found})


@team_page(MANAGER, AUDITOR, FUNDER)
def table(request: HttpRequest, area: Area, pk: int, kind: str, form: str) -> Any:
    """Receipts or transfers of a grant as CSV or XLSX."""
    grant = granted(request, area, pk)
    rows = exports.receipt_rows(grant) if kind == "belege" else exports.booking_rows(grant)
    return spreadsheets.answer(rows, form, f"{kind}-{grant.number}", kind.capitalize())
