"""Spreadsheets of glossary rows, as people have them: Excel, OpenDocument and text tables, out and back."""
