"""Printing: a value becomes the markup of the place it stands in."""
