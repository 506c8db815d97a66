"""Open Packaging Conventions (ECMA-376 part 2): the zip, its parts, their types and relationships."""
