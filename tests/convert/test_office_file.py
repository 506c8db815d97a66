"""A document rewritten text by text: what is said changes, what it looks like does not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.convert.office_file import RewriteResult, read_passages, rewrite
from reportgen.convert.passages import OBJECT, Passage, code_styles, passages
from reportgen.convert.typefaces import ScriptSwitch
from reportgen.model.language import LANGUAGES
from reportgen.office.opc.package import Package
from tests.support.cxml import qn, xml
from tests.support.office import Office, docx_of, paragraph, parts_of, table, tree, with_related

HANS = LANGUAGES["zh-Hans"]
HANT = LANGUAGES["zh-Hant"]


@dataclass(frozen=True)
class Put:
    """An edit."""

    start: int
    end: int
    text: str


def swap(words: dict[str, str]) -> object:
    """Edits that replace words wherever they stand in a passage."""

    def edits_for(passage: Passage) -> list[Put]:
        found = []
        for old, new in words.items():
            at = passage.text.find(old)
            while at >= 0:
                found.append(Put(at, at + len(old), new))
                at = passage.text.find(old, at + len(old))
        return found

    return edits_for


def rewritten(data: bytes, name: str, words: dict[str, str], language: object = None) -> RewriteResult[Put]:
    """A file with words replaced."""
    return rewrite(Package.read(data, name), data, swap(words), language)  # type: ignore[arg-type]


def runs_of(element: etree._Element) -> list[str]:
    """The texts of a paragraph's runs."""
    return [node.text or "" for node in element.iter(qn("w:t"), qn("a:t"))]


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[list[str], list[Put]]:
    """A text cut into runs, and edits that do not overlap."""
    pieces = draw(st.lists(st.text("資訊科技 Aa1", min_size=1, max_size=4), min_size=1, max_size=6))
    length = sum(map(len, pieces))
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [Put(start, end, draw(st.text("信息技术xy", max_size=5))) for start, end in spans]
    return pieces, list({edit.start: edit for edit in edits}.values())


def applied(text: str, edits: list[Put]) -> str:
    """What the text reads after the edits."""
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@pytest.mark.parametrize("prefix", ["w", "a"])
@given(case=cut_texts())
def test_a_paragraph_reads_as_its_whole_text_edited(prefix: str, case: tuple[list[str], list[Put]]) -> None:
    """Whatever the runs: the text is the edited text, and what no edit touches stays in its run, in order."""
    pieces, edits = case
    element = paragraph(pieces, prefix)
    (passage,) = passages(element, ())
    before = passage.text
    assert before == "".join(pieces)
    passage.rewrite(edits)
    after = runs_of(element)
    assert "".join(after) == applied(before, edits)
    assert len(after) == len(pieces)
    touched = {at for edit in edits for at in range(edit.start, edit.end)}
    position = 0
    for piece, run in zip(pieces, after, strict=True):
        kept = [c for at, c in enumerate(piece, position) if at not in touched]
        rest = iter(run)
        assert all(c in rest for c in kept)
        position += len(piece)


@pytest.mark.parametrize(
    ("runs", "new", "after"),
    [
        (["資訊", "科技"], "信息技术", ["信息", "技术"]),
        (["創新資", "訊科", "技局"], "信息技术", ["創新信", "息技", "术局"]),
        (["資", "訊科技人"], "IT", ["IT", "人"]),
        (["資訊科", "技"], "資訊與科技", ["資訊與科", "技"]),
    ],
)
def test_a_word_cut_across_runs_is_one_word(office: Office, runs: list[str], new: str, after: list[str]) -> None:
    """As long as before: character by character; longer or shorter: where the difference begins."""
    done = rewritten(office.file(runs), office.name, {"資訊科技": new})
    found = next(p for p in tree(done.data, office.main).iter(qn("w:p"), qn("a:p")) if runs_of(p))
    assert [text for text in runs_of(found) if text] == after


def test_breaks_tabs_and_code_stay(office: Office) -> None:
    """An edit that would take a break away is not made; words on both sides of it are not one."""
    element = paragraph(["資訊", "科技"], office.prefix)
    element.insert(1, xml("w:r/w:br" if office.prefix == "w" else "a:br"))
    data = office.file(element)
    done = rewritten(data, office.name, {"資訊\n科技": "信息", "資訊科技": "信息"})
    assert done.applied == []
    assert office.lines(done.data) == office.lines(data) == ["資訊\n科技"]


def test_nothing_to_change_is_the_file_itself(office: Office) -> None:
    """Byte for byte; and where one part changes, all others are copied as they are."""
    data = office.file("資訊科技")
    assert rewritten(data, office.name, {"軟件": "软件"}).data is data
    changed = rewritten(data, office.name, {"資訊": "信息"})
    before, after = parts_of(data), parts_of(changed.data)
    differing = {name for name in before if before[name] != after.get(name)}
    assert office.main in differing
    assert differing <= {office.main, "[Content_Types].xml", "_rels/.rels", "docProps/thumbnail.jpeg"}


def test_places_are_an_editors_words(office: Office) -> None:
    """Shape, table and paragraph, as in every other message."""
    done = rewritten(office.with_table(["甲", "資訊"]), office.name, {"資訊": "信息"})
    (made,) = done.applied
    assert made.passage.steps[0] == office.place[0]
    assert "row 1, cell 2" in made.passage.steps[-2]
    assert made.passage.steps[-1] == "paragraph 1"


def test_deletions_are_texts_of_their_own() -> None:
    """Word shows them struck through; words of one deletion may be cut across runs."""
    element = xml(
        'w:p/(w:r/w:t"審",w:del{w:id=1,w:author=x}/(w:r/w:delText"資",w:r/w:delText"訊"),'
        'w:moveFrom{w:id=3,w:author=x}/w:r/w:t"移",w:ins{w:id=2,w:author=x}/w:r/w:t"加")'
    )
    assert [passage.text for passage in passages(element, ())] == ["審加", "資訊", "移"]
    assert (
        b">\xe4\xbf\xa1<" in parts_of(rewritten(docx_of(element), "a.docx", {"資訊": "信息"}).data)["word/document.xml"]
    )


def test_a_formula_is_a_text_of_its_own() -> None:
    """In Word and in PowerPoint, where it may stand in the middle of a sentence."""
    for prefix in ("w", "a"):
        element = paragraph(["甲"], prefix)
        element.append(xml('m:oMath/m:r/m:t"面積"'))
        assert [passage.text for passage in passages(element, ())] == ["甲" + OBJECT, "面積"]


def _field(*code: str | etree._Element, result: str = "") -> list[etree._Element]:
    """The runs of a field of Word, whose code may be in pieces and hold further runs."""
    mark = "w:r/w:fldChar{{w:fldCharType={}}}".format
    runs = [xml(mark("begin"))]
    for piece in code:
        if isinstance(piece, str):
            run = xml("w:r/w:instrText")
            run[0].text = piece
            runs.append(run)
        else:
            runs.append(piece)
    return [*runs, xml(mark("separate")), xml(f'w:r/w:t"{result}"'), xml(mark("end"))]


def _document_with(runs: list[etree._Element]) -> bytes:
    block = xml("w:p")
    block.extend(runs)
    return docx_of(block)


@pytest.mark.parametrize(
    ("code", "after"),
    [
        (' IF "後" = "後" "後面" "裏面" ', ' IF "後" = "後" "后面" "里面" '),
        (" IF 後=後 後面 裏面 ", " IF 後=後 后面 里面 "),
        (' HYPERLINK "https://a.org/後" \\l "後" \\o "後面" ', ' HYPERLINK "https://a.org/後" \\l "後" \\o "后面" '),
        (' DATE \\@ "yyyy年後" \\* MERGEFORMAT ', ' DATE \\@ "yyyy年后" \\* MERGEFORMAT '),
        (" REF 後 \\h ", None),
        (" PAGEREF 後 ", None),
        (" SEQ 後 \\* ARABIC ", None),
        (' STYLEREF "後" ', None),
        (" MERGEFIELD 後 ", None),
        (' MERGEFIELD 後 \\b "後" ', ' MERGEFIELD 後 \\b "后" '),
        (' ASK 後 "後" \\d "後" ', ' ASK 後 "后" \\d "后" '),
        (' FILLIN "後" \\d "後" ', ' FILLIN "后" \\d "后" '),
        (" QUOTE “後” ", " QUOTE “后” "),
        (" EQ \\o\\ac(○,後) ", " EQ \\o\\ac(○,后) "),
        (" PAGE ", None),
    ],
)
def test_what_a_field_shows_is_converted_and_names_in_it_stay(code: str, after: str | None) -> None:
    """Names of bookmarks, styles, data fields and sequences have to agree with what they name, addresses too.

    Names that stay are told with their place, in a field of either kind of markup.
    """
    simple = xml('w:fldSimple/w:r/w:t"x"')
    simple.set(qn("w:instr"), code)
    for runs in (_field(code), [simple]):
        result = rewritten(_document_with(runs), "a.docx", {"後": "后", "裏": "里"})
        root = tree(result.data, "word/document.xml")
        written = [node.text for node in root.iter(qn("w:instrText"))]
        written += [node.get(qn("w:instr")) for node in root.iter(qn("w:fldSimple"))]
        assert written == [code if after is None else after]
        kept = [(steps, what) for steps, what in result.unconverted if "names in" in what]
        assert bool(kept) == ("後" in written[0])
        assert all(steps == ("body", "paragraph 1", "code of a field") for steps, _ in kept)


def test_a_fields_code_may_be_cut_and_hold_fields() -> None:
    """Word cuts a code across runs as it does text; a field inside stands for a word of the code around it."""
    inner = _field(" MERGEFIELD 後 ", result="後")
    data = _document_with(_field(" IF ", *inner, ' = "後" "後', '面" "裏', '面" ', result="後"))
    root = tree(rewritten(data, "a.docx", {"後面": "后面", "裏面": "里面", "後": "后"}).data, "word/document.xml")
    codes = [node.text for node in root.iter(qn("w:instrText"))]
    assert codes == [" IF ", " MERGEFIELD 後 ", ' = "後" "后', '面" "里', '面" ']
    assert runs_of(root)[-1] == "后"


def test_text_in_a_code_style_is_no_language() -> None:
    """It takes its room in the paragraph, and nothing can be put there."""
    styles = xml("w:styles/w:style{w:styleId=Verb}/w:name{w:val=HTML Code}")
    assert code_styles(styles) == {"Verb"}
    element = paragraph(["資訊", "資訊"])
    element[1].insert(0, xml("w:rPr/w:rStyle{w:val=Verb}"))
    (passage,) = passages(element, (), frozenset({"Verb"}))
    assert passage.text == "資訊" + OBJECT * 2
    assert not passage.can_apply(Put(1, 3, "息"))
    passage.rewrite([Put(0, 2, "信息")])
    assert runs_of(element) == ["信息", "資訊"]


def test_every_place_of_a_word_file_is_read() -> None:
    """Header, footer, cell, property, alternative text, list number, both branches of a text box."""
    box = etree.fromstring(
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><mc:AlternateContent>'
        '<mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>框一</w:t></w:r></w:p></w:txbxContent></mc:Choice>'
        "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框二</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    data = docx_of("身", table(["格"]), header="眉", footer="腳", properties={"title": "題", "author": "作者"})
    package = Package.read(data, "letter.docx")
    found = {passage.text: passage.steps for passage in read_passages(package)}
    assert {"身", "格", "眉", "腳", "題"} <= set(found)
    assert "作者" not in found
    assert found["眉"][0] == "header"
    assert found["題"] == ("document properties", "title")
    inside = {passage.text: passage.steps for passage in passages(box, ("body",))}
    assert inside == {
        "框一": ("body", "paragraph 1", "text box", "paragraph 1"),
        "框二": ("body", "paragraph 1", "text box", "paragraph 1"),
    }


def test_a_charts_names_are_text_and_its_numbers_are_not() -> None:
    """Series and category caches, and the title."""
    chart = etree.fromstring(
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        "<c:title><c:tx><c:rich><a:p><a:r><a:t>圖</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        "<c:ser><c:tx><c:strRef><c:f>頁!A1</c:f><c:strCache><c:pt><c:v>列</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        "<c:cat><c:strRef><c:strCache><c:pt><c:v>類</c:v></c:pt></c:strCache></c:strRef></c:cat>"
        "<c:val><c:numRef><c:numCache><c:pt><c:v>1</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:chartSpace>"
    )
    assert [passage.text for passage in passages(chart, ())] == ["圖", "列", "類"]


# -- fonts and language tags


def _formatted(text: str, face: str, tag: str) -> etree._Element:
    element = paragraph(text)
    properties = xml("w:rPr/(w:rFonts,w:lang)")
    properties[0].set(qn("w:eastAsia"), face)
    properties[1].set(qn("w:eastAsia"), tag)
    element[0].insert(0, properties)
    return element


@pytest.mark.parametrize(
    ("language", "face", "wanted"),
    [
        (HANS, "PMingLiU", "SimSun"), (HANS, "標楷體", "KaiTi"), (HANS, "Microsoft JhengHei", "Microsoft YaHei"),
        (HANT, "微软雅黑", "Microsoft JhengHei"), (HANT, "宋体", "PMingLiU"), (HANT, "KaiTi_GB2312", "DFKai-SB"),
        (HANS, "Corporate Song", "Corporate Song"), (HANS, "Calibri", "Calibri"), (HANS, "SimSun", "SimSun"),
    ],
)  # fmt: skip
def test_typefaces_of_the_other_script_have_a_counterpart(language: object, face: str, wanted: str) -> None:
    """By a table, under either of their names; faces it does not know are kept."""
    root = xml("w:body")
    root.append(_formatted("中", face, "zh-TW"))
    ScriptSwitch(language).switch_part(root)  # type: ignore[arg-type]
    assert root.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == wanted  # type: ignore[union-attr]
    assert root.find(f".//{qn('w:lang')}").get(qn("w:eastAsia")) == language.office  # type: ignore[attr-defined, union-attr]


def test_a_latin_paragraph_stays_byte_for_byte() -> None:
    """Whatever its formatting says about Chinese, and in whichever part something else changes."""
    latin = _formatted("English only", "PMingLiU", "zh-TW")
    before = etree.tostring(latin)
    root = xml("w:body")
    root.extend([latin, _formatted("中", "PMingLiU", "zh-TW")])
    done = ScriptSwitch(HANS).switch_part(root)
    assert etree.tostring(root[0]) == before
    assert done == {("typeface", "PMingLiU", "SimSun"): 1, ("language", "zh-TW", "zh-CN"): 1}
    assert not ScriptSwitch(HANS).switch_part(root), "a second time there is nothing to switch"


def test_only_chinese_runs_of_powerpoint_are_tagged_as_chinese() -> None:
    """A run tagged as English that holds Chinese is Chinese; one that holds English stays what it is."""
    root = xml("a:p/(a:r/(a:rPr{lang=en-US,altLang=zh-TW},a:t),a:r/(a:rPr{lang=en-US},a:t))")
    root[0][1].text, root[1][1].text = "中文", "English"
    ScriptSwitch(HANS).switch_part(root)
    assert dict(root[0][0].attrib) == {"lang": "zh-CN", "altLang": "en-US"}
    assert dict(root[1][0].attrib) == {"lang": "en-US"}


def test_a_documents_defaults_are_switched() -> None:
    """East Asian text that names no language of its own is the target's."""
    data = docx_of("資訊")
    done = rewritten(data, "letter.docx", {}, HANS)
    lang = tree(done.data, "word/styles.xml").find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    assert lang is not None
    assert lang.get(qn("w:eastAsia")) == "zh-CN"
    english = docx_of("English only")
    assert rewritten(english, "letter.docx", {}, HANS).data is english


def test_what_is_left_is_told() -> None:
    """An embedded workbook is a file of its own; the data behind content controls would come back."""
    data = with_related(docx_of("資訊"), "", "customXml/item9.xml", "<資料/>".encode(), "customXml", "x+xml")
    data = with_related(data, "word/document.xml", "embeddings/a.xlsx", b"PK", "package", "spreadsheetml.sheet")
    left = rewritten(data, "letter.docx", {"資訊": "信息"}).unconverted
    assert (("body",), "the embedded workbook keeps its text") in left
    assert (("customXml/item9.xml",), "the data behind content controls keeps its text") in left


def test_formatting_that_a_tracked_change_remembers_stays() -> None:
    """It is what somebody else once saw; the formatting of today is switched."""
    root = xml("w:document/w:body/w:p")
    run = xml('w:r/(w:rPr/(w:rFonts,w:rPrChange{w:id=1,w:author=A}/w:rPr/w:rFonts),w:t"審計")')
    for fonts in run.iter(qn("w:rFonts")):
        fonts.set(qn("w:eastAsia"), "PMingLiU")
    root[0][0].append(run)
    ScriptSwitch(HANS).switch_part(root)
    assert [fonts.get(qn("w:eastAsia")) for fonts in root.iter(qn("w:rFonts"))] == ["SimSun", "PMingLiU"]
