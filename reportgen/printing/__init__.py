"""Prints Office files to PDF with LibreOffice, which runs as a program of its own; equal files give equal bytes."""
