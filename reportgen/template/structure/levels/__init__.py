"""The levels of statements: one module for each way of finding what a statement takes with it."""
