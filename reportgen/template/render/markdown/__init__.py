"""A text in Markdown as a value, and how it is written on pages and on slides."""
