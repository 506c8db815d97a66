"""Commands that make files and look after those that were made: build, deck, summary, verify, clean."""
