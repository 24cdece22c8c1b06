"""Formats other than plain text: each file here takes one apart, in a child process (`sandbox`)."""
