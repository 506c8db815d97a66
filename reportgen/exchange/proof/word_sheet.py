"""Writes a proof sheet as a Word document: a table for each part, on A4 across, with python-docx.

The paragraphs that reviewers are meant to write in, and all that they may add elsewhere, have other styles than those
of the sheet itself (`OWN_STYLES`): so an import can tell their words from its own.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from lxml import etree

from reportgen.exchange.proof.printed import Printed
from reportgen.exchange.proof.rows import ProofPart, ProofRow, ProofSheet
from reportgen.exchange.proof.runs import runs_of
from reportgen.exchange.proof.words import MARK
from reportgen.exchange.reproducible import with_fixed_dates
from reportgen.model.language import Language

if TYPE_CHECKING:
    from docx.document import Document

UNTICKED, TICKED = "☐", "☑"
OWN_STYLES = ("Title", "Heading 1", "Proof Guide", "Proof Head", "Proof Note", "Proof Number")
"""The styles of the paragraphs that the sheet brings along."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_LATIN, _SYMBOLS = "Calibri", "MS Gothic"
_PAGE = (297, 210)
_MARGIN = 12
_NUMBER, _CHANGES, _CORRECTION, _REMARKS, _SIGNED = 20, 36, 48, 32, 16
"""The widths of the columns in millimetres; those of the languages share what is left of the line."""
_LATIN_SHARE = 1.25
"""English takes more room than Chinese."""
_DARK, _READ, _FIGURE, _BLUE, _GREY = "1F3864", "FFF8E1", "E0E0E0", "1F4E9E", "595959"


def write_word(sheet: ProofSheet) -> bytes:
    """The sheet as a .docx; the same sheet gives the same bytes."""
    import docx

    document = docx.Document()
    _set_page(document, sheet)
    _set_styles(document, sheet)
    document.add_paragraph(sheet.title, style="Title")
    for number, line in enumerate(sheet.words.guide, 1):
        text = line.format(language=sheet.language.name)
        document.add_paragraph(f"{number}. {text}", style="Proof Guide")
    _add_signature(document, sheet)
    document.add_paragraph(sheet.words.keep, style="Proof Guide")
    number = 0
    for part in sheet.parts:
        document.add_paragraph(part.heading, style="Heading 1")
        _add_table(document, sheet, part, number)
        number += len(part.rows)
    _set_properties(document, sheet)
    stream = io.BytesIO()
    document.save(stream)
    return with_fixed_dates(stream.getvalue())


# -- page and styles


def _set_page(document: Document, sheet: ProofSheet) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = map(Mm, _PAGE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.header_distance = section.footer_distance = Mm(6)
    footer = section.footer.paragraphs[0]
    footer.style = "Footer"
    before, _, rest = sheet.words.page.partition("{n}")
    between, _, after = rest.partition("{total}")
    footer.add_run(f"{sheet.title}　{before}" if sheet.language.east_asian else f"{sheet.title}   {before}")
    _add_field(footer, "PAGE")
    footer.add_run(between)
    _add_field(footer, "NUMPAGES")
    footer.add_run(after)


def _add_field(paragraph: Any, instruction: str) -> None:
    """A field that Word works out, with a number to stand there until it has."""
    field = etree.SubElement(paragraph._p, f"{{{_W}}}fldSimple", {f"{{{_W}}}instr": instruction})
    run = etree.SubElement(field, f"{{{_W}}}r")
    etree.SubElement(run, f"{{{_W}}}t").text = "1"


def _set_styles(document: Document, sheet: ProofSheet) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    styles = document.styles
    for name, size, before, after in (
        ("Normal", 9, 0, 0), ("Title", 18, 0, 4), ("Heading 1", 12, 10, 3), ("Footer", 8, 0, 0),
        ("Proof Guide", 9.5, 0, 2), ("Proof Head", 8.5, 1, 1), ("Proof Note", 7.5, 1, 1), ("Proof Number", 8.5, 1, 0),
    ):  # fmt: skip
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _set_language(style.element.get_or_add_rPr(), sheet.language)
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0
    for name, bold, colour in (
        ("Title", True, _DARK), ("Heading 1", True, _DARK), ("Proof Head", True, "FFFFFF"), ("Proof Note", False, _GREY)
    ):  # fmt: skip
        styles[name].font.bold, styles[name].font.color.rgb = bold, RGBColor.from_string(colour)
    for border in styles["Title"].element.iter(f"{{{_W}}}pBdr"):
        border.getparent().remove(border)
        break
    for language in sheet.languages:
        style = styles.add_style(_style_of(language), WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _set_language(style.element.get_or_add_rPr(), language)
        style.font.size = Pt(9)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1)
    defaults = styles.element.find(f"{{{_W}}}docDefaults/{{{_W}}}rPrDefault/{{{_W}}}rPr")
    _set_language(defaults, sheet.language)


def _set_style(paragraph: Any, name: str) -> None:
    """Style a paragraph; python-docx itself would look through all styles each time."""
    paragraph._p.style = name.replace(" ", "")


def _add_paragraph(cell: Any, style: str) -> Any:
    paragraph = cell.add_paragraph()
    _set_style(paragraph, style)
    return paragraph


def _style_of(language: Language) -> str:
    return f"Proof Text {language.tag}"


def _set_language(properties: Any, language: Language) -> None:
    """Typefaces and proofing language of a style (ECMA-376 part 1, 17.3.2.20 and 17.3.2.26)."""
    for name in ("rFonts", "lang"):
        for old in properties.findall(f"{{{_W}}}{name}"):
            properties.remove(old)
    east_asian = language.typeface if language.east_asian else "Microsoft JhengHei"
    fonts = etree.Element(f"{{{_W}}}rFonts")
    for slot, face in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", east_asian), ("cs", _LATIN)):
        fonts.set(f"{{{_W}}}{slot}", face)
    properties.insert(0, fonts)
    lang = etree.Element(f"{{{_W}}}lang", {f"{{{_W}}}val": language.latin_tag})
    if language.east_asian:
        lang.set(f"{{{_W}}}eastAsia", language.office)
    later = [
        child for child in properties if etree.QName(child).localname in ("eastAsianLayout", "specVanish", "oMath")
    ]
    properties.insert(properties.index(later[0]) if later else len(properties), lang)


def _set_properties(document: Document, sheet: ProofSheet) -> None:
    properties = document.core_properties
    properties.title, properties.language = sheet.title, sheet.language.tag
    properties.author, properties.comments, properties.last_modified_by = "", "", ""
    for old in document.settings.element.findall(f"{{{_W}}}themeFontLang"):
        old.set(f"{{{_W}}}val", sheet.language.latin_tag)
        if sheet.language.east_asian:
            old.set(f"{{{_W}}}eastAsia", sheet.language.office)


# -- tables


def _add_signature(document: Document, sheet: ProofSheet) -> None:
    """Where the reader's name and the date go."""
    from docx.shared import Mm

    table = document.add_table(1, 4)
    table.style = "Table Grid"
    table.autofit = False
    words = (sheet.words.read_by, "", sheet.words.day, "")
    for column, cell, text, width in zip(table.columns, table.rows[0].cells, words, (30, 80, 25, 50), strict=True):
        column.width = cell.width = Mm(width)
        _set_style(cell.paragraphs[0], "Proof Guide" if text else _style_of(sheet.language))
        if text:
            cell.paragraphs[0].add_run(text).bold = True
            _shade(cell, "F2F2F2")


def _widths(sheet: ProofSheet) -> list[float]:
    rest = _PAGE[0] - 2 * _MARGIN - (_NUMBER + _CHANGES + _CORRECTION + _REMARKS + _SIGNED)
    shares = [1.0 if each.full_width else _LATIN_SHARE for each in sheet.languages]
    texts = [rest * share / sum(shares) for share in shares]
    return [_NUMBER, *texts, _CHANGES, _CORRECTION, _REMARKS, _SIGNED]


def column_heads(sheet: ProofSheet) -> list[str]:
    """The heads of the columns, by which an import finds them."""
    columns = sheet.words.columns
    names = [f"{each.name} {MARK}" if each is sheet.language else each.name for each in sheet.languages]
    return [columns["number"], *names, *(columns[name] for name in ("changes", "correction", "remarks", "signed"))]


def _add_table(document: Document, sheet: ProofSheet, part: ProofPart, before: int) -> None:
    from docx.shared import Mm

    widths = _widths(sheet)
    table = document.add_table(1 + len(part.rows), len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    head, *rows = table.rows
    for cell, text, width in zip(head.cells, column_heads(sheet), widths, strict=True):
        cell.width = Mm(width)
        _set_style(cell.paragraphs[0], "Proof Head")
        cell.paragraphs[0].add_run(text)
        _shade(cell, _DARK)
    _row_property(head, "cantSplit")
    _row_property(head, "tblHeader")
    for number, (row, content) in enumerate(zip(rows, part.rows, strict=True), before + 1):
        cells = row.cells
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Mm(width)
        _fill_row(cells, sheet, content, number)
        _row_property(row, "cantSplit")


def _fill_row(cells: Any, sheet: ProofSheet, row: ProofRow, number: int) -> None:
    first, *texts, changes, correction, remarks, signed = cells
    paragraph = first.paragraphs[0]
    _set_style(paragraph, "Proof Number")
    paragraph.add_run(str(number)).bold = True
    paragraph.add_run(f" {row.key(sheet.language.tag)}").font.hidden = True
    _add_paragraph(first, "Proof Note").add_run(row.label)
    for cell, language in zip(texts, sheet.languages, strict=True):
        _set_style(cell.paragraphs[0], _style_of(language))
        if printed := row.cells.get(language.tag):
            _add_text(cell.paragraphs[0], printed)
        if language is sheet.language:
            _shade(cell, _READ)
    _set_style(changes.paragraphs[0], "Proof Note")
    for position, reason in enumerate(row.reasons):
        (_add_paragraph(changes, "Proof Note") if position else changes.paragraphs[0]).add_run(reason)
    for cell in (correction, remarks, signed):
        _set_style(cell.paragraphs[0], _style_of(sheet.language))
    _add_tick_box(signed.paragraphs[0])


def _add_text(paragraph: Any, printed: Printed) -> None:
    from docx.shared import RGBColor

    for run in runs_of(printed):
        added = paragraph.add_run(run.text)
        if run.is_name:
            added.font.color.rgb = RGBColor.from_string(_BLUE)
        if run.is_figure or run.is_strong:
            added.bold = True
        if run.is_figure:
            _append(added._r.get_or_add_rPr(), "shd", val="clear", color="auto", fill=_FIGURE)


def _add_tick_box(paragraph: Any) -> None:
    """A box to be ticked by a click in Word ([MS-DOCX] 2.5.3.5), and by pen on paper."""
    control = etree.fromstring(
        f'<w:sdt xmlns:w="{_W}" xmlns:w14="{_W14}"><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/>'
        f'<w14:checkedState w14:val="{ord(TICKED):04X}" w14:font="{_SYMBOLS}"/>'
        f'<w14:uncheckedState w14:val="{ord(UNTICKED):04X}" w14:font="{_SYMBOLS}"/></w14:checkbox></w:sdtPr>'
        f'<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="{_SYMBOLS}" w:hAnsi="{_SYMBOLS}" w:eastAsia="{_SYMBOLS}"/>'
        f'<w:sz w:val="24"/></w:rPr><w:t>{UNTICKED}</w:t></w:r></w:sdtContent></w:sdt>'
    )
    paragraph.alignment = 1
    paragraph._p.append(control)


def _shade(cell: Any, colour: str) -> None:
    _append(cell._tc.get_or_add_tcPr(), "shd", val="clear", color="auto", fill=colour)


def _row_property(row: Any, name: str) -> None:
    etree.SubElement(row._tr.get_or_add_trPr(), f"{{{_W}}}{name}")


def _append(parent: Any, name: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{_W}}}{name}", {f"{{{_W}}}{key}": value for key, value in attributes.items()})
