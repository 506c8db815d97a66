"""Begins projects, and changes their shape: sectors and kinds of documents that come, go, or get another name.

Nothing is written here but a new project's folder: each function gives the files that change, and who calls it writes
them, all or none.
"""
