"""Why a command did not do its work, in one line for the person at the terminal."""

from typing import Any


class Fault(Exception):
    """One line: what is wrong, and what to do about it."""


def worded(error: Exception) -> str | None:
    """The line for an error that its reader can mend; None for a fault of the program."""
    if isinstance(error, Fault):
        return str(error)
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "GatewayError" in kinds:
        return str(getattr(error, "public", error))
    # By name, so that no command loads what it does not use just to name its errors.
    if kinds & {"Refusal", "EmbeddedError", "BackupError", "PackError"}:
        return str(error)
    if "ValidationError" in kinds:
        return _settings(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return None


def _settings(error: Any) -> str:
    """The first setting at fault, by the name that it is set by."""
    first = error.errors(include_url=False)[0]
    where = [str(part) for part in first["loc"]]
    name = f"PHILAE_{where[0].upper()}" if len(where) == 1 else "philae.yaml: " + ".".join(where)
    return f"{name} is not valid: {first['msg']} (given: {first.get('input')!r})"
