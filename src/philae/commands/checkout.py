"""Programs that live beside the package in a checkout and are not part of an installed wheel."""

import os
import subprocess
import sys
from pathlib import Path

import typer

from philae.commands.faults import Fault

ROOT = Path(__file__).parents[3]


def run(module: str, args: list[str]) -> None:
    """Run a module of the checkout; exit with its code. Raises `Fault` where there is no checkout."""
    if not (ROOT / module.replace(".", "/")).exists() and not (ROOT / f"{module.replace('.', '/')}.py").exists():
        raise Fault("this needs a checkout of Philae: an installed package does not hold it")
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    done = subprocess.run([sys.executable, "-m", module, *args], cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, check=False)
    raise typer.Exit(done.returncode)
