"""CPU and memory of processes, from the kernel's own accounts."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def seconds(pids: list[int]) -> float:
    """User and system time so far, ended children included."""
    return sum(_times(pid) for pid in pids)


def _times(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(int(f) for f in fields[11:15]) / TICK


def resident(pid: int) -> float:
    """Resident memory in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1e6


def named(text: str, below: int | None = None) -> list[int]:
    """The pids whose command line holds `text`, of that parent alone if one is given."""
    return [
        pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if text in _line(pid) and _child(pid, below)
    ]


def family(parent: int) -> list[int]:
    """The process and everything below it."""
    children = [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if _child(pid, parent)]
    return [parent, *(p for child in children for p in family(child))]


def listening(port: int) -> list[int]:
    """The pids that listen on that port, and everything below them."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    sockets = {f"socket:[{row[9]}]" for row in rows if row[3] == "0A" and row[1].endswith(f":{port:04X}")}
    return sorted(
        {p for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if _holds(pid, sockets) for p in family(pid)}
    )


def _holds(pid: int, sockets: set[str]) -> bool:
    try:
        return any(str(f.readlink()) in sockets for f in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


def _line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _child(pid: int, parent: int | None) -> bool:
    if parent is None:
        return True
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]) == parent
    except (FileNotFoundError, ProcessLookupError):
        return False
