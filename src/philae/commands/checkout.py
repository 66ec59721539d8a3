"""Programs that come with the source, not with an installed philae."""

import os
import sys
from pathlib import Path

import philae
from philae.commands.faults import Fault


def root() -> Path:
    """The checkout that this program runs from. Raises `Fault`."""
    folder = Path(philae.__file__).resolve().parents[2]
    if not (folder / "pyproject.toml").exists():
        message = "this needs the source: clone the repository and run it there"
        raise Fault(message)
    return folder


def run(module: str, arguments: list[str]) -> None:
    """Become `python -m module` in the checkout. Raises `Fault` where it is not there."""
    folder = root()
    path = folder.joinpath(*module.split("."))
    if not (path.with_suffix(".py").exists() or (path / "__main__.py").exists()):
        message = f"{path.relative_to(folder)} is not in this checkout"
        raise Fault(message)
    os.chdir(folder)
    os.environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, (str(folder / "src"), str(folder), os.environ.get("PYTHONPATH")))
    )
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", module, *arguments])  # noqa: S606  no shell is wanted
