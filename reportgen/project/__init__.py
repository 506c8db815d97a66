"""Reads the files of a project (YAML, CSV, TOML) into the model, each value with its file and line."""
