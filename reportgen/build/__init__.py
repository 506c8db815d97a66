"""What is due, by whom it is made, and where it goes."""
