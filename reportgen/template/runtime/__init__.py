"""What a compiled program and the code that runs it share: pieces of code, marks, limits, state."""
