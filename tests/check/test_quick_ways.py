"""What makes rules quick decides nothing: the quick way and the plain one find the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.check.texts import chinese_facts, english_facts, wordings
from reportgen.check.texts.facts import Step, extract_facts
from reportgen.diagnostics import Severity
from reportgen.lang.chinese.converter import converter
from reportgen.lang.chinese.false_matches import false_matches
from reportgen.model.glossary import Glossary
from reportgen.project.load import load_project
from reportgen.project.wording import WordingRule
from tests.docs.reading import ROOT

ENGLISH = [
    "one",
    "third",
    "half",
    "per cent",
    "%",
    "mid-",
    "May",
    "HK$",
    "bn",
    "a",
    " ",
    "-",
    "of",
    "2024",
    "1",
    "5 000",
]
CHINESE = [
    "一",
    "第",
    "百分之",
    "三成",
    "萬",
    "年",
    "月",
    "日",
    "至",
    "港元",
    "首",
    "季",
    "%",
    "2024",
    "1",
    "５",
    "-",
    "A",
]


def texts(words: Sequence[str]) -> st.SearchStrategy[str]:
    """Texts of these words."""
    return st.lists(st.sampled_from(words), max_size=8).map("".join)


def _plainly(steps: Sequence[Step]) -> list[Step]:
    return [step._replace(needs_digit=False) for step in steps]


@given(texts(ENGLISH))
def test_a_pattern_of_digits_is_not_missed_in_an_english_text(text: str) -> None:
    """Patterns that are passed over where no digit stands would have found nothing."""
    plain = extract_facts(text, _plainly(english_facts._PATTERNS))
    assert extract_facts(text, english_facts._PATTERNS) == plain


@given(texts(CHINESE))
def test_a_pattern_of_digits_is_not_missed_in_a_chinese_text(text: str) -> None:
    """The same for Chinese, whose numerals are no digits."""
    plain = extract_facts(text, _plainly(chinese_facts._PATTERNS))
    assert extract_facts(text, chinese_facts._PATTERNS) == plain


RULES = [
    ("cross-border", "cross-boundary"),
    ("#,###", "# ###"),
    ("mainland China", "the Mainland"),
    ("#", "one"),
    ("a  b", "ab"),
]
WORDS = [
    "Cross-border",
    "cross-border",
    "1,000",
    "1 000",
    "Mainland  China",
    "mainland",
    "China",
    "7",
    "a b",
    "A  b",
    " ",
]


@given(texts(WORDS))
def test_a_house_rule_is_not_missed(text: str) -> None:
    """A rule that is passed over because its words are not in the text would not have matched."""
    rules = [WordingRule(avoid, use, "en", "all", Severity.WARNING, "Why.") for avoid, use in RULES]
    quick = wordings._HouseRules(rules, "en")
    plain = wordings._HouseRules(rules, "en")
    plain._rules = [(entry, "", pattern) for entry, _, pattern in plain._rules]
    assert list(quick.violations(text)) == list(plain.violations(text))


@pytest.mark.parametrize(
    ("source", "target", "spelling"), [("zh-Hans", "zh-Hant", "hongkong"), ("zh-Hant", "zh-Hans", "mainland")]
)
def test_words_are_converted_together_as_they_are_alone(source: str, target: str, spelling: str) -> None:
    """Those of the vocabulary and of the built-in tables, and one with a line break."""
    vocabulary = load_project(ROOT).glossary.vocabulary
    words = [word for entry in vocabulary for word in (entry.hant, entry.hans)]
    words += [*false_matches(spelling), "里\n面", ""]
    convert = converter(Glossary({}), source, target).convert
    assert wordings.convert_lines(convert, words) == {word: convert(word) for word in words}
