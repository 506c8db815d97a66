"""The kinds of documents that a plain build of the repository's own project makes, for tests that name them."""

from __future__ import annotations

from pathlib import Path

from reportgen.project.load import load_catalogue

KINDS = tuple(kind for kind in load_catalogue(Path(__file__).parents[2]).kinds if kind.built)
DECK, SUMMARY = KINDS
