"""Records of invented meetings as other people write them: minutes in Word and on a web page, an old deck."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx import Presentation
from pptx.util import Inches

MINUTES: tuple[tuple[int, str], ...] = (
    (1, "Minutes of the third meeting of the Tern Point and Marrow Valley Liaison Committee, 9 September 2024"),
    (2, "Water and Rivers"),
    (0, "The Marrow Valley Water Board reported that leakage had fallen to 11.5 per cent by the end of June 2024."),
    (0, "The Board will replace 23 kilometres of mains in 2025 at a cost of £3.4 million."),
    (2, "Buses and Roads"),
    (0, "The Tern Point Transport Authority has run 18 electric buses since January this year. They carry nearly 6,200 "
        "passengers a day."),
    (0, "A bridge at Lower Marrow is expected to open in the second quarter of 2026."),
    (2, "Libraries"),
    (0, "The Tern Point Library and the Marrow Valley College of Art signed the Agreement on Shared Collections "
        "on 2 August 2024."),
    (0, "Members noted that more than 4 500 readers had registered. The next count is due in March 2025."),
)  # fmt: skip
"""Headings with their level and numbered paragraphs (level 0) of minutes."""

FACTS = {
    "figures": {("1", "11.5"), ("2", "23"), ("2", "3400000"), ("3", "18"), ("3", "6200"), ("6", "4500")},
    "dates": {
        *(("1", "by 2024-06"), ("2", "2025"), ("3", "since 2024-01"), ("4", "2026-Q2")),
        *(("5", "2024-08-02"), ("6", "2025-03")),
    },
    "bodies": {
        *("Marrow Valley Water Board", "Tern Point Transport Authority"),
        *("Tern Point Library", "Marrow Valley College of Art"),
    },
}
"""What the minutes state: paragraph and value, paragraph and date, names."""


def word_minutes(path: Path, change: Callable[[Any], None] = lambda document: None) -> Path:
    """Write the minutes as a Word document whose paragraphs Word numbers; `change` is made before it is saved."""
    document = docx.Document()
    for level, text in MINUTES:
        document.add_paragraph(text, style=f"Heading {level}" if level else "List Number")
    change(document)
    document.save(str(path))
    return path


def web_minutes(path: Path) -> Path:
    """Write the minutes as a web page with a menu, scripts, a footer, and the paragraphs as one list."""
    items, number = [], 0
    for level, text in MINUTES[1:]:
        number += not level
        body = f"<h{level}>{text}</h{level}>" if level else f'<ol start="{number}"><li>{text}</li></ol>'
        items.append(body)
    path.write_text(
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Site</title><script>var figures = 99;</script></head>"
        "<body><nav><a href='/'>Home</a> <a href='/news'>News of 2031</a></nav>"
        "<div><ul><li><a href='/a'>Departments</a></li><li><a href='/b'>The Unrelated Bureau</a></li></ul></div>"
        f"<main><h1>{MINUTES[0][1]}</h1>{''.join(items)}</main>"
        "<footer>Site of the Footer Office, 77 visitors</footer></body></html>",
        encoding="utf-8",
    )
    return path


def old_deck(path: Path) -> Path:
    """Write a deck of three slides: a title, two areas of work with bullets, one of them with a table and notes."""
    deck = Presentation()
    opening = deck.slides.add_slide(deck.slide_layouts[0])
    opening.shapes.title.text = "Tern Point and Marrow Valley: one year on"
    opening.placeholders[1].text = "9 September 2024"
    for title, bullets in (
        ("Water and Rivers", ["Leakage fell to 11.5 per cent", "23 kilometres of mains will be replaced in 2025"]),
        ("Buses and Roads", ["18 electric buses have run since January 2024"]),
    ):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(bullets)
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(4), Inches(6), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Passengers", "6,200 people a day"
    slide.notes_slide.notes_text_frame.text = "Say that it rained."
    deck.save(str(path))
    return path


def tracked(text_before: str, deleted: str, inserted: str) -> Any:
    """A paragraph in which somebody has replaced words with tracked changes."""
    author = 'w:author="A" w:date="2024-01-01T00:00:00Z"'
    return parse_xml(
        f"<w:p {nsdecls('w')}><w:r><w:t xml:space='preserve'>{text_before}</w:t></w:r>"
        f"<w:del w:id='1' {author}><w:r><w:delText>{deleted}</w:delText></w:r></w:del>"
        f"<w:ins w:id='2' {author}><w:r><w:t>{inserted}</w:t></w:r></w:ins></w:p>"
    )
