"""Rules about the wording of texts."""
