"""`convert` and its report."""
