"""Where ours is different from docxtpl on purpose: the rows of the table in `docs/limits.md`, and its command line."""

from __future__ import annotations

import io
import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import jinja2
import pytest
from docx.document import Document
from markupsafe import Markup
from PIL import Image

from reportgen import ProblemsFound
from reportgen.template.docxtpl import DocxTemplate, RichText
from tests.docxtpl.test_same_as_docxtpl import file_of, lines, picture


def rendered(template: DocxTemplate) -> list[str]:
    """The paragraphs of what a template has rendered."""
    return [paragraph.text for paragraph in template.docx.paragraphs]


@pytest.mark.parametrize("autoescape", [False, True])
def test_text_need_not_be_escaped(autoescape: bool) -> None:
    """Whatever `|safe`, `Markup` and the option say; what is escaped is not lost on the way through filters."""
    tags = (
        "x",
        "x|safe",
        "x|e",
        "y",
        "x|safe ~ x",
        "[x, y]|join",
        "x|e|upper",
        "z|title",
        "x|length",
    )
    template = DocxTemplate(io.BytesIO(lines(*(f"{{{{ {tag} }}}}" for tag in tags))))
    template.render({"x": "R&D <b>", "y": Markup("<i>"), "z": Markup("&lt;a&gt;")}, autoescape=autoescape)
    assert rendered(template) == [
        "R&D <b>", "R&D <b>", "R&D <b>", "<i>", "R&D <b>R&D <b>", "R&D <b><i>", "R&D <B>", "<A>", "7",
    ]  # fmt: skip


@pytest.mark.parametrize("tag", ["{% autoescape false %}{{ x }}{% endautoescape %}", "{% trans %}a{% endtrans %}"])
def test_statements_of_extensions_are_refused_at_their_place(tag: str) -> None:
    """Jinja's own that turns escaping off is one: text is escaped always."""
    template = DocxTemplate(io.BytesIO(lines("a", tag)))
    with pytest.raises(ProblemsFound) as found:
        template.render({"x": "R&D"}, jinja_env=jinja2.Environment(extensions=["jinja2.ext.i18n"]))
    first, *_ = found.value.diagnostics
    assert (first.code, first.location.steps) == ("unknown-statement", ("body", "paragraph 2"))


def test_a_required_paragraph_stays() -> None:
    """Where an empty document is all that a cell, a header or the body has."""

    def build(document: Document) -> None:
        for place in (document, document.add_table(1, 1).cell(0, 0), document.sections[0].header):
            place.add_paragraph("{{p x }}")

    template = DocxTemplate(io.BytesIO(file_of(build)))
    template.render({"x": template.new_subdoc()})
    document = template.docx
    for place in (document, document.tables[0].cell(0, 0), document.sections[0].header):
        assert place.paragraphs
        assert not any(paragraph.text for paragraph in place.paragraphs)


@pytest.mark.parametrize(("name", "digits"), [("red", "FF0000"), ("#Red", "FF0000"), ("green", "008000")])
def test_a_colour_may_have_a_name(name: str, digits: str) -> None:
    """Docxtpl writes it as it is, which Word does not know."""
    template = DocxTemplate(io.BytesIO(lines("{{r x }}")))
    template.render({"x": RichText("a", color=name, highlight="#yellow")})
    [run] = template.docx.paragraphs[0].runs
    assert str(run.font.color.rgb) == digits
    assert str(run.font.highlight_color) == "YELLOW (7)"


def test_missing_names_are_told_afterwards() -> None:
    """They print nothing; each is there once for its place, however often it was asked for, and forgotten next time."""
    template = DocxTemplate(
        io.BytesIO(lines("{{ x }}{% for r in rs %}{{ r.y }}{% endfor %}", "{% if z %}a{% endif %}b"))
    )
    template.render({"rs": [{}, {}, {"y": 1}]})
    assert rendered(template) == ["1", "b"]
    assert [(one.message, one.location.steps[-1]) for one in template.missing] == [
        ("unknown name 'x'", "paragraph 1"), ("unknown name 'r.y'", "paragraph 1"), ("unknown name 'z'", "paragraph 2"),
    ]  # fmt: skip
    template.render({"rs": [], "x": 1, "z": 0})
    assert template.missing == ()


def test_a_strict_template_refuses_them() -> None:
    """All at once, as an `UndefinedError` that pickles."""
    template = DocxTemplate(io.BytesIO(lines("{{ x }}", "{% if z %}a{% endif %}")), strict=True)
    with pytest.raises(jinja2.UndefinedError) as found:
        template.render({})
    assert isinstance(found.value, ProblemsFound)
    assert [one.message for one in found.value.diagnostics] == ["unknown name 'x'", "unknown name 'z'"]
    assert found.value.docx_context == ["template › body › paragraph 1", "template › body › paragraph 2"]  # type: ignore[attr-defined]
    again = pickle.loads(pickle.dumps(found.value))
    assert (type(again), str(again)) == (type(found.value), str(found.value))


def test_a_strict_environment_does_too() -> None:
    """Jinja's own `StrictUndefined` finds all of them."""
    template = DocxTemplate(io.BytesIO(lines("{{ x }}", "{{ y }}")))
    with pytest.raises(ProblemsFound) as found:
        template.render({}, jinja_env=jinja2.Environment(undefined=jinja2.StrictUndefined))
    assert len(found.value.diagnostics) == 2


def test_all_faults_of_a_template_are_told() -> None:
    """Each with its place, and those of filters with what they raised."""
    template = DocxTemplate(io.BytesIO(lines("{{ a b }}", "{% fro x in y %}")))
    with pytest.raises(jinja2.TemplateSyntaxError) as found:
        template.render({})
    assert isinstance(found.value, ProblemsFound)
    assert len(found.value.diagnostics) == 2
    assert template.get_docx().paragraphs[0].text == "{{ a b }}"
    template = DocxTemplate(io.BytesIO(lines("{{ 1 // 0 }}")))
    with pytest.raises(jinja2.TemplateError, match=r"paragraph 1: error: .* divides by zero"):
        template.render({})


def test_the_sandbox_holds_with_an_environment() -> None:
    """What a user's environment brings is used in it."""
    template = DocxTemplate(io.BytesIO(lines("{{ x.__class__.__mro__ }}")))
    with pytest.raises(ProblemsFound):
        template.render({"x": 1}, jinja_env=jinja2.Environment())
    with pytest.raises(ValueError, match=r"tags of a document are \{\{ … \}\}, not <<"):
        template.render({}, jinja_env=jinja2.Environment(variable_start_string="<<"))


def test_a_value_is_text() -> None:
    """Escapes of delimiters in it stay, and spaces beside a tag too."""
    template = DocxTemplate(io.BytesIO(lines("a {{- x -}} b")))
    template.render({"x": "{_{ y }_}"})
    assert rendered(template) == ["a {_{ y }_} b"]


@pytest.mark.parametrize(
    "tag", ["{{ cycler('a', 'b').next() }}", "{{ joiner()() }}", "{{ lipsum() }}", "{{ x|random }}"]
)
def test_what_leads_out_of_sandboxes_or_to_other_files_is_not_there(tag: str) -> None:
    """With the plain environment of Jinja too."""
    with pytest.raises(ProblemsFound):
        DocxTemplate(io.BytesIO(lines(tag))).render({"x": "ab"}, jinja_env=jinja2.Environment())


def test_nothing_is_saved_before_it_is_rendered(tmp_path: Path) -> None:
    """The template would be taken for the result."""
    template = DocxTemplate(io.BytesIO(lines("{{ x }}")))
    with pytest.raises(RuntimeError, match="call render"):
        template.save(tmp_path / "out.docx")
    assert list(tmp_path.iterdir()) == []


def test_the_document_is_there_before_and_after() -> None:
    """What python-docx changes in it afterwards is saved."""
    template = DocxTemplate(io.BytesIO(lines("{{ x }}")))
    assert template.docx.paragraphs[0].text == "{{ x }}"
    template.render({"x": "a"})
    template.get_docx().add_paragraph("b")
    template.save(stream := io.BytesIO())
    assert [paragraph.text for paragraph in docx.Document(stream).paragraphs] == ["a", "b"]


@pytest.mark.parametrize("method", ["media", "embedded"])
def test_what_is_not_there_cannot_be_replaced(method: str) -> None:
    """A dummy that stays would go out."""
    template = DocxTemplate(io.BytesIO(lines("a")))
    getattr(template, f"replace_{method}")(io.BytesIO(b"old"), io.BytesIO(b"new"))
    with pytest.raises(ValueError, match="no file in word/"):
        template.save(io.BytesIO())


def test_a_part_that_is_not_there_cannot_be_replaced() -> None:
    """Its name is told."""
    template = DocxTemplate(io.BytesIO(lines("a")))
    template.replace_zipname("word/embeddings/a.xlsx", io.BytesIO(b"new"))
    with pytest.raises(ValueError, match=r"there is no word/embeddings/a\.xlsx"):
        template.save(io.BytesIO())


def test_a_picture_replaces_every_use_of_its_file() -> None:
    """One file that two pictures show is replaced for both, as in docxtpl."""

    def build(document: Document) -> None:
        for _ in range(2):
            document.add_picture(io.BytesIO(picture()))
        for name, shape in zip(("one", "two"), document.element.body.xpath(".//pic:cNvPr"), strict=True):
            shape.set("name", name)

    template = DocxTemplate(io.BytesIO(file_of(build)))
    template.replace_pic("two", io.BytesIO(picture("blue")))
    template.render({})
    template.save(stream := io.BytesIO())
    parts = docx.Document(stream).part.package.image_parts
    assert [part.blob for part in parts] == [picture("blue")]


@pytest.mark.parametrize(
    ("kind", "stored"),
    [("WEBP", "image/png"), ("BMP", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/gif"), ("PNG", "image/png")],
)
@pytest.mark.parametrize("method", ["pic", "media"])
def test_a_new_picture_is_of_its_own_kind(method: str, kind: str, stored: str) -> None:
    """Whatever the one was whose place it takes."""
    for old in ("PNG", "JPEG"):
        dummy = io.BytesIO(_picture_as(old))
        template = DocxTemplate(io.BytesIO(file_of(lambda document, file=dummy: document.add_picture(file))))  # type: ignore[misc]
        name = template.docx.element.body.xpath(".//pic:cNvPr/@name")[0]
        getattr(template, f"replace_{method}")(name if method == "pic" else dummy, io.BytesIO(_picture_as(kind)))
        template.render({})
        template.save(stream := io.BytesIO())
        [part] = docx.Document(stream).part.package.image_parts
        with Image.open(io.BytesIO(part.blob)) as shown:
            assert (part.content_type, shown.get_format_mimetype(), shown.size) == (stored, stored, (8, 8))


def test_what_is_no_picture_goes_in_as_it_is() -> None:
    """Word knows kinds that are not read here."""
    template = DocxTemplate(io.BytesIO(file_of(lambda document: document.add_picture(io.BytesIO(picture())))))
    template.replace_media(io.BytesIO(picture()), io.BytesIO(b"film"))
    template.render({})
    template.save(stream := io.BytesIO())
    assert [part.blob for part in docx.Document(stream).part.package.image_parts] == [b"film"]


def _picture_as(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "blue").save(stream, kind)
    return stream.getvalue()


def test_formatting_behind_rich_text_stays() -> None:
    """And `{{ x }}` prints it as `{{r x }}` does."""

    def build(document: Document) -> None:
        for tag in ("{{r x }}", "{{ x }}"):
            document.add_paragraph().add_run(f"a {tag} b").bold = True

    template = DocxTemplate(io.BytesIO(file_of(build)))
    template.render({"x": RichText("c", italic=True)})
    for paragraph in template.docx.paragraphs:
        assert [(run.text, run.bold) for run in paragraph.runs] == [("a ", True), ("c", None), (" b", True)]


def test_a_plain_text_is_printed_whatever_the_tag_asks_for() -> None:
    """Docxtpl writes it where no text can stand."""
    template = DocxTemplate(io.BytesIO(lines("{{r x }}", "{{p x }}")))
    template.render({"x": "a"})
    assert rendered(template) == ["a", "a"]


def test_nothing_is_printed_that_is_for_programmers() -> None:
    """`None` is nothing, and an object without a text an error."""
    template = DocxTemplate(io.BytesIO(lines("a{{ x }}b")))
    template.render({"x": None})
    assert rendered(template) == ["ab"]
    with pytest.raises(jinja2.TemplateError, match="has no text to print"):
        template.render({"x": object()})


def test_a_number_that_is_none_is_no_rich_text() -> None:
    """It printed nan, while a plain tag said that it cannot."""
    with pytest.raises(ValueError, match="not a number"):
        RichText(float("nan"))


def test_a_field_of_a_missing_name_is_told_once() -> None:
    """That it cannot be read is an error; that it then prints nothing was told as a warning, in the same words."""
    with pytest.raises(ProblemsFound) as caught:
        DocxTemplate(io.BytesIO(lines("{{ a.b }}"))).render({"a.b": 3})
    assert [one.message for one in caught.value.diagnostics] == ["unknown name 'a'"]


def test_a_context_is_what_dict_takes() -> None:
    """Docxtpl hands it to Jinja, which makes a dict of it; pairs were refused here."""
    template = DocxTemplate(io.BytesIO(lines("{{ x }}")))
    template.render([("x", "a")])
    assert rendered(template) == ["a"]


def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless its document or its environment changes."""
    from reportgen.template.template import OfficeTemplate

    compiled: list[Any] = []
    compile_once = OfficeTemplate.compile
    monkeypatch.setattr(OfficeTemplate, "compile", lambda self: compiled.append(self) or compile_once(self))
    template, environment = DocxTemplate(io.BytesIO(lines("{{ x }}"))), jinja2.Environment()
    for expected, more in ((1, {}), (1, {}), (1, {"jinja_env": environment}), (1, {"jinja_env": environment})):
        template.render({"x": 1}, **more)
        assert len(compiled) == expected
    environment.filters["new"] = str
    template.render({"x": 1}, jinja_env=environment)
    assert len(compiled) == 2


# -- the command line


def _run(folder: Path, *arguments: str, answer: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen.template.docxtpl", "a.docx", "a.json", "out.docx", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, input=answer)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a template and data."""
    (tmp_path / "a.docx").write_bytes(lines("{{ x }}"))
    (tmp_path / "a.json").write_text(json.dumps({"x": "é"}), encoding="utf-8")
    return tmp_path


def test_the_module_makes_a_file_of_json(folder: Path) -> None:
    """It says so, with the names that were blank, unless it is to be quiet; it asks before it overwrites."""
    assert "Document successfully generated and saved at out.docx" in _run(folder).stdout
    assert docx.Document(str(folder / "out.docx")).paragraphs[0].text == "é"
    assert _run(folder, "-o", "-q").stdout == ""
    (folder / "a.json").write_text("{}", encoding="utf-8")
    assert "Warning: a.docx › body › paragraph 1: warning: unknown name" in _run(folder, "-o").stdout
    assert _run(folder, "-q", answer="y\n").returncode == 0
    for answer in ("n\n", ""):
        done = _run(folder, "-q", answer=answer)
        assert done.returncode == 1
        assert "already exists, please choose a different name" in done.stdout


@pytest.mark.parametrize("data", ["{", "[1]", "[" * 100_000, None])
def test_the_module_tells_what_is_wrong(folder: Path, data: str | None) -> None:
    """With a line and a status, and makes nothing."""
    if data is None:
        (folder / "a.json").unlink()
    else:
        (folder / "a.json").write_text(data, encoding="utf-8")
    done = _run(folder, "-q")
    assert (done.returncode, done.stdout[:6], done.stderr) == (1, "Error:", "")
    assert not (folder / "out.docx").exists()


# -- starting up


def test_ours_is_imported_no_slower_than_docxtpl() -> None:
    """Of modules that are not Python's own, fewer are loaded."""
    script = (
        "import sys; before = set(sys.modules); import {}; "
        "print(len([m for m in set(sys.modules) - before if m.split('.')[0] not in sys.stdlib_module_names]))"
    )
    ours, theirs = (
        int(subprocess.run([sys.executable, "-c", script.format(name)], capture_output=True, check=True).stdout)
        for name in ("reportgen.template.docxtpl", "docxtpl")
    )
    assert ours <= theirs


def test_what_is_no_context_is_refused_in_plain_words() -> None:
    """The type that was given is named."""
    with pytest.raises(TypeError, match="a dict, or a function for one; this is of the type 'list'"):
        DocxTemplate(docx.Document()).render([1])  # type: ignore[arg-type]
