"""One file that holds a whole Philae, database, files and keys: `backup` makes it, `restore` proves and loads it."""

from .archive import BackupError
from .dump import backup
from .load import restore
from .manifest import Manifest, inspect

__all__ = ["BackupError", "Manifest", "backup", "inspect", "restore"]
