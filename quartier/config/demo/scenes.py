"""Drawn pictures for news and guides of the demo: places and things, nobody's face."""

import io
import math
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

Draw = ImageDraw.ImageDraw
WIDE, HIGH, TWICE = 960, 640, 2  # drawn twice as large, so that edges come out smooth
SKY, GROUND, WATER = "#d9f0fb", "#e9dcc3", "#9fd3e6"
WALLS = ("#f4b6a6", "#bfe6d2", "#ffe0a3", "#cfd8f5", "#f7d3e0")
WOOD, LEAF, DARK = "#a8743f", "#5fae6e", "#22303c"


def scene(name: str) -> io.BytesIO:
    """One of ``SCENES`` as a JPEG of 960 to 640."""
    image = Image.new("RGB", (WIDE * TWICE, HIGH * TWICE), SKY)
    SCENES[name](_Pen(ImageDraw.Draw(image)))
    content = io.BytesIO()
    image.resize((WIDE, HIGH), Image.Resampling.LANCZOS).save(content, "JPEG", quality=84)
    content.seek(0)
    content.name = f"{name}.jpg"
    return content


class _Pen:
    """Draws in the coordinates of the finished picture."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw

    def box(self, x: float, y: float, w: float, h: float, fill: str, round_: float = 0) -> None:
        self.draw.rounded_rectangle([n * TWICE for n in (x, y, x + w, y + h)], round_ * TWICE, fill=fill)

    def disc(self, x: float, y: float, r: float, fill: str) -> None:
        self.draw.ellipse([n * TWICE for n in (x - r, y - r, x + r, y + r)], fill=fill)

    def shape(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        self.draw.polygon([(x * TWICE, y * TWICE) for x, y in points], fill=fill)

    def line(self, points: Sequence[tuple[float, float]], fill: str, width: float) -> None:
        self.draw.line([(x * TWICE, y * TWICE) for x, y in points], fill=fill, width=int(width * TWICE), joint="curve")


def _houses(pen: _Pen, ground: float = 420, first: int = 0) -> None:
    for n in range(6):
        x, height = n * 160, 190 + (first * 47 + n * 83) % 130
        pen.box(x + 4, ground - height, 152, height, WALLS[(n + first) % 5])
        for window in range(6):
            left, top = x + 24 + window % 3 * 42, ground - height + 26 + window // 3 * 74
            pen.box(left, top, 26, 40, "#fffdf8", 3)


def _bunting(pen: _Pen, y: float) -> None:
    points = [(x, y + 34 * math.sin(math.pi * (x % 320) / 320)) for x in range(0, WIDE + 1, 16)]
    pen.line(points, DARK, 2)
    for n, (x, top) in enumerate(points[1::3]):
        pen.shape([(x - 14, top), (x + 14, top), (x, top + 30)], ("#c31c13", "#f2b632", "#005741", "#7a4ea3")[n % 4])


def _tree(pen: _Pen, x: float, y: float, size: float) -> None:
    pen.box(x - size * 0.08, y - size * 0.55, size * 0.16, size * 0.55, "#7a5738")
    for dx, dy, r in ((0, -0.95, 0.38), (-0.28, -0.7, 0.3), (0.28, -0.7, 0.3)):
        pen.disc(x + dx * size, y + dy * size, r * size, LEAF)


def _table(pen: _Pen, x: float, y: float, cloth: str) -> None:
    pen.box(x, y, 230, 14, cloth, 4)
    for leg in (18, 202):
        pen.box(x + leg, y + 14, 10, 66, WOOD)
    for n, thing in enumerate(("#8a4b2d", "#f2b632", "#c0392b", "#fffdf8")):
        pen.disc(x + 36 + n * 52, y - 8, 12, thing)


def _feast(pen: _Pen) -> None:
    _houses(pen, 400)
    pen.box(0, 400, WIDE, 240, "#cfe3b4")
    _bunting(pen, 150)
    for x, y, cloth in ((80, 470, "#c31c13"), (370, 500, "#fffdf8"), (660, 470, "#005741")):
        _table(pen, x, y, cloth)
    _tree(pen, 880, 440, 190)


def _market(pen: _Pen) -> None:
    _houses(pen, 380, 2)
    pen.box(0, 380, WIDE, 260, GROUND)
    for n, x in enumerate((60, 360, 660)):
        for stripe in range(6):
            pen.box(x + stripe * 42, 300, 42, 56, ("#c31c13", "#fffdf8")[(stripe + n) % 2])
        for pole in (6, 240):
            pen.box(x + pole, 356, 8, 190, WOOD)
        _table(pen, x + 10, 470, WALLS[n])


def _bed(pen: _Pen) -> None:
    _houses(pen, 330, 4)
    pen.box(0, 330, WIDE, 310, "#d7d2c8")
    pen.box(250, 450, 460, 130, "#6b4a3a", 24)
    pen.box(452, 120, 56, 380, "#7a5738")
    for dx, dy, r in ((0, 60, 150), (-130, 130, 110), (130, 130, 110)):
        pen.disc(480 + dx, 40 + dy, r, LEAF)
    for n in range(22):
        x, y = 275 + n * 20, 480 + n * 37 % 80
        pen.line([(x, y + 26), (x, y)], "#3d7a48", 4)
        pen.disc(x, y, 9, ("#f2b632", "#c31c13", "#7a4ea3", "#fffdf8")[n % 4])


def _room(pen: _Pen) -> None:
    pen.box(0, 0, WIDE, HIGH, "#fbe9cf")
    pen.box(0, 470, WIDE, 170, "#c99b67")
    pen.box(90, 90, 250, 240, SKY, 6)
    pen.box(210, 90, 10, 240, "#fffdf8")
    pen.box(620, 120, 220, 350, "#005741", 8)
    pen.disc(800, 300, 10, "#f2b632")
    for x, cloth in ((120, "#c31c13"), (420, "#fffdf8")):
        _table(pen, x, 440, cloth)
    for x in (480, 560):
        pen.line([(x, 0), (x, 130)], DARK, 3)
        pen.shape([(x - 40, 170), (x + 40, 170), (x + 18, 130), (x - 18, 130)], "#f2b632")


def _play(pen: _Pen) -> None:
    _houses(pen, 360, 1)
    pen.box(0, 360, WIDE, 280, "#b9bcc2")
    for n, (x, y) in enumerate(((330, 400), (330, 470), (330, 540), (405, 470), (480, 400), (480, 470), (480, 540))):
        pen.box(x, y, 66, 60, "#fffdf8", 4)
        pen.box(x + 5, y + 5, 56, 50, "#b9bcc2", 3)
        pen.disc(x + 33, y + 30, 8, WALLS[n % 5])
    for x in (70, 800):
        for stripe in range(5):
            pen.box(x + stripe * 22, 430, 22, 26, ("#c31c13", "#fffdf8")[stripe % 2])
        for leg in (8, 92):
            pen.box(x + leg, 456, 8, 70, DARK)
    pen.disc(650, 540, 30, "#f2b632")


def _talk(pen: _Pen) -> None:
    _room(pen)
    for n, (x, y, w) in enumerate(((150, 250, 190), (390, 200, 210), (640, 260, 180))):
        colour = ("#005741", "#7a4ea3", "#c31c13")[n]
        pen.box(x, y, w, 96, colour, 34)
        pen.shape([(x + 40, y + 90), (x + 84, y + 90), (x + 40, y + 130)], colour)
        for row in range(2):
            pen.box(x + 28, y + 28 + row * 26, w - 56 - row * 40, 10, "#fffdf8", 5)


def _harbour(pen: _Pen) -> None:
    pen.box(0, 430, WIDE, 210, WATER)
    for n in range(9):
        pen.line([(n * 120, 490 + n % 3 * 44), (n * 120 + 60, 482 + n % 3 * 44)], "#fffdf8", 5)
    pen.box(0, 400, 430, 60, "#8d8478")
    for x in (150, 300):
        pen.line([(x, 400), (x, 130)], "#c0392b", 14)
    pen.line([(150, 150), (300, 400)], "#c0392b", 8)
    pen.line([(60, 130), (640, 100)], "#c0392b", 16)
    pen.line([(600, 104), (600, 300)], DARK, 4)
    pen.box(560, 300, 80, 50, "#f2b632", 4)
    pen.shape([(500, 430), (900, 430), (850, 510), (540, 510)], "#22303c")
    pen.box(700, 350, 130, 80, "#fffdf8", 6)


def _bench(pen: _Pen) -> None:
    _houses(pen, 360, 3)
    pen.box(0, 360, WIDE, 280, "#cfe3b4")
    pen.box(0, 540, WIDE, 100, GROUND)
    _tree(pen, 200, 520, 300)
    for y in (380, 414, 448):
        pen.box(400, y, 420, 22, WOOD, 6)
    pen.box(385, 490, 450, 24, WOOD, 6)
    for x in (430, 770):
        pen.box(x, 380, 16, 180, DARK)


def _lights(pen: _Pen) -> None:
    pen.box(0, 0, WIDE, HIGH, "#22264a")
    _houses(pen, 400, 2)
    pen.draw.bitmap((0, 0), Image.new("L", (WIDE * TWICE, 400 * TWICE), 150), fill="#22264a")
    pen.box(0, 400, WIDE, 240, "#2f4a6b")
    for n in range(16):
        x, y = 30 + n * 60, 180 + 40 * math.sin(n)
        pen.disc(x, y, 12, "#ffe08a")
        pen.disc(x, 460 + n % 4 * 30, 7, "#f2b632")


SCENES: dict[str, Callable[[_Pen], None]] = {
    "hoffest": _feast, "flohmarkt": _market, "baumscheibe": _bed, "nachbarschaftstreff": _room, "spielstrasse": _play,
    "sprachcafe": _talk, "hafen": _harbour, "bank": _bench, "lichter": _lights,
}  # fmt: skip
