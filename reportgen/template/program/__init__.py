"""One Jinja program: the environment, its filters, single tags checked, the faults of a run at their tags."""
