"""Word summaries and PowerPoint decks from structured content, a glossary and Office templates."""

__version__ = "0.1.0"
