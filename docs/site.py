"""A hook of mkdocs: the site is made of the Markdown files where they lie, and of what they show and link to.

A page stands in the site at the same path as in the repository, so links between files hold in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
_FOLDERS = (".", "content", "docs", "docs/decisions", "docs/gallery", "glossary", "out", "templates", "examples")
"""The folders whose pages are in the site; below `examples` those of each project."""
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The pages of the project in place of those in `docs`, and the files that they show or link to."""
    pages = list(_pages())
    linked = {(page.parent / target).resolve() for page in pages for target in _LINK.findall(page.read_text("utf-8"))}
    others = sorted(file for file in linked.difference(pages) if file.is_file() and file.is_relative_to(ROOT))
    theme = [file for file in files if not Path(file.abs_src_path or "").is_relative_to(ROOT / "docs")]
    return Files([*theme, *(_file(path, config) for path in (*pages, *others))])


def _pages() -> Iterator[Path]:
    for folder in _FOLDERS:
        yield from sorted((ROOT / folder).glob("*.md"))
    yield from sorted((ROOT / "examples").glob("*/*.md"))


def _file(path: Path, config: MkDocsConfig) -> File:
    return File(
        path.relative_to(ROOT).as_posix(), str(ROOT), config.site_dir, use_directory_urls=config.use_directory_urls
    )
