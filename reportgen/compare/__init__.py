"""Compares two meetings: what has become of steps, what is new or gone, what says something else.

Models go in, changes come out: nothing is read from files here, and nothing is printed.
"""
