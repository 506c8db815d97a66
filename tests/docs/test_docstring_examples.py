"""What a docstring shows is what the function does."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "reportgen").rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("module", MODULES)
def test_an_example_gives_what_its_docstring_says(module: str) -> None:
    """Every `>>>` of a docstring is run, and gives the line below it."""
    assert doctest.testmod(import_module(module)).failed == 0
