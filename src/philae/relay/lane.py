"""The lanes: which requests the relay takes, in which format they are, and how that format's clients are answered."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from msgspec import Struct

from philae.core.dialect import Reply
from philae.core.errors import GatewayError
from philae.core.text import ChatFace, Plain, PlainFace, Wire

GEMINI = (b"/v1beta/models/", b"/v1/models/")
VERBS = {"generateContent": False, "streamGenerateContent": True}
EMBEDS: dict[str, Plain] = {"embedContent": "embedContent", "batchEmbedContents": "batchEmbedContents"}
ENDS: dict[str, re.Pattern[bytes]] = {
    "chat": re.compile(rb"^data: ?\[DONE\]", re.MULTILINE),
    "responses": re.compile(
        rb"^event: ?response\.(?:completed|incomplete|failed)|\"type\": ?\"response\.completed\"", re.MULTILINE
    ),
    "messages": re.compile(rb"^event: ?message_stop", re.MULTILINE),
    "gemini": re.compile(rb"\"finishReason\": ?\"[A-Z]"),
    "completions": re.compile(rb"^data: ?\[DONE\]", re.MULTILINE),
}
"""Format → what the last event of a stream begins with: by then the call must be accounted for. Text that a model says
has its quotes and line breaks escaped, so it is never taken for one.
"""
SIGNS: dict[str, tuple[bytes, ...]] = {
    "chat": (b"[DONE]",),
    "responses": (b"complete", b"failed"),
    "messages": (b"message_stop",),
    "gemini": (b"finishReason",),
    "completions": (b"[DONE]",),
}
"""Format → words of which one is in every event that `ENDS` finds: they are looked for ten times faster."""
USAGE: dict[str, bytes] = {
    "chat": b'"usage"',
    "responses": b'"usage"',
    "messages": b'"usage"',
    "gemini": b"usageMetadata",
    "completions": b'"usage"',
}
"""Format → what stands in every event of a stream that tells usage."""
FIXED: dict[bytes, Wire | Plain] = {
    b"/v1/chat/completions": "chat",
    b"/chat/completions": "chat",
    b"/v1/responses": "responses",
    b"/responses": "responses",
    b"/v1/messages": "messages",
    b"/messages": "messages",
    b"/v1/completions": "completions",
    b"/completions": "completions",
    b"/v1/embeddings": "embeddings",
    b"/embeddings": "embeddings",
    b"/v1/rerank": "rerank",
    b"/rerank": "rerank",
}
"""Paths, with and without /v1, since clients disagree on what a base URL is."""

SEALED: dict[str, bytes] = {"gemini": b'"cGhpbGFlA', "responses": b'"philae-', "messages": b'"philae:'}
"""Format → how a signature of another vendor's begins that we gave its client: no vendor of the format can read it."""


class Lane(Struct, frozen=True):
    """A request's format; for Gemini the path also says which model and whether it is streamed.

    `anew`: the client wants a form of the answer that vendors are not asked for, so it is always written anew.
    `plain` is the face of a simple endpoint.
    """

    wire: Wire | Plain
    face: ChatFace | None
    error: Callable[[GatewayError, str], Reply]
    model: str = ""
    stream: bool | None = None
    anew: bool = False
    plain: PlainFace | None = None


class Lanes:
    """Made of the faces that are there."""

    def __init__(
        self,
        faces: Mapping[Wire, ChatFace],
        array: ChatFace,
        plain: Mapping[Plain, ChatFace | PlainFace],
        drawn: frozenset[str] = frozenset(),
    ) -> None:
        """`array` is Gemini's other form of a stream; `plain` are the faces of the simple endpoints.

        `drawn` are models of Google's whose calls are not the relay's.
        """
        self._array = array
        self._drawn = drawn
        self._faces: dict[str, ChatFace | PlainFace] = {str(w): f for w, f in (*faces.items(), *plain.items())}
        self._fixed = {path: self._lane(wire) for path, wire in FIXED.items()}

    def _lane(self, wire: Wire | Plain, model: str = "") -> Lane:
        face = self._faces[wire]
        if isinstance(face, PlainFace):
            return Lane(wire, None, face.error, model, stream=False, plain=face)
        return Lane(wire, face, face.error, model)

    def find(self, method: bytes, url: bytes) -> Lane | None:
        """The lane that takes the request, None if it is not the relay's."""
        if method != b"POST":
            return None
        if lane := self._fixed.get(url):
            return lane
        path, _, query = url.partition(b"?")
        return self._fixed.get(path) or self._gemini(path, sse=b"alt=sse" in query)

    def _gemini(self, path: bytes, *, sse: bool) -> Lane | None:
        prefix = next((p for p in GEMINI if path.startswith(p)), None)
        face = self._faces["gemini"]
        if prefix is None or not isinstance(face, ChatFace):
            return None
        model, _, verb = unquote(path[len(prefix) :].decode("latin-1")).rpartition(":")
        if model in self._drawn and verb in VERBS:
            return None
        if not model or verb not in VERBS:
            return self._lane(EMBEDS[verb], model) if model and verb in EMBEDS else None
        array = VERBS[verb] and not sse
        return Lane("gemini", self._array if array else face, face.error, model, VERBS[verb], array)
