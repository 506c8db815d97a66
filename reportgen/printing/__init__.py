"""LibreOffice as a program that prints: Office files to PDF, the same bytes each time."""
