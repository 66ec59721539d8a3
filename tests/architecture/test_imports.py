"""The import contracts in pyproject.toml hold, and speak of packages that exist."""

import tomllib
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[2]


def test_contracts_hold() -> None:
    """Every contract is kept, indirect imports included."""
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def test_every_package_is_under_contract() -> None:
    """A package that no contract limits could import anything."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    limited = {m for c in config["tool"]["importlinter"]["contracts"] for m in c.get("source_modules", ())}
    packages = {f"philae.{p.parent.name}" for p in (ROOT / "src" / "philae").glob("*/__init__.py")}
    assert packages - limited == set()
