"""Compiled kernels are kept apart for each state of their sources."""

from pathlib import Path

import numba
import pytest

from philae.studio import kernels


def studio(folder: Path) -> Path:
    """A studio of one kernel and one shape."""
    for name in ("figures/field.py", "figures/templates/boat.py", "words/times.py"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A = 1\n")
    return folder


@pytest.mark.parametrize(
    ("name", "matters"), [("figures/field.py", True), ("figures/templates/boat.py", False), ("words/times.py", False)]
)
def test_only_what_kernels_are_made_from_names_their_folder(tmp_path: Path, name: str, *, matters: bool) -> None:
    """A changed kernel or table asks for another folder, a changed shape or word does not."""
    before = kernels.state(studio(tmp_path))
    (tmp_path / name).write_text("A = 2\n")

    assert (kernels.state(tmp_path) != before) is matters


def test_the_compiler_keeps_its_work_there() -> None:
    """Whoever imports a kernel has the compiler look in the folder of the present sources."""
    assert Path(vars(numba.config)["CACHE_DIR"]).name == f"kernels-{kernels.state()}"
