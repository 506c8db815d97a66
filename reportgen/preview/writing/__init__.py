"""What a page changes: one text, one name, one sign-off at a time."""
