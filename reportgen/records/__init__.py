"""What things were made from, and whether that is still so: questions, digests of files, the program's own key."""
