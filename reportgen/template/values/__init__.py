"""The values that a context brings: rich text, charts, inserted documents, and how any value becomes text."""
