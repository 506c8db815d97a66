"""Reads an Office file as its readers meet it, and finds what fails some of them; the rules of `check` judge that."""
