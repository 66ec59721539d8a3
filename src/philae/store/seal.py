"""Secrets at rest: AES-256-GCM bound to the row they belong to, with the id of the key that sealed them."""

import base64
import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = "v1"


class Seal:
    """Seals with the first key; opens with any that it was given."""

    def __init__(self, *secrets: str) -> None:
        """`secrets` are any long strings; each becomes a key."""
        keys = [hashlib.sha256(b"philae-seal:" + s.encode()).digest() for s in secrets]
        self._keys = {hashlib.sha256(k).hexdigest()[:8]: AESGCM(k) for k in keys}
        self._current = next(iter(self._keys))
        self.signing = hashlib.sha256(b"philae-sign:" + secrets[0].encode()).digest()

    def seal(self, text: str, row: str) -> str:
        """The text as `v1:key:base64`, which opens for that row only."""
        head, _, data = self.wrap(text.encode(), row).partition(b";")
        return f"{head.decode()}:{base64.b64encode(data).decode()}"

    def wrap(self, data: bytes, row: str) -> bytes:
        """Bytes as `v1:key;` and what only opens for that row."""
        nonce = os.urandom(12)
        sealed = self._keys[self._current].encrypt(nonce, data, row.encode())
        return b"%b:%b;%b" % (VERSION.encode(), self._current.encode(), nonce + sealed)

    def open(self, sealed: str, row: str) -> str:
        """The text again. Raises `ValueError` for another row, an unknown key, or what was changed."""
        head, _, text = sealed.rpartition(":")
        return self.unwrap(b"%b;%b" % (head.encode(), base64.b64decode(text)), row).decode()

    def unwrap(self, wrapped: bytes, row: str) -> bytes:
        """The bytes again. Raises as `open` does."""
        head, _, data = wrapped.partition(b";")
        try:
            return self._keys[head.partition(b":")[2].decode()].decrypt(data[:12], data[12:], row.encode())
        except (InvalidTag, KeyError) as error:
            message = "a stored secret cannot be opened: PHILAE_SECRET_KEY is another one than it was sealed with"
            raise ValueError(message) from error


def secret_file(path: Path) -> str:
    """The secret in that file, made at first use, readable by its owner only."""
    if path.exists():
        return path.read_text().strip()
    text = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text + "\n")
    return text
