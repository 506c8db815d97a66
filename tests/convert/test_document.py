"""Documents from elsewhere in the other Chinese: texts with their code and line ends, Office files whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.convert.document import Conversion, Document, converted_name, detect_script
from reportgen.diagnostics import ProblemsFound
from reportgen.lang.chinese.converter import converter
from reportgen.model.glossary import Glossary
from reportgen.model.language import LANGUAGES
from tests.support.office import Office, Slide, docx_of, pptx_of, select, texts

NOTHING = Glossary({})
HANT = "資訊科技 Abc「」『』帳戶，。10 000家說過\nhttps://a.hk/b 兩地"


def converted(data: bytes, name: str = "a.txt", target: str = "zh-Hans") -> Conversion:
    """A document converted with the built-in rules alone."""
    source = "zh-Hant" if target == "zh-Hans" else "zh-Hans"
    return Document(data, name).convert(converter(NOTHING, source, target), LANGUAGES[target])


def text_of(text: str, target: str = "zh-Hans") -> str:
    """A text converted."""
    return converted(text.encode(), target=target).data.decode()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_text_keeps_its_mark_and_line_ends(mark: bytes, end: str) -> None:
    """Also a missing end of the last line."""
    data = mark + end.join(["兩地", "", "合作會議。", "公布"]).encode()
    assert converted(data).data == mark + end.join(["两地", "", "合作会议。", "公布"]).encode()


@given(st.text(HANT, max_size=60))
@settings(deadline=None)
def test_changes_are_all_there_is(text: str) -> None:
    """Making the changes at their places gives the new text, and nothing else differs."""
    result = converted(text.encode())
    assert result.data.decode() == text_of(text)
    assert bool(result.changes) == (result.data.decode() != text)


def test_code_and_addresses_stay() -> None:
    """Fenced code, code spans, links' targets, addresses, Latin text."""
    text = "說`說`明 ``說 ` 說``\n```py\n說 = 1\n```\n[說](https://a.hk/說) a@b.hk\n~~~\n說\n"
    assert text_of(text) == "说`說`明 ``說 ` 說``\n```py\n說 = 1\n```\n[说](https://a.hk/說) a@b.hk\n~~~\n說\n"


def test_changes_have_their_lines_and_rules() -> None:
    """As a person would look for them."""
    found = [(str(f.location), f.item.source, f.item.rule) for f in converted("無\n兩地\n\n帳戶".encode()).changes]  # type: ignore[union-attr]
    assert ("a.txt:2", "兩", "characters") in found
    assert any(place == "a.txt:4" for place, *_ in found)


@pytest.mark.parametrize(
    ("text", "script"), [("兩地合作", "Hant"), ("两地合作", "Hans"), ("only English", ""), ("", "")]
)
def test_the_script_is_told_by_its_characters(text: str, script: str) -> None:
    """Nothing for a document without Chinese."""
    assert detect_script(Document(text.encode(), "a.txt")) == script


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [("中文。", "unknown-script", "--from"), ("第一行\n兩地合作，两地合作", "mixed-script", "'两' at line 1")],
)
def test_a_script_that_cannot_be_told(text: str, code: str, words: str) -> None:
    """What speaks for either side, and the way out."""
    with pytest.raises(ProblemsFound) as found:
        detect_script(Document(text.encode(), "a.txt"))
    (problem,) = found.value.diagnostics
    assert problem.code == code
    assert words in str(problem)


def test_a_word_cut_across_runs_is_converted_as_one(office: Office) -> None:
    """頭髮 is 头发 and 發展 is 发展, wherever a format begins."""
    data = office.file(["頭", "髮，發", "展"])
    done = converted(data, office.name)
    assert office.lines(done.data) == ["头发，发展"]
    assert done.changes[0].location.steps == (*office.place, "paragraph 1")


@pytest.mark.parametrize("target", ["zh-Hans", "zh-Hant"])
def test_an_office_file_reads_as_the_converter_reads_it(office: Office, target: str) -> None:
    """Every paragraph is the converter's text of it, and converting a second time changes nothing."""
    lines = ["「兩地」會議於二月二十二日公布", "两地“会议”公布", "English only, “quoted”", "https://a.hk/說"]
    data = office.file(*lines)
    done = converted(data, office.name, target)
    convert = converter(NOTHING, "zh-Hant" if target == "zh-Hans" else "zh-Hans", target).convert
    assert office.lines(done.data) == [convert(line) for line in lines]
    again = converted(done.data, office.name, target)
    assert (again.data, again.changes, again.switched) == (done.data, [], {})


def test_notes_headers_and_properties_follow() -> None:
    """The whole document."""
    deck = pptx_of(Slide(["兩"], notes="備註"), properties={"title": "標題", "language": "zh-HK"})
    assert {"两", "备注"} <= set(texts(converted(deck, "a.pptx").data))
    letter = docx_of("兩", header="頁眉說", properties={"language": "zh-HK", "author": "陳國基"})
    done = converted(letter, "a.docx")
    assert "页眉说" in texts(done.data)
    assert [e.text for e in select(done.data, "docProps/core.xml", "//*[local-name()='language']")] == ["zh-Hans"]
    assert [e.text for e in select(done.data, "docProps/core.xml", "//*[local-name()='creator']")] == ["陳國基"]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [(b"", "a.docx", "it is empty"), (b"\xd0\xcf\x11\xe0", "a.doc", "Office 97"), (b"text", "a.pptx", "no Word")],
)
def test_what_is_no_template_is_no_document(data: bytes, name: str, words: str) -> None:
    """The same reasons, in words that fit."""
    with pytest.raises(ProblemsFound, match=words) as found:
        Document(data, name)
    assert "cannot be converted" in str(found.value)


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("a.docx", "a.zh-Hans.docx"), ("a.zh-Hant.docx", "a.zh-Hans.docx"), ("a.b.pptx", "a.b.zh-Hans.pptx"),
        ("a.ZH-HANT.txt", "a.zh-Hans.txt"),
    ],
)  # fmt: skip
def test_the_new_name(name: str, new: str) -> None:
    """The target's tag before the ending, in place of another language's."""
    assert converted_name(name, LANGUAGES["zh-Hans"]) == new


def test_a_large_text_takes_linear_time() -> None:
    """Quotations are paired within their paragraph: a book of them is no problem."""
    text = "「說」『話』，兩地\n\n" * 20_000
    assert text_of(text) == "“说”“话”，两地\n\n" * 20_000


def test_the_places_of_a_large_paragraph_take_linear_time() -> None:
    """Wrapped lines that never end a sentence are one paragraph; its last change is found as fast as its first."""
    lines = 60_000
    changes = converted("兩地帳戶說過\n".encode() * lines).changes
    assert [change.location.line for change in changes[-3:]] == [lines] * 3
    assert {change.location.line for change in changes} == set(range(1, lines + 1))
