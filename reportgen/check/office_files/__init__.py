"""Rules about Office files: templates and what is made of them."""
