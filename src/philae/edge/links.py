"""Our links to files: signed, with an end, under the origin that the caller used."""

import base64
import hashlib
import hmac
import re
import time
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import msgspec

from philae.core import ids
from philae.core.blob import Blob
from philae.core.errors import Forbidden
from philae.core.task import Asset, Task
from philae.engine.look import SUFFIX
from philae.store.seal import Seal

UNTIL = re.compile("[0-9]{1,12}")
FILE = re.compile("/files/([^/]+)/[^/]+")
LOAN, LENT = 86400, "lent"
"""For how many seconds a vendor may fetch a file of ours, and what its link is sealed for."""
NAMES = SUFFIX | {"application/json": "json", "text/event-stream": "txt"}


class Links:
    """Signs with a secret of the seal's; a link is valid for `life` seconds."""

    def __init__(self, seal: Seal, life: float) -> None:
        """The keys, and how long."""
        self._seal = seal
        self._secret = seal.signing
        self._life = life

    def task(self, task: Task) -> Task:
        """The task with a link in each of its outputs."""
        if not task.outputs:
            return task
        outputs = tuple(msgspec.structs.replace(a, url=self.url(a, task.base)) for a in task.outputs)
        return msgspec.structs.replace(task, outputs=outputs)

    def url(self, asset: Asset, base: str) -> str:
        """The file's address; the same for a whole day, so that caches and comparisons work."""
        until = int(time.time() + self._life) // 86400 * 86400 + 86400
        if asset.expires_at:
            until = min(until, int(asset.expires_at.timestamp()))
        name = f"{asset.part}.{NAMES.get(asset.mime, 'bin')}"
        return f"{base}/files/{asset.id}/{name}?exp={until}&sig={self._sign(asset.id, until)}"

    def named(self, url: str) -> UUID | None:
        """The file of a link of ours that is valid, whatever name we have there; None for any other address."""
        try:
            parts = urlsplit(url)
            found, asked = FILE.fullmatch(parts.path), dict(parse_qsl(parts.query))
            identity = ids.parse(found[1]) if found else None
            if identity:
                self.check(identity, asked.get("exp", ""), asked.get("sig", ""))
        except (ValueError, Forbidden):
            return None
        return identity

    def check(self, asset: UUID, until: str, signature: str) -> None:
        """Raise `Forbidden` for a link that is not ours or has ended."""
        valid = UNTIL.fullmatch(until) and hmac.compare_digest(
            self._sign(asset, int(until)).encode(), signature.encode()
        )
        if not valid:
            message = "this link is not valid"
            raise Forbidden(message)
        if int(until) < time.time():
            message = "this link has expired; read the task again for a fresh one"
            raise Forbidden(message)

    def lend(self, base: str, handle: str) -> str:
        """Where a vendor may fetch the file of that handle, for a day; the link says nothing of whose it is."""
        token = base64.urlsafe_b64encode(self._seal.wrap(f"{int(time.time()) + LOAN};{handle}".encode(), LENT))
        return f"{base}/lent/{token.decode()}/0.{NAMES.get(Blob.parse(handle).mime, 'bin')}"

    def lent(self, token: str) -> Blob:
        """The file that a link of `lend` names. Raises `Forbidden`."""
        try:
            text = self._seal.unwrap(base64.urlsafe_b64decode(token), LENT).decode()
        except ValueError as error:
            message = "this link is not valid"
            raise Forbidden(message) from error
        until, _, handle = text.partition(";")
        if int(until) < time.time():
            message = "this link has expired"
            raise Forbidden(message)
        return Blob.parse(handle)

    def _sign(self, asset: UUID, until: int) -> str:
        mac = hmac.digest(self._secret, f"{asset}|{until}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(mac[:24]).decode()
