"""The screen speaks the language of the person before it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from typer.testing import CliRunner

from reportgen.cli.language import ui_language
from reportgen.cli.main import app


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_HK.UTF-8"}, "zh-Hant"),
        ([], {"LANG": "zh_TW"}, "zh-Hant"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ([], {"LANG": "zh_SG"}, "zh-Hans"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:zh_HK:en"}, "zh-Hant"),
        ([], {"LANG": "zh_CN.UTF-8", "REPORTGEN_LANG": "zh-Hant"}, "zh-Hant"),
        ([], {"LANG": "zh_CN.UTF-8", "REPORTGEN_LANG": "en"}, "en"),
        (["--ui-lang", "zh-Hans", "build"], {"REPORTGEN_LANG": "zh-Hant"}, "zh-Hans"),
        (["--ui-lang=zh-MO"], {}, "zh-Hant"),
        (["--ui-lang"], {}, "en"),
    ],
)
def test_the_language_is_asked_for_in_one_order(
    arguments: list[str], environment: Mapping[str, str], language: str
) -> None:
    """The option outranks the program's variable, and that the system's locale, in the order of POSIX."""
    assert ui_language(arguments, environment) == language


def test_a_language_that_the_program_lacks_is_wrong_use() -> None:
    """Asked for by name, it is not answered in English in silence."""
    done = CliRunner().invoke(app, ["--ui-lang", "xx", "doctor"])
    assert done.exit_code == 2
    assert "zh-Hant" in done.output
