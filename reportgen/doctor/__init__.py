"""What this computer has of all that the program can use, and what each missing part costs."""
