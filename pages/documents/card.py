"""The pocket card: one picture a district for phones, with three numbers and one question."""

import io
from functools import cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from pages.charts.style import LIGHT
from pages.documents import qr
from pages.documents.header import Header
from pages.documents.values import District, Pack
from pages.kit import formats, names
from pages.kit.texts import spoken, text
from pages.kit.view import Metric

SIZE = (1080, 1350)
_EDGE, _CODE = 72, 210
_INK = {"reached": LIGHT.paper, "ahead": LIGHT.text, "slow": LIGHT.text, "behind": LIGHT.paper, "no_data": LIGHT.text}
_STEPS = (60, 54, 48, 44, 40, 36)  # sizes a question may take, the largest that fits


def cards(pack: Pack) -> dict[str, bytes]:
    """A PNG a district, by its code."""
    with spoken(pack.language):
        return {district.code: card(pack.header, district) for district in pack.districts}


def card(header: Header, district: District) -> bytes:
    image = Image.new("RGB", SIZE, LIGHT.paper)
    pen = ImageDraw.Draw(image)
    _head(pen, header, district)
    _numbers(pen, district)
    _question(pen, district)
    _foot(image, pen, header, district)
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def three(district: District) -> tuple[Metric, ...]:
    """The numbers of the card; where the deadline is past nothing is needed a day, and the share of the target stands there."""
    needed = district.figures.get("needed_per_day")
    return (
        district.figures["coverage"],
        district.figures["gap"],
        needed if needed and needed.value is not None else district.figures["of_target"],
    )


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{weight}.ttf"), size)


def _head(pen: ImageDraw.ImageDraw, header: Header, district: District) -> None:
    """The band of the status, with its letter: colour is not the only sign."""
    ink = _INK[district.status]
    pen.rectangle((0, 0, SIZE[0], 268), fill=LIGHT.status[district.status])
    _fitting(pen, (_EDGE, 46), district.name, "Bold", (76, 68, 60, 52), ink)
    standing = f"{text(f'letter.{district.status}')} · {district.status_label} · {names.phase(district.phase)}"
    _fitting(pen, (_EDGE, 164), standing, "SemiBold", (44, 40, 36), ink)
    if header.simulated:
        pen.rectangle((0, 268, SIZE[0], 326), fill=LIGHT.waiting)
        pen.text((_EDGE, 278), text("document.simulated.short"), font=_font("Bold", 32), fill=LIGHT.text)


def _fitting(
    pen: ImageDraw.ImageDraw, place: tuple[int, int], words: str, weight: str, sizes: tuple[int, ...], ink: str
) -> None:
    """One line in the largest size that fits."""
    room = SIZE[0] - 2 * _EDGE
    size = next((size for size in sizes if pen.textlength(words, font=_font(weight, size)) <= room), sizes[-1])
    pen.text(place, words, font=_font(weight, size), fill=ink)


def _numbers(pen: ImageDraw.ImageDraw, district: District) -> None:
    first, second, third = three(district)
    pen.text((_EDGE, 356), first.label, font=_font("SemiBold", 42), fill=LIGHT.muted)
    pen.text((_EDGE, 396), first.written, font=_font("Bold", 170), fill=LIGHT.text)
    pen.text((_EDGE, 602), first.note, font=_font("Regular", 38), fill=LIGHT.text)
    for left, figure in ((_EDGE, second), (SIZE[0] // 2 + 20, third)):
        pen.text((left, 690), figure.label, font=_font("SemiBold", 38), fill=LIGHT.muted)
        pen.text((left, 732), figure.written, font=_font("Bold", 96), fill=LIGHT.text)


def _question(pen: ImageDraw.ImageDraw, district: District) -> None:
    top, bottom = 880, SIZE[1] - _CODE - 60
    pen.line((_EDGE, top - 8, SIZE[0] - _EDGE, top - 8), fill=LIGHT.status["no_data"], width=3)
    for size in _STEPS:
        lines = _wrapped(pen, district.question, _font("SemiBold", size))
        if top + len(lines) * size * 1.32 <= bottom:
            break
    pen.multiline_text(
        (_EDGE, top + 6), "\n".join(lines), font=_font("SemiBold", size), fill=LIGHT.text, spacing=size * 0.16
    )


def _wrapped(pen: ImageDraw.ImageDraw, words: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines, room = [""], SIZE[0] - 2 * _EDGE
    for one in words.split():
        longer = f"{lines[-1]} {one}".strip()
        if pen.textlength(longer, font=font) <= room:
            lines[-1] = longer
        else:
            lines.append(one)
    return lines


def _foot(image: Image.Image, pen: ImageDraw.ImageDraw, header: Header, district: District) -> None:
    """As-of day, indicator, snapshot, and the code of the first number's passport."""
    top = SIZE[1] - _CODE - 30
    code = Image.open(io.BytesIO(qr.png(header.lineage(three(district)[0].figure)))).convert("RGB")
    code = code.reduce(2)  # whole pixels a module, or telephones do not read it
    image.paste(code, (SIZE[0] - _EDGE - code.width, top))
    lines = (header.filters[0][1], text("document.card.of", day=formats.day(header.day)), f"{text('document.header.snapshot')} {header.snapshot}", f"{text('document.header.built_at')} {header.built_at}")  # fmt: skip
    for index, words in enumerate(lines):
        pen.text((_EDGE, top + 14 + 46 * index), words, font=_font("Regular", 30), fill=LIGHT.muted)
