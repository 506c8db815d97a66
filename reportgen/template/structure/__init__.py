"""Where each statement has to stand in the tree, and what must not be lost on the way."""
