"""Model to documents: what a template sees, which files there are to make, and the build that makes them."""
