"""What docxtpl documents, done by docxtpl and by ours in one process: the same files for a reader.

What is different and meant to be stands in `docs/limits.md`, and in `test_wanted_differences.py`.
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import jinja2
import markupsafe
import pytest
from docx.document import Document
from docx.shared import Mm
from markupsafe import Markup
from PIL import Image

import reportgen.template.docxtpl as ours
from tests.docxtpl.peer import docxtpl
from tests.docxtpl.structure import structure_of

Build = Callable[[Document], None]
Context = Callable[[ModuleType, Any], dict[str, Any]]


def file_of(build: Build) -> bytes:
    """A Word file that python-docx writes."""
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def lines(*texts: str) -> bytes:
    """A Word file with a paragraph for each text."""
    return file_of(lambda document: [document.add_paragraph(text) for text in texts] and None)


def table(*rows: list[str]) -> bytes:
    """A Word file with a table."""

    def build(document: Document) -> None:
        made = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
            for cell in row.cells[len(texts) :]:
                row._tr.remove(cell._tc)

    return file_of(build)


def made(library: ModuleType, data: bytes, context: Context, **more: Any) -> bytes:
    """What a library renders."""
    template = library.DocxTemplate(io.BytesIO(data))
    template.render(context(library, template), **more)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def both(data: bytes, context: Context, **more: Any) -> tuple[Any, Any]:
    """What docxtpl renders, and what ours does."""
    theirs, own = (structure_of(made(library, data, context, **more)) for library in (docxtpl, ours))
    return theirs, own


def plain(**context: Any) -> Context:
    """A context that needs nothing of the library."""
    return lambda _library, _template: context


def picture(colour: str = "red", size: tuple[int, int] = (30, 20)) -> bytes:
    """A PNG file."""
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return stream.getvalue()


# -- texts with formatting

LOOKS: list[dict[str, Any]] = [
    {"style": "Strong"}, {"color": "#FF0000"}, {"color": "ff0000"}, {"highlight": "#FFFF00"}, {"size": 20},
    {"size": "20"}, {"subscript": True}, {"superscript": True}, {"bold": True}, {"italic": True}, {"strike": True},
    {"font": "Arial"}, {"font": "eastAsia:SimSun"}, {"rtl": True, "bold": True, "italic": True}, {"lang": "fr-FR"},
    *({"underline": kind} for kind in (True, "single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash")),
    {"underline": "wave"}, {"underline": "unheard of"}, {"bold": True, "color": "0000FF", "size": 30},
]  # fmt: skip


@pytest.mark.parametrize("looks", LOOKS, ids=str)
@pytest.mark.parametrize("text", ["some & <text>", "a\nb\tc\ad\fe", 5])
def test_rich_text_has_every_formatting(looks: dict[str, Any], text: Any) -> None:
    """Each argument of `RichText`, with line feeds, tabs, new paragraphs and pages, in a run that is bold."""

    def build(document: Document) -> None:
        document.add_paragraph("a ").add_run("{{r x }}").bold = True

    theirs, own = both(file_of(build), lambda library, _: {"x": library.RichText(text, **looks)})
    assert own == theirs


def _pieces(library: ModuleType, template: Any) -> dict[str, Any]:
    rich = library.R("see ")
    link = template.build_url_id("https://example.org/?a=1&b=2")
    rich.add("here", url_id=link, color="0000FF", underline=True)
    rich.add(library.RichText(" and there", italic=True))
    rich.add(3)
    return {"x": rich, "empty": library.RichText(), "yes": True}


@pytest.mark.parametrize("line", ["{{r x }}", "a {{r x }}", "{% if yes %}{{r x }}{% endif %}", "{{r empty }}"])
def test_rich_text_is_built_of_pieces(line: str) -> None:
    """Pieces, links and other rich texts stand one behind the other, in conditions too."""
    theirs, own = both(lines(line, "end"), _pieces)
    assert own == theirs


@pytest.mark.parametrize("name", ["RichText", "RichTextParagraph"])
def test_rich_text_is_there_even_when_it_is_empty(name: str) -> None:
    """A condition finds it true."""
    theirs, own = both(lines("{% if x %}a{% endif %}"), lambda library, _: {"x": getattr(library, name)()})
    assert own == theirs


def _paragraphs(library: ModuleType, _template: Any) -> dict[str, Any]:
    paragraphs = library.RP("head", parastyle="Heading1")
    paragraphs.add(library.RichText("bold\nline", bold=True))
    paragraphs.add("plain\anew", parastyle="ListBullet")
    return {"x": paragraphs, "xs": [library.RichTextParagraph(text) for text in "ab"]}


@pytest.mark.parametrize("texts", [["{{p x }}"], ["a", "{%p for x in xs %}", "{{p x }}", "{%p endfor %}", "b"]])
def test_paragraphs_have_their_own_styles(texts: list[str]) -> None:
    """`RichTextParagraph` takes the place of its paragraph."""
    theirs, own = both(lines(*texts), _paragraphs)
    assert own == theirs


@pytest.mark.parametrize("text", ["a\nb\tc\ad\fe", "\n\n", "a & <b>", "\fa"])
@pytest.mark.parametrize("style", ["Normal", "List Bullet"])
def test_a_listing_keeps_its_lines(text: str, style: str) -> None:
    """`Listing`, and a plain text too, in the formatting of the place."""

    def build(document: Document) -> None:
        document.add_paragraph("a ", style=style).add_run("{{ x }}").italic = True

    theirs, own = both(file_of(build), lambda library, _: {"x": library.Listing(text)})
    assert own == theirs
    theirs, own = both(file_of(build), plain(x=text), autoescape=True)
    assert own == theirs


COLOURS = [{"color": "auto"}, {"color": "#auto"}, {"color": None}, {"font": "eastAsia:a:b"}, {"highlight": None}]


@pytest.mark.parametrize("looks", COLOURS, ids=str)
def test_rich_text_takes_what_word_takes(looks: dict[str, Any]) -> None:
    """The automatic colour, and nothing where nothing is said."""
    theirs, own = both(lines("a {{r x }} b"), lambda library, _: {"x": library.RichText("text", **looks)})
    assert own == theirs


# -- escaping

ESCAPED: dict[str, Any] = {
    "html.escape": html.escape("a & <b> \"c\" 'd'"), "markupsafe.escape": markupsafe.escape("a & <b> \"c\" 'd'"),
    "markup with a value": Markup("a %s") % "& <b>",
}  # fmt: skip


@pytest.mark.parametrize("autoescape", [False, True])
@pytest.mark.parametrize("name", ESCAPED)
def test_texts_may_be_escaped_before(name: str, autoescape: bool) -> None:
    """`escape` in Python and `|e` in the template, alone and one after the other, with `autoescape` or not."""
    line = "{{ x }} {{ x|e }} {{ x|safe }} {{ [x, x]|join(', ') }} {{ x ~ '!' }}"

    def build(document: Document) -> None:
        document.add_paragraph(line).add_run("{{ x }}").bold = True
        document.add_table(1, 1).cell(0, 0).text = "{{ x }}"
        document.sections[0].header.paragraphs[0].text = "{{ x }}"

    theirs, own = both(file_of(build), plain(x=ESCAPED[name]), autoescape=autoescape)
    assert own == theirs
    theirs, own = both(file_of(build), plain(x="one"), autoescape=autoescape)
    assert own == theirs


@pytest.mark.parametrize("tag", ["{{ x|e }}", "{{ xs|map('e')|join(', ') }}", "{{ x|e ~ '!' }}", "{{ x|e|safe }}"])
def test_what_is_escaped_in_the_template_is_text(tag: str) -> None:
    """A text about HTML keeps what it says, without `autoescape` and with it."""
    for more in ({}, {"autoescape": True}):
        theirs, own = both(lines(tag), plain(x="write &lt; for <", xs=["&amp;", "&"]), **more)
        assert own == theirs


def _or_dash(value: Any) -> Any:
    return "-" if value is None or isinstance(value, jinja2.Undefined) else value


@jinja2.pass_context
def _with_name(context: Any, value: Any) -> Any:
    return f"{value}{context['unit']}"


@jinja2.pass_environment
def _with_delimiter(environment: jinja2.Environment, value: Any) -> Any:
    return f"{environment.getattr(value, 'real')}"


@jinja2.pass_eval_context
def _never_volatile(evaluated: Any, value: Any) -> Any:
    return f"{value}{evaluated.volatile}"


@pytest.mark.parametrize("finalize", [_or_dash, _with_name, _with_delimiter, _never_volatile])
def test_an_environment_says_what_values_become(finalize: Callable[..., Any]) -> None:
    """`finalize`, with what Jinja hands over before the value, in text, tables, headers and properties."""

    def build(document: Document) -> None:
        document.add_paragraph("{{ x }}, {{ 4 }}")
        document.add_table(1, 1).cell(0, 0).text = "{{ x }}"
        document.sections[0].header.paragraphs[0].text = "{{ x }}"
        document.core_properties.title = "{{ x }}"

    theirs, own = both(file_of(build), plain(x=5, unit="cm"), jinja_env=jinja2.Environment(finalize=finalize))
    assert own == theirs
    if finalize is _or_dash:
        theirs, own = both(
            lines("{{ none }}, {{ nobody }}"), plain(none=None), jinja_env=jinja2.Environment(finalize=finalize)
        )
        assert own == theirs


# -- pictures and documents


@pytest.mark.parametrize(
    "size",
    [{}, {"width": Mm(20)}, {"height": Mm(20)}, {"width": Mm(20), "height": Mm(20)}, {"anchor": "https://a.hk"}],
    ids=str,
)
@pytest.mark.parametrize("as_file", [True, False])
def test_a_picture_stands_in_a_line(size: dict[str, Any], as_file: bool, tmp_path: Path) -> None:
    """`InlineImage` from a path or a file, in text, in a loop, and in a header."""
    path = tmp_path / "a.png"
    path.write_bytes(picture())

    def build(document: Document) -> None:
        document.add_paragraph("a {{ x }} b")
        document.add_paragraph("{% for x in xs %}{{ x }}{% endfor %}")
        document.sections[0].header.paragraphs[0].text = "{{ x }}"

    def context(library: ModuleType, template: Any) -> dict[str, Any]:
        files = [io.BytesIO(picture()) if as_file else str(path) for _ in range(3)]
        images = [library.InlineImage(template, file, **size) for file in files]
        return {"x": images[0], "xs": images[1:]}

    theirs, own = both(file_of(build), context)
    assert own == theirs


def _written(library: ModuleType, template: Any) -> dict[str, Any]:
    document = template.new_subdoc()
    document.add_paragraph("text ").add_run("bold").bold = True
    document.add_heading("Heading", 1)
    document.add_table(1, 2).cell(0, 0).text = "cell"
    document.add_paragraph("item", style="List Bullet")
    document.add_picture(io.BytesIO(picture()), width=Mm(10))
    return {"x": document}


def test_an_empty_document_is_written_and_inserted() -> None:
    """`new_subdoc()` has the methods of python-docx, and the template's styles."""
    theirs, own = both(lines("a", "{{p x }}", "b"), _written)
    assert own == theirs


@pytest.mark.parametrize("line", ["{{p x }}", "{{ x }}", "text {{ x }} text"])
@pytest.mark.parametrize("name", ["new_subdoc", "RichTextParagraph"])
def test_what_is_empty_leaves_nothing(name: str, line: str) -> None:
    """A document to which nobody has written, and paragraphs of which there are none."""

    def context(library: ModuleType, template: Any) -> dict[str, Any]:
        return {"x": template.new_subdoc() if name == "new_subdoc" else library.RichTextParagraph()}

    theirs, own = both(lines("a", line, "b"), context)
    assert own == theirs


def test_a_document_is_inserted(tmp_path: Path) -> None:
    """`new_subdoc(path)`, also in a loop, with what python-docx adds to it."""
    path = tmp_path / "inner.docx"
    path.write_bytes(lines("inner", "text"))

    def context(library: ModuleType, template: Any) -> dict[str, Any]:
        document = template.new_subdoc(str(path))
        document.add_paragraph("added")
        return {"x": document, "xs": [template.new_subdoc(str(path)) for _ in range(2)]}

    theirs, own = both(lines("{{p x }}", "{%p for x in xs %}", "{{p x }}", "{%p endfor %}"), context)
    assert own == theirs


# -- replacing what is there


def _with_pictures() -> bytes:
    def build(document: Document) -> None:
        document.add_picture(io.BytesIO(picture("red")))
        document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(picture("green")))
        inline = document.element.body.xpath(".//pic:cNvPr")[0]
        inline.set("name", "dummy.png")
        header = document.sections[0].header._element.xpath(".//pic:cNvPr")[0]
        header.set("descr", "the logo")
        document.add_paragraph("{{ x }}")

    return file_of(build)


@pytest.mark.tags_as_data
@pytest.mark.parametrize(
    ("method", "renders"), [("pic", True), ("media", True), ("media", False), ("zipname", True), ("zipname", False)]
)
def test_what_is_there_is_replaced(method: str, renders: bool, tmp_path: Path) -> None:
    """Pictures by name or alt text, media by their content, parts by their name; with a rendering or alone."""
    new, old = tmp_path / "new.png", tmp_path / "old.png"
    new.write_bytes(picture("blue", (40, 40)))
    old.write_bytes(picture("red"))
    found = []
    for library in (docxtpl, ours):
        template = library.DocxTemplate(io.BytesIO(_with_pictures()))
        if method == "pic":
            template.replace_pic("dummy.png", str(new))
            template.replace_pic("the logo", io.BytesIO(picture("black")))
        elif method == "media":
            template.replace_media(io.BytesIO(picture("green")), io.BytesIO(picture("black")))
            template.replace_media(str(old), str(new))
        else:
            template.replace_zipname("word/media/image1.png", str(new))
        if renders:
            template.render({"x": "y"})
        template.save(tmp_path / "out.docx")
        found.append(structure_of((tmp_path / "out.docx").read_bytes()))
    assert found[0] == found[1]


def test_an_embedded_file_is_replaced(tmp_path: Path) -> None:
    """`replace_embedded` finds a file by its content."""
    old, new = tmp_path / "old.docx", tmp_path / "new.docx"
    old.write_bytes(lines("old"))
    new.write_bytes(lines("new"))
    data = lines("{{ x }}")
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/embeddings/inner.docx", old.read_bytes())
        relations = archive.read("word/_rels/document.xml.rels").decode()
    end = '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/package" '
    end += 'Target="embeddings/inner.docx"/></Relationships>'
    whole = _with_part(stream.getvalue(), "word/_rels/document.xml.rels", relations.replace("</Relationships>", end))
    kind = b'<Default Extension="docx" ContentType="application/octet-stream"/>'
    types = _read(whole, "[Content_Types].xml").replace(b"<Default ", kind + b"<Default ", 1)
    whole = _with_part(whole, "[Content_Types].xml", types)
    for library in (docxtpl, ours):
        template = library.DocxTemplate(io.BytesIO(whole))
        template.replace_embedded(str(old), str(new))
        template.render({"x": "y"})
        template.save(str(tmp_path / "out.docx"))
        assert _read((tmp_path / "out.docx").read_bytes(), "word/embeddings/inner.docx") == new.read_bytes()


def _read(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def _with_part(data: bytes, name: str, content: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for item in old.namelist():
            new.writestr(item, content if item == name else old.read(item))
    return stream.getvalue()


@pytest.mark.parametrize("library", [docxtpl, ours], ids=["docxtpl", "ours"])
def test_a_picture_that_is_not_there_is_an_error(library: ModuleType) -> None:
    """`allow_missing_pics` makes it none, and `reset_replacements` forgets it."""
    template = library.DocxTemplate(io.BytesIO(lines("a")))
    template.replace_pic("nobody.png", io.BytesIO(picture()))
    template.render({})
    with pytest.raises(ValueError, match=r"Picture nobody\.png not found in the docx template"):
        template.save(io.BytesIO())
    template.allow_missing_pics = True
    template.save(io.BytesIO())
    template.allow_missing_pics = False
    template.reset_replacements()
    template.save(io.BytesIO())


# -- tags


class _Person:
    def __init__(self, name: str) -> None:
        self.name = name

    def shout(self) -> str:
        return self.name.upper()


PEOPLE = [_Person("Ada"), _Person("Bo")]
CASES: dict[str, tuple[bytes, dict[str, Any]]] = {
    "names": (lines("Dear {{ name }},", "{{ 3 * 4 }} {{ who.name }} {{ who.shout() }} {{ d['k'] }}"),
              {"name": "Ada", "who": PEOPLE[0], "d": {"k": 1}}),
    "utf8": (lines("é {{ name }} 中"), {"name": "ê 文 \U0001f600"}),
    "paragraph loop": (lines("{%p for p in ps %}", "{{ p.name }}", "{%p endfor %}", "end"), {"ps": PEOPLE}),
    "paragraph condition": (lines("{%p if no %}", "a", "{%p elif yes %}", "b", "{%p else %}", "c", "{%p endif %}"),
                            {"no": 0, "yes": 1}),
    "inline": (lines("a {% if x %}b{% else %}c{% endif %} d {% for p in ps %}[{{ p.name }}]{% endfor %}"),
               {"x": 0, "ps": PEOPLE}),
    "statements alone": (lines("a", "{% if yes %}", "b", "{% elif no %}", "c", "{% else %}", "d", "{% endif %}", "e",
                               "{% for i in xs %}", "{{ i }}", "{% endfor %}", "{% set q = 3 %}", "{# remark #}",
                               "{% with w = q %}", "{{ w }}", "{% endwith %}", "{% for i in no %}", "{% endfor %}"),
                         {"yes": 1, "no": [], "xs": [1, 2]}),
    "no paragraphs": (lines("a", "{{p x }}", "{{p nothing }}", "b", "{{ x }}"), {"x": ""}),
    "nested loops": (lines("{%p for g in gs %}", "{{ loop.index }} {{ g.n }}", "{%p for i in g.l %}", "- {{ i }}",
                           "{%p endfor %}", "{%p endfor %}"),
                     {"gs": [{"n": "a", "l": [1, 2]}, {"n": "b", "l": []}]}),
    "joined": (lines("My house is", "{%- if yes -%}", " in the town", "{%- endif %}"), {"yes": True}),
    "escapes": (lines("{_{ a }_} {_% b %_}", "{{ x }}"), {"x": "c"}),
    "remarks": (lines("a{# remark #}b", "{#p whole #}", "end"), {}),
    "set": (lines("{% set a = 3 %}{{ a + 1 }}", "{%p set b = 'x' %}", "{{ b }}"), {}),
    "spaces": (lines("  a  {{ x }}  b  ", "{% if x %}  c  {% endif %}"), {"x": " y  z "}),
    "filters": (lines("{{ x|upper }} {{ xs|join(', ') }} {{ n|default('none') }} {{ 3.14159|round(2) }}"),
                {"x": "a", "xs": ["b", "c"]}),
    "missing": (lines("a {{ x }} b{% if y %}c{% endif %}{% for z in zz %}d{% endfor %}{{ w|default('e') }}"), {}),
    "quotes": (lines("{{ “a” ~ ‘b’ }}", "{% if x == ‘y’ %}yes{% endif %}"), {"x": "y"}),
    "row loop": (table(["a", "b"], ["{%tr for p in ps %}", ""], ["{{ p.name }}", "{{ loop.index }}"],
                       ["{%tr endfor %}", ""]), {"ps": PEOPLE}),
    "column loop": (table(["{%tc for p in ps %}", "{{ p.name }}", "{%tc endfor %}"]), {"ps": PEOPLE}),
    "columns and rows": (table(["", "{%tc for c in cs %}", "{{ c }}", "{%tc endfor %}"],
                               ["{%tr for r in rs %}", "", "", ""],
                               ["{{ r.n }}", "{%tc for c in r.cs %}", "{{ c }}", "{%tc endfor %}"],
                               ["{%tr endfor %}", "", "", ""]),
                         {"cs": ["x", "y"], "rs": [{"n": 1, "cs": ["a", "b"]}, {"n": 2, "cs": ["c", "d"]}]}),
    "fewer cells": (table(["{%tc for c in cs %}", "{{ c }}", "{%tc endfor %}", "end"]), {"cs": ["x"]}),
    "cell colours": (table(["{%tr for r in rs %}", ""], ["{% cellbg r.bg %}{{ r.n }}", "b"], ["{%tr endfor %}", ""]),
                     {"rs": [{"bg": "FF0000", "n": 1}, {"bg": "00FF00", "n": 2}]}),
    "colspan": (table(["a", "b"], ["{% colspan cs|length %}head"]), {"cs": [1, 2]}),
    "vertical merge": (table(["{%tr for p in ps %}", ""], ["{% vm %}all", "{{ p.name }}"], ["{%tr endfor %}", ""]),
                       {"ps": PEOPLE}),
    "horizontal merge": (table(["{%tc for p in ps %}", "{% hm %}all", "{%tc endfor %}"],
                               ["{%tc for p in ps %}", "{{ p.name }}", "{%tc endfor %}"]), {"ps": PEOPLE}),
    "set block": (lines("{% set x %}Dear {{ n }}{% endset %}[{{ x }}] {{ x|upper }}", "{{ x }}"), {"n": "Ada"}),
    "filter block": (lines("a {% filter upper %}b {{ n }}{% endfilter %} c"), {"n": "Ada"}),
    "macro": (lines("{% macro m(a, b='?') %}{{ a.name }}{{ b }}{% endmacro %}{{ m(ps[0]) }}",
                    "{% for p in ps %}{{ m(p, loop.index) }};{% endfor %}"), {"ps": PEOPLE}),
    "macro of paragraphs": (lines("{%p macro m(a) %}", "{{ a.name }}", "{%p if a.name > 'B' %}", "x", "{%p endif %}",
                                  "{%p endmacro %}", "{%p for p in ps %}", "{{p m(p) }}", "{%p endfor %}", "end"),
                            {"ps": PEOPLE}),
    "call": (lines("{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}a{{ n }}{% endcall %}"), {"n": 1}),
    "recursive loop": (lines("{% for n in ns recursive %}{{ n.n }}{% if n.c %}{{ loop(n.c) }}{% endif %}{% endfor %}"),
                       {"ns": [{"n": 1, "c": [{"n": 2, "c": []}]}]}),
    "cell choices": (table(["{%tc if x %}", "yes", "{%tc else %}", "no", "{%tc endif %}"]), {"x": 1}),
}  # fmt: skip


@pytest.mark.tags_as_data
@pytest.mark.parametrize("name", CASES)
def test_tags_do_the_same(name: str) -> None:
    """Every tag of docxtpl's documentation, in the body."""
    data, context = CASES[name]
    theirs, own = both(data, plain(**context))
    assert own == theirs


def test_headers_footers_and_properties_are_rendered() -> None:
    """With values of every kind, and characters that XML knows."""

    def build(document: Document) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.header.paragraphs[0].text = "{{ x }} {% for p in ps %}{{ p.name }}{% endfor %}"
        section.footer.paragraphs[0].text = "{{ x }}"
        section.first_page_header.paragraphs[0].text = "first {{ x }}"
        document.core_properties.title = "{{ x }}"
        document.core_properties.author = "{% if ps %}{{ ps[0].name }}{% endif %}"
        document.core_properties.subject = "about {{ x }}"

    theirs, own = both(file_of(build), plain(x="é & <b> 中", ps=PEOPLE), autoescape=True)
    theirs["properties"] = own["properties"]  # docxtpl escapes them twice
    assert own == theirs
    assert own["properties"][-2:] == ["about é & <b> 中", "é & <b> 中"]
    theirs, own = both(file_of(build), plain(x="é 中", ps=PEOPLE))
    assert own == theirs


def test_an_environment_brings_filters_tests_and_globals() -> None:
    """Also filters that ask for the context, and functions that are globals."""
    environment = jinja2.Environment()
    environment.filters["double"] = lambda value: value * 2
    environment.filters["seen"] = jinja2.pass_context(lambda context, key: context[key])
    environment.tests["long"] = lambda value: len(value) > 3
    environment.globals["today"] = lambda: "Monday"
    environment.globals["place"] = "Turin"
    line = "{{ x|double }} {{ 'x'|seen }} {% if x is long %}long{% endif %} {{ today() }} {{ place }}"
    asked = [library.DocxTemplate(io.BytesIO(lines(line))) for library in (docxtpl, ours)]
    assert [one.get_undeclared_template_variables(jinja_env=environment) for one in asked] == [{"x"}, {"x"}]
    theirs, own = both(lines(line), plain(x="abcd"), jinja_env=environment)
    assert own == theirs


UNDEFINED: list[type[jinja2.Undefined]] = [jinja2.ChainableUndefined, jinja2.DebugUndefined, jinja2.StrictUndefined]


@pytest.mark.tags_as_data
@pytest.mark.parametrize("undefined", UNDEFINED)
def test_an_environment_says_what_an_undefined_name_is(undefined: type[jinja2.Undefined]) -> None:
    """The same text, or the same exception of Jinja's."""
    environment = jinja2.Environment(undefined=undefined)
    results = []
    for library in (docxtpl, ours):
        try:
            results.append(structure_of(made(library, lines("a{{ x }}b"), plain(), jinja_env=environment)))
        except jinja2.UndefinedError as fault:
            results.append({"fault": "x" in str(fault)})
    assert results[0] == results[1]


# -- the template as an object


def test_one_template_renders_many_times(tmp_path: Path) -> None:
    """Each rendering begins with the template as it is in its file."""
    path = tmp_path / "template.docx"
    path.write_bytes(lines("{{ x }}"))
    found = []
    for library in (docxtpl, ours):
        template = library.DocxTemplate(path)
        for value in "ab":
            template.render({"x": value})
            template.docx.add_paragraph("end")
            template.save(tmp_path / f"{value}.docx")
        found.append([structure_of((tmp_path / f"{value}.docx").read_bytes()) for value in "ab"])
    assert found[0] == found[1]


def test_the_document_may_be_changed_before_it_is_rendered() -> None:
    """What python-docx adds to `get_docx()` is rendered too; other attributes are the document's."""
    found = []
    for library in (docxtpl, ours):
        template = library.DocxTemplate(io.BytesIO(lines("{{ x }}")))
        template.get_docx().add_paragraph("{{ y }}")
        template.docx.core_properties.title = "{{ x }}"
        template.add_paragraph("{{ z }}")
        template.render({"x": 1, "y": 2, "z": 3})
        stream = io.BytesIO()
        template.save(stream)
        found.append(structure_of(stream.getvalue()))
    assert found[0] == found[1]


@pytest.mark.tags_as_data
@pytest.mark.parametrize("name", [*CASES, "headers"])
def test_the_names_that_a_template_reads_are_known(name: str) -> None:
    """`get_undeclared_template_variables`, before and after rendering, and without those of a context."""

    def build(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ x }}{% for y in ys %}{{ y.a }}{{ z }}{% endfor %}"

    data = CASES[name][0] if name != "headers" else file_of(build)
    theirs, own = (library.DocxTemplate(io.BytesIO(data)) for library in (docxtpl, ours))
    for more in ({}, {"context": {"x": 1}}, {"jinja_env": jinja2.Environment()}):
        assert own.get_undeclared_template_variables(**more) == theirs.get_undeclared_template_variables(**more)
    own.render(CASES[name][1] if name != "headers" else {})
    assert own.get_undeclared_template_variables() == theirs.get_undeclared_template_variables()


@pytest.mark.parametrize("library", [docxtpl, ours], ids=["docxtpl", "ours"])
@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{{ x", jinja2.TemplateSyntaxError), ("{% if x %}", jinja2.TemplateSyntaxError),
        ("{% nothing %}", jinja2.TemplateSyntaxError), ("{{ x.y }}", jinja2.UndefinedError),
        ("{{ x() }}", jinja2.UndefinedError), ("{{ 1|nothing }}", jinja2.TemplateError),
    ],
)  # fmt: skip
def test_faults_are_jinjas(library: ModuleType, line: str, fault: type[Exception]) -> None:
    """What is wrong is told by the exceptions that programs catch, with the place; the template is there still."""
    template = library.DocxTemplate(io.BytesIO(lines("first", line)))
    with pytest.raises(fault) as found:
        template.render({})
    assert found.value.message
    if not issubclass(fault, jinja2.UndefinedError):
        assert list(found.value.docx_context)
    template.save(stream := io.BytesIO())
    assert docx.Document(stream).paragraphs[0].text == "first"
