"""The statements of the store, a file each, read once."""

from importlib.resources import files


def load(name: str) -> str:
    """The text of `name`.sql."""
    return (files(__package__) / f"{name}.sql").read_text("utf-8")
