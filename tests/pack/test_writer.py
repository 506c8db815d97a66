"""Texts for one language: names at first and later mention, people, conversion, strong and links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.content import Text
from reportgen.model.glossary import Glossary, Term
from reportgen.model.language import LANGUAGES
from reportgen.pack.writer import DocumentText, Mentions, Writer
from reportgen.template import Span


def _term(term_id: str, kind: str, names: str, shorts: str = "||", **more: str) -> Term:
    """A term; names and short forms are written in the order of the languages, with bars between."""
    tags = tuple(LANGUAGES)
    given_shorts = {tag: short for tag, short in zip(tags, shorts.split("|"), strict=True) if short}
    return Term(term_id, kind, dict(zip(tags, names.split("|"), strict=True)), given_shorts, **more)


TERMS = [
    _term("hktc", "body", "Hong Kong Trade Council|香港貿易議會|香港贸易议会", "HKTC|貿議會|香港贸议会"),
    _term("hong-kong", "place", "Hong Kong|香港|香港", "HK|港|港"),
    _term("hou-hai", "place", "Deep Bay|后海灣|后海湾"),
    _term("board", "body", "Tourism Board|旅遊發展局|旅游发展局", "Board||"),
    _term("cs", "post", "Chief Secretary|政務司司長|政务司司长", "CS|司長|司长"),
    _term("chan", "person", "Chan Kwok-ki|陳國基|陈国基", "Mr Chan||", honorific="Mr", post="cs"),
    _term("yu", "person", "Yu Hou|余后|余后", honorific="Ms"),
]
GLOSSARY = Glossary({term.id: term for term in TERMS})
WRITERS = {tag: Writer(language, GLOSSARY) for tag, language in LANGUAGES.items()}


def _document(tag: str, *wordings: str) -> list[str]:
    """What a document prints for wordings in this language, one after another."""
    mentions = Mentions()
    texts = [DocumentText(WRITERS[tag], Text({tag: wording}), mentions) for wording in wordings]
    return [str(text.__rich__()) for text in texts]


@pytest.mark.parametrize(
    ("tag", "wordings", "printed"),
    [
        # the full name with its short form at first mention in the document, the short form after
        ("en", ["The [[hktc]] met.", "The [[hktc]] left."],
         ["The Hong Kong Trade Council (HKTC) met.", "The HKTC left."]),
        ("zh-Hant", ["[[hktc]]開會。", "[[hktc]]散會。"], ["香港貿易議會（貿議會）開會。", "貿議會散會。"]),
        ("zh-Hans", ["[[hktc]]开会。", "[[hktc]]散会。"], ["香港贸易议会（香港贸议会）开会。", "香港贸议会散会。"]),
        ("en", ["[[hktc]] and [[hktc]]"], ["Hong Kong Trade Council (HKTC) and HKTC"]),
        # asked-for forms stand alone, and do not count as the mention that introduces the short form
        ("en", ["[[hktc|short]]", "[[hktc]]", "[[hktc|full]]", "[[hktc]]"],
         ["HKTC", "Hong Kong Trade Council (HKTC)", "Hong Kong Trade Council", "HKTC"]),
        # a short form that only compounds use is never introduced, and running text does not use it
        ("en", ["[[hong-kong]]", "[[hong-kong]]"], ["Hong Kong", "Hong Kong"]),
        ("zh-Hant", ["[[hong-kong]]", "[[hong-kong]]"], ["香港", "香港"]),
        ("zh-Hant", ["[[hong-kong|short]]深合作"], ["港深合作"]),
        # without a short form the name stands every time
        ("en", ["[[hou-hai]]", "[[hou-hai]]", "[[hou-hai|short]]"], ["Deep Bay", "Deep Bay", "Deep Bay"]),
        ("zh-Hant", ["[[board]]", "[[board]]"], ["旅遊發展局", "旅遊發展局"]),
        # people: honorific and name, then the short form; brackets around a person's short form are not written
        ("en", ["[[chan]] spoke.", "[[chan]] left."], ["Mr\u00a0Chan\u00a0Kwok-ki spoke.", "Mr\u00a0Chan left."]),
        ("zh-Hant", ["[[chan]]發言。", "[[chan]]離開。"], ["陳國基發言。", "陳國基離開。"]),
        ("en", ["the [[chan|post]], spoke"], ["the Chief Secretary, Mr\u00a0Chan\u00a0Kwok-ki, spoke"]),
        ("zh-Hant", ["[[chan|post]]發言"], ["政務司司長陳國基發言"]),
        ("zh-Hans", ["[[chan|post]]发言"], ["政务司司长陈国基发言"]),
        ("en", ["[[yu|post]] and [[yu]]"], ["Ms\u00a0Yu\u00a0Hou and Ms\u00a0Yu\u00a0Hou"]),
        # a post is written out, whoever holds it
        ("en", ["the [[cs]]", "the [[cs]]", "[[cs|short]]"], ["the Chief Secretary", "the Chief Secretary", "CS"]),
    ],
)  # fmt: skip
def test_names_are_printed_as_a_reader_expects(tag: str, wordings: list[str], printed: list[str]) -> None:
    """First mention, later mentions and asked-for forms, in the order of the document."""
    assert _document(tag, *wordings) == printed


def test_mentions_count_where_they_are_printed() -> None:
    """The order of printing decides, not that of the content; asking for a text without printing it does not count."""
    mentions = Mentions()
    first, second = (DocumentText(WRITERS["en"], Text({"en": "[[hktc]]"}), mentions) for _ in range(2))
    assert str(first) == "Hong Kong Trade Council (HKTC)"
    assert len(first) == len("Hong Kong Trade Council (HKTC)")
    assert bool(first)
    assert str(second.__rich__()) == "Hong Kong Trade Council (HKTC)"
    assert str(first.__rich__()) == "HKTC"


def test_documents_do_not_know_each_other() -> None:
    """A writer serves many documents, and each introduces its names itself."""
    assert _document("en", "[[hktc]]") == _document("en", "[[hktc]]")


def test_the_other_script_is_derived() -> None:
    """A text in one Chinese script is enough; names come from the glossary and are not converted again."""
    text = Text({"en": "x", "zh-Hant": "[[chan]]說，後天到[[hou-hai]]開會。"})
    printed = WRITERS["zh-Hans"].write(text, Mentions(), record=True)
    assert str(printed) == "陈国基说，后天到后海湾开会。"
    back = Text({"zh-Hans": "[[yu]]说，后天到[[hou-hai]]开会。"})
    assert str(WRITERS["zh-Hant"].write(back, Mentions(), record=True)) == "余后說，後天到后海灣開會。"


def test_a_text_written_by_hand_is_not_converted() -> None:
    """The author of the Simplified text has the last word, also where it differs from what would be derived."""
    text = Text({"en": "x", "zh-Hant": "實體會議", "zh-Hans": "线下会议"})
    assert str(WRITERS["zh-Hans"].write(text, Mentions(), record=True)) == "线下会议"


def test_a_text_that_is_not_there_is_an_error() -> None:
    """English is never derived, so a missing text cannot turn into an empty paragraph."""
    with pytest.raises(KeyError, match="en"):
        WRITERS["en"].write(Text({"zh-Hant": "字"}), Mentions(), record=True)


def test_strong_and_links_are_kept_with_the_names_in_them() -> None:
    """Bold and address go with every piece inside, and with no other."""
    text = Text({"en": "a **b [[hktc]]** c [d [[hktc]]](https://x.org/?a=1&b=2) e"})
    assert WRITERS["en"].write(text, Mentions(), record=True).spans == (
        Span("a "),
        Span("b ", bold=True),
        Span("Hong Kong Trade Council (HKTC)", bold=True),
        Span(" c "),
        Span("d ", link="https://x.org/?a=1&b=2"),
        Span("HKTC", link="https://x.org/?a=1&b=2"),
        Span(" e"),
    )


def test_text_typed_in_a_template_is_converted_like_any_other() -> None:
    """The editor types one Chinese; the other edition is derived, and English is left alone."""
    assert WRITERS["zh-Hans"].convert_literal("旅遊發展局說") == "旅游发展局说"
    assert WRITERS["en"].convert_literal("旅遊發展局說") == "旅遊發展局說"


_WORDINGS = st.lists(
    st.tuples(st.sampled_from(["hktc", "board", "hong-kong", "chan", "yu", "cs"]),
              st.sampled_from(["", "|short", "|full", "|post"])), min_size=1, max_size=12,
)  # fmt: skip


@given(_WORDINGS)
def test_a_short_form_is_introduced_once_before_it_is_used(references: list[tuple[str, str]]) -> None:
    """However a document names its bodies, the full name with brackets comes once, and first among plain references."""
    printed = _document("en", *(f"[[{term}{form if term in ('chan', 'yu') or form != '|post' else ''}]]"
                                for term, form in references))  # fmt: skip
    plain = [text for (term, form), text in zip(references, printed, strict=True)
             if term == "hktc" and form in ("", "|post")]  # fmt: skip
    assert plain[:1] in ([], ["Hong Kong Trade Council (HKTC)"])
    assert set(plain[1:]) <= {"HKTC"}


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="[]*"), min_size=1))
def test_plain_english_is_printed_as_it_is(wording: str) -> None:
    """Whatever is typed that is no markup is data."""
    assert str(WRITERS["en"].write(Text.model_construct({"en": wording}), Mentions(), record=True)) == wording


@pytest.mark.parametrize(
    ("wording", "spans"),
    [
        ("The term 深港通 is fixed.", [("The term ", None), ("深港通", "zh-Hant"), (" is fixed.", None)]),
        ("**发展**", [("发展", "zh-Hans")]),
        ("Naïve – “quoted” €5", [("Naïve – “quoted” €5", None)]),
    ],
)
def test_chinese_words_in_an_english_text_are_set_as_chinese(wording: str, spans: list[tuple[str, str | None]]) -> None:
    """With a Chinese typeface and language tag, so that they are drawn and broken into lines as Chinese."""
    printed = DocumentText(WRITERS["en"], Text({"en": wording}), Mentions()).__rich__()
    assert [(span.text, span.language and span.language.tag) for span in printed.spans] == spans
