"""A project that is worked on: opened, checked, made, and kept warm between two saves."""
