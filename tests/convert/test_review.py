"""A Word file converted for a person who looks it through: tracked changes, comments, and what became of them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import etree

from reportgen.convert.attention import Attention, attention_of
from reportgen.convert.document import Conversion, Document
from reportgen.convert.review import Review
from reportgen.diagnostics import ProblemsFound, translated, translation_into
from reportgen.lang.chinese.changes import Change, Flag
from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.model.glossary import Glossary, Term, VocabularyRule
from reportgen.model.language import LANGUAGES
from reportgen.office.opc.package import Package
from tests.support.cxml import qn, xml
from tests.support.office import docx_of, table, with_related

HKTDC = Term(
    "hktdc",
    "body",
    {"zh-Hant": "香港貿易發展局", "zh-Hans": "香港贸易发展局"},
    {"zh-Hant": "貿發局", "zh-Hans": "香港贸发局"},
)
GLOSSARY = Glossary(
    {"hktdc": HKTDC},
    (
        VocabularyRule("的士", "出租车", "both", True),
        VocabularyRule("資訊", "信息", "both", False, "资讯 is news"),
    ),
)
LETTER = docx_of("貿發局發放資訊。他乘的士離開。", "No Chinese here")


def reviewed(data: bytes, target: str = "zh-Hans", say: Callable[[str], str] = str) -> Conversion:
    """A Word file, converted for a person."""
    source = "zh-Hant" if target == "zh-Hans" else "zh-Hans"
    plain = ChineseConverter(Glossary({}), source, target)
    converter = ChineseConverter(GLOSSARY, source, target)
    return Document(data, "letter.docx").convert(converter, LANGUAGES[target], Review(plain.convert, say))


def part(data: bytes, name: str) -> etree._Element:
    """A part of a file."""
    return Package.read(data, "letter.docx").parse(name)


def shown(root: etree._Element) -> str:
    """The text of a part, struck-out text in [- -], inserted text in {+ +}, comments' ranges in ( )."""
    signs = {"w:del": ("[-", "-]"), "w:ins": ("{+", "+}")}
    written = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        for tag, pair in signs.items():
            if element.tag == qn(tag):
                written.append(pair[event == "end"])
        if event == "start":
            if element.tag in (qn("w:t"), qn("w:delText")):
                written.append(element.text or "")
            elif element.tag == qn("w:commentRangeStart"):
                written.append("(")
            elif element.tag == qn("w:commentRangeEnd"):
                written.append(")")
    return "".join(written)


def comments(data: bytes) -> list[list[str]]:
    """The comments, as their paragraphs."""
    root = part(data, "word/comments.xml")
    return [["".join(p.itertext()) for p in comment.iter(qn("w:p"))] for comment in root]


def test_names_come_before_senses_and_plain_characters() -> None:
    """What a person should look at is told by the rule."""
    change = Change(0, 2, "的士", "出租车", "vocabulary")
    assert attention_of(Change(0, 3, "貿發局", "香港贸发局", "term:hktdc")) is Attention.NAME
    assert attention_of(Change(0, 1, "余", "余", "surname")) is Attention.NAME
    assert attention_of(change) is Attention.SENSE
    assert attention_of(Flag(0, 2, "資訊", "信息", "", "")) is Attention.LEFT
    assert attention_of(Change(0, 1, "發", "发", "characters")) is Attention.PLAIN
    assert sorted(Attention) == [Attention.NAME, Attention.SENSE, Attention.LEFT, Attention.PLAIN]


def test_a_decision_is_a_tracked_change_and_the_rest_is_converted() -> None:
    """Rejecting one leaves what characters alone give; a word that was left has a comment alone."""
    root = part(reviewed(LETTER).data, "word/document.xml")
    assert shown(root) == ("([-贸发局-]{+香港贸发局+})发放(资讯)。他乘([-的士-]{+出租车+})离开。No Chinese here")


def test_a_comment_says_what_why_and_where() -> None:
    """The author's word, the rule, and the sentence."""
    assert comments(reviewed(LETTER).data) == [
        ["貿發局 → 香港贸发局", "name of the glossary (glossary)", "貿發局發放資訊。"],
        ["資訊 → 信息?", "资讯 is news; glossary/vocabulary.csv", "貿發局發放資訊。"],
        ["的士 → 出租车", "vocabulary (glossary/vocabulary.csv)", "他乘的士離開。"],
    ]


def test_a_comment_is_in_the_language_of_the_person() -> None:
    """Its second line is; a note of the project's own stays as it was written."""
    chinese = translation_into("zh-Hans")
    data = reviewed(LETTER, say=lambda sentence: translated(sentence, chinese)).data
    assert [comment[1] for comment in comments(data)] == [
        "术语表的名称（glossary）",
        "资讯 is news; glossary/vocabulary.csv",
        "用词表（glossary/vocabulary.csv）",
    ]


def test_a_name_that_characters_alone_give_is_no_decision() -> None:
    """香港貿易發展局 is 香港贸易发展局 either way."""
    data = reviewed(docx_of("香港貿易發展局")).data
    assert shown(part(data, "word/document.xml")) == "香港贸易发展局"
    assert "word/comments.xml" not in Package.read(data, "letter.docx").entries


def test_each_piece_keeps_the_look_of_its_run() -> None:
    """Also where a word is cut into runs, and with what else stands in a run."""
    cut = xml('w:p/(w:r/(w:rPr/w:b,w:t"乘的"),w:r/(w:t"士到",w:tab,w:t"的士站",w:br),w:r/w:t"資訊")')
    root = part(reviewed(docx_of(cut)).data, "word/document.xml")
    assert shown(root) == "乘([-的士-]{+出租车+})到([-的士-]{+出租车+})站(资讯)"
    assert next(root.iter(qn("w:delText"))).text == "的士"
    first, second = root.iter(qn("w:ins"))
    assert first.find(f".//{qn('w:b')}") is not None
    assert second.find(f".//{qn('w:b')}") is None
    order = [element.tag for element in root.iter(qn("w:tab"), qn("w:br"), qn("w:ins"))]
    assert order == [qn("w:ins"), qn("w:tab"), qn("w:ins"), qn("w:br")]


def test_a_word_that_reaches_into_changed_characters_is_found() -> None:
    """資訊發 changes as one run of characters, of which 資訊 alone was left."""
    assert shown(part(reviewed(docx_of("資訊發放")).data, "word/document.xml")) == "(资讯)发放"


def test_ids_are_unlike_those_that_are_there() -> None:
    """Tracked changes, comments and bookmarks share one count; what others commented stays."""
    marked = xml('w:p/(w:bookmarkStart{w:id=40,w:name=x},w:bookmarkEnd{w:id=40},w:r/w:t"乘的士")')
    theirs = xml('w:comments/w:comment{w:id=7,w:author=Chan}/w:p/w:r/w:t"look"')
    kind, mime = "comments", "wordprocessingml.comments+xml"
    data = with_related(docx_of(marked), "word/document.xml", "comments.xml", theirs, kind, mime)
    data = reviewed(data).data
    markup = etree.tostring(part(data, "word/document.xml"), encoding="unicode")
    ids = re.findall(r'w:(?:ins|del|commentRangeStart) w:id="(\d+)"', markup)
    assert sorted(map(int, ids)) == [41, 42, 43]
    assert [comment.get(qn("w:author")) for comment in part(data, "word/comments.xml")] == ["Chan", "reportgen"]


def test_in_a_tracked_insertion_nothing_is_inserted_twice() -> None:
    """Word knows no insertion inside an insertion; what is struck out there is."""
    inserted = xml('w:p/w:ins{w:id=1,w:author=Chan}/w:r/w:t"乘的士"')
    root = part(reviewed(docx_of(inserted)).data, "word/document.xml")
    assert shown(root) == "{+乘([-的士-]出租车)+}"


def test_tables_are_reviewed_and_what_cannot_be_tracked_is_converted() -> None:
    """No mark is left anywhere: in a description what was chosen stands."""
    picture = xml('w:p/w:r/w:drawing/wp:inline/wp:docPr{id=1,name=p,descr="的士資訊"}')
    data = reviewed(docx_of(table(["的士"]), picture)).data
    root = part(data, "word/document.xml")
    assert shown(root) == "([-的士-]{+出租车+})"
    assert next(root.iter(qn("wp:docPr"))).get("descr") == "出租车资讯"
    assert not re.search("[\ufdd0-\ufdef]", etree.tostring(root, encoding="unicode"))


def test_the_same_file_gives_the_same_bytes() -> None:
    """And what nothing happens to stays as it is."""
    assert reviewed(LETTER).data == reviewed(LETTER).data


@pytest.mark.parametrize("target", ["zh-Hans", "zh-Hant"])
def test_both_directions(target: str) -> None:
    """Towards Hong Kong as well."""
    text = "他乘的士。" if target == "zh-Hans" else "他乘出租车。"
    expected = "他乘([-的士-]{+出租车+})。" if target == "zh-Hans" else "他乘([-出租車-]{+的士+})。"
    assert shown(part(reviewed(docx_of(text), target).data, "word/document.xml")) == expected


def test_a_document_that_holds_marks_is_refused_with_its_part() -> None:
    """Its text could otherwise say that it was another's decision, or name one that does not exist."""
    with pytest.raises(ProblemsFound) as found:
        reviewed(docx_of("\ufdd0\ufdd9\ufdd0貿發局\ufdd2"))
    (problem,) = found.value.diagnostics
    assert (problem.code, problem.location.steps) == ("forbidden-character", ("body",))
