"""Reads the rules that a project converts by: its names and its vocabulary."""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import Collector
from reportgen.exchange.tables import read_glossary
from reportgen.model.glossary import Glossary
from reportgen.project.csv_reader import build_glossary, read_vocabulary
from reportgen.project.files import FileReader
from reportgen.project.places import VOCABULARY_FILE


def read_rules(root: Path) -> Glossary:
    """Read the names and the vocabulary of the project in `root`, whatever state its content is in.

    Raises `ProblemsFound` with every fault of the tables.
    """
    terms = read_glossary(root).terms()
    problems = Collector()
    data = FileReader(root, problems).read(VOCABULARY_FILE, "") if (root / VOCABULARY_FILE).exists() else None
    rules = read_vocabulary(data, VOCABULARY_FILE, problems) if data is not None else []
    glossary = build_glossary(terms, rules, problems)
    problems.raise_errors()
    return glossary
