"""PostgreSQL of our own in the data folder: `lock` the folder, `start` the server, `stop` it; `running` finds it."""

from .errors import EmbeddedError
from .lock import lock
from .server import Server, running, start

__all__ = ["EmbeddedError", "Server", "lock", "running", "start"]
