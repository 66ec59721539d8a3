"""The studio's HTTP API for text: chat, vectors and rankings, in the formats that vendors/studio writes."""

import secrets
from array import array
from base64 import b64encode
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from starlette.requests import Request as Call
from starlette.routing import Route

from philae.core.pack import PACKS, missing
from philae.studio.body import body
from philae.studio.request import Refused
from philae.studio.text import chat
from philae.studio.text.asked import Chat, Embed, Rerank, decode
from philae.studio.text.faults import befall, resets
from philae.studio.text.model import Model
from philae.studio.text.reply import Held, Said
from philae.studio.text.vectors import likeness, shortened, vectors
from philae.studio.words.faults import faults, without_faults


class Desk:
    """The models, and who asks them. `own`: pack → the operator's file in its place."""

    def __init__(self, folder: Path, own: Mapping[str, Path]) -> None:
        """`folder` is the studio's own."""
        self._chat = Model("chat", partial(_file, "chat", own), folder)
        self._embed = Model("embed", partial(_file, "embed", own), folder, vectors=True)

    def routes(self) -> list[Route]:
        """The endpoints."""
        table = {"chat/completions": self.chat, "embeddings": self.embeddings, "rerank": self.rerank}
        return [Route(f"/v1/{path}", deed, methods=["POST"]) for path, deed in table.items()]

    def health(self) -> dict[str, str]:
        """Model → `cold`, `loading` or `ready`."""
        return {model.name: model.state for model in (self._chat, self._embed)}

    async def close(self) -> None:
        """End the models' processes."""
        await self._chat.close()
        await self._embed.close()

    async def chat(self, call: Call) -> Held:
        """One answer."""
        return Held(partial(chat.answer, self._chat, decode(await body(call), Chat)))

    async def embeddings(self, call: Call) -> Held:
        """A vector for each input."""
        return Held(partial(self._embedded, decode(await body(call), Embed)))

    async def rerank(self, call: Call) -> Held:
        """The documents by their likeness to the query."""
        return Held(partial(self._ranked, decode(await body(call), Rerank)))

    async def _embedded(self, asked: Embed, said: Said) -> None:
        if await _befallen(asked.texts, said):
            return
        made = await vectors(self._embed, [without_faults(text) for text in asked.texts])
        size = len(made.vectors[0])
        if (asked.dimensions or 1) > size:
            raise Refused("invalid_request", f"the vectors have {size} dimensions at most", "dimensions")
        cut = [shortened(v, asked.dimensions) if asked.dimensions else v for v in made.vectors]
        form = _packed if asked.encoding_format == "base64" else list[float]
        rows = [{"object": "embedding", "index": i, "embedding": form(v)} for i, v in enumerate(cut)]
        await said.whole({"object": "list", "data": rows, "model": "studio/embed", "usage": _used(made.tokens)})

    async def _ranked(self, asked: Rerank, said: Said) -> None:
        if await _befallen((asked.query,), said):
            return
        made = await vectors(self._embed, [without_faults(asked.query), *asked.texts])
        query, *others = made.vectors
        scores = sorted(enumerate(likeness(query, other) for other in others), key=lambda pair: -pair[1])
        shown = asked.return_documents is not False
        rows = [
            {"index": i, "relevance_score": score} | ({"document": {"text": asked.texts[i]}} if shown else {})
            for i, score in scores[: asked.top_n]
        ]
        head = {"id": f"rerank-{secrets.token_hex(12)}", "model": "studio/rerank"}
        await said.whole(head | {"results": rows, "usage": _used(made.tokens)})


async def _befallen(texts: tuple[str, ...], said: Said) -> bool:
    """Let the faults happen that the texts ask for; whether the answer is broken off."""
    asked = faults("\n".join(texts))
    await befall(asked)
    if resets(asked):
        await said.broken()
    return resets(asked)


def _file(operation: str, own: Mapping[str, Path]) -> Path:
    """Where the model is. Raises Refused that says how to get it."""
    if pack := missing(operation, own):
        message = f"the offline twin has no model for this yet: `philae studio add {pack}` adds one"
        raise Refused("no_model", message)
    path = own.get(operation) or PACKS[operation].path
    if path is None or not path.is_file():
        raise Refused("no_model", f"the offline twin's model {path and path.name} is not there")
    return path


def _packed(vector: list[float]) -> str:
    """Base64 of 32-bit numbers, as OpenAI packs them."""
    numbers = array("f", vector)
    return b64encode(numbers.tobytes()).decode()


def _used(tokens: int) -> dict[str, Any]:
    return {"prompt_tokens": tokens, "total_tokens": tokens}
