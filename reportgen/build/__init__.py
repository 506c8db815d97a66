"""Builds the files of a project: selects targets, renders those that are not up to date, writes and prints them."""
