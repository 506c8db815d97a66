"""Compiling: a package becomes one Jinja program."""
