"""The page on which an editor sees, reads and corrects a project: a server for this computer alone, and its parts."""
