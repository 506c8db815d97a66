"""Compiling: a template file becomes plain data that can be rendered."""
