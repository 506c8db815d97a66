"""Rules about punctuation and spaces: in Chinese and beside it, quotation marks, spaces in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.characters import IDEOGRAPHS
from reportgen.check.nodes import CheckedFile
from reportgen.check.registry import Finding, rule
from reportgen.check.texts.search import compiled
from reportgen.diagnostics import Message, Severity
from reportgen.model.language import Language

_CORNER_MARKS = "「」『』"
_IDEOGRAPH = f"[{IDEOGRAPHS}]"
_NAME = r"\u3013"
_CHINESE = rf"(?:{_IDEOGRAPH}|{_NAME})"
_HALF_WIDTH = (
    rf"{_IDEOGRAPH}[,;:?!]|{_NAME}[,;:?!](?!\w)|[,;?!]{_IDEOGRAPH}|[(]{_IDEOGRAPH}|{_IDEOGRAPH}[)]"
    rf"|{_IDEOGRAPH}[.](?![\w.])"
)
_LATIN = r"[A-Za-z0-9%]"
_SPACE = (
    rf"{_CHINESE}[ \u00a0]+(?:{_LATIN}|{_CHINESE})|{_LATIN}[ \u00a0]+{_CHINESE}"
    r"|[，。；：？！、」』）》][ ]+|[ ]+[，。；：？！、「『（《]"
)
_STRAIGHT = rf"\"|'(?={_IDEOGRAPH})|(?<={_IDEOGRAPH})'"
_APOSTROPHE = r"[^\W\d]*'[^\W\d]+|[^\W\d]+s'(?!\w)"
_BREAKABLE = r"(?<![\d.,\u00a0\u202f])\b\d{1,3}(?: \d{3})+\b(?![\d.,]\d)"


@rule("half-width-punctuation", Severity.WARNING)
def half_width_punctuation(file: CheckedFile) -> Iterator[Finding]:
    """A Chinese text has a half-width mark beside a Chinese character.

    Why: Chinese is set with full-width marks (W3C Requirements for Chinese Text Layout, 3.1).

    For example:
        運作暢順,深受歡迎

    Instead:
        運作暢順，深受歡迎
    """
    for wording in file.wordings_with_inline:
        found = compiled(_HALF_WIDTH).search(wording.plain) if wording.language.full_width else None
        if found:
            yield wording.finding(
                Message("half-width punctuation in '{found}'", found=found[0]), Message("write the full-width mark")
            )


@rule("space-beside-chinese", Severity.WARNING)
def space_beside_chinese(file: CheckedFile) -> Iterator[Finding]:
    """A Chinese text has a space between Chinese characters, or between one and a letter, digit or name.

    Why: the gap between Chinese and other scripts is set by Word and PowerPoint, not typed (W3C Requirements
    for Chinese Text Layout, 3.2.2). The space may also come from a line of the file that ends there.

    For example:
        超過 200 名

    Instead:
        超過200名
    """
    for wording in file.wordings_with_inline:
        found = compiled(_SPACE).search(wording.plain) if wording.language.full_width else None
        if found:
            yield wording.finding(
                Message("a space beside a Chinese character in '{found}'", found=found[0]), Message("delete the space")
            )


@rule("wrong-quotation-marks", Severity.WARNING)
def wrong_quotation_marks(file: CheckedFile) -> Iterator[Finding]:
    """A text has the quotation marks of another language, or a typewriter's.

    Why: Hong Kong quotes with 「」 and, inside, 『』; the Mainland with “” and ‘’ (W3C Requirements for Chinese
    Text Layout, 3.1.4); English with “” and, inside, ‘’. Straight marks are turned by no program.

    For example:
        zh-Hant: “一區兩園”

    Instead:
        zh-Hant: 「一區兩園」
    """
    for wording in file.wordings_with_inline:
        wrong = list(dict.fromkeys(_wrong_marks(wording.plain, wording.language)))
        if wrong:
            message = Message("{wrong} is not how this language quotes", wrong=" ".join(wrong))
            yield wording.finding(
                message, Message("write {quotes}", quotes=wording.language.quotes[:2]), subject=wrong[0]
            )


@rule("straight-apostrophe", Severity.WARNING)
def straight_apostrophe(file: CheckedFile) -> Iterator[Finding]:
    """A text in letters has a typewriter's apostrophe, or quotes with it.

    Why: the apostrophe of print is ’ (U+2019), in every language that has one (The Unicode Standard, 6.2). Word curls
    it while one types; what comes from a file stays straight, beside curly ones in the same document.

    For example:
        Hong Kong's products

    Instead:
        Hong Kong’s products
    """
    for wording in file.wordings_with_inline:
        for word in () if wording.language.full_width else dict.fromkeys(compiled(_APOSTROPHE).findall(wording.plain)):
            message = Message("the apostrophe of '{word}' is a typewriter's", word=word)
            yield wording.finding(message, Message("write ’ (U+2019); around a quotation ‘ and ’"), subject=word)


@rule("breakable-number", Severity.WARNING)
def breakable_number(file: CheckedFile) -> Iterator[Finding]:
    """The digits of a number are parted by an ordinary space.

    Why: a line can end at it, and the two halves are read as two numbers. The space of 10 000 is a no-break
    space (U+00A0).

    For example:
        more than 10 000 enterprises     with the space of the space bar

    Instead:
        more than 10\u00a0000 enterprises
    """
    for wording in file.wordings_with_inline:
        for number in dict.fromkeys(compiled(_BREAKABLE).findall(wording.plain)):
            message = Message("the number {number} can be broken at its space", number=number)
            yield wording.finding(message, Message("type a no-break space (U+00A0)"), subject=number)


def _wrong_marks(text: str, language: Language) -> Iterator[str]:
    """The marks in a text that its language does not quote with."""
    from reportgen.lang.chinese.punctuation import hongkong_marks, mainland_marks

    if language.quotes == _CORNER_MARKS:
        yield from (text[edit.start] for edit in sorted(hongkong_marks(text)) if edit.end > edit.start)
    elif language.chinese:
        marks = (text[edit.start] for edit in sorted(mainland_marks(text)) if edit.end > edit.start)
        yield from (mark for mark in marks if mark in _CORNER_MARKS)
    else:
        yield from (mark for mark in text if mark in _CORNER_MARKS)
    yield from compiled(_STRAIGHT).findall(text)
