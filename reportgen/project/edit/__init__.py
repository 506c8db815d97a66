"""Edits of the YAML files that people write, which change no other character than they have to."""
