"""Laws that hold for every text and every file: what goes in comes out, bytes repeat, what is untouched stays."""

from __future__ import annotations

import functools
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pptx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.ooxml import CompiledTemplate, OfficeTemplate, RichText, Span
from tests.support.office import Office, Slide, docx_of, parts_of, pptx_of, table

pytestmark = pytest.mark.tags_as_data
SANE = settings(deadline=None, max_examples=25)

CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"],
    exclude_characters="{\u2028\u2029\ufffe\uffff",
    include_characters="\x7f",
)
"""What XML can hold, but separators of lines and paragraphs, which are tried elsewhere."""
ANY = st.text(st.one_of(CHARACTERS, st.sampled_from("\n\t<>&\"'{}%# ")))
ONE_LINE = st.text(st.one_of(CHARACTERS, st.sampled_from("<>&\"'{}%# ")))
TRICKY = "  R&D <b>{{ x }}</b> {%p %}\t\u3000𠮷\ufe00 e\u0301 ]]>\n\u202e\u200b\ufeff &#65; "


@functools.cache
def _letter() -> CompiledTemplate:
    blocks = ["{{ x }}", "[{{ x }}]", table(["{{ x }}"])]
    return OfficeTemplate(
        docx_of(*blocks, header="{{ x }}", footer="{{ x }}", properties={"title": "{{ t }}"}), "a.docx"
    ).compile()


@functools.cache
def _deck() -> CompiledTemplate:
    slide = Slide(["{{ x }}", "[{{ x }}]"], table=[["{{ x }}"]], notes="{{ x }}")
    return OfficeTemplate(pptx_of(slide, properties={"title": "{{ t }}"}), "a.pptx").compile()


@given(text=ANY, title=ONE_LINE)
@example(text=TRICKY, title="<&> \"' {{ t }}")
@SANE
def test_any_text_comes_out_of_a_word_file_as_it_went_in(text: str, title: str) -> None:
    """Body, table, header, footer and title, as python-docx reads them."""
    document = docx.Document(io.BytesIO(_letter().render({"x": text, "t": title})))
    assert [p.text for p in document.paragraphs] == [text, f"[{text}]"]
    assert document.tables[0].cell(0, 0).text == text
    section = document.sections[0]
    assert [section.header.paragraphs[0].text, section.footer.paragraphs[0].text] == [text, text]
    assert document.core_properties.title == title


def _shown(frame: Any) -> str:
    return str(frame.text).replace("\v", "\n")


@given(text=ANY, title=ONE_LINE)
@example(text=TRICKY, title="<&> \"' {{ t }}")
@SANE
def test_any_text_comes_out_of_a_presentation_as_it_went_in(text: str, title: str) -> None:
    """Slide, table, notes and title, as python-pptx reads them."""
    presentation = pptx.Presentation(io.BytesIO(_deck().render({"x": text, "t": title})))
    slide = presentation.slides[0]
    body, frame = slide.shapes
    assert [_shown(p) for p in body.text_frame.paragraphs] == [text, f"[{text}]"]
    assert _shown(frame.table.cell(0, 0)) == text
    assert _shown(slide.notes_slide.notes_text_frame) == text
    assert presentation.core_properties.title == title


SPANS = st.lists(st.builds(Span, ANY, st.booleans(), st.booleans(), st.sampled_from(["", "https://a.b"]),
                           st.sampled_from(["", "en", "zh-Hant", "zh-Hans"])), max_size=6)  # fmt: skip


@given(spans=SPANS)
@SANE
def test_any_rich_text_comes_out_as_it_went_in(spans: list[Span]) -> None:
    """However a text is cut into spans, the reader sees the whole of it."""
    rich = RichText(*spans)
    document = docx.Document(io.BytesIO(_letter().render({"x": rich, "t": ""})))
    assert document.paragraphs[0].text == str(rich)
    slide = pptx.Presentation(io.BytesIO(_deck().render({"x": rich, "t": ""}))).slides[0]
    assert _shown(slide.shapes[0].text_frame.paragraphs[0]) == str(rich)


@given(items=st.lists(ONE_LINE, max_size=6))
@SANE
def test_a_list_of_any_length_and_content_comes_out_in_order(office: Office, items: list[str]) -> None:
    """Loops over paragraphs print each item once, the empty list none."""
    lines = office.fill("start", "{% for x in xs %}", "{{ x }}", "{% endfor %}", "end", xs=items)
    assert lines == ["start", *items, "end"]


@given(text=st.text(CHARACTERS))
@SANE
def test_text_typed_in_a_template_stays_as_it_is(office: Office, text: str) -> None:
    """Whatever stands beside a tag is neither lost nor changed."""
    assert office.fill(f"{text}{{{{ x }}}}{text}", x="|") == [f"{text}|{text}"]


# -- bytes

TEMPLATES: dict[str, Callable[[], bytes]] = {
    "a.docx": lambda: docx_of("{{ x }}", "{% for y in ys %}", "{{ y }}", "{% endfor %}", header="{{ x }}"),
    "a.pptx": lambda: pptx_of(Slide(["{%slide for y in ys %}{{ y }}"], notes="{{ y }}"), "{{ x }}"),
}
LINKS = {"x": RichText("a", Span("b", link="https://b.c"), Span("中", language="zh-Hant")), "ys": ["1", "2", "3"]}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_same_inputs_give_the_same_bytes(name: str) -> None:
    """Rendering anew, from the file on, changes no byte."""
    data = TEMPLATES[name]()
    assert OfficeTemplate(data, name).render(LINKS) == OfficeTemplate(data, name).render(LINKS)


PROGRAM = """
import sys
from reportgen.ooxml import OfficeTemplate, RichText, Span
x = RichText("a", Span("b", link="https://b.c"), Span("\\u4e2d", language="zh-Hant"))
data = sys.stdin.buffer.read()
sys.stdout.buffer.write(OfficeTemplate(data, sys.argv[1]).render({"x": x, "ys": ["1", "2", "3"]}))
"""


@pytest.mark.parametrize("name", TEMPLATES)
def test_another_process_gives_the_same_bytes(name: str) -> None:
    """Hash seeds, time zones and locales leave no trace."""
    data = TEMPLATES[name]()
    made = []
    for seed, zone in (("1", "Asia/Hong_Kong"), ("2", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM, name], input=data, env=environment, capture_output=True, check=True
        )
        made.append(run.stdout)
    assert made[0] == made[1] == OfficeTemplate(data, name).render(LINKS)


def _raw(data: bytes) -> dict[str, bytes]:
    """Every part as it is stored, still compressed."""
    stored = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            start = (
                info.header_offset
                + 30
                + int.from_bytes(data[info.header_offset + 26 : info.header_offset + 28], "little")
            )
            start += int.from_bytes(data[info.header_offset + 28 : info.header_offset + 30], "little")
            stored[info.filename] = data[start : start + info.compress_size]
    return stored


def test_parts_without_text_are_copied_byte_for_byte(office: Office) -> None:
    """Themes, styles, masters' relationships and the like are never taken apart."""
    template = office.file("{{ x }}")
    before, after = _raw(template), _raw(office.render(template, x="y"))
    untouched = [
        name
        for name in before
        if name.startswith(("word/styles", "word/theme", "ppt/theme", "ppt/presProps", "word/num"))
    ]
    assert untouched
    assert {name: before[name] for name in untouched} == {name: after[name] for name in untouched}


def test_parts_with_text_but_no_tag_say_the_same(office: Office) -> None:
    """A part that is looked through and holds no tag keeps all of its markup."""
    template = office.file("No tag at all & <nothing>")
    before, after = parts_of(template), parts_of(office.render(template))

    def tree(content: bytes) -> str:
        return etree.tostring(etree.fromstring(content), method="c14n").decode()

    assert tree(after[office.main]) == tree(before[office.main])


def test_no_part_is_lost(office: Office) -> None:
    """All parts of the template but its thumbnail are in the output, and no others."""
    template = office.file("{{ x }}")
    before, after = set(parts_of(template)), set(parts_of(office.render(template, x="y")))
    assert {name for name in before - after if "thumbnail" not in name} == set()
    assert after - before == set()
