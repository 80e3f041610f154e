"""Pictures for the public: clean, described, agreed to twice, and gone at once when somebody changes their mind."""

import datetime as dt
import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler
from PIL import Image

from quartier.files import actions, rules
from quartier.files.models import File, Picture
from quartier.files.tests.test_images import assert_tells_nothing, exif
from quartier.history.models import Scope
from quartier.kit import dates
from quartier.kit.errors import Refused

TODAY = dates.today()


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo(size=(2000, 1000), **options):
    content = io.BytesIO()
    Image.new("RGB", size, "teal").save(content, "JPEG", **options)
    return ContentFile(content.getvalue())


def keep(scope, upload=None, **facts):
    facts = {"alt": "Eine Bank am Kanal", "credit": "Selin Kaya", "recognisable": False} | facts
    return actions.keep_picture(upload=upload or photo(), name="bank.jpg", scope=scope, **facts)


def agreed(scope, **facts):
    return keep(scope, recognisable=True, taken_consent_on=TODAY, shown_consent_on=TODAY, **facts)


def version(area):
    return Scope.objects.get(pk=area.scope_id).version


def get(client, picture, query=""):
    answer = client.get(f"/datei/{picture.file_id}/{query}")
    return answer, b"".join(answer.streaming_content) if answer.streaming else b""


def drawn(picture, **attributes):
    words = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    source = CottonCompiler().process(f'<c-picture :picture="picture" {words} />')
    return Template(source).render(Context({"picture": picture})).strip()


def test_a_picture_is_kept_without_place_and_camera_in_every_version(area, client):
    picture = keep(area.scope, photo(exif=exif(), xmp=b"http://ns.adobe.com/xap/1.0/ Erika"), caption="  Die\nBank ")
    assert picture.caption == "Die Bank" and not picture.file.public
    actions.show_picture(picture=picture)
    for query in ("", "?art=klein", "?art=480", "?art=960", "?art=1600"):
        answer, content = get(client, picture, query)
        assert answer.status_code == 200
        assert_tells_nothing(content)


def test_the_versions_for_the_web_have_their_width_and_no_other_is_made(area, client):
    picture = keep(area.scope)
    actions.show_picture(picture=picture)
    assert picture.file.widths == [480, 960, 1600]
    for width in picture.file.widths:
        answer, content = get(client, picture, f"?art={width}")
        assert answer["Content-Type"] == "image/webp" and Image.open(io.BytesIO(content)).size == (width, width // 2)
    whole, _ = get(client, picture, "?art=481")
    assert whole["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize(("width", "made"), [(300, [300]), (800, [480, 800]), (1600, [480, 960, 1600])])
def test_a_small_picture_is_not_blown_up(area, width, made):
    assert keep(area.scope, photo((width, 200))).file.widths == made


def test_a_clear_background_stays_clear(area):
    content = io.BytesIO()
    Image.new("RGBA", (500, 500), (0, 0, 0, 0)).save(content, "PNG")
    picture = keep(area.scope, ContentFile(content.getvalue()))
    with picture.file.content.storage.open(picture.file.web_name(480)) as opened:
        assert Image.open(opened).convert("RGBA").getpixel((9, 9))[3] == 0


def test_a_picture_of_100_megapixels_is_refused_with_what_to_do(area):
    content = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(content, "PNG")
    with pytest.raises(Refused, match="mehr als 40 Megapixel"):
        keep(area.scope, ContentFile(content.getvalue()))
    assert not Picture.objects.exists() and not File.objects.exists()


def test_what_is_no_picture_is_refused(area):
    content = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(content)
    with pytest.raises(Refused, match="kein Bild"):
        keep(area.scope, ContentFile(content.getvalue()))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"alt": "  "}, "was auf dem Bild zu sehen ist"),
        ({"credit": ""}, "wer das Bild gemacht hat"),
        ({"recognisable": True, "taken_consent_on": TODAY + dt.timedelta(days=1)}, "Zukunft"),
    ],
)
def test_words_maker_and_true_days_are_demanded_and_nothing_is_left_behind(area, facts, words, tmp_path):
    with pytest.raises(Refused, match=words):
        keep(area.scope, **facts)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("missing", ["taken_consent_on", "shown_consent_on"])
def test_two_consents_are_needed_to_show_people(area, missing):
    picture = keep(area.scope, recognisable=True, **({"taken_consent_on": TODAY, "shown_consent_on": TODAY} | {missing: None}))  # fmt: skip
    with pytest.raises(Refused, match="fehlt noch ein Einverständnis"):
        actions.show_picture(picture=picture)
    assert not File.objects.get().public


def test_nobody_to_be_recognised_needs_no_consent(area):
    picture = keep(area.scope, taken_consent_on=TODAY)
    assert picture.taken_consent_on is None, "a day without a person says nothing"
    assert actions.show_picture(picture=picture).may_be_shown and picture.is_shown


def test_showing_changes_public_pages_once(area):
    picture = keep(area.scope)
    before = version(area)
    actions.show_picture(picture=picture)
    shown = version(area)
    actions.show_picture(picture=picture)
    assert before < shown == version(area)


def test_consent_taken_back_hides_it_at_once_and_for_good(area, client, clara):
    picture = actions.show_picture(picture=agreed(area.scope))
    assert get(client, picture, "?art=480")[0].status_code == 200
    before = version(area)
    actions.withdraw_consent(picture=picture, by=clara)
    assert get(client, picture, "?art=480")[0].status_code == get(client, picture)[0].status_code == 404
    assert version(area) > before
    again = Picture.objects.get()
    assert again.withdrawn_on == TODAY and not again.is_shown and drawn(again) == ""
    for tried in (
        lambda: actions.show_picture(picture=again),
        lambda: actions.describe_picture(
            picture=again, alt="x", credit="x", licence="own", caption="", focus=(50, 50), recognisable=False,
            taken_consent_on=None, shown_consent_on=None,
        ),
    ):  # fmt: skip
        with pytest.raises(Refused):
            tried()
    assert actions.withdraw_consent(picture=again).withdrawn_on == TODAY, "a second click does nothing"


def test_a_picture_that_loses_a_consent_by_correction_is_hidden(area):
    picture = actions.show_picture(picture=agreed(area.scope))
    facts = {"credit": "Selin", "licence": "CC-BY-4.0", "caption": "", "focus": (17, 83), "recognisable": True}
    row = actions.describe_picture(picture=picture, alt="Bank", taken_consent_on=TODAY, shown_consent_on=None, **facts)
    assert not row.file.public and row.focus == "bottom-left" and row.alt == "Bank"


def test_a_picture_nobody_uses_can_be_thrown_away(area, tmp_path, django_capture_on_commit_callbacks):
    picture = keep(area.scope)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_picture(picture=picture)
    assert not File.objects.exists() and not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_nine_fields_cover_the_picture():
    assert {rules.field_of(x, y) for x, y in rules.FOCUS.values()} == set(rules.FOCUS)
    assert [rules.field_of(0, 0), rules.field_of(50, 50), rules.field_of(100, 100)] == ["top-left", "middle-centre", "bottom-right"]  # fmt: skip


def test_it_is_drawn_with_size_words_maker_and_terms(area):
    picture = keep(area.scope, credit="<b>Ada</b>", licence="CC-BY-4.0", caption="Die Bank", focus=(83, 17))
    assert drawn(picture) == "", "not before it is shown"
    html = drawn(actions.show_picture(picture=picture))
    assert 'width="2000" height="1000"' in html and 'alt="Eine Bank am Kanal"' in html and 'loading="lazy"' in html
    assert "focus-top-right" in html and f"/datei/{picture.file_id}/?art=960 960w" in html and "style=" not in html
    assert "Die Bank" in html and "Bild: &lt;b&gt;Ada&lt;/b&gt;" in html
    assert 'rel="license" href="https://creativecommons.org/licenses/by/4.0/deed.de"' in html
    assert drawn(None) == ""


def test_its_german_words_are_marked_for_readers_of_another_language(area):
    picture = actions.show_picture(picture=keep(area.scope, caption="Die Bank"))
    assert "lang=" not in drawn(picture) and 'alt=""' in drawn(picture, decorative=1)
    with translation.override("ar"):
        assert drawn(picture).count('lang="de"') == 2, "the words for who does not see it, and the caption"
        assert 'lang="de"' in drawn(picture, plain=1) and "<figure" not in drawn(picture, plain=1)


def test_pictures_of_a_quarter_are_seen_by_its_office(area, clara, erna, ayse):
    keep(area.scope)
    assert [Picture.objects.visible_to(user).count() for user in (clara, erna, ayse)] == [1, 0, 0]
