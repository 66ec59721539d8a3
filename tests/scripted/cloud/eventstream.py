"""AWS's event stream as a service writes it (docs.aws.amazon.com, Event stream encoding)."""

import struct
from binascii import crc32


def message(kind: str, name: str, payload: bytes) -> bytes:
    """A message: an event, or an exception."""
    said = {f":{kind}-type": name, ":content-type": "application/json", ":message-type": kind}
    headers = b"".join(
        bytes([len(n)]) + n.encode() + b"\x07" + struct.pack(">H", len(v)) + v.encode() for n, v in said.items()
    )
    start = struct.pack(">II", 16 + len(headers) + len(payload), len(headers))
    whole = start + struct.pack(">I", crc32(start)) + headers + payload
    return whole + struct.pack(">I", crc32(whole))
