"""What people's own programs hand over and take back: paths, bytes, files, documents of python-docx and python-pptx."""

from __future__ import annotations

import io
import pickle
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest

import reportgen.template.docxtpl as docxtpl
from reportgen import InlinePicture, OfficeTemplate, Picture, ProblemsFound, RichText, Span, Subdocument
from reportgen.template.docxtpl import DocxTemplate, InlineImage
from tests.support.office import WORD, Slide, docx_of, pptx_of, with_parts

ROOT = Path(__file__).parents[2]
DATA = docx_of("Dear {{ name }},")


def _file(folder: Path) -> Path:
    path = folder / "letter.docx"
    path.write_bytes(DATA)
    return path


def _written(folder: Path) -> io.BytesIO:
    stream = io.BytesIO()
    stream.write(DATA)  # which leaves it at its end
    return stream


def _temporary(folder: Path) -> Any:
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - its name is a number
    file.write(DATA)
    return file


SOURCES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "a path": (_file, "letter.docx"),
    "a path as text": (lambda folder: str(_file(folder)), "letter.docx"),
    "a file": (lambda folder: _file(folder).open("rb"), "letter.docx"),
    "a file without a name": (_temporary, "template"),
    "a stream": (_written, "template"),
    "bytes": (lambda folder: DATA, "template"),
    "a bytearray": (lambda folder: bytearray(DATA), "template"),
    "a document": (lambda folder: docx.Document(io.BytesIO(DATA)), "template"),
}


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_template_is_whatever_holds_an_office_file(kind: str, tmp_path: Path) -> None:
    """Each is read whole, and messages call it by its path or, where it has none, the template."""
    make, name = SOURCES[kind]
    template = OfficeTemplate(make(tmp_path))
    assert WORD.lines(template.render({"name": "Ada"})) == ["Dear Ada,"]
    assert Path(template.name).name == name
    with pytest.raises(ProblemsFound, match=f"{name} › body › paragraph 1: error: unknown name 'name'"):
        template.render({})


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_names_of_docxtpl_take_the_same(kind: str, tmp_path: Path) -> None:
    """`DocxTemplate`, and `new_subdoc` of it."""
    template = DocxTemplate(SOURCES[kind][0](tmp_path))
    template.render({"name": "Ada"})
    template.save(tmp_path / "out.docx")
    assert WORD.lines((tmp_path / "out.docx").read_bytes()) == ["Dear Ada,"]
    assert template.new_subdoc(SOURCES[kind][0](tmp_path)).paragraphs[0].text == "Dear {{ name }},"


def test_a_given_name_is_the_one_in_messages(tmp_path: Path) -> None:
    """It outranks that of the file."""
    assert OfficeTemplate(_file(tmp_path), "the letter").name == "the letter"


def test_a_presentation_is_taken_and_given_back() -> None:
    """What python-pptx has open is rendered as it is now, and comes back as one to be gone on with."""
    presentation = pptx.Presentation(io.BytesIO(pptx_of(Slide(["{{ name }}"]))))
    presentation.slides[0].shapes[0].text_frame.text = "Dear {{ name }}"
    finished = OfficeTemplate(presentation).render_presentation({"name": "Ada"})
    assert finished.slides[0].shapes[0].text_frame.text == "Dear Ada"


def test_a_document_comes_back_to_be_gone_on_with(tmp_path: Path) -> None:
    """What is added to it is saved with what was rendered."""
    finished = OfficeTemplate(DATA).render_document({"name": "Ada"})
    finished.add_paragraph("Yours")
    finished.save(str(tmp_path / "out.docx"))
    assert WORD.lines((tmp_path / "out.docx").read_bytes()) == ["Dear Ada,", "Yours"]


def test_what_a_template_is_not_it_is_not_given_back_as() -> None:
    """The message names the file, and what it would have to be."""
    with pytest.raises(ValueError, match=r"^'template' is no PowerPoint file"):
        OfficeTemplate(DATA).render_presentation({"name": "Ada"})
    with pytest.raises(ValueError, match=r"^'deck\.pptx' is no Word file"):
        OfficeTemplate(pptx_of("a"), "deck.pptx").compile().render_document({})


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (None, "a path, bytes, a binary file, or a document .* of the type 'NoneType'"),
        (io.StringIO("a"), "opened as text; open it in binary mode"),
    ],
)
def test_what_holds_no_file_is_told_at_once(source: Any, said: str) -> None:
    """The message says what may be handed over."""
    with pytest.raises(TypeError, match=said):
        OfficeTemplate(source)


@pytest.mark.parametrize(
    ("target", "said"), [(None, "a path or a binary file; .* 'NoneType'"), (io.StringIO(), "open it in binary mode")]
)
def test_what_no_file_can_be_written_to_is_told_before_anything_is_rendered(target: Any, said: str) -> None:
    """The message says what may be handed over."""
    with pytest.raises(TypeError, match=said):
        OfficeTemplate(DATA).render_to(target, {})
    with pytest.raises(TypeError, match=said):
        DocxTemplate(io.BytesIO(DATA)).save(target)


def test_a_value_that_can_be_none_is_told_where_it_is_made() -> None:
    """Where it is printed nobody would know where it comes from."""
    with pytest.raises(TypeError, match=r"made of spans and texts; this is of the type 'int'"):
        RichText(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"a picture is a path or a binary file; this is of the type 'NoneType'"):
        InlineImage(None, None)  # type: ignore[arg-type]


PICTURE = Picture(b"")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Span(3), "what a span says, .* are texts; this is of the type 'int'"),
        (lambda: Span("a", colour=5), "are texts; this is of the type 'int'"),
        (lambda: Span("a", language="en"), "the language of a span is one of .*LANGUAGES; .* 'str'"),
        (lambda: Picture("a.png"), r"the bytes of its file: .*; this is of the type 'str'"),
        (lambda: Picture(b"", fallback=None), "a fallback is the bytes of a PNG; .* 'NoneType'"),
        (lambda: InlinePicture(None), "is made of a Picture; this is of the type 'NoneType'"),
        (lambda: InlinePicture(PICTURE, width="4cm"), "width and height are numbers, in EMU: .* 'str'"),
        (lambda: Subdocument("a.docx"), r"the bytes of its file: .*; this is of the type 'str'"),
        (lambda: OfficeTemplate(DATA).render([1]), "render takes names and their values: .* 'list'"),
        (lambda: OfficeTemplate(DATA).render(lambda: None), "render takes names and their values: .* 'NoneType'"),
        (lambda: OfficeTemplate(DATA).render({1: 2}), "the names of values are texts; this is of the type 'int'"),
        (lambda: OfficeTemplate(DATA).render({}, [1]), "colours give slots of a theme .*; this is of the type 'list'"),
        (lambda: OfficeTemplate(DATA).render({}, {"accent1": 3}), "a colour is six hexadecimal digits, .* 'int'"),
        (lambda: OfficeTemplate(DATA).compile("en"), "a language is one of .*LANGUAGES; this is of the type 'str'"),
        (lambda: OfficeTemplate(DATA, 3), "what messages call a template is a text; this is of the type 'int'"),
        (lambda: OfficeTemplate(DATA, macros=["a"]), "macros are texts of templates by their names; .* 'list'"),
        (lambda: OfficeTemplate(DATA, macros={"a": 3}), "macros are texts of templates by their names; .* 'int'"),
        (lambda: OfficeTemplate(DATA, filters=3), "filters and tests are functions by their names; .* 'int'"),
        (lambda: OfficeTemplate(DATA, filters={"a": "b"}), "filters and tests are functions by their names; .* 'str'"),
        (lambda: OfficeTemplate(DATA, tests={3: len}), "filters and tests are functions by their names; .* 'int'"),
        (lambda: OfficeTemplate(DATA, names="title"), "names are those that tags are known to begin with: .* 'str'"),
        (lambda: OfficeTemplate(DATA, names=[3]), "names are those that tags are known to begin with: .* 'int'"),
        (lambda: OfficeTemplate(DATA, finalize=[3]), "finalize is functions, one after the other; this is of the"),
        (lambda: OfficeTemplate(DATA, undefined=3), "undefined is Jinja's Undefined, or a class derived from it"),
        (lambda: DocxTemplate(io.BytesIO(DATA)).render({}, 3), "jinja_env is an Environment of Jinja; .* 'int'"),
        (lambda: docxtpl.RichText("a", color=[1]), "style, color, .* are texts; this is of the type 'list'"),
    ],
)
def test_what_can_be_no_value_is_told_in_words(make: Callable[[], Any], said: str) -> None:
    """Of what it should be, and what it is."""
    with pytest.raises(TypeError, match=said):
        make()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: InlinePicture(PICTURE, width=-1), "-1 EMU is no size; Word's largest page has 20116800"),
        (lambda: InlinePicture(PICTURE, height=10**9), "1000000000 EMU is no size"),
        (lambda: OfficeTemplate(DATA).render({}, {"acent1": "1F4E79"}), "'acent1' is no slot of a theme; .* accent1,"),
        (lambda: OfficeTemplate(DATA).render({}, {"accent1": "red"}), "'red' is not a colour"),
        (lambda: docxtpl.RichText("a", size="big"), "'big' is no size; write half points, as in 24"),
    ],
)
def test_a_value_that_is_out_of_bounds_is_told_where_it_is_made(make: Callable[[], Any], said: str) -> None:
    """With what there is."""
    with pytest.raises(ValueError, match=said):
        make()


def test_a_part_that_cannot_be_read_is_named_when_it_is_read_first() -> None:
    """However late that is."""
    damaged = with_parts(docx_of("{{ x }}"), {"word/styles.xml": b"<?xml version"})
    with pytest.raises(ProblemsFound, match=r"the part 'word/styles\.xml' cannot be read"):
        OfficeTemplate(damaged).render({"x": 1})


class _Thing:
    """An object of a user's, which shows itself as Python shows objects."""

    def __str__(self) -> str:
        return object.__repr__(self)


@pytest.mark.parametrize(
    "tag",
    ["{{ names[thing] }}", "{{ data|int(thing.x) }}", "{{ fail(data) }}", "{{ fail(thing) }}", "{{ names[data] }}"],
)
def test_no_message_shows_bytes_or_addresses(tag: str) -> None:
    """What Python shows of a value for programmers tells a reader nothing, and differs from run to run."""

    def fail(value: object) -> None:
        raise ValueError(f"cannot use {value} and {[value]}")

    with pytest.raises(ProblemsFound) as found:
        OfficeTemplate(docx_of(tag)).render({"names": {}, "thing": _Thing(), "data": DATA, "fail": fail})
    assert not re.search(r"0x[0-9a-f]|b['\"]|\\x", str(found.value))
    with pytest.raises(ProblemsFound, match=r"^template: error"):
        OfficeTemplate(DATA[:100])
    template = OfficeTemplate(DATA)
    assert (repr(template), repr(template.compile())) == ("OfficeTemplate('template')", "CompiledTemplate('template')")


def test_rendering_twice_compiles_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the first call has compiled is used by those after it."""
    compiled = []
    compile_once = OfficeTemplate.compile
    monkeypatch.setattr(OfficeTemplate, "compile", lambda self: compiled.append(self) or compile_once(self))
    template = OfficeTemplate(DATA)
    assert template.render({"name": "Ada"}) == template.render({"name": "Ada"}) != template.render({"name": "Bo"})
    assert len(compiled) == 1


def test_a_result_goes_to_a_path_or_a_file(tmp_path: Path) -> None:
    """Where there are problems, what was there before is left alone."""
    template, path, stream = OfficeTemplate(DATA), tmp_path / "out.docx", io.BytesIO()
    template.render_to(path, {"name": "Ada"})
    template.compile().render_to(stream, {"name": "Ada"})
    assert path.read_bytes() == stream.getvalue() == template.render({"name": "Ada"})
    with pytest.raises(ProblemsFound):
        template.render_to(path, {})
    assert path.read_bytes() == stream.getvalue()


@pytest.mark.parametrize("data", [DATA, pptx_of(Slide(["{%slide for x in name %}{{ x }}"]))], ids=["docx", "pptx"])
def test_threads_share_a_template(data: bytes) -> None:
    """Threads that meet in one template, before it is compiled and after, get what each would get alone."""
    names = [f"{letter}{number}" for letter in "ABCDEFGH" for number in range(6)]
    alone = [OfficeTemplate(data).render({"name": name}) for name in names]
    template, start = OfficeTemplate(data), threading.Barrier(8)

    def render(name: str) -> bytes:
        if name.endswith("0"):
            start.wait()
        return template.render({"name": name})

    with ThreadPoolExecutor(8) as threads:
        groups = [names[number::6] for number in range(6)]
        assert [one for group in groups for one in threads.map(render, group)] == [
            alone[names.index(name)] for group in groups for name in group
        ]


def test_threads_keep_their_faults_apart() -> None:
    """A fault that one thread meets is told to that thread alone."""
    template = OfficeTemplate(DATA)

    def render(number: int) -> str:
        try:
            template.render({"name": number} if number % 2 else {})
        except ProblemsFound as found:
            return str(len(found.diagnostics))
        return "made"

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(render, range(40))) == ["1", "made"] * 20


def test_a_compiled_template_is_sent_to_another_process() -> None:
    """It pickles with filters that are functions of a module, and renders there as here."""
    compiled = OfficeTemplate(docx_of("{{ name|cut }}"), filters={"cut": re.escape}).compile()
    script = "import pickle, sys; sys.stdout.buffer.write(pickle.load(sys.stdin.buffer).render({'name': 'a.b'}))"
    done = subprocess.run([sys.executable, "-c", script], input=pickle.dumps(compiled), capture_output=True, check=True)
    assert done.stdout == compiled.render({"name": "a.b"})


USER_FILE = """
import io
from pathlib import Path

import docx
import pptx

from reportgen import Diagnostic, Location, OfficeTemplate, Picture, ProblemsFound, RichText, Severity, Span


def letters(names: list[str], folder: Path) -> list[str]:
    template = OfficeTemplate(docx.Document("letter.docx"), filters={"loud": str.upper})
    for name in names:
        template.render_to(folder / f"{name}.docx", {"name": name, "text": RichText("a", Span("b", bold=True))})
    document = template.render_document({"photo": Picture(b"")})
    document.add_paragraph("Yours").add_run("!").bold = True
    deck = OfficeTemplate(io.BytesIO(b""), "deck.pptx").compile().render_presentation(dict)
    deck.slides[0].notes_slide.notes_text_frame
    OfficeTemplate(pptx.Presentation())
    try:
        template.render({})
    except ProblemsFound as found:
        problems: tuple[Diagnostic, ...] = found.diagnostics
        places: list[Location] = [one.location for one in problems if one.severity is Severity.ERROR]
        return [f"{place.path} {place.line} {place.steps}" for place in places]
    return []
"""


DOCXTPL_USER_FILE = """
import io
from pathlib import Path

from docx.shared import Mm
from jinja2 import Environment

from reportgen import Diagnostic
from reportgen.template.docxtpl import RP, DocxTemplate, InlineImage, Listing, R, RichText, RichTextParagraph, Subdoc


def letter(path: Path) -> bytes:
    template = DocxTemplate(path, strict=True)
    text = RichText("a", bold=True, underline="double")
    text.add("b", url_id=template.build_url_id("https://example.org"), size=20, font="eastAsia:SimSun")
    inner: Subdoc = template.new_subdoc()
    inner.add_paragraph("c")
    image = InlineImage(template, io.BytesIO(b""), width=Mm(20), anchor="https://example.org")
    context = {"text": text, "inner": inner, "image": image, "lines": Listing("d"), "paragraphs": RP(R("e"))}
    names: set[str] = template.get_undeclared_template_variables(context=context)
    template.replace_pic("logo.png", path)
    template.render(context, jinja_env=Environment(), autoescape=True)
    template.docx.add_paragraph(", ".join(names))
    missing: tuple[Diagnostic, ...] = template.missing
    template.save(stream := io.BytesIO())
    return stream.getvalue()


RichTextParagraph("f", parastyle="Heading1")
"""


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        (USER_FILE, []),
        (DOCXTPL_USER_FILE, []),
        ("from reportgen import OfficeTemplate\nOfficeTemplate(3)\n", ["arg-type"]),
        (
            "from reportgen import OfficeTemplate\nOfficeTemplate('a').render_document({}).add_paragraf('x')\n",
            ["attr-defined"],
        ),
    ],
    ids=["right", "docxtpl's names", "wrong source", "wrong method"],
)
def test_a_users_file_is_checked_by_mypy(source: str, faults: list[str], tmp_path: Path) -> None:
    """The package has types, `py.typed` says so, and mypy in its strict mode knows what each call gives."""
    (tmp_path / "user.py").write_text(source, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={ROOT / '.mypy_cache'}", "user.py"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    found = re.findall(r"error: .*\[([\w-]+)\]$", done.stdout, re.MULTILINE)
    assert found == faults, done.stdout + done.stderr
    assert (ROOT / "reportgen/py.typed").is_file()


@pytest.mark.parametrize("context", [None, [1], "text", 3])
def test_what_is_no_context_is_refused_in_plain_words(context: Any) -> None:
    """And not where the engine first asks it for a name."""
    with pytest.raises(TypeError, match="render takes names and their values"):
        OfficeTemplate(docx_of("{{ x }}")).render(context)
