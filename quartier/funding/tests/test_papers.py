"""Enclosures, the signed scan, settled findings, objections."""

import datetime as dt
import io

import pikepdf
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from quartier.files.actions import keep
from quartier.files.models import File
from quartier.funding import actions, exports, queries, rules, states
from quartier.funding.imports import scans
from quartier.funding.models import Application, Attachment, Objection
from quartier.kit import dates, links
from quartier.kit.errors import Conflict, Refused
from quartier.mail.models import Message


def photo(colour="white"):
    stream = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(stream, "JPEG")
    return stream.getvalue()


def fresh(application):
    return queries.whole(Application.objects.filter(pk=application.pk)).get()


def as_photo(pdf, page=0, dpi=130, turned=4):
    """A page as somebody's phone takes it: turned, small, as JPEG."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[page].render(scale=dpi / 72).to_pil().rotate(turned, expand=True, fillcolor="white")
    document.close()
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=60)
    return stream.getvalue()


@pytest.fixture
def pdf(desk):
    return lambda application, **more: exports.application_pdf(fresh(application), **{"account": True, **more})


# Enclosures -------------------------------------------------------------------------------------------------------
def test_enclosure_is_added_seen_and_taken_away_by_its_owner(desk, client_of):
    application = desk.draft()
    client, url = client_of(desk.ayse), links.to("funding:my_attachments", pk=application.pk)
    client.post(url, {"file": SimpleUploadedFile("angebot.jpg", photo()), "title": "Angebot Bühne"})
    paper = Attachment.objects.get()
    assert (paper.title, paper.signed, paper.by) == ("Angebot Bühne", False, desk.ayse)
    opened = client.get(links.to("funding:my_attachment", pk=application.pk, paper=paper.pk))
    assert opened["Content-Type"] == "image/jpeg"
    for _click in range(2):
        assert client.post(url, {"do": "remove", "paper": paper.pk}).status_code == 302
    assert not Attachment.objects.exists() and not File.objects.filter(pk=paper.file_id).exists()


def test_file_that_is_none_of_ours_is_refused_with_a_sentence(desk, client_of):
    application = desk.draft()
    url = links.to("funding:my_attachments", pk=application.pk)
    answer = client_of(desk.ayse).post(url, {"file": SimpleUploadedFile("a.exe", b"MZ\x00\x01")}).content.decode()
    assert "Bitte ein Foto" in answer and not Attachment.objects.exists()


def test_enclosures_are_for_owner_office_and_money_only(desk, client_of, dieter, audrey, kora, boris_user, erna):
    application = desk.submitted()
    file = keep(upload=ContentFile(photo(), name="a.jpg"), name="a.jpg", scope=desk.area.scope)
    paper = actions.attach(application=application, file=file, title="Angebot", by=desk.ayse)
    url = links.to("funding:team_attachment", area=desk.area.slug, number=application.number, paper=paper.pk)
    assert [client_of(user).get(url).status_code for user in (desk.clara, dieter, audrey)] == [200, 200, 200]
    assert [client_of(user).get(url).status_code for user in (kora, boris_user, erna)] == [404, 404, 404]
    own = links.to("funding:my_attachment", pk=application.pk, paper=paper.pk)
    assert client_of(desk.ayse).get(own).status_code == 200 and client_of(boris_user).get(own).status_code == 404


def test_enclosure_stays_once_the_application_is_handed_in(desk):
    application = desk.submitted()
    file = keep(upload=ContentFile(photo(), name="a.jpg"), name="a.jpg", scope=desk.area.scope)
    paper = actions.attach(application=application, file=file, title="", by=desk.ayse)
    assert paper.title == file.name
    with pytest.raises(Refused, match="bleibt bei ihm"):
        actions.detach(attachment=paper, by=desk.ayse)


def test_more_papers_than_fit_are_refused_and_none_is_kept(desk, client_of):
    application = desk.draft()
    file = keep(upload=ContentFile(photo(), name="a.jpg"), name="a.jpg", scope=desk.area.scope)
    for number in range(30):
        actions.attach(application=application, file=file, title=str(number), by=desk.ayse)
    with pytest.raises(Refused, match="höchstens 30 Anlagen"):
        actions.attach(application=application, file=file, title="noch eine", by=desk.ayse)
    url, upload = links.to("funding:my_attachments", pk=application.pk), SimpleUploadedFile("b.jpg", photo("red"))
    html = client_of(desk.ayse).post(url, {"file": upload, "title": "Noch eine"}).content.decode()
    assert "höchstens 30 Anlagen" in html and 'value="Noch eine"' in html and File.objects.count() == 1


# The application on paper -----------------------------------------------------------------------------------------
def test_every_page_of_the_pdf_names_its_application(desk, pdf):
    application = desk.draft()
    actions.save(application=application, version=application.version, by=desk.ayse, summary="Viele Worte. " * 900)
    pages = scans.read_scan(pdf(application), "application/pdf")
    assert [(page.application, page.version, page.page) for page in pages] == [
        (application.pk, fresh(application).version, number) for number in range(1, len(pages) + 1)
    ]
    assert len(pages) > 2


def test_pdf_names_the_account_only_for_those_who_may_see_it(desk, pdf):
    application = desk.submitted()

    def words(content):
        document = pypdfium2.PdfDocument(content)
        text = "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
        document.close()
        return text.replace(" ", "")

    assert "2020" in words(pdf(application)) and "DE02" in words(pdf(application))
    assert "DE02" not in words(pdf(application, account=False))


@pytest.mark.parametrize("turned", [0, 4, 90, 180])
def test_photo_of_a_signed_page_finds_its_application(desk, pdf, client_of, turned):
    application = desk.submitted()
    upload = SimpleUploadedFile("foto.jpg", as_photo(pdf(application), turned=turned))
    url = links.to("funding:team_scan", area=desk.area.slug)
    answer = client_of(desk.clara).post(url, {"file": upload})
    assert answer.headers["Location"].endswith(f"/antraege/{application.number}/anlagen/")
    paper = Attachment.objects.get()
    assert (paper.application_id, paper.signed, paper.pages) == (application.pk, True, "1")


def test_pile_of_two_applications_is_parted(desk, pdf, client_of):
    first, second = desk.submitted(), desk.submitted(title="Zweiter Antrag")
    with pikepdf.new() as pile:
        for application in (first, second):
            with pikepdf.open(io.BytesIO(pdf(application))) as one:
                pile.pages.extend(one.pages)
        stream = io.BytesIO()
        pile.save(stream)
    upload = SimpleUploadedFile("stapel.pdf", stream.getvalue())
    client_of(desk.clara).post(links.to("funding:team_scan", area=desk.area.slug), {"file": upload})
    papers = {paper.application_id: paper for paper in Attachment.objects.select_related("file")}
    assert set(papers) == {first.pk, second.pk}
    for application in (first, second):
        with papers[application.pk].file.content.open("rb") as stream:
            found = scans.read_scan(stream.read(), "application/pdf")
        assert {page.application for page in found} == {application.pk}


def test_pile_of_more_pages_than_are_read_is_not_parted(desk, pdf, client_of, monkeypatch):
    first, second = desk.submitted(), desk.submitted(title="Zweiter Antrag")
    with pikepdf.new() as pile:
        for application in (first, second, second):
            with pikepdf.open(io.BytesIO(pdf(application))) as one:
                pile.pages.extend(one.pages)
        count = len(pile.pages)
        stream = io.BytesIO()
        pile.save(stream)
    monkeypatch.setattr(scans, "PAGES", count - 1)
    upload = SimpleUploadedFile("stapel.pdf", stream.getvalue())
    page = client_of(desk.clara).post(links.to("funding:team_scan", area=desk.area.slug), {"file": upload})
    assert f"Dieses PDF hat {count} Seiten" in page.content.decode() and not Attachment.objects.exists()


def test_unreadable_scan_waits_until_somebody_says_where_it_belongs(desk, client_of):
    application = desk.submitted()
    client, url = client_of(desk.clara), links.to("funding:team_scan", area=desk.area.slug)
    page = client.post(url, {"file": SimpleUploadedFile("blatt.jpg", photo())}, follow=True)
    assert "keine Kennung zu lesen" in page.content.decode()
    ((file, _form),) = page.context["waiting"]
    wrong = client.post(url, {"do": "place", "file": file.pk, "application": "999"})
    html = wrong.content.decode()
    assert "gibt es hier nicht" in html and 'value="999"' in html and wrong.context["waiting"][0][0] == file
    assert f'href="#id_application-{file.pk}"' in html and f'id="id_application-{file.pk}_error"' in html
    client.post(url, {"do": "place", "file": file.pk, "application": application.number})
    assert Attachment.objects.get().file == file and not client.get(url).context["waiting"]


def test_scan_of_another_quarter_is_placed_by_hand(desk, pdf, client_of, erna):
    application = desk.submitted()
    upload = SimpleUploadedFile("antrag.pdf", pdf(application))
    url = links.to("funding:team_scan", area=desk.other_area.slug)
    page = client_of(erna).post(url, {"file": upload}, follow=True).content.decode()
    assert "keinem Antrag dieses Quartiers" in page and not Attachment.objects.exists()


def test_scan_of_an_earlier_version_is_told(desk, pdf, client_of):
    application = desk.draft()
    upload = SimpleUploadedFile("antrag.pdf", pdf(application))
    actions.save(application=application, version=application.version, by=desk.ayse, title="Anders")
    actions.submit(application=application, by=desk.ayse)
    page = client_of(desk.clara).post(links.to("funding:team_scan", area=desk.area.slug), {"file": upload}, follow=True)
    assert "frühere Fassung" in page.content.decode()


# Findings ---------------------------------------------------------------------------------------------------------
def test_settled_finding_stays_as_ok_until_the_application_comes_anew(desk, client_of):
    application = desk.draft()
    actions.submit(application=application, by=desk.ayse)
    url = links.to("funding:settle_finding", area=desk.area.slug, number=application.number)
    client_of(desk.clara).post(url, {"code": "no_account", "line": "", "note": "Kommt mit dem Bescheid."})
    row = fresh(application)
    found = next(f for f in queries.findings_on(row, queries.rules_of(row)) if f.code == "no_account")
    assert found.kind == "ok" and "Kommt mit dem Bescheid." in found.settled
    page = client_of(desk.clara).get(links.to("funding:team_application", area=desk.area.slug, number=row.number))
    assert "Kommt mit dem Bescheid." in page.content.decode()
    actions.check(application=row, result=states.QUESTION, note="Und das Konto?", by=desk.clara)
    actions.submit(application=fresh(application), by=desk.ayse)
    row = fresh(application)
    found = next(f for f in queries.findings_on(row, queries.rules_of(row)) if f.code == "no_account")
    assert found.kind == "warn"


def test_finding_is_not_settled_without_a_reason(desk):
    application = desk.submitted()
    with pytest.raises(Refused, match="warum das geklärt ist"):
        actions.settle_finding(application=application, code="late", row=None, note=" ", by=desk.clara)


def test_checklist_names_what_is_missing(desk):
    application = fresh(desk.draft())
    items = rules.checklist(application, queries.rules_of(application), papers=0, signed=False)
    kinds = {item.label: item.kind for item in items}
    assert kinds["Konto"] == "open" and kinds["Kosten"] == "ok"


# Objections -------------------------------------------------------------------------------------------------------
def rejected(desk):
    application = desk.decided(yes=0, no=5)
    actions.reject(application=application, reason="Zu teuer.", by=desk.clara)
    return application


def test_objection_to_a_refusal_that_is_upheld_opens_the_case_again(desk, client_of):
    application = rejected(desk)
    client_of(desk.ayse).post(
        links.to("funding:my_objection", pk=application.pk),
        {"about": states.ABOUT_REFUSAL, "text": "Das stimmt nicht."},
    )
    objection = Objection.objects.get()
    assert (objection.received_on, objection.by) == (dates.today(), desk.ayse)
    url = links.to("funding:team_objections", area=desk.area.slug, number=application.number)
    client_of(desk.clara).post(
        url, {"do": "answer", "objection": objection.pk, "upheld": "1", "reason": "Sie haben recht."}
    )
    assert fresh(application).status == states.CHECKED
    assert "Sie haben recht." in Message.objects.order_by("-pk").first().body
    with pytest.raises(Conflict, match="schon geantwortet"):
        actions.answer_objection(objection=Objection.objects.get(), upheld=False, reason="Doch nicht.", by=desk.clara)


def test_objection_that_is_refused_leaves_everything(desk):
    application = rejected(desk)
    objection = actions.object_to(
        application=application,
        about=states.ABOUT_REFUSAL,
        text="",
        received_on=dates.today() - dt.timedelta(days=3),
        by=desk.clara,
    )
    actions.answer_objection(objection=objection, upheld=False, reason="Es bleibt dabei.", by=desk.clara)
    assert fresh(application).status == states.REJECTED


def test_case_opened_again_can_be_refused_again(desk):
    application = rejected(desk)
    objection = actions.object_to(
        application=application, about=states.ABOUT_REFUSAL, text="", received_on=dates.today(), by=desk.ayse
    )
    actions.answer_objection(objection=objection, upheld=True, reason="Neu prüfen.", by=desk.clara)
    row = fresh(application)
    assert row.rejection is None and queries.verdict_of(row) is None
    with pytest.raises(Refused, match="entscheidet"):
        actions.reject(application=row, reason="Wieder nicht.", by=desk.clara)
    actions.set_steps(fund=desk.fund, steps=[actions.Step(0, states.BY_OFFICE)], by=desk.clara)
    actions.reject(application=fresh(application), reason="Wieder nicht.", by=desk.clara)
    assert fresh(application).rejection.reason == "Wieder nicht." and fresh(application).rejections.count() == 2


def test_objection_needs_something_decided_a_past_day_and_is_not_doubled(desk):
    application = desk.submitted()
    with pytest.raises(Refused, match="noch nichts entschieden"):
        actions.object_to(
            application=application, about=states.ABOUT_REFUSAL, text="", received_on=dates.today(), by=desk.ayse
        )
    grant = desk.granted(title="Bewilligt")
    given = {"application": grant.application, "about": states.ABOUT_NOTICE, "text": "", "by": desk.ayse}
    with pytest.raises(Refused, match="in der Zukunft"):
        actions.object_to(received_on=dates.today() + dt.timedelta(days=1), **given)
    actions.object_to(received_on=dates.today(), **given)
    with pytest.raises(Refused, match="schon da"):
        actions.object_to(received_on=dates.today(), **given | {"text": "Noch einmal."})
