"""Word's check boxes with a tag where their sign stands: what is printed there says whether they are checked.

A check box is a content control with `w14:checkbox` ([MS-DOCX] §2.6.1.5), which says its state and the signs of both
states beside the sign that is shown. It is empty where nothing, `False`, `None`, `0` or the sign of an empty box is
printed, and else checked; it shows the sign that it has itself for that state.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass

from lxml import etree

from reportgen.office.markup.dialect import RPR_AFTER_RFONTS, WORD, insert_in_order
from reportgen.office.markup.namespaces import W14, qn
from reportgen.template.runtime.code import statement_code
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.syntax.placed_tags import PartTags, placeholders
from reportgen.template.values.text import escape_attribute

_CHECKED, _VALUE, _FONT = f"{{{W14}}}checked", f"{{{W14}}}val", f"{{{W14}}}font"
_TYPEFACES = ("ascii", "hAnsi", "eastAsia")
_EMPTY = ("", "False", "None", "0", "\N{BALLOT BOX}", "\N{WHITE SQUARE}")
_PRINTED = re.compile(r'<w:t(?: [^<>]*)?>([^<]*)</w:t>|<w:sym [^<>]*w:char="([0-9A-Fa-f]+)"')


def fill_check_boxes(root: etree._Element, tags: PartTags, codes: PartCode) -> None:
    """Let every check box of a part with a tag in it be checked or not when the part is printed."""
    for box in list(root.iter(f"{{{W14}}}checkbox")):  # a list, since controls are changed
        control = next(box.iterancestors(qn("w:sdt")), None)
        content = control.find(qn("w:sdtContent")) if control is not None else None
        if control is None or content is None:
            continue
        placed = next((pi for pi in placeholders(content) if tags.get(pi) is not None), None)
        if placed is not None:
            _fill(_CheckBox(box, control, content), tags.run_properties(placed), codes)


@dataclass(frozen=True, slots=True)
class _CheckBox:
    """A check box (`w14:checkbox`), the control that it makes one, and the content of that."""

    box: etree._Element
    control: etree._Element
    content: etree._Element

    def sign(self, state: str, default: str) -> str:
        """The sign of `checkedState` or `uncheckedState`; the default is Word's own."""
        stated = self.box.find(f"{{{W14}}}{state}")
        return chr(int((stated.get(_VALUE) if stated is not None else None) or default, 16))

    def typeface(self, state: str) -> str:
        """The typeface of the sign; empty for that of the text."""
        stated = self.box.find(f"{{{W14}}}{state}")
        return stated.get(_FONT, "") if stated is not None else ""


def _fill(box: _CheckBox, properties: etree._Element | None, codes: PartCode) -> None:
    """Print what stands in a control into a variable, and let state and sign follow from it."""
    name, shell = codes.package.variable(), _shell(box.content)
    box.control.addprevious(codes.placeholder(statement_code(f"set {name}")))
    for node in list(box.content):
        box.control.addprevious(node)
    box.control.addprevious(codes.placeholder(statement_code("endset")))
    checked, empty = box.sign("checkedState", "2612"), box.sign("uncheckedState", "2610")

    def either(yes: str, no: str) -> str:
        if yes == no:
            return yes
        yes, no = escape_attribute(yes), escape_attribute(no)
        return codes.mark(f"{name}|__checked({empty!r}, {yes!r}, {no!r})")

    state = box.box.find(_CHECKED)
    if state is None:
        state = etree.Element(_CHECKED)
        box.box.insert(0, state)
    state.set(_VALUE, either("1", "0"))
    run = etree.Element(WORD.run)
    run.append(_properties(properties, either(box.typeface("checkedState"), box.typeface("uncheckedState"))))
    etree.SubElement(run, WORD.text).text = either(checked, empty)
    box.content.append(_in_shell(run, shell))


def _shell(content: etree._Element) -> list[etree._Element]:
    """The paragraph and the cell in a control, with their properties; none where it stands in a line of text."""
    holders = (next(content.iter(name), None) for name in (WORD.paragraph, WORD.table_cell))
    return [_without_content(holder) for holder in holders if holder is not None]


def _without_content(holder: etree._Element) -> etree._Element:
    shell = etree.Element(holder.tag)
    shell.extend(copy.deepcopy(child) for child in holder if str(child.tag).endswith("Pr"))
    return shell


def _in_shell(run: etree._Element, shell: list[etree._Element]) -> etree._Element:
    node = run
    for holder in shell:
        holder.append(node)
        node = holder
    return node


def _properties(properties: etree._Element | None, typeface: str) -> etree._Element:
    """The properties of the run with the sign: those of the tag, in the typeface of the sign."""
    if properties is None:
        properties = etree.Element(WORD.run_properties)
    properties = copy.deepcopy(properties)
    if typeface:
        old = properties.find(qn("w:rFonts"))
        fonts = etree.Element(qn("w:rFonts"), {qn(f"w:{slot}"): typeface for slot in _TYPEFACES})
        if old is not None and (hint := old.get(qn("w:hint"))):
            fonts.set(qn("w:hint"), hint)
        insert_in_order(properties, fonts, RPR_AFTER_RFONTS)
    return properties


def checked(markup: str, empty: str, yes: str, no: str) -> str:
    """The filter `__checked`: one of two texts, by what was printed in a check box whose empty sign is `empty`."""
    printed = "".join(text or chr(int(char, 16)) for text, char in _PRINTED.findall(markup)).strip()
    return no if printed in (*_EMPTY, empty) else yes
