"""What a person reads on the screen, in each language of the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportgen.cli.main import app
from tests.golden.small import copy_project

ENGLISH, HONG_KONG, MAINLAND = "en_GB.UTF-8", "zh_HK.UTF-8", "zh_CN.UTF-8"


def said(line: str, locale: str) -> str:
    """What a command prints where the system speaks a language."""
    return (
        CliRunner()
        .invoke(app, line.split(), env={"LANG": locale, "LC_ALL": "", "LANGUAGE": "", "REPORTGEN_LANG": ""})
        .output
    )


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (ENGLISH, ["Usage: ", "Options:", "Commands:", "Show this message and exit.", "Print the version."]),
        (HONG_KONG, ["用法：", "選項：", "指令：", "顯示這份說明，然後結束。", "尋找、增加、檢查和交換名稱。"]),
        (MAINLAND, ["用法：", "选项：", "命令：", "显示本帮助，然后退出。", "查找、添加、检查和交换名称。"]),
    ],
)
def test_the_help_of_the_program_is_in_one_language(locale: str, words: list[str]) -> None:
    """Its commands and options, and the words that typer puts around them."""
    printed = said("--help", locale)
    assert [word for word in words if word not in printed] == []
    assert locale == ENGLISH or "Usage" not in printed


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (ENGLISH, ["[default: (this folder or one above it)]", "Where the files go."]),
        (HONG_KONG, ["預設：(這個資料夾或上層資料夾)", "檔案的輸出位置。", "[預設：(全部)]"]),
        (MAINLAND, ["默认：(当前文件夹或上级文件夹)", "文件的输出位置。", "[默认：(全部)]"]),
    ],
)
def test_the_help_of_a_command_is_in_one_language(locale: str, words: list[str]) -> None:
    """Defaults that are words too."""
    printed = " ".join(said("build --help", locale).split())
    assert [word for word in words if word not in printed] == []


@pytest.mark.parametrize(
    ("line", "locale", "words"),
    [
        ("build --nope", ENGLISH, "Error: No such option: --nope (Possible options: --force)"),
        ("build --nope", HONG_KONG, "錯誤：沒有選項 --nope（可用的選項：--force）"),
        ("build --nope", MAINLAND, "错误：没有选项 --nope（可用的选项：--force）"),
        ("biuld", HONG_KONG, "錯誤：沒有 'biuld' 這個指令。是否指 'build'？"),
        ("biuld", MAINLAND, "详情请运行 root -h。"),
        ("build --jobs 0", HONG_KONG, "'-j' / '--jobs' 的值有誤：不可小於 1"),
        ("build --jobs x", MAINLAND, "'-j' / '--jobs' 的值有误：必须是整数"),
        ("check --format xml", HONG_KONG, "'--format' 的值有誤：沒有格式 xml；請用其中之一：text、sarif、github"),
        ("glossary find", MAINLAND, "错误：缺少参数"),
        ("build --why", HONG_KONG, "錯誤：選項 '--why' 須填一個值。"),
    ],
)
def test_wrong_use_is_told_in_the_language_of_the_screen(line: str, locale: str, words: str) -> None:
    """The sentences of typer, with ours inside them."""
    assert words in said(line, locale).replace("reportgen", "root")


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (ENGLISH, ["error: '2023-02-30' is not a day of the calendar [wrong-value]"]),
        (HONG_KONG, ["：錯誤：曆法上沒有「2023-02-30」這一天 [wrong-value]"]),
        (MAINLAND, ["：错误：日历上没有“2023-02-30”这一天 [wrong-value]"]),
    ],
)
def test_findings_are_told_in_the_language_of_the_screen(tmp_path: Path, locale: str, words: list[str]) -> None:
    """Codes stay; what is printed as JSON has the same sentences under keys that stay."""
    copy_project(tmp_path / "p")
    meeting = tmp_path / "p/content/meeting.yaml"
    lines = meeting.read_text(encoding="utf-8").splitlines(keepends=True)
    dated = ["date: 2023-02-30\n" if line.startswith("date:") else line for line in lines]
    meeting.write_text("".join(dated), encoding="utf-8")
    printed = said(f"check --project {tmp_path}/p", locale)
    assert [word for word in words if word not in printed] == []
    found = json.loads(said(f"check --json --project {tmp_path}/p", locale))
    first = found["diagnostics"][0]
    assert first["code"] == "wrong-value"
    assert first["message"] in printed


@pytest.mark.parametrize(
    ("locale", "words"),
    [(ENGLISH, "no problems"), (HONG_KONG, "2個範疇，12個名稱：沒有問題"), (MAINLAND, "2个领域，12个名称：没有问题")],
)
def test_the_closing_line_is_in_the_language_of_the_screen(tmp_path: Path, locale: str, words: str) -> None:
    """With its numbers, which need no plural in Chinese."""
    copy_project(tmp_path / "p")
    assert words in said(f"check --project {tmp_path}/p", locale)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (ENGLISH, ["Why: ", "For example:", "Instead:"]),
        (HONG_KONG, ["原因：", "例如：", "應改為：", "date: 2023-02-28"]),
        (MAINLAND, ["原因：", "例如：", "应改为：", "date: 2023-02-28"]),
    ],
)
def test_a_help_page_is_in_the_language_of_the_screen(locale: str, words: list[str]) -> None:
    """Its four parts; the example stays."""
    printed = said("check --explain wrong-value", locale)
    assert [word for word in words if word not in printed] == []
