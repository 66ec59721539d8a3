"""The exact versions and hashes of what can be added, as requirements/studio-text.txt has them."""

import re
from pathlib import Path

HERE = Path(__file__)
PLACES = (HERE.with_name("studio-text.txt"), HERE.parents[3] / "requirements" / "studio-text.txt")
"""In an installed package, and in a checkout."""


class PackError(Exception):
    """Why something was not added, in words for the person who asked."""


def pin(package: str) -> str:
    """The package's requirement, with the hashes of its files. Raises `PackError`."""
    path = next((place for place in PLACES if place.is_file()), None)
    if path is None:
        message = "requirements/studio-text.txt is missing: reinstall philae, or use a checkout"
        raise PackError(message)
    found = re.search(rf"^{re.escape(package)}==.*(?:\n +--hash=.*)+", path.read_text("utf-8"), re.MULTILINE)
    if found is None:
        message = f"{path.name} has no {package}"
        raise PackError(message)
    return found[0]


def version(package: str) -> str:
    """The pinned version."""
    return re.split(r"[\s;\\]", pin(package).partition("==")[2], maxsplit=1)[0]
