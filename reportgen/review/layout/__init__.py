"""Slides as they are set: where shapes and their lines lie, and what looks wrong there."""
