"""Tags: found in texts, read, and made nodes of the tree."""
