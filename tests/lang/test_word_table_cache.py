"""Tables of words kept on disk: read where they are whole and of these words, made again where not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import reportgen.lang.chinese.word_table_cache as kept
from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.model.glossary import Glossary, Term, VocabularyRule
from reportgen.model.language import PROFILES

RULES = (
    VocabularyRule("電郵", "电子邮件", "both", True),
    VocabularyRule("支援", "保障", "both", True, scope=("health",)),
)
GLOSSARY = Glossary({"kai-tak": Term("kai-tak", "place", {"zh-Hant": "啟德", "zh-Hans": "启德"})}, RULES)
TEXT = "啟德電郵支援覆診著名"
MADE = "启德电子邮件支援复诊著名"


@pytest.fixture
def tables_made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The scope of each table that is made, not read."""
    made: list[str] = []
    make = kept.word_table

    def counted(*arguments: object) -> object:
        made.append(str(arguments[-1]))
        return make(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(kept, "word_table", counted)
    return made


def convert(folder: Path | None, glossary: Glossary = GLOSSARY, scope: str = "") -> str:
    """The text, by a converter made for it."""
    return ChineseConverter(glossary, "zh-Hant", "zh-Hans", scope, folder).convert(TEXT)


def test_a_table_is_made_once(tmp_path: Path, tables_made: list[str]) -> None:
    """The second converter reads what the first has made, and says the same of every change."""
    first, second = (ChineseConverter(GLOSSARY, "zh-Hant", "zh-Hans", "", tmp_path) for _ in range(2))
    assert first.convert(TEXT) == second.convert(TEXT) == MADE
    assert first.changes(TEXT) == second.changes(TEXT)
    assert len(tables_made) == 1
    assert len(list((tmp_path / "words").iterdir())) == 1


def test_what_it_is_made_from_makes_another(tmp_path: Path, tables_made: list[str]) -> None:
    """A name, a rule, a scope, a direction: whatever a table depends on is in its name."""
    term = GLOSSARY["kai-tak"]
    others = (
        Glossary({"kai-tak": replace(term, names={"zh-Hant": "啟德", "zh-Hans": "启德区"})}, RULES),
        Glossary({"kai-tak": replace(term, shorts={"zh-Hant": "啟德區"})}, RULES),
        Glossary({"kai-tak": replace(term, kind="person")}, RULES),
        Glossary(GLOSSARY.terms, (replace(RULES[0], convert=False), RULES[1])),
        Glossary(GLOSSARY.terms, (replace(RULES[0], direction="to-hant"), RULES[1])),
        Glossary(GLOSSARY.terms, (RULES[0], replace(RULES[1], scope=()))),
        Glossary(GLOSSARY.terms, RULES[::-1]),
    )
    printed = [convert(tmp_path, glossary) for glossary in (GLOSSARY, *others)]
    printed += [
        convert(tmp_path, scope="health"),
        ChineseConverter(GLOSSARY, "zh-Hans", "zh-Hant", "", tmp_path).convert(MADE),
    ]
    assert printed == [convert(None, glossary) for glossary in (GLOSSARY, *others)] + [
        convert(None, scope="health"), ChineseConverter(GLOSSARY, "zh-Hans", "zh-Hant").convert(MADE),
    ]  # fmt: skip
    assert len(list((tmp_path / "words").iterdir())) == len(others) + 3


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b"\xff" * 5])
def test_a_damaged_table_is_made_again(tmp_path: Path, damage: bytes) -> None:
    """A cut or overwritten file is not read, and is replaced by a whole one."""
    convert(tmp_path)
    (path,) = (tmp_path / "words").iterdir()
    whole = path.read_bytes()
    for broken in (damage, whole[: len(whole) // 2], whole[:-1], whole[:50] + damage + whole[50 + len(damage) :]):
        path.write_bytes(broken)
        assert convert(tmp_path) == MADE
        assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_used_is_done_without(tmp_path: Path) -> None:
    """A file where the folder should be, or a folder in place of an entry, only makes things slower."""
    file = tmp_path / "file"
    file.write_bytes(b"mine")
    assert convert(file) == MADE
    assert convert(file / "below") == MADE
    assert file.read_bytes() == b"mine"
    convert(tmp_path / "new")
    (entry,) = (tmp_path / "new/words").iterdir()
    entry.unlink()
    entry.mkdir()
    assert convert(tmp_path / "new") == MADE
    assert list((tmp_path / "new/words").iterdir()) == [entry]


def test_a_register_has_its_own_table(tmp_path: Path) -> None:
    """The Mainland's Simplified Chinese and that of the Government's pages do not share one."""
    assert convert(tmp_path) == MADE
    web = ChineseConverter(GLOSSARY, "zh-Hant", PROFILES["zh-Hans-HK"], "", tmp_path)
    assert web.convert(TEXT) == "启德电邮支援覆诊著名"
