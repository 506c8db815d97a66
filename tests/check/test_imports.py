"""What a check of a project loads, and what it waits with."""

from __future__ import annotations

import subprocess
import sys

from reportgen.check.document_rules import DOCUMENT_RULES
from reportgen.check.registry import DOCUMENT_CODES

HEAVY = ["lxml", "jinja2", "opencc", "reportgen.template", "reportgen.review", "reportgen.lang.chinese.converter"]


def test_importing_the_checks_loads_no_engine_and_no_converter() -> None:
    """A build whose findings are known waits for none of them."""
    program = f"import reportgen.check, sys; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_codes_of_rules_about_office_files_are_known_without_loading_them() -> None:
    """Settings that name one are checked with the project's rules."""
    assert set(DOCUMENT_RULES) == DOCUMENT_CODES
