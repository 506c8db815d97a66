"""What the slides of a deck show, a view for each kind of slide."""
