"""A project whose templates are not trusted: the same files, and limits that hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.build.render import Renderer
from reportgen.build.targets import ALL, checked_targets
from reportgen.check.documents import DocumentChecker
from reportgen.check.templates import template_findings, template_schema
from reportgen.diagnostics import ProblemsFound
from reportgen.project.load import load_project
from reportgen.template.confined import CAN_CONFINE
from reportgen.template.render.traced import Trace
from tests.faults.tiny import make_project
from tests.support.office import docx_of

pytestmark = pytest.mark.skipif(not CAN_CONFINE, reason="the system has no such limits")

SETTINGS = "reportgen.yaml"
UNTRUSTED = "templates: {untrusted: true, seconds: 1, megabytes: 300}\n"
SLOW = "{% set l = range(9999)|list %}" + "{% set x = l|map('string')|map('upper')|sort|join %}" * 40
"""Within the budget of a document, and longer than a second."""


def _renderer(root: Path, settings: str) -> Renderer:
    make_project(root)
    with (root / SETTINGS).open("a") as file:
        file.write(settings)
    return Renderer(load_project(root))


def test_a_file_is_the_same_within_limits(tmp_path: Path) -> None:
    """What it was made from is known too, and what a preview asks for."""
    own, trusted = _renderer(tmp_path / "a", UNTRUSTED), _renderer(tmp_path / "b", "")
    (target, *_) = checked_targets(own.project.catalogue, [ALL])
    assert own.render(target) == trusted.render(target)
    traces = Trace(), Trace()
    own.render(target, traces[0])
    trusted.render(target, traces[1])
    assert [one.tag for one in traces[0].printed] == [one.tag for one in traces[1].printed]
    assert traces[0].printed


def test_a_template_without_end_fails_with_its_place(tmp_path: Path) -> None:
    """While it is compiled, checked and filled alike."""
    renderer = _renderer(tmp_path, UNTRUSTED)
    (tmp_path / "templates/letter.docx").write_bytes(docx_of(*[SLOW] * 30))
    (target, *_) = checked_targets(renderer.project.catalogue, [ALL])
    with pytest.raises(ProblemsFound, match="it takes more than 1 seconds") as found:
        renderer.render(target)
    assert found.value.diagnostics[0].location.path == "templates/letter.docx"


def test_a_template_is_checked_within_limits(tmp_path: Path) -> None:
    """`template check` is what people do first with a stranger's file."""
    project = _renderer(tmp_path, UNTRUSTED.replace("1,", "2,")).project
    file = tmp_path / "templates/letter.docx"
    many = docx_of(*["{{ a" + "|string" * 40 + " }}" + str(n) for n in range(9_000)])
    found = template_findings(many, "letter.docx", template_schema(file, project), DocumentChecker(project), project)
    assert [one.code for one in found] == ["over-limits"]
