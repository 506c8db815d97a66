"""The commands about templates: `reportgen template …`."""
