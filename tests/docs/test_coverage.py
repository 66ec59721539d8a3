"""The coverage table speaks of every leaf, and of tests and pages that exist."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from philae.catalog import MODELS

ROOT = Path(__file__).resolve().parents[2]
TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load((ROOT / "docs" / "coverage.yaml").read_text())
ROWS = [*TABLE["leaves"], *TABLE["models"]]
STATES = {"works", "partly", "501", "not applicable"}


def _leaves() -> list[str]:
    """The outline's leaves, each with its path."""
    lines = (ROOT / "tests" / "docs" / "catalogue.txt").read_text().splitlines()
    outline = [(len(line) - len(line.lstrip()), line.strip()[2:]) for line in lines]
    path: list[str] = []
    found = []
    for number, (depth, name) in enumerate(outline):
        path = [*path[: depth // 2], name]
        if number + 1 == len(outline) or outline[number + 1][0] <= depth:
            found.append(" / ".join(path))
    return found


def test_every_leaf_has_its_entry() -> None:
    """156, in the outline's order."""
    leaves = _leaves()

    assert len(leaves) == 156
    assert [row["leaf"] for row in TABLE["leaves"]] == leaves


def test_every_flux_model_has_its_entry() -> None:
    """One for each in the catalogue."""
    assert [row["model"] for row in TABLE["models"]] == [m for m in MODELS if m.startswith("flux")]


def test_states_are_known_and_explained() -> None:
    """What works has a test and a page; what does not apply says why."""
    for row in ROWS:
        assert row["state"] in STATES
        assert row["state"] not in ("works", "partly") or {"test", "page"} <= row.keys(), row
        assert row["state"] != "not applicable" or row["note"], row


def test_tests_exist() -> None:
    """Each named test stands in its file."""
    for row in ROWS:
        if "test" in row:
            name, _, function = row["test"].partition("::")
            assert f"def {function}(" in (ROOT / name).read_text(), row


def test_pages_exist() -> None:
    """Each named page, with its anchor."""
    for row in ROWS:
        if "page" in row:
            name, _, anchor = row["page"].partition("#")
            heads = [_anchor(h) for h in re.findall(r"^#+ (.*)$", (ROOT / name).read_text(), re.MULTILINE)]
            assert not anchor or anchor in heads, row


def test_rendered_pages_are_current() -> None:
    """scripts/coverage has nothing to write."""
    done = subprocess.run([sys.executable, "scripts/coverage", "--check"], cwd=ROOT, capture_output=True, check=False)

    assert done.returncode == 0, done.stdout


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link in the documentation names a file that is there."""
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for link in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text()):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def _anchor(head: str) -> str:
    return re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-")
