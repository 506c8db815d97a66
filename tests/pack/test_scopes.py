"""A sector's own vocabulary: in that sector's texts, wherever they are printed, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from reportgen.model.language import LANGUAGES
from reportgen.model.target import OVERVIEW
from reportgen.pack.context import make_context
from reportgen.pack.references import References
from reportgen.pack.writer import Writer
from reportgen.project.load import load_project
from tests.golden.small import change

RULES = """zh-Hant,zh-Hans,direction,action,note,source,scope
運行,营运,both,convert,,,finance
運行,运转,both,convert,,,youth
"""


def _summaries(root: Path, pack: str) -> dict[str, str]:
    """Each sector's summary as a pack in Simplified Chinese sees it, with the meeting's title."""
    project = load_project(root)
    writer = Writer(LANGUAGES["zh-Hans"], project.glossary)
    context = make_context(project, pack, References(project), writer)
    sectors = context["sectors"] if pack == OVERVIEW else [context["sector"]]
    return {sector.id: str(sector.summary) for sector in sectors} | {"meeting": str(context["meeting"].title)}


def test_each_text_is_converted_with_the_scope_of_its_sector(root: Path) -> None:
    """Also side by side in the overview; the meeting's own texts know the rules for all alone."""
    (root / "glossary/vocabulary.csv").write_text(RULES, encoding="utf-8")
    for sector in ("finance", "youth"):
        path = root / f"content/sectors/{sector}.yaml"
        text = path.read_text(encoding="utf-8")
        head, _, rest = text.partition("\nsummary:")
        tail = rest.partition("\ntakeaways:")[2]
        path.write_text(f"{head}\nsummary: {{en: Running, zh-Hant: 運行}}\ntakeaways:{tail}", encoding="utf-8")
    change(root, "content/meeting.yaml", "二○二三年[[meeting]]", "運行")
    assert _summaries(root, "finance") == {"finance": "营运", "meeting": "运行"}
    assert _summaries(root, "youth") == {"youth": "运转", "meeting": "运行"}
    assert _summaries(root, OVERVIEW) == {"finance": "营运", "youth": "运转", "meeting": "运行"}
