"""The files that content names: pictures, and spreadsheets with their cells and tables."""
