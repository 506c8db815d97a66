"""DrawingML: where a shape stands, what it inherits, how its text is set."""
