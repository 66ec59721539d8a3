"""What a backup says about itself, and what a restore has to prove."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from .archive import BackupError, Reader, reading

MEMBER = "manifest.json"
FORMAT = 1

Ledger = list[list[str]]


@dataclass(frozen=True)
class Manifest:
    """The facts of one backup."""

    made_at: str
    """When its snapshot was taken, RFC 3339."""
    schema: str
    """The version of the database's schema, to which a database must be migrated before a restore."""
    postgres: str
    rows: dict[str, int]
    """Rows of each table."""
    columns: dict[str, list[str]]
    """Columns of each table, in the order of the copied text."""
    sequences: dict[str, int]
    """Last value of each sequence that was used."""
    partitions: list[list[str]]
    """Parent, name and bounds of each partition."""
    ledger: Ledger
    """What the proof query answered."""
    files: int
    file_bytes: int
    format: int = FORMAT

    def encode(self) -> bytes:
        """Return the manifest as JSON."""
        return json.dumps(asdict(self), indent=1).encode()


def decode(reader: Reader) -> Manifest:
    """Read an archive's manifest. Raises `BackupError` if another version of philae wrote it in another form."""
    fields = json.loads(reader.read(MEMBER))
    if fields.get("format") != FORMAT:
        message = f"the backup has format {fields.get('format')}, this philae reads {FORMAT}"
        raise BackupError(message)
    return Manifest(**fields)


def inspect(source: Path) -> Manifest:
    """Return a backup's manifest. Raises `BackupError`."""
    with reading(source) as reader:
        return decode(reader)
