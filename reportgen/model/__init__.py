"""What a pack is made of: languages, dates, content, glossary, targets. Frozen data, no disk."""
