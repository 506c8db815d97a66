"""Makes the six small templates of the golden project, with other people's libraries.

Run once: `python -m tests.golden.make_templates`. The files are stored; run it again only to change them, and
accept the new goldens afterwards.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pptx
from pptx.util import Emu, Inches

TEMPLATES = Path(__file__).parent / "project" / "templates"
_TITLE_ONLY = 5


def main() -> None:
    """Write all six."""
    for name, document in {
        "deck.pptx": _deck(),
        "deck.overview.pptx": _overview_deck(),
        "summary.docx": _summary(),
        "summary.overview.docx": _overview_summary(),
        "deck.bilingual.pptx": _bilingual_deck(),
        "summary.bilingual.docx": _bilingual_summary(),
    }.items():
        _save(document, TEMPLATES / name)


# -- decks


def _deck() -> Any:
    deck = _empty_deck()
    slide = _slide(deck, "{{ sector.title }}: {{ sector.headline }}", "{{ labels.say }}\n{{ sector.summary }}")
    _box(slide, "Meeting", "{{ meeting.title }}", "{{ meeting.date }} {{ meeting.place }}",
         "{%p for person in meeting.chairs %}", "{{ person.full }}", "{%p endfor %}")  # fmt: skip
    slide = _slide(
        deck,
        "{{ sector.sections.progress.headline }}",
        "{%slide if sector.progress %}\n{{ sector.sections.progress.say }}\n"
        "{% for item in sector.progress %}\n{{ item.lead }} ({{ item.source }}){% if item.note %}: {{ item.note }}"
        "{% endif %}\n{% endfor %}",
    )
    _box(slide, "Progress", "{%p for item in sector.progress %}",
         "{% if item.aspect %}{{ item.aspect }} – {% endif %}{{ item.lead }}", "{{ item.text }}",
         "{%p endfor %}")  # fmt: skip
    box = _box(slide, "Why", "{{ sector.why_it_matters.text }}", top=5)
    box._element.nvSpPr.cNvPr.set("descr", "{%shape if sector.why_it_matters %}Why it matters")
    slide = _slide(deck, "{{ sector.sections.glance.headline }}", "{%slide if sector.figures %}\n{{ sector.source }}")
    _table(slide, ["{%tr for figure in sector.figures %}{{ figure.amount }} {{ figure.unit }}", "{{ figure.label }}",
                   "{% if figure.as_of %}{{ labels.as_at|format(date=figure.as_of) }}{% endif %}{%tr endfor %}",
                   ])  # fmt: skip
    slide = _slide(
        deck,
        "{{ sector.sections.directions.headline }} {{ page.number }}/{{ page.count }}",
        "{%slide for page in sector.next_steps|pages(2) %}\n{{ sector.sections.directions.say }}",
    )
    _box(slide, "Steps", "{%p for step in page %}",
         "{{ step.lead }}: {{ step.text }}{% for who in step.by %} {{ who.short }}{% endfor %}",
         "{%p endfor %}")  # fmt: skip
    slide = _slide(deck, "{{ labels.terms }}", "{{ labels.say }}")
    _table(slide, ["{%tr for term in sector.terms %}{{ term.kind }}", "{{ term.names['en'] }}",
                   "{{ term.names['zh-Hant'] }}", "{{ term.names['zh-Hans'] }}{%tr endfor %}"])  # fmt: skip
    _directions(deck)
    return deck


def _directions(deck: Any) -> None:
    """A slide whose statements nobody sees while designing: cards in a frame, a table, words for editors."""
    slide = _slide(deck, "{{ slide.headline }}", "{%slide for slide in slides.directions|pages(6) %}\n{{ slide.notes }}")
    _describe(_box(slide, "Frame: cards", "Cards share this frame"), "{%shape guide %}")
    card = "{%shape for item in slide %}{%shape grid in \"Frame: cards\" %}"
    _describe(_box(slide, "Card", "{{ item.number }}", "{{ item.lead }}", "{{ item.note }}"), card)
    _box(slide, "Label", "Shown where steps lie ahead: {{ sector.title }}").left = -Inches(9)
    table = "{%tr for item in slide %}{%shape merge 1 %}{%shape drop empty columns %}{{ slide.headline }}"
    _table(slide, ["Body", "Planned", "By when"], ["{{ item.who }}", "{{ item.lead }}", "{{ item.due }}"], top=5, alt=table)


def _describe(shape: Any, alt: str) -> None:
    shape._element.nvSpPr.cNvPr.set("descr", alt)


def _overview_deck() -> Any:
    deck = _empty_deck()
    slide = _slide(deck, "{{ sector.headline }}", "{{ sector.summary }}")
    _table(slide, ["{%tr for s in sectors %}{{ s.number }} {{ s.title }}", "{{ s.overview.progress }}",
                   "{{ s.overview.next_step }}", "{{ s.overview.signed or '–' }}{%tr endfor %}"])  # fmt: skip
    slide = _slide(deck, "{{ sector.sections.milestones.headline }}", "{{ sector.sections.milestones.say }}")
    _box(slide, "Roadmap", "{%p for period in sector.periods %}", "{{ period.title }}",
         "{%p for m in period.milestones %}",
         "{{ '●' if m.done else '○' }} {{ m.date }} {{ m.sector.number }} {{ m.lead }}",
         "{%p endfor %}", "{%p endfor %}")  # fmt: skip
    return deck


def _bilingual_deck() -> Any:
    deck = _empty_deck()
    slide = _slide(deck, "{{ sector.title }}: {{ sector.headline }}",
                   "{{ sector.summary }}\n{{ sector.other.summary }}")  # fmt: skip
    _box(slide, "Other", "{{ sector.other.title }}", "{{ meeting.other.date }}", "{{ other.labels.terms }}")
    slide = _slide(
        deck,
        "{{ sector.sections.directions.headline }}",
        "{%slide for page in sector.next_steps|pages(2) %}",
    )
    _table(slide, ["{%tr for step in page %}{{ step.lead }}: {{ step.text }} ({{ step.source }})",
                   "{{ step.other.lead }} {{ step.other.text }} {{ step.other.source }}"
                   "{% for who in step.by %} {{ who.other.short }}{% endfor %}{%tr endfor %}"])  # fmt: skip
    return deck


def _empty_deck() -> Any:
    deck = pptx.Presentation()
    layouts = deck.slide_layouts
    for layout in [layout for index, layout in enumerate(layouts) if index != _TITLE_ONLY]:
        layouts.remove(layout)
    deck.core_properties.title = "{{ sector.title }} – {{ meeting.title }}"
    deck.core_properties.author = "{{ meeting.chairs[0].name }}"
    return deck


def _slide(deck: Any, title: str, notes: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = title
    slide.notes_slide.notes_text_frame.text = notes
    return slide


def _box(slide: Any, name: str, *paragraphs: str, top: float = 2) -> Any:
    box = slide.shapes.add_textbox(Inches(1), Inches(top), Inches(8), Inches(2))
    box.name = name
    box.text_frame.text = "\n".join(paragraphs)
    return box


def _table(slide: Any, *rows: Sequence[str], top: float = 2, alt: str = "{{ sector.title }}") -> None:
    columns, place = len(rows[0]), (Inches(1), Inches(top), Inches(8), Emu(500000))
    frame = slide.shapes.add_table(len(rows), columns, *place)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    for cells, texts in zip(frame.table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text


# -- summaries


def _summary() -> Any:
    document = docx.Document()
    document.core_properties.title = "{{ sector.title }}"
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ meeting.title }} | {{ sector.title }}"
    section.footer.paragraphs[0].text = "{{ meeting.release.classification }}"
    document.add_heading("{{ sector.title }}", 0)
    document.add_paragraph("{{ sector.headline }}")
    document.add_paragraph("{{ sector.summary }}")
    _paragraphs(document, "{%p for item in sector.takeaways %}", "{{ item.lead }}: {{ item.text }}", "{%p endfor %}")
    _paragraphs(document, "{%p for item in sector.progress %}",
                "{{ item.lead }}. {{ item.text }} ({% for who in item.by %}{{ who.short }}; {% endfor %}"
                "{{ item.source }})",
                "{%p endfor %}")  # fmt: skip
    _paragraphs(document, "{%p if sector.why_it_matters %}", "{{ sector.why_it_matters.text }}", "{%p endif %}")
    _rows(document, "agreement", "sector.agreements",
          ["{{ agreement.title }}{% if not agreement.document.verified %} †{% endif %}",
           "{%p for party in agreement.parties %}\n{{ party.name }}\n{%p endfor %}",
           "{{ agreement.date }} {{ agreement.occasion }}"])  # fmt: skip
    _rows(document, "milestone", "sector.milestones",
          ["{{ milestone.date }}", "{{ milestone.lead }}",
           "{{ labels.reached if milestone.done else labels.expected }}"])  # fmt: skip
    document.add_paragraph("{{ sector.source }}")
    return document


def _bilingual_summary() -> Any:
    document = docx.Document()
    document.core_properties.title = "{{ sector.title }}"
    table = document.add_table(1, 2)
    for cell, text in zip(table.rows[0].cells, ("{{ sector.summary }}", "{{ sector.other.summary }}"), strict=True):
        cell.paragraphs[0].text = text
    _rows(document, "figure", "sector.figures",
          ["{{ figure.amount }} {{ figure.label }}{% if figure.as_of %}, {{ labels.as_at|format(date=figure.as_of) }}"
           "{% endif %}",
           "{{ figure.other.amount }}{{ figure.other.label }}{% if figure.as_of %} "
           "{{ other.labels.as_at|format(date=figure.other.as_of) }}{% endif %}"])  # fmt: skip
    _rows(document, "agreement", "sector.agreements",
          ["{{ agreement.title }}, {{ agreement.parties[0] }}",
           "{{ agreement.other.title }} {{ agreement.parties[0].other }}"])  # fmt: skip
    return document


def _overview_summary() -> Any:
    document = docx.Document()
    document.core_properties.title = "{{ meeting.title }}"
    document.add_heading("{{ sector.headline }}", 0)
    document.add_paragraph("{{ sector.summary }}")
    _rows(document, "official", "meeting.attendees", ["{{ official.post }}", "{{ official.name }}"])
    _paragraphs(
        document, "{%p for item in meeting.statements %}", "{{ item.who.full }}: {{ item.text }}", "{%p endfor %}"
    )
    _rows(document, "source", "meeting.sources", ["{{ source.title }}", "{{ source.publisher }}", "{{ source.url }}"])
    return document


def _paragraphs(document: Any, *texts: str) -> None:
    for text in texts:
        document.add_paragraph(text)


def _rows(document: Any, name: str, items: str, cells: Sequence[str]) -> None:
    table = document.add_table(3, len(cells))
    for row, texts in zip(table.rows, ([f"{{%tr for {name} in {items} %}}"], cells, ["{%tr endfor %}"]), strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            first, *rest = text.split("\n")
            cell.paragraphs[0].text = first
            for more in rest:
                cell.add_paragraph(more)


# -- files


def _save(document: Any, path: Path) -> None:
    """Save with fixed dates, so that making the templates again changes nothing."""
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
