"""A template means the same in whatever way its XML is written: prefixes, attribute order, quotes, declarations."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from reportgen.build.render import Renderer
from reportgen.diagnostics import ProblemsFound
from reportgen.model.target import OVERVIEW, Target
from reportgen.office.presentation.shape_references import may_refer_to_shapes
from reportgen.project.load import load_project
from reportgen.template import OfficeTemplate
from reportgen.template.program.filters import _keep_paragraph
from reportgen.template.runtime.blocks import mark
from reportgen.template.structure.content_controls import keep_control
from reportgen.template.subdocuments.splice import splice
from tests.fit.decks import box, deck_of, table, title
from tests.support.drawings import png
from tests.support.kinds import DECK, SUMMARY
from tests.support.mutations import ALTERNATIVES, MC, MUTATIONS, mutate
from tests.support.office import Slide, docx_of, pptx_of, with_parts, with_xml

PROJECT = Path(__file__).parent.parent / "golden" / "project"
TARGETS = (
    Target("finance", DECK, "zh-Hant"),
    Target("finance", SUMMARY, "en"),
    Target(OVERVIEW, DECK, "en"),
    Target("finance", DECK, "en+zh-Hant"),
)
SLIDE = "ppt/slides/slide1.xml"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NAMING = (f"{{{MC}}}Ignorable", "Requires", "{http://www.w3.org/2001/XMLSchema-instance}type")

Meaning = list[tuple[str, dict[str, str], str, str]]


def meaning(data: bytes) -> Meaning:
    """What a part says: the names, attributes and texts of its elements, in order."""
    root = etree.fromstring(data)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return [(str(e.tag), _attributes(e), e.text or "", e.tail or "") for e in root.iter(etree.Element)]


def _attributes(element: etree._Element) -> dict[str, str]:
    """The attributes; prefixes in their values are read as the namespaces they stand for."""
    values = {str(key): str(value) for key, value in element.attrib.items()}
    for name in _NAMING:
        if name in values:
            words = (word.partition(":") for word in values[name].split())
            values[name] = " ".join(f"{element.nsmap.get(p, p)}|{rest}" for p, _, rest in words)
    return values


def meanings(data: bytes) -> dict[str, Meaning | bytes]:
    """What each part of a file says."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return {name: meaning(part) if name.endswith((".xml", ".rels")) else part for name, part in sorted(parts.items())}


@cache
def _rendered(project: Path) -> list[dict[str, Meaning | bytes]]:
    renderer = Renderer(load_project(project))
    return [meanings(renderer.render(target).data) for target in TARGETS]


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_templates_of_a_project_give_the_same_files(mutation: str, tmp_path: Path) -> None:
    """Part by part: texts, fitted sizes, links, properties."""
    shutil.copytree(PROJECT, tmp_path / "project")
    for template in (tmp_path / "project" / "templates").glob("*.*x"):
        template.write_bytes(mutate(template.read_bytes(), mutation))
    for found, expected in zip(_rendered(tmp_path / "project"), _rendered(PROJECT), strict=True):
        assert found.keys() == expected.keys()
        for name, part in expected.items():
            assert found[name] == part, name


def _outcome(data: bytes, name: str, context: dict[str, Any]) -> Any:
    """What a template gives: its parts, or the messages of what is wrong."""
    try:
        return meanings(OfficeTemplate(data, name).compile().render(context))
    except ProblemsFound as found:
        return [str(diagnostic) for diagnostic in found.diagnostics]


LONG = "internal market co-operation " * 40
ROW = deck_of(lambda slide: box(slide, "{{ n }}", alt="{%shape for n in items %}{%shape row %}", width=120, height=30))
DECKS = {
    "overflow": deck_of(lambda slide: (title(slide, "{{ x }}"), box(slide, LONG, alt="{%shape fit keep %}{{ x }}"))),
    "overflow told": deck_of(lambda slide: box(slide, LONG, alt="{%shape fit shrink 18 %}")),
    "shrunk": deck_of(lambda slide: box(slide, "{{ long }}", alt="{%shape fit shrink 6 %}", height=200)),
    "grown": deck_of(lambda slide: box(slide, "{{ long[:90] }}", alt="{%shape fit grow %}", height=20)),
    "row": ROW,
    "table": deck_of(
        lambda slide: table(slide, [["A", "{{ x }}"], ["{%tr for n in items %}{{ n }}", "{%tr endfor %}"]])
    ),
    "columns": deck_of(lambda slide: table(slide, [["{%tc for n in items %}{{ n }}{%tc endfor %}"]])),
    "same titles": deck_of(*[lambda slide: title(slide, "{{ x }} > \"A\"")] * 2),
    "continued": deck_of(
        lambda slide: box(slide, "{%p for n in items %}", "{{ n }} {{ long[:200] }}", "{%p endfor %}",
                          alt="{%shape fit continue %}", height=200)
    ),
}  # fmt: skip
DOCUMENTS = {
    "loops": docx_of(
        "{%p for n in items %}", "{{ n }}", "{%p endfor %}", "{{ x }}", header="{{ x }}", footer="{{ x }}"
    ),
    "section": docx_of("{%section for n in items %}{{ n }}", "{{ x }}"),
}
CONTEXT: dict[str, Any] = {"x": "R&D <Core>", "n": 1, "items": ["one", "two", "three"], "long": LONG[:600]}


@pytest.mark.parametrize("mutation", [*MUTATIONS, ALTERNATIVES])
@pytest.mark.parametrize("case", DECKS)
def test_a_deck_is_fitted_alike(case: str, mutation: str) -> None:
    """What fits, what is made to fit and what is told does not depend on how the deck is written."""
    expected = _outcome(DECKS[case], "deck.pptx", CONTEXT)
    found = _outcome(mutate(DECKS[case], mutation), "deck.pptx", CONTEXT)
    if mutation == ALTERNATIVES and isinstance(expected, dict):
        expected, found = _inside_alternatives(expected), _inside_alternatives(found)
    assert found == expected


def _inside_alternatives(parts: dict[str, Any]) -> dict[str, Any]:
    """The parts without what puts shapes into alternatives."""
    return {
        name: [e for e in part if not e[0].startswith(f"{{{MC}}}")] if isinstance(part, list) else part
        for name, part in parts.items()
    }


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_document_says_the_same(case: str, mutation: str) -> None:
    """Paragraphs, sections, headers."""
    expected = _outcome(DOCUMENTS[case], "a.docx", CONTEXT)
    assert _outcome(mutate(DOCUMENTS[case], mutation), "a.docx", CONTEXT) == expected


# -- faults that there were


def _overflowing(data: bytes) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        OfficeTemplate(data, "deck.pptx").compile().render({"x": LONG})
    return [diagnostic.code for diagnostic in found.value.diagnostics]


def test_a_text_under_another_prefix_is_measured() -> None:
    """It passed unmeasured where the namespace of presentations had another prefix than `p`."""
    data = deck_of(lambda slide: box(slide, "{{ x }}", alt="{%shape fit shrink 18 %}"))
    assert _overflowing(mutate(data, "prefixes")) == ["text-overflow"]


def test_a_text_body_with_a_declaration_of_its_own_is_measured() -> None:
    """`<p:txBody xmlns:…>` was not found, and what is not found fitted."""
    data = deck_of(lambda slide: box(slide, "{{ x }}", alt="{%shape fit shrink 18 %}"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        slide = package.read(SLIDE)
    changed = slide.replace(b"<p:txBody>", b'<p:txBody xmlns:own="urn:own" own:a="1">')
    assert changed != slide
    assert _overflowing(with_parts(data, {SLIDE: changed})) == ["text-overflow"]


def test_empty_paragraphs_count() -> None:
    """`<a:p/>` was no end of a paragraph, so ten empty ones took no room."""
    data = deck_of(lambda slide: box(slide, "{{ x }}", *[""] * 10, alt="{%shape fit shrink 18 %}", size=18))

    def emptied(root: etree._Element) -> None:
        for paragraph in root.iter(f"{{{_A}}}p"):
            if not "".join(paragraph.itertext()).strip():
                for child in list(paragraph):
                    paragraph.remove(child)

    data = with_xml(data, SLIDE, emptied)
    with pytest.raises(ProblemsFound, match="pt of height and has 95 pt"):
        OfficeTemplate(data, "deck.pptx").compile().render({"x": "short"})


def test_the_height_of_a_copy_may_stand_before_its_width() -> None:
    """`cy` before `cx` in the size of an arranged shape crashed."""
    assert _outcome(mutate(ROW, "reversed attributes"), "deck.pptx", CONTEXT) == _outcome(ROW, "deck.pptx", CONTEXT)


def test_an_equation_declares_its_namespace_around_the_text() -> None:
    """A prefix declared on `mc:Choice` was not known where its text body was read by itself."""
    data = pptx_of(Slide(["{{ x }}"]))

    def wrap(root: etree._Element) -> None:
        shape = next(root.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}sp"))
        alternatives = etree.fromstring(
            f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/'
            '2010/main" Requires="a14"/></mc:AlternateContent>'
        )
        shape.addprevious(alternatives)
        alternatives[0].append(shape)
        paragraph = next(shape.iter(f"{{{_A}}}p"))
        math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
        inside = f'<m:oMath xmlns:m="{math}"><m:r><m:t>x</m:t></m:r></m:oMath>'
        a14 = "http://schemas.microsoft.com/office/drawing/2010/main"
        paragraph.append(etree.fromstring(f'<a14:m xmlns:a14="{a14}">{inside}</a14:m>'))

    data = with_xml(data, SLIDE, wrap)
    rendered = OfficeTemplate(data, "deck.pptx").compile().render({"x": "word " * 60})
    assert b"word word" in zipfile.ZipFile(io.BytesIO(rendered)).read(SLIDE)


def test_marks_of_ours_in_a_template_mean_nothing() -> None:
    """A processing instruction like those that stand for tags is a stranger's."""
    data = docx_of("{{ x }} here")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = package.read("word/document.xml")
    changed = document.replace(b"<w:body>", b"<w:body><?rg 0?><!-- {{ y }} -->")
    rendered = OfficeTemplate(with_parts(data, {"word/document.xml": changed}), "a.docx").render({"x": "It is"})
    assert zipfile.ZipFile(io.BytesIO(rendered)).read("word/document.xml").count(b"It is") == 1


def test_a_paragraph_with_attributes_ends_a_cell_too() -> None:
    """Word gives every paragraph its revision; an empty one at the end was taken for something else."""
    assert _keep_paragraph('<w:p w:rsidR="1"/>', "<w:p/>") == '<w:p w:rsidR="1"/>'
    assert _keep_paragraph("<w:p>text</w:p>\n", "<w:p/>") == "<w:p>text</w:p>\n"
    assert _keep_paragraph("<a:p><a:pPr/></a:p><a:x/>", "<a:p/>").endswith("<a:x/><a:p/>")


def test_a_control_is_empty_when_its_own_content_is() -> None:
    """An empty control inside it took it away."""
    inner = "<w:sdt><w:sdtContent/></w:sdt>"
    full = f"<w:sdt><w:sdtContent><w:p/>{inner}</w:sdtContent></w:sdt>"
    assert keep_control(full, "") == full
    assert keep_control("<w:sdt><w:sdtContent> </w:sdtContent></w:sdt>", "") == keep_control(inner, "") == ""


@pytest.mark.parametrize("element", ["p:spTgt", "p:inkTgt", "p:bldP", "a:stCxn"])
def test_whatever_names_a_shape_refers_to_it(element: str) -> None:
    """Ink and the builds of animations do; a text that reads like one does not."""
    assert may_refer_to_shapes(f'<p:sld><{element} id="1"/></p:sld>')
    assert not may_refer_to_shapes(f"<p:sld><a:t>&lt;{element}</a:t></p:sld>")


@pytest.mark.parametrize("empty", ['<w:r w:rsidR="1"/>', '<w:r><w:t xml:space="preserve"/></w:r>'])
def test_a_run_that_says_nothing_stands_beside_a_document(empty: str) -> None:
    """Whatever attributes it has."""
    misplaced: list[int] = []
    markup = f"<w:body><w:p>{empty}{mark(0)}</w:p></w:body>"
    assert splice(markup, ["<w:p>inserted</w:p>"], misplaced.append) == "<w:body><w:p>inserted</w:p></w:body>"
    assert not misplaced


@pytest.mark.parametrize("alt", ["descr='{{ x }}'", 'descr="&#123;{ x }}"', 'descr = "&#x7b;&#x7b; x }}"'])
def test_an_alt_text_binds_however_it_is_written(alt: str) -> None:
    """In single quotes, and with references for its braces."""
    data = deck_of(lambda slide: slide.shapes.add_picture(io.BytesIO(png(4, 4)), 0, 0))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        slide = package.read(SLIDE)
    changed = re.sub(rb' descr="[^"]*"', f" {alt}".encode(), slide)
    assert changed != slide
    rendered = OfficeTemplate(with_parts(data, {SLIDE: changed}), "deck.pptx").render({"x": None})
    assert b"<p:pic>" not in zipfile.ZipFile(io.BytesIO(rendered)).read(SLIDE)


def test_tables_of_documents_behind_one_another_stay_two() -> None:
    """Word would make one table of two that nothing parts."""
    body = f"<w:body><w:p>{mark(0)}</w:p><w:p>{mark(1)}</w:p><w:p/></w:body>"
    tables = ["<w:tbl>a</w:tbl>", "<w:tbl>b</w:tbl>"]
    misplaced: list[int] = []
    assert splice(body, tables, misplaced.append) == "<w:body><w:tbl>a</w:tbl><w:p/><w:tbl>b</w:tbl><w:p/></w:body>"
