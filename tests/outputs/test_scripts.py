"""Chinese in finished files: the right script, typeface and language tag on every run, in both formats."""

from __future__ import annotations

from functools import cache

import pytest
from opencc import OpenCC

from reportgen.model.target import Kind
from reportgen.project.load import Project
from tests.outputs.conftest import Packs
from tests.outputs.reading import HAN, Run
from tests.support.kinds import KINDS

SCRIPTS = {"zh-HK": "simplified", "zh-CN": "traditional"}
"""Language tag of a run → the script none of its characters may be of alone."""
HONG_KONG = frozenset("恒")
"""Characters that OpenCC takes for Simplified and the Government of Hong Kong writes (恒常化, 恒生)."""


def _in(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _only(script: str) -> frozenset[str]:
    """The characters that are of one script alone.

    OpenCC says which change when converted away and stay when converted towards the script; of these, the ones
    that the other side's character set has too (后, 台, 乾, 着) are of both.
    """
    away, towards, other = {
        "simplified": ("s2hk", "hk2s", "big5"),
        "traditional": ("hk2s", "s2hk", "gb2312"),
    }[script]
    han = "\n".join(map(chr, range(0x4E00, 0xA000)))
    changed, kept = (OpenCC(name).convert(han).split("\n") for name in (away, towards))
    return (
        frozenset(
            c for c, a, k in zip(han.split("\n"), changed, kept, strict=True) if a != c and k == c and not _in(c, other)
        )
        - HONG_KONG
    )


def _wrong(run: Run) -> str:
    """The characters of a run that its language does not write."""
    return "".join(c for c in run.text if run.language in SCRIPTS and c in _only(SCRIPTS[run.language]))


def test_the_two_sets_are_what_they_say() -> None:
    """Well-known characters stand in the right set, and characters of both scripts in neither."""
    assert set("国会议发学习卫湾门个时间") <= _only("simplified")
    assert set("國會議發學習衞灣門寧個時間裏") <= _only("traditional")
    assert not set("后台里只面周合作政府深港着恒") & (_only("simplified") | _only("traditional"))
    assert len(_only("simplified")) > 2000
    assert len(_only("traditional")) > 2000


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_run_has_a_character_of_the_other_script(packs: Packs, kind: Kind, language: str) -> None:
    """Judged by the run's own language tag, since tables of names show both scripts; notes included."""
    wrong = [
        f"{target.path} {run.part}: {_wrong(run)!r} in {run.text!r} ({run.language})"
        for target, file in packs.items()
        if (target.kind, target.edition) == (kind, language)
        for run in file.runs()
        if _wrong(run)
    ]
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize(("language", "script"), [("zh-Hant", "simplified"), ("zh-Hans", "traditional")])
def test_what_stands_outside_of_runs_is_of_the_right_script(packs: Packs, language: str, script: str) -> None:
    """Properties, alternative texts and names of shapes are read too."""
    wrong = []
    for target, file in packs.items():
        if target.edition == language:
            texts = [*file.attributes(), *(element.text or "" for element in file.core)]
            wrong += [f"{target.path}: {text}" for text in texts if set(text) & _only(script)]
    assert not wrong


@pytest.mark.parametrize("kind", KINDS)
def test_every_chinese_run_has_a_typeface_and_a_language(packs: Packs, kind: Kind) -> None:
    """Without them Office takes the reader's own, and prints Hong Kong's text in Japanese or Mainland shapes."""
    wrong = [
        f"{target.path} {run.part}: {run}"
        for target, file in packs.items()
        if target.kind == kind
        for run in file.runs()
        if HAN.search(run.text) and (run.language not in SCRIPTS or not run.typeface or run.typeface.startswith("+"))
    ]
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize(("language", "main", "typeface"), [
    ("zh-Hant", "zh-HK", "Microsoft JhengHei"), ("zh-Hans", "zh-CN", "Microsoft YaHei"),
])  # fmt: skip
def test_most_runs_are_in_the_language_of_the_edition(packs: Packs, language: str, main: str, typeface: str) -> None:
    """The other script stands in the tables of names alone, and the edition's typeface is the one that was chosen."""
    for target, file in packs.items():
        if target.edition != language:
            continue
        chinese = [run for run in file.runs() if HAN.search(run.text)]
        own = [run for run in chinese if run.language == main]
        assert len(own) > 0.6 * len(chinese), target.path
        assert {run.typeface for run in own} == {typeface}, target.path


def test_a_chinese_edition_is_in_chinese(packs: Packs, project: Project) -> None:
    """English stands in tables of names and in names; a sentence in English would be a text nobody translated."""
    names = {term.names["en"] for term in project.glossary}
    names |= {f"{term.names['en']} ({term.shorts['en']})" for term in project.glossary if term.shorts.get("en")}
    left = []
    for target, file in packs.items():
        if target.edition != "en":
            for paragraph in file.paragraphs:
                words = paragraph.split()
                if len(words) > 4 and not HAN.search(paragraph) and paragraph.removesuffix(" †") not in names:
                    left.append(f"{target.path}: {paragraph}")
    assert not left, "\n".join(left[:20])
