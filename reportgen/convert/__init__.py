"""Converts a finished Office or text file into the other written Chinese, text by text."""
