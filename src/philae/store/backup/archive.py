"""A tar file in which every member has its SHA-256 in a last member, so that a damaged or cut one is noticed."""

import contextlib
import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

SUMS = "sha256sums"
"""The last member: lines as `sha256sum -c` reads them in the unpacked folder."""
CHUNK = 1 << 16


class BackupError(Exception):
    """One message for the person at the terminal: why there is no backup or no restore."""


class _Hashing(io.RawIOBase):
    """A file that is read once, hashed and counted on the way."""

    def __init__(self, source: IO[bytes], count: Callable[[int], None]) -> None:
        self._source, self._count = source, count
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        chunk = self._source.read(size)
        self.sum.update(chunk)
        self._count(len(chunk))
        return chunk


class Writer:
    """Adds members to a new archive; see `writing`."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        """Begin with nothing in it."""
        self._tar = tar
        self._sums: list[str] = []

    def add(self, name: str, source: IO[bytes], size: int, count: Callable[[int], None] = lambda _: None) -> None:
        """Add `size` bytes of a stream; `count` is called with the size of each piece."""
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashing = _Hashing(source, count)
        self._tar.addfile(member, hashing)
        self._sums.append(f"{hashing.sum.hexdigest()}  {name}")

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a small member."""
        self.add(name, io.BytesIO(content), len(content))

    def finish(self) -> None:
        """Add the sums."""
        self.add_bytes(SUMS, "".join(f"{line}\n" for line in self._sums).encode())


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """Make an archive that only its owner can read; it gets its name when it is complete and on the disk."""
    if target.exists():
        message = f"{target} exists already: choose another name"
        raise BackupError(message)
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
                writer = Writer(tar)
                yield writer
                writer.finish()
            out.flush()
            os.fsync(out.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)


class Reader:
    """Reads the members of an archive, each checked against its sum; see `reading`."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        """Read the sums, which are there only in a complete archive."""
        self._tar = tar
        self._members = {member.name: member for member in tar}
        lines = (line.split("  ", 1) for line in self._open(SUMS).read().decode().splitlines())
        self._sums = {name: expected for expected, name in lines}

    def names(self, folder: str) -> list[str]:
        """Return the names of the members below a folder."""
        return [name for name in self._sums if name.startswith(f"{folder}/")]

    def size(self, name: str) -> int:
        """Return a member's size in bytes. Raises `BackupError` if it is missing."""
        return self._member(name).size

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give a member's bytes in pieces. Raises `BackupError` after the last one if they are not what was added."""
        found, source = hashlib.sha256(), self._open(name)
        while chunk := source.read(CHUNK):
            found.update(chunk)
            yield chunk
        if found.hexdigest() != self._sums[name]:
            message = f"the backup is damaged: {name} does not have the checksum it was written with"
            raise BackupError(message)

    def read(self, name: str) -> bytes:
        """Return a small member's bytes."""
        return b"".join(self.chunks(name))

    def _open(self, name: str) -> IO[bytes]:
        source = self._tar.extractfile(self._member(name))
        if source is None:
            message = f"the backup is damaged: {name} is not a file"
            raise BackupError(message)
        return source

    def _member(self, name: str) -> tarfile.TarInfo:
        if name not in self._members:
            message = f"this is not a complete backup of philae: it lacks {name}"
            raise BackupError(message)
        return self._members[name]


@contextmanager
def reading(source: Path) -> Iterator[Reader]:
    """Open an archive. Raises `BackupError` for a file that is none, or not a whole one."""
    with contextlib.ExitStack() as stack:
        try:
            reader = Reader(stack.enter_context(tarfile.open(source, mode="r:")))
        except (tarfile.TarError, EOFError, ValueError) as error:
            message = f"{source} is not a complete backup of philae"
            raise BackupError(message) from error
        except OSError as error:
            message = f"{source} cannot be read: {error.strerror}"
            raise BackupError(message) from error
        yield reader
