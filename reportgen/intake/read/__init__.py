"""A file that somebody else wrote → its paragraphs, with the numbers by which they are cited."""
