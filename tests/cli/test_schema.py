"""`reportgen schema` writes what editors complete, with the fields that the project declares itself."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from reportgen.cli.main import app
from tests.project.sample import write_project


def _schema(root: Path) -> list[str]:
    done = CliRunner().invoke(app, ["schema", "--project", str(root), "--json"])
    assert done.exit_code == 0, done.output
    files: list[str] = json.loads(done.output)["files"]
    return files


def test_own_fields_are_completed_and_written_once(tmp_path: Path) -> None:
    """Also where the content has faults; a second run has nothing to write."""
    root = write_project(tmp_path, youth=("id: youth", "id: youht"))
    (root / "content/schema").mkdir()
    own = "sector: {risk: {type: choice, of: [low, high], description: How likely it fails}}\n"
    (root / "content/schema/extra.yaml").write_text(own, encoding="utf-8")
    assert "content/schema/sector.schema.json" in _schema(root)
    assert _schema(root) == []
    schema = json.loads((root / "content/schema/sector.schema.json").read_text(encoding="utf-8"))
    risk = schema["properties"]["extra"]["properties"]["risk"]
    assert (risk["enum"], risk["description"]) == (["low", "high"], "How likely it fails")
