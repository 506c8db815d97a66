"""Lines counted here against the lines that LibreOffice sets: 200 boxes of text that nobody chose."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pptx
import pypdfium2
import pytest

from reportgen.fit.measure import WIDTH_USED, extent
from reportgen.fit.paragraphs import Measure
from reportgen.office.drawing.text_styles import SlideStyles
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.package import Package
from tests.fit.decks import BLANK, box, deck_of

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]

BOXES, A_SLIDE = 200, 2
FACES = (
    ("Carlito", "en-GB"),
    ("Liberation Sans", "en-GB"),
    ("Noto Sans CJK HK", "zh-HK"),
    ("Noto Sans CJK SC", "zh-CN"),
)
"""Typefaces that are on a machine with LibreOffice, so that it shows them and none in their place."""
ENGLISH = (
    "Hong Kong and Shenzhen will continue to explore closer co-operation in (green) finance, innovation and youth "
    "exchange; some 10 000 enterprises, 205 legal practitioners and about 50% of well-known firms took part on "
    "February 22, 2023."
)
CHINESE = {
    "zh-HK": "港深兩地將繼續探討「綠色金融」、創新科技及青年交流等範疇的合作，約50間企業及205名法律執業者"
    "（包括GBA律師）已於2023年2月22日參加會議。",
    "zh-CN": "深港两地将继续探讨“绿色金融”、创新科技以及青年交流等领域的合作，约50家企业和205名法律执业者"
    "（包括GBA律师）已于2023年2月22日参加会议。",
}


def _text(draw: random.Random, language: str, room: float) -> str:
    """A piece of text of up to `room` em."""
    if language == "en-GB":
        words = ENGLISH.split()
        return " ".join(draw.choice(words) for _ in range(draw.randint(3, max(4, int(room / 3.5)))))
    source = CHINESE[language]
    start = draw.randrange(len(source))
    return (source * 4)[start : start + draw.randint(5, max(6, int(room)))]


def _add(slide: object, number: int, draw: random.Random) -> None:
    family, language = draw.choice(FACES)
    width, size = draw.uniform(90, 440), draw.choice((12, 14, 16, 18, 20))
    text = _text(draw, language, room=12 * width / size)
    shape = box(slide, text, width=width, height=500, left=20 + 460 * number, top=10, size=size, name=f"Box {number}")
    run = shape.text_frame.paragraphs[0].runs[0]
    run.font.name = family
    properties = run._r.get_or_add_rPr()
    properties.set("lang", language)
    for slot in ("a:ea", "a:cs"):
        properties.append(properties.makeelement(qn(slot), {"typeface": family}))


def _deck() -> bytes:
    draw = random.Random(20230222)

    def build(slide: object) -> None:
        for number in range(A_SLIDE):
            _add(slide, number, draw)

    return deck_of(*[build] * (BOXES // A_SLIDE), layout=BLANK)


def _counted(data: bytes) -> list[int]:
    """How many lines fitting finds in each box, slide after slide."""
    package = Package.read(data, "boxes.pptx")
    lines = []
    slides = sorted((p for p in package.entries if p.startswith("ppt/slides/slide")), key=lambda p: int(p[16:-4]))
    for part in slides:
        styles = SlideStyles(package, package.parse, part)
        measure = Measure(styles.fonts)
        for shape in package.parse(part).iter(qn("p:sp")):
            width = int(next(shape.iter(qn("a:ext"))).get("cx", "0")) / 12700
            paragraphs = measure.read(shape.find(qn("p:txBody")), styles.of_shape(shape))
            lines.append(extent(paragraphs, width * WIDTH_USED).lines)
    return lines


def _shown(pdf: Path, data: bytes) -> list[int]:
    """How many lines LibreOffice sets in each box: the heights at which its letters stand."""
    presentation = pptx.Presentation(io.BytesIO(data))
    document = pypdfium2.PdfDocument(pdf)
    shown = []
    for page, slide in zip(document, presentation.slides, strict=True):
        text = page.get_textpage()
        height = page.get_height()
        places = [text.get_charbox(n, loose=True) for n in range(text.count_chars())]
        for shape in slide.shapes:
            frame = (shape.left.pt - 5, shape.top.pt - 5, shape.left.pt + 455, shape.top.pt + 530)
            inside = [
                round(bottom) for left, bottom, right, top in places
                if frame[0] < left < frame[2] and frame[1] < height - top < frame[3] and right - left > 0.5
            ]  # fmt: skip
            shown.append(_levels(inside, shape.text_frame.paragraphs[0].runs[0].font.size.pt))
        text.close()
        page.close()
    document.close()
    return shown


def _levels(bottoms: list[int], size: float) -> int:
    """The number of lines: heights closer than half a line are one."""
    levels: list[float] = []
    for bottom in sorted(set(bottoms), reverse=True):
        if not levels or levels[-1] - bottom > size * 0.7:
            levels.append(bottom)
    return len(levels)


def test_lines_are_never_fewer_than_libreoffice_sets_and_rarely_many_more(tmp_path: Path) -> None:
    """Never under, so nothing overflows; over by more than one in fewer than five of a hundred."""
    data = _deck()
    file = tmp_path / "boxes.pptx"
    file.write_bytes(data)
    command = [
        str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(tmp_path), str(file),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    counted, shown = _counted(data), _shown(tmp_path / "boxes.pdf", data)
    over = Counter(ours - theirs for ours, theirs in zip(counted, shown, strict=True))
    assert len(counted) == BOXES
    assert min(over) >= 0, over
    assert sum(count for more, count in over.items() if more > 1) < 0.05 * BOXES, over
