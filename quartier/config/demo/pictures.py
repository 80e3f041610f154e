"""Receipts and photos of the demo, drawn here: no picture of anybody."""

import io

from PIL import Image, ImageDraw, ImageFont


def receipt(payee: str, purpose: str, day: str, amount: str) -> io.BytesIO:
    """A till receipt as a small photo."""
    image = Image.new("RGB", (420, 560), "#8a6f57")
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 40, 360, 520), fill="#fbfaf5")
    large, small = ImageFont.load_default(22), ImageFont.load_default(16)
    draw.text((80, 64), payee[:24], fill="#222", font=large)
    draw.text((80, 100), day, fill="#222", font=small)
    for row, text in enumerate([purpose[i : i + 30] for i in range(0, min(len(purpose), 90), 30)]):
        draw.text((80, 150 + row * 24), text, fill="#222", font=small)
    draw.line((80, 400, 340, 400), fill="#222")
    draw.text((80, 420), "Summe EUR", fill="#222", font=small)
    draw.text((230, 416), amount, fill="#222", font=large)
    return _file(image, "beleg.jpg")


def photo(seed: int) -> io.BytesIO:
    """A drawn street scene: houses, a tree, people as dots."""
    image = Image.new("RGB", (800, 600), "#d9f0fb")
    draw = ImageDraw.Draw(image)
    colours = ("#f4b6a6", "#bfe6d2", "#ffe0a3", "#cfd8f5", "#f7d3e0")
    for house in range(5):
        x, height = house * 160, 220 + (seed * 37 + house * 61) % 160
        draw.rectangle((x + 8, 440 - height, x + 152, 440), fill=colours[(seed + house) % 5])
        for window in range(6):
            left, top = x + 26 + (window % 3) * 42, 460 - height + (window // 3) * 70
            draw.rectangle((left, top, left + 24, top + 36), fill="#fffdf8")
    draw.rectangle((0, 440, 800, 600), fill="#e9dcc3")
    draw.ellipse((560, 250, 740, 430), fill="#5fae6e")
    draw.rectangle((642, 420, 658, 470), fill="#7a5738")
    for person in range(3 + seed % 6):
        x = 60 + person * 82
        draw.ellipse((x, 470, x + 26, 496), fill="#6b4a3a")
        draw.rectangle((x - 4, 496, x + 30, 556), fill=("#005741", "#7a2d8c", "#b35a00")[person % 3])
    return _file(image, "foto.jpg")


def portrait(skin: str, hair: str, coat: str) -> io.BytesIO:
    """A drawn head and shoulders: nobody's face."""
    image = Image.new("RGB", (640, 640), "#d9f0fb")
    draw = ImageDraw.Draw(image)
    draw.ellipse((170, 90, 470, 420), fill=hair)
    draw.rounded_rectangle((110, 440, 530, 760), 150, fill=coat)
    draw.rectangle((275, 370, 365, 470), fill=skin)
    draw.ellipse((205, 150, 435, 430), fill=skin)
    draw.pieslice((190, 110, 450, 330), 180, 360, fill=hair)
    for x in (270, 358):
        draw.ellipse((x - 11, 280, x + 11, 302), fill="#222")
    draw.arc((270, 300, 370, 385), 25, 155, fill="#7a2d2d", width=8)
    return _file(image, "portrait.jpg")


def _file(image: Image.Image, name: str) -> io.BytesIO:
    content = io.BytesIO()
    image.save(content, "JPEG", quality=82)
    content.seek(0)
    content.name = name
    return content
