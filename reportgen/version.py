"""The version of the program: it stands here so that no module of the house asks the package's face for it."""

__version__ = "0.1.0"
