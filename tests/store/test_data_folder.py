"""The folders that tests work in: runs side by side keep theirs, and what a killed run left is cleared away."""

import subprocess
import sys
from pathlib import Path

from tests import postgres

ROOT = Path(__file__).parent.parent.parent
BUSY = """
from tests import postgres
for _ in range(40):
    with postgres.data_folder() as data:
        data.mkdir()
        (data / "mine").touch()
        with postgres.data_folder() as other:
            assert (data / "mine").exists() and not other.exists()
        assert (data / "mine").exists()
"""


ENV = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
KILLED = """
import os
from tests import postgres
with postgres.data_folder() as data:
    data.mkdir()
    print(data, flush=True)
    os._exit(9)
"""


def test_runs_side_by_side_keep_their_folders() -> None:
    """Four processes make, sweep and remove folders as fast as they can; none misses its own, none is refused."""
    running = [
        subprocess.Popen([sys.executable, "-c", BUSY], env=ENV, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]

    assert [p.communicate(timeout=60)[1] for p in running] == [""] * 4


def test_what_a_killed_run_left_is_cleared_away() -> None:
    """The next folder's making removes it; one that is still in use stays."""
    with postgres.data_folder() as mine:
        mine.mkdir()
        killed = subprocess.run([sys.executable, "-c", KILLED], env=ENV, check=False, capture_output=True, text=True)
        left = Path(killed.stdout.strip())
        assert left.is_relative_to(postgres.FOLDER)
        assert left.exists()
        with postgres.data_folder():
            assert not left.exists()
            assert mine.exists()
