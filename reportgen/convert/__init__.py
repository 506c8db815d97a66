"""A finished Office file put into the other Chinese, text by text."""
