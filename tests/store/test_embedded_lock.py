"""The lock on a data folder."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from philae.store.embedded import EmbeddedError, lock
from tests.postgres import data

__all__ = ["data"]

HOLDER = """
import pathlib, sys, time
from philae.store.embedded import lock
with lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_second_holder_is_told_the_pid_of_the_first(data: Path) -> None:
    """A second serve is refused by name, and may have the folder when the first is done."""
    with (
        lock(data),
        pytest.raises(EmbeddedError, match=rf"another philae serve \(pid {os.getpid()}\) uses .*data"),
        lock(data),
    ):
        pass
    with lock(data):
        assert (data / "lock").read_text() == f"{os.getpid()}\n"


def test_killed_holder_leaves_no_lock(data: Path) -> None:
    """After `kill -9` the file stays and the lock is gone."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", HOLDER, str(data)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(EmbeddedError, match=str(holder.pid)), lock(data):
            pass
        holder.send_signal(signal.SIGKILL)
    begun = time.monotonic()
    with lock(data):
        assert time.monotonic() - begun < 1


def test_file_in_the_folders_place_is_told(data: Path) -> None:
    """A data folder that is a file, or below one, is refused in words."""
    data.write_text("")
    for wrong in (data, data / "below"):
        with pytest.raises(EmbeddedError, match="not a folder"), lock(wrong):
            pass
