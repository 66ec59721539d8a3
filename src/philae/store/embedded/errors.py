"""What the embedded database tells its user when it cannot do its work."""


class EmbeddedError(Exception):
    """One message for the person at the terminal: what is wrong, and what to do about it."""
