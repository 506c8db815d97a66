"""Rules about references and completeness: sections, sources, terms, approvals."""
