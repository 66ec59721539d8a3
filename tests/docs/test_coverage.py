"""The coverage table speaks of every leaf, of tests and pages that exist, and of endpoints that answer as it says."""

import json
import re
import subprocess
import sys
from typing import Any

import yaml

from philae.catalog import MODELS
from philae.edge.wires import WIRES
from philae.vendors import DIALECTS
from tests.docs.pages import ROOT, anchors
from tests.gateway import Gateway

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load((ROOT / "docs" / "coverage.yaml").read_text())
ROWS = [*TABLE["leaves"], *TABLE["models"]]
FIELDS = {"leaf", "model", "state", "endpoint", "answers", "test", "page", "note"}
NEEDED = {
    "works": {"test", "page"},
    "partly": {"test", "page", "note"},
    "501": {"test", "endpoint"},
    "not applicable": {"note"},
}
TWELVE = {
    *("flux-pro-1.1-ultra", "flux-pro-1.1", "flux-pro", "flux-dev", "flux-pro-1.0-fill", "flux-pro-1.0-canny"),
    *("flux-pro-1.0-depth", "flux-kontext-pro", "flux-kontext-max", "flux-2-pro", "flux-2-flex", "flux-2-max"),
}
OURS = {"/v1/quote", "/v1/models", "/openapi.json"}


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
    """One for each of the catalogue, of the vendor's specification, and of the twelve that the product names."""
    named = [row["model"] for row in TABLE["models"]]
    paths = json.loads((ROOT / "tests" / "catalog" / "flux_models.json").read_text())["models"]
    specified = {path.removeprefix("/v1/") for path in paths} - {"delete_finetune"}

    assert named == [m for m in MODELS if m.startswith("flux")]
    assert set(named) >= specified | TWELVE


def test_entries_are_whole() -> None:
    """What works has a test and a page, what does not apply a reason, what is not built an endpoint."""
    for row in ROWS:
        assert row.keys() <= FIELDS, row
        assert NEEDED[row["state"]] <= row.keys(), row


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
            assert (ROOT / name).exists(), row
            assert not anchor or anchor in anchors(ROOT / name), row


def test_endpoints_are_served() -> None:
    """What works is in a dialect's table, in the table of text, or one of our own."""
    served: set[tuple[str, str]] = {
        (e.method, e.path.replace(":path}", "}")) for d in DIALECTS.values() for e in d.endpoints
    }
    served |= {(w.method, w.path) for w in WIRES}
    for row in ROWS:
        if row["state"] in ("works", "partly") and "endpoint" in row:
            method, path = row["endpoint"].split(" ")
            assert path in OURS or (method, "/flux/v1/{model}" if "model" in row else path) in served, row


def test_what_is_not_built_answers_so(running: Gateway) -> None:
    """Each endpoint of an entry that says 501 answers 501, in JSON and with an id; or what the entry says instead."""
    wrong = []
    for row in ROWS:
        if row["state"] == "501":
            method, path = row["endpoint"].split(" ")
            body = {"model": "seedream-4-0-250828", "prompt": "a fox", "image": "data:image/png;base64,AAAA"}
            answer = running.owner.request(method, re.sub(r"\{\w+\}", "x", path), body if method == "POST" else None)
            if answer.status != row.get("answers", 501) or "x-philae-request-id" not in answer.headers:
                wrong.append((row["endpoint"], answer.status))
            assert answer.json()

    assert wrong == []


def test_rendered_pages_are_current() -> None:
    """scripts/coverage has nothing to write."""
    done = subprocess.run(
        [sys.executable, "scripts/coverage", "--check"], cwd=ROOT, capture_output=True, check=False, text=True
    )

    assert done.returncode == 0, done.stdout
