"""What waits with the money, how it reads in the thread, and what everybody sees of it on a project's page."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quartier.areas.models import Area
from quartier.funding import states as funding
from quartier.funding.models import BankAccount, ChangeRequest, FundYear, Grant
from quartier.kit import access, dates, links, panels
from quartier.kit.money import euro
from quartier.spending import queries, rules, states
from quartier.spending.models import InterimReport, Payment, PaymentRequest, Reclaim, Settlement, SettlementResult

REVIEW_DAYS, DECIDE_DAYS, BOOK_DAYS, ANSWER_DAYS = 7, 21, 3, 5
GROUP = gettext_lazy("Geld")


# What is due ------------------------------------------------------------------------------------------------------
def due(area: Area, user: Any) -> Iterable[panels.Due]:
    """Payments and accounts that wait for a second person, requests for money, wished changes, receipts to check, settlements to decide,
    proofs and refunds overdue."""
    grants = Grant.objects.filter(application__area=area)
    yield from _payments(area, user)
    yield from _receipts(area, grants)
    yield from _settlements(area)
    yield from _proofs(area, grants)
    yield from _reclaims(area)
    yield from _requests(area)
    yield from _wishes(area)
    yield from _accounts(area, user)


def _of(area: Area, grant_id: int, anchor: str) -> str:
    return links.to("spending:team_grant", area=area.slug, pk=grant_id) + f"#{anchor}"


def _payments(area: Area, user: Any) -> Iterable[panels.Due]:
    rows = Payment.objects.filter(grant__application__area=area, status=states.ORDERED).exclude(ordered_by=user.pk)
    for row in rows.select_related("grant__application", "ordered_by"):
        yield panels.Due(
            when=dates.local(row.ordered_at).date() + dt.timedelta(days=BOOK_DAYS),
            title=_("Auszahlung „%s“") % row.grant.application.title,
            why=_("%(sum)s, angewiesen von %(who)s, wartet auf Sie als zweite Person")
            % {"sum": euro(row.cents), "who": row.ordered_by},
            url=_of(area, row.grant_id, "auszahlungen"), verb=_("Buchen"), group=str(GROUP),
        )  # fmt: skip


def _receipts(area: Area, grants: Any) -> Iterable[panels.Due]:
    waiting = queries.open_receipts(grants)
    titles = dict(grants.filter(pk__in=waiting).values_list("pk", "application__title"))
    for grant_id, (count, cents, first) in waiting.items():
        yield panels.Due(
            when=dates.local(first).date() + dt.timedelta(days=REVIEW_DAYS),
            title=ngettext("Ein Beleg „%(title)s“", "%(n)d Belege „%(title)s“", count) % {"n": count, "title": titles[grant_id]},
            why=_("Zu prüfen · %(sum)s") % {"sum": euro(cents)},
            url=_of(area, grant_id, "belege"), verb=_("Prüfen"), group=str(GROUP),
        )  # fmt: skip


def _settlements(area: Area) -> Iterable[panels.Due]:
    rows = Settlement.objects.filter(grant__application__area=area, status=states.SUBMITTED)
    for row in rows.select_related("grant__application"):
        since = dates.local(row.submitted_at or dates.now()).date()
        yield panels.Due(
            when=since + dt.timedelta(days=DECIDE_DAYS), title=_("Abrechnung „%s“") % row.grant.application.title,
            why=_("Eingereicht am %(day)s") % {"day": dates.figures(since)},
            url=_of(area, row.grant_id, "abrechnung"), verb=_("Entscheiden"), group=str(GROUP),
        )  # fmt: skip


def _proofs(area: Area, grants: Any) -> Iterable[panels.Due]:
    late = grants.filter(status=funding.ISSUED, proof_due_on__lt=dates.today())
    for pk, day, title in late.values_list("pk", "proof_due_on", "application__title"):
        yield panels.Due(
            when=day, title=_("Abrechnung fehlt: „%s“") % title, why=_("Frist war der %(day)s") % {"day": dates.figures(day)},
            url=_of(area, pk, "abrechnung"), verb=_("Ansehen"), group=str(GROUP),
        )  # fmt: skip


def _reclaims(area: Area) -> Iterable[panels.Due]:
    settled, revoked = "result__settlement__grant__application", "revocation__grant__application"
    mine = Q(**{f"{settled}__area": area}) | Q(**{f"{revoked}__area": area})
    for row in Reclaim.objects.filter(mine, status=states.OPEN).select_related(settled, revoked):
        grant, anchor = row.grant, "abrechnung" if row.result_id else "widerruf"
        yield panels.Due(
            when=row.due_on, title=_("Rückzahlung „%s“") % grant.application.title, why=euro(row.cents),
            url=_of(area, grant.pk, anchor), verb=_("Buchen"), group=str(GROUP),
        )  # fmt: skip


def _requests(area: Area) -> Iterable[panels.Due]:
    rows = PaymentRequest.objects.filter(grant__application__area=area, status=states.ASKED)
    for row in rows.select_related("grant__application"):
        asked = dates.local(row.at).date() + dt.timedelta(days=ANSWER_DAYS)
        yield panels.Due(
            when=min(asked, row.needed_on), title=_("Geld angefordert „%s“") % row.grant.application.title,
            why=_("%(sum)s, gebraucht ab %(day)s") % {"sum": euro(row.cents), "day": dates.figures(row.needed_on)},
            url=_of(area, row.grant_id, "auszahlungen"), verb=_("Anweisen"), group=str(GROUP),
        )  # fmt: skip


def _wishes(area: Area) -> Iterable[panels.Due]:
    """Changes of a notice that grantees ask for and nobody has answered."""
    rows = ChangeRequest.objects.unanswered().filter(grant__application__area=area, grant__status__in=funding.AMENDABLE)
    for row in rows.select_related("grant__application", "by"):
        yield panels.Due(
            when=dates.local(row.at).date() + dt.timedelta(days=ANSWER_DAYS), why=_("Gewünscht von %s") % row.by,
            title=_("Änderung gewünscht „%s“") % row.grant.application.title, verb=_("Antworten"), group=str(GROUP),
            url=links.to("spending:team_change", area=area.slug, pk=row.pk),
        )  # fmt: skip


def _accounts(area: Area, user: Any) -> Iterable[panels.Due]:
    """Accounts changed after the grant that wait for somebody who did not change them."""
    rows = BankAccount.objects.filter(
        application__area=area, confirmed_by__isnull=True, changed_by__isnull=False,
        application__grant__status__in=(funding.ISSUED, funding.PROOF_IN, funding.SETTLED),
        changed_at__gt=F("application__grant__at"),
    ).exclude(changed_by=user.pk)  # fmt: skip
    for row in rows.select_related("application__grant", "changed_by"):
        yield panels.Due(
            when=dates.local(row.changed_at).date() + dt.timedelta(days=BOOK_DAYS),
            title=_("Neues Konto „%s“") % row.application.title,
            why=_("Geändert von %(who)s, zu bestätigen") % {"who": row.changed_by},
            url=links.to("spending:team_bank", area=area.slug, pk=row.application.grant.pk), verb=_("Vergleichen"),
            group=str(GROUP),
        )  # fmt: skip


def remaining(area: Area, user: Any) -> Iterable[panels.Due]:
    """What is still to be paid after a decision and nobody has ordered, e. g. while an account waited. One query."""
    paid = Payment.objects.filter(grant=OuterRef("settlement__grant")).promised().order_by().values("grant")
    rows = SettlementResult.objects.filter(settlement__grant__application__area=area, remaining_cents__gt=0).annotate(
        promised=Coalesce(Subquery(paid.annotate(s=Sum("cents")).values("s")), 0, output_field=BigIntegerField())
    )
    for row in rows.filter(promised__lt=F("grant_cents")).select_related("settlement__grant__application"):
        grant = row.settlement.grant
        yield panels.Due(
            when=dates.local(row.at).date() + dt.timedelta(days=BOOK_DAYS), verb=_("Anweisen"), group=str(GROUP),
            title=_("Restzahlung „%s“") % grant.application.title, url=_of(area, grant.pk, "auszahlungen"),
            why=_("%(sum)s sind entschieden und nicht angewiesen") % {"sum": euro(row.grant_cents - row.promised)},
        )  # fmt: skip


def late_money(area: Area, user: Any) -> Iterable[panels.Due]:
    """Money that came back into a pot after its year was ended: somebody says where it goes. One query."""
    rows = FundYear.objects.filter(fund__area=area, year_ends__isnull=False, available__balance__gt=0).distinct()
    for row in rows.select_related("fund", "available"):
        yield panels.Due(
            when=dates.today(), title=_("Zurück im Topf: %s") % row, group=str(GROUP), verb=_("Entscheiden"),
            why=_("%(sum)s kamen nach dem Jahresende zurück") % {"sum": euro(row.available.balance)},
            url=links.to("funding:team_year_end", area=area.slug, fund=row.fund.slug, year=row.year),
        )  # fmt: skip


def inspections(area: Area, user: Any) -> Iterable[panels.Due]:
    """Things of the inventory that nobody has looked at for a year."""
    for row in queries.to_inspect(queries.things_of(area), dates.today()):
        yield panels.Due(
            when=rules.inspect_on(row.bought_on, row.last_on), title=_("Nachschau: %s") % row.name,
            why=_("Steht hier: %(place)s") % {"place": row.place},
            url=links.to("spending:team_thing", area=area.slug, pk=row.pk), verb=_("Nachsehen"), group=str(GROUP),
        )  # fmt: skip


def interims(area: Area, user: Any) -> Iterable[panels.Due]:
    """Interim reports to look at, and those that are late. Three queries."""
    rows = InterimReport.objects.filter(grant__application__area=area, status=states.SUBMITTED)
    for row in rows.select_related("grant__application"):
        since = dates.local(row.submitted_at or dates.now()).date()
        yield panels.Due(
            when=since + dt.timedelta(days=DECIDE_DAYS), why=_("Eingereicht am %(day)s") % {"day": dates.figures(since)},
            title=_("Zwischennachweis %(year)s „%(title)s“") % {"year": row.year, "title": row.grant.application.title},
            url=links.to("spending:team_interim", area=area.slug, pk=row.pk), verb=_("Prüfen"), group=str(GROUP),
        )  # fmt: skip
    running = Grant.objects.filter(
        application__area=area, status=funding.ISSUED, starts_on__year__lt=dates.today().year
    )
    for wanted in queries.expected_interims(running.select_related("application__area", "ruleset")):
        if wanted.is_open and wanted.due_on < dates.today():
            values = {"year": wanted.year, "title": wanted.grant.application.title}
            yield panels.Due(
                when=wanted.due_on, title=_("Zwischennachweis %(year)s fehlt: „%(title)s“") % values,
                why=_("Frist war der %(day)s") % {"day": dates.figures(wanted.due_on)},
                url=_of(area, wanted.grant.pk, "zwischennachweise"), verb=_("Ansehen"), group=str(GROUP),
            )  # fmt: skip


def checks(area: Area, user: Any) -> Iterable[panels.Due]:
    """For the funder: settlements that wait for its check. One query."""
    yield from _checks(area, queries.WITH_FUNDER, _("Prüfen"))


def funder_questions(area: Area, user: Any) -> Iterable[panels.Due]:
    """For the office: settlements on which the funder has a question. One query."""
    yield from _checks(area, queries.WITH_OFFICE, _("Antworten"))


def _checks(area: Area, where: Any, verb: str) -> Iterable[panels.Due]:
    rows = queries.checkable(Settlement.objects.filter(grant__application__area=area)).filter(where)
    for row in rows.order_by("submitted_at"):
        since = dates.local(row.submitted_at or dates.now()).date()
        yield panels.Due(
            when=since + dt.timedelta(days=DECIDE_DAYS), why=_("Eingereicht am %(day)s") % {"day": dates.figures(since)},
            title=_("Prüfung der Abrechnung „%s“") % row.grant.application.title,
            url=links.to("spending:team_check", area=area.slug, pk=row.pk), verb=verb, group=str(GROUP),
        )  # fmt: skip


# How it reads in the thread ---------------------------------------------------------------------------------------
def payments(entries: Sequence[Any], request: Any) -> dict[int, panels.Knot | None]:
    """Booked payments for everybody, sum only; ordered and cancelled ones for the team."""
    words = {
        "ordered": _("Auszahlung angewiesen"), "paid": _("Ausgezahlt"),
        "payment_cancelled": _("Anweisung zurückgenommen"),
    }  # fmt: skip
    return {entry.pk: _told(words.get(entry.verb, ""), entry) for entry in entries}


def _told(title: str, entry: Any) -> panels.Knot | None:
    return panels.Knot(title=title, text=_("%(sum)s.") % {"sum": euro(entry.facts["cents"])}) if title else None


def settlements(entries: Sequence[Any], request: Any) -> dict[int, panels.Knot | None]:
    """Handed in and returned for the team, the result for everybody."""
    words = {
        "settlement_submitted": _("Abrechnung eingereicht"), "settlement_returned": _("Rückfrage zur Abrechnung"),
        "funder_check_fine": _("Vom Geldgeber geprüft"), "funder_check_cuts": _("Vom Geldgeber geprüft, mit Kürzungen"),
        "funder_check_question": _("Rückfrage des Geldgebers"), "funder_check_answered": _("Antwort an den Geldgeber"),
    }  # fmt: skip
    told: dict[int, panels.Knot | None] = {}
    for entry in entries:
        if entry.verb == "settled":
            told[entry.pk] = panels.Knot(title=_("Abgerechnet"), text=_outcome(**entry.facts))
        elif entry.verb in words:
            told[entry.pk] = panels.Knot(title=words[entry.verb], quote=entry.because)
    return told


def _outcome(cents: int, back: int) -> str:
    sentence = _("%(sum)s sind mit Belegen geprüft.") % {"sum": euro(cents)}
    return sentence + " " + _("%(sum)s gehen zurück in den Topf.") % {"sum": euro(back)} if back else sentence


def interim_knots(entries: Sequence[Any], request: Any) -> dict[int, panels.Knot | None]:
    """For the team: interim reports handed in, taken, returned."""
    words = {
        "interim_submitted": _("Zwischennachweis %(year)s eingereicht"),
        "interim_taken": _("Zwischennachweis %(year)s geprüft"),
        "interim_returned": _("Rückfrage zum Zwischennachweis %(year)s"),
    }
    return {
        entry.pk: panels.Knot(title=words[entry.verb] % {"year": entry.facts["year"]})
        for entry in entries if entry.verb in words
    }  # fmt: skip


def reclaims(entries: Sequence[Any], request: Any) -> dict[int, panels.Knot | None]:
    """The refund that came in for everybody; that it is owed for the team."""
    words = {"repaid": _("Zurückgezahlt"), "reclaimed": _("Rückzahlung erbeten")}
    return {entry.pk: _told(words.get(entry.verb, ""), entry) for entry in entries}


def requests(entries: Sequence[Any], request: Any) -> dict[int, panels.Knot | None]:
    """Inside: that money was asked for, answered, taken back."""
    words = {
        "requested": _("Geld angefordert"), "request_answered": _("Anforderung beantwortet"),
        "request_withdrawn": _("Anforderung zurückgezogen"),
    }  # fmt: skip
    return {entry.pk: _told(words.get(entry.verb, ""), entry) for entry in entries}


def revocations(entries: Sequence[Any], request: Any) -> dict[int, panels.Knot | None]:
    """For everybody that the grant ended, with the sums; the reason stands in the letter only."""
    told: dict[int, panels.Knot | None] = {}
    for entry in entries:
        if entry.verb == "revoked":
            text = _("%(sum)s bleiben anerkannt.") % {"sum": euro(entry.facts["kept"])} if entry.facts["kept"] else ""
            told[entry.pk] = panels.Knot(title=_("Bewilligung widerrufen"), text=text, state="ended")
    return told


def with_coming(knots: list[panels.Knot], books: queries.Books) -> list[panels.Knot]:
    """The told knots, where the grant stands now, and what is still to come."""
    if books.grant.status == funding.REVOKED:
        return knots
    if books.result:
        if books.waiting or (books.reclaim and books.reclaim.status == states.OPEN):
            knots.append(panels.Knot(title=_("Restzahlung") if books.waiting else _("Rückzahlung"), state="now"))
        return knots
    open_ = len(books.open)
    standing = panels.Knot(title=_("Belege"), state="now")
    if open_:
        standing.text = ngettext("einer zu prüfen", "%(n)d zu prüfen", open_) % {"n": open_}
    later = panels.Knot(title=_("Abrechnung"), at=books.grant.proof_due_on, state="coming")
    if books.grant.status == funding.PROOF_IN:
        return [*knots, panels.Knot(title=_("Abrechnung"), state="now")]
    return [*knots, standing, later]


# On other pages ---------------------------------------------------------------------------------------------------
def project_money(project: Any, request: Any) -> dict[str, Any] | None:
    """The money of a project as everybody may see it: the bar, lines with counts; no receipt, no payee."""
    lines, grants = queries.public_lines(project)
    if not grants:
        return None
    total = sum(grant.cents for grant in grants)
    used, paid, committed = (sum(getattr(g, name).balance for g in grants) for name in ("spent", "paid", "committed"))
    return {
        "total": total, "used": used, "paid": paid, "committed": committed, "available": total - used - paid - committed,
        "lines": lines, "planned": sum(line.planned for line in lines), "accepted": sum(line.accepted for line in lines),
        "count": sum(line.count for line in lines), "settled": all(grant.status == funding.SETTLED for grant in grants),
        "years": sorted({grant.fund_year.year for grant in grants}),
    }  # fmt: skip


def application_money(application: Any, request: Any) -> dict[str, Any] | None:
    """On the application's page of the team: the way to its books."""
    grant = Grant.objects.filter(application=application).select_related("committed", "paid", "spent").first()
    if grant is None:
        return None
    return {
        "grant": grant,
        "returned": grant.cents - grant.committed.balance - grant.paid.balance - grant.spent.balance,
    }


def project_grants(project: Any, request: Any) -> dict[str, Any] | None:
    """On the project's page of the team: the way to the books of each of its grants."""
    grants = list(project.funding_grants.select_related("spent", "paid", "committed").order_by("id"))
    return {"grants": grants} if grants else None


def register() -> None:
    panels.due(
        panels.DueProvider(key="spending.money", label=GROUP, collect=due, kinds=(access.MANAGER,), queries=9, order=40)
    )
    panels.due(
        panels.DueProvider(
            key="spending.inventory", label=GROUP, collect=inspections, kinds=(access.MANAGER,), queries=1, order=41
        )
    )
    office, theirs = (access.MANAGER,), (access.FUNDER,)
    for key, collect, kinds, number, order in (
        ("spending.interim", interims, office, 3, 42), ("spending.questions", funder_questions, office, 1, 43),
        ("spending.late", late_money, office, 1, 45), ("spending.rest", remaining, office, 1, 46),
        ("spending.checks", checks, theirs, 1, 44),
    ):  # fmt: skip
        panels.due(panels.DueProvider(key=key, label=GROUP, collect=collect, kinds=kinds, queries=number, order=order))
    panels.knots(panels.KnotProvider(kind="spending.interimreport", load=interim_knots, queries=0))
    panels.knots(panels.KnotProvider(kind="spending.payment", load=payments, queries=0))
    panels.knots(panels.KnotProvider(kind="spending.settlement", load=settlements, queries=0))
    panels.knots(panels.KnotProvider(kind="spending.reclaim", load=reclaims, queries=0))
    panels.knots(panels.KnotProvider(kind="spending.paymentrequest", load=requests, queries=0))
    panels.knots(panels.KnotProvider(kind="spending.revocation", load=revocations, queries=0))
    panels.panel(
        panels.Panel("projects.project", "spending/panels/project_money.html", project_money, queries=2, order=20)
    )
    panels.panel(
        panels.Panel("funding.team_application", "spending/panels/application_money.html", application_money, queries=1)
    )
    panels.panel(
        panels.Panel(
            "funding.my_application", "spending/panels/my_application_money.html", application_money, queries=1
        )
    )
    panels.panel(
        panels.Panel("projects.team_project", "spending/panels/team_project_money.html", project_grants, queries=1)
    )
