"""Photos as phones send them and as attackers do: what is kept shows the picture and tells nothing else."""

import io
import random
import struct
import zlib
from typing import Any

import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from quartier.files import rules
from quartier.files.imports import Cleaned, clean
from quartier.files.imports.images import scans
from quartier.files.rules import Kind
from quartier.kit.errors import Refused

SECRETS = (b"Exif", b"http://ns.adobe.com/xap", b"Kamera", b"Erika", b"Photoshop", b"ICC_PROFILE", b"iCCP", b"tEXt")


def kept(content: bytes, name: str = "foto.jpg") -> Cleaned:
    return clean(io.BytesIO(content), name=name)


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        kept(content)
    return refused.value.message


def picture(width: int = 600, height: int = 400, mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue."""
    image = Image.new("RGB", (width, height), "blue")
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height), fill="red")
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes: camera, owner, direction, and where the photo was taken."""
    data = Image.Exif()
    data[0x010F], data[0x013B], data[0x0112] = "Kamera GmbH", "Erika Beispiel", orientation
    data.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 15.5), 3: "E", 4: (13.0, 22.0, 5.0)})
    return data


def decoded(cleaned: Cleaned) -> Image.Image:
    image = Image.open(io.BytesIO(cleaned.content))
    image.load()
    return image


def assert_tells_nothing(content: bytes) -> None:
    image = Image.open(io.BytesIO(content))
    assert not dict(image.getexif()) and not image.getexif().get_ifd(0x8825)
    assert not {"exif", "xmp", "icc_profile", "comment", "photoshop", "Author"} & set(image.info)
    assert not [secret for secret in SECRETS if secret in content]


def is_red(pixel: Any) -> bool:
    return bool(pixel[0] > 200 and pixel[1] < 60 and pixel[2] < 60)


def test_jpeg_loses_position_camera_author_profile_and_comment() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = saved(picture(), "JPEG", exif=exif(), comment=b"Erika", icc_profile=profile, xmp=b"http://ns.adobe.com/xap/1.0/ Erika")  # fmt: skip
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)[1] == "N"
    cleaned = kept(content)
    assert_tells_nothing(cleaned.content)
    assert cleaned.thumbnail is not None
    assert_tells_nothing(cleaned.thumbnail)
    assert (cleaned.kind, cleaned.mime, cleaned.extension) == (Kind.JPEG, "image/jpeg", "jpg")
    assert (cleaned.width, cleaned.height, cleaned.pages) == (600, 400, None)
    assert cleaned.size == len(cleaned.content) and len(cleaned.sha256) == 64


def test_jpeg_is_turned_as_the_camera_says() -> None:
    cleaned = kept(saved(picture(), "JPEG", exif=exif(6), quality=95))
    assert (cleaned.width, cleaned.height) == (400, 600)
    image = decoded(cleaned)
    assert is_red(image.getpixel((200, 50))) and not is_red(image.getpixel((200, 550)))


def test_jpeg_with_a_broken_exif_block_is_kept() -> None:
    assert kept(saved(picture(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff")).width == 600


def test_large_photo_is_made_smaller_with_a_thumbnail() -> None:
    cleaned = kept(saved(picture(4000, 3000), "JPEG"))
    assert (cleaned.width, cleaned.height) == (2400, 1800)
    thumbnail = Image.open(io.BytesIO(cleaned.thumbnail or b""))
    assert (thumbnail.format, thumbnail.size) == ("JPEG", (480, 360))


def test_small_photo_is_not_made_larger() -> None:
    cleaned = kept(saved(picture(30, 20), "PNG"))
    assert decoded(cleaned).size == (30, 20)


def test_colours_of_another_profile_are_kept() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pixel = decoded(kept(saved(picture(), "JPEG", icc_profile=lab, quality=95))).getpixel((10, 10))
    assert is_red(pixel)


def test_heic_becomes_jpeg_without_position() -> None:
    heif = pillow_heif.from_pillow(picture())
    out = io.BytesIO()
    heif.save(out, exif=exif().tobytes(), quality=90)
    assert pillow_heif.open_heif(io.BytesIO(out.getvalue())).info["exif"]
    cleaned = kept(out.getvalue(), "IMG_0815.HEIC")
    assert (cleaned.kind, cleaned.mime, cleaned.name_safe) == (Kind.JPEG, "image/jpeg", "IMG_0815.jpg")
    assert_tells_nothing(cleaned.content)
    assert is_red(decoded(cleaned).getpixel((20, 200)))


def test_png_loses_its_texts_and_keeps_transparency() -> None:
    notes = PngInfo()
    notes.add_text("Author", "Erika")
    notes.add_itxt("XML:com.adobe.xmp", "<x>Erika</x>")
    image = picture(mode="RGBA")
    image.putpixel((0, 0), (0, 0, 0, 0))
    cleaned = kept(saved(image, "PNG", pnginfo=notes, exif=exif()))
    assert (cleaned.kind, cleaned.extension) == (Kind.PNG, "png")
    assert_tells_nothing(cleaned.content)
    assert decoded(cleaned).getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGB", "RGBA"])
def test_png_of_every_depth_is_kept(mode: str) -> None:
    middle = {"1": 1, "I;16": 32768}
    image = Image.new(mode, (40, 40), middle[mode]) if mode in middle else picture(40, 40, mode)
    pixel = decoded(kept(saved(image, "PNG"))).convert("RGB").getpixel((1, 1))
    expected = {"1": (255,) * 3, "I;16": (128,) * 3, "L": (76,) * 3, "LA": (76,) * 3}.get(mode, (255, 0, 0))
    assert pixel == expected


def test_cmyk_jpeg_becomes_rgb() -> None:
    assert decoded(kept(saved(picture(mode="CMYK"), "JPEG"))).mode == "RGB"


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_animation_stands_still(kind: str) -> None:
    frames = [picture(60, 40), Image.new("RGB", (60, 40), "green")]
    content = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    assert getattr(Image.open(io.BytesIO(content)), "n_frames", 1) == 2
    image = decoded(kept(content))
    assert getattr(image, "n_frames", 1) == 1 and is_red(image.convert("RGB").getpixel((5, 5)))


def test_polyglot_loses_its_other_half() -> None:
    cleaned = kept(saved(picture(), "JPEG", comment=b"<script>alert(1)</script>") + b"PK\x03\x04<?php system(1);")
    assert b"<script" not in cleaned.content and b"<?php" not in cleaned.content
    assert cleaned.content.endswith(b"\xff\xd9")


def test_same_upload_gives_the_same_file() -> None:
    content = saved(picture(), "JPEG", exif=exif())
    assert kept(content).sha256 == kept(content).sha256


def test_noise_saved_as_png_stays_within_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = Image.frombytes("RGB", (300, 300), random.Random(1).randbytes(270_000))
    content = saved(noise, "PNG")
    monkeypatch.setattr(rules, "MAX_BYTES", 200_000)
    monkeypatch.setattr("quartier.files.imports.read_limited", lambda upload: upload.read())
    cleaned = kept(content)
    assert cleaned.kind is Kind.JPEG and cleaned.size < 200_000 and cleaned.name_safe == "foto.jpg"


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (9_000, 5_000), (2**31 - 1, 2**31 - 1)])
def test_decompression_bomb_is_refused_before_decoding(width: int, height: int) -> None:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    bomb = (
        b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", zlib.compress(b"\x00" * 1_000_000)) + png_chunk(b"IEND", b"")
    )
    assert len(bomb) < 2_000
    assert "mehr als 40 Megapixel" in refusal(bomb)


def test_jpeg_that_paints_its_pixels_a_thousand_times_is_refused() -> None:
    content = saved(picture(), "JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    assert 2 <= scans(content) <= 20 and scans(saved(picture(), "JPEG", exif=exif())) == 1
    assert "beschädigt" in refusal(content[:last] + content[last:-2] * 1_000 + b"\xff\xd9")


def test_film_behind_a_photo_goes() -> None:
    cleaned = kept(saved(picture(), "JPEG") + b"\xff\xda\x00\x02ftypmp42" * 500)
    assert cleaned.width == 600 and b"ftyp" not in cleaned.content


def test_text_bomb_in_a_png_is_harmless() -> None:
    content = saved(picture(40, 40), "PNG")
    text = png_chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"x" * 80_000_000))
    assert "beschädigt" in refusal(content[:33] + text + content[33:])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_truncated_photo_is_refused(kind: str, share: float) -> None:
    noise = Image.frombytes("RGB", (120, 120), random.Random(1).randbytes(43_200))
    content = saved(noise, kind)
    sentence = refusal(content[: max(int(len(content) * share), 40)])
    assert "beschädigt oder nicht vollständig" in sentence


@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x10\x00\x00WEBP"])
def test_head_of_a_photo_before_rubbish_is_refused(head: bytes) -> None:
    assert "beschädigt" in refusal(head + random.Random(2).randbytes(5_000))
