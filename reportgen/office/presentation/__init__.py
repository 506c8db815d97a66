"""PresentationML: what leads from one slide or shape to another, when slides and shapes are copied or taken away."""
