"""What processes log: one JSON object a line, on standard error."""

import re
import sys
from collections.abc import MutableMapping
from typing import Any

import msgspec
import structlog

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


KEY = re.compile(r"(?<![\w-])(sk|pk|rk|gsk|csk|xai|r8|hf|nvapi|fw|tgp|AIza|AKIA|Bearer )[-_]?[\w.-]{6,}")
"""How vendors' keys begin, and ours: some vendors repeat the key in what they say of it."""


def masked(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The line without keys, wherever they stand in its texts."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = KEY.sub(r"\1…", value)
    return event


def configure(level: str) -> None:
    """Set it up for this process, from that level on."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            masked,
            structlog.processors.JSONRenderer(
                serializer=lambda value, **_: msgspec.json.encode(value, enc_hook=repr).decode()
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
