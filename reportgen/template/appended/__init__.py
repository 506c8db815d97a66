"""Files put one behind the other: Word documents with their sections, decks with their masters."""
