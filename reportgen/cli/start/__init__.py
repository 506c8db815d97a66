"""The commands that begin projects and change their shape."""
