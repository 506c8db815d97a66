"""The package that a rendered template becomes."""
