"""Prints the oldest versions of libraries that `pyproject.toml` promises to work with, as constraints for pip.

`python -m tools.oldest_libraries > oldest.txt`, then `pip install --constraint oldest.txt …`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


def oldest(project: Mapping[str, Any]) -> Iterator[str]:
    """A constraint for each library of a project's own dependencies; raises `ValueError` for one without a version."""
    for line in project["dependencies"]:
        requirement = Requirement(line)
        versions = [one.version for one in requirement.specifier if one.operator in (">=", "==")]
        if len(versions) != 1:
            raise ValueError(f"{line}: say which version is the oldest that works")
        yield f"{requirement.name}=={versions[0]}"


if __name__ == "__main__":
    print(*oldest(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]), sep="\n")
