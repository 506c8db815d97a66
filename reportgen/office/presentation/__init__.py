"""PresentationML: references from one slide or shape to another, kept true when these are copied or removed."""
