"""The command line: commands, progress and exit codes. No other room imports typer or rich."""
