"""Rules about what belongs together: sections, sources, terms, signatures."""
