"""The error of a file that cannot be read."""


class UnreadableError(Exception):
    """A file has no text that can be had; the message says why and what to do, without naming the file."""
