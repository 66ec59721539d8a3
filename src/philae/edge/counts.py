"""How many tokens a request has: asked at a vendor that serves the model and counts for nothing, else estimated."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from msgspec import Struct
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from philae.core.chat import ChatRequest
from philae.core.dialect import Dialect, Inbound, Reply
from philae.core.errors import GatewayError, InvalidRequest, TooLarge
from philae.core.estimate import estimate_chat
from philae.core.text import TextModel
from philae.edge.answer import guarded, respond
from philae.edge.dialects import Edge
from philae.edge.scales import HEAVY
from philae.gate.limits import Limits
from philae.gate.policy import Policy
from philae.vendors import DIALECTS, anthropic
from philae.vendors.gemini import count as gemini

log = structlog.get_logger()
Ask = Callable[[TextModel, str | None, Policy, ChatRequest], Awaitable[int | None]]
"""(model, provider that its name pins, who asks, request) → tokens; None where no vendor could be asked."""
GUESSED = (("x-philae-estimated", "true"),)


class Form(Struct, frozen=True):
    """How a dialect asks for a count and is told."""

    dialect: Dialect
    decode: Callable[[Inbound], ChatRequest]
    encode: Callable[[int], Reply]


MESSAGES = Form(DIALECTS["anthropic"], anthropic.decode_count, anthropic.encode_count)
GEMINI = Form(DIALECTS["gemini"], gemini.decode, gemini.encode)
PATHS: dict[str, Form] = {
    "/v1/messages/count_tokens": MESSAGES,
    "/messages/count_tokens": MESSAGES,
    "/v1beta/models/{model:path}:countTokens": GEMINI,
    "/v1/models/{model:path}:countTokens": GEMINI,
}


class Counts(Struct, frozen=True):
    """A count is a request of its key's, but it is never billed. `find` gives a model and the provider that the name pins."""

    edge: Edge
    limits: Limits
    find: Callable[[str], tuple[TextModel, str | None]]
    ask: Ask

    def routes(self) -> list[Route]:
        """Every dialect's."""
        return [Route(path, guarded(f.dialect, self._handler(f)), methods=["POST"]) for path, f in PATHS.items()]

    def _handler(self, form: Form) -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            policy = await self.edge.policy(request)
            stay = self.limits.enter(policy)
            try:
                return await self._count(form, request, policy)
            finally:
                stay.leave()

        return handle

    async def _count(self, form: Form, request: Request, policy: Policy) -> Response:
        async with self.edge.scales.room(request.headers):
            asked = await self._decoded(form, request)
            model, pinned = self.find(asked.model)
            policy.may_use(model.id)
            found = await self._asked(model, pinned, policy, asked)
        reply = form.encode(estimate_chat(asked) if found is None else found)
        return respond(Reply(reply.status, reply.body, (*reply.headers, *(GUESSED if found is None else ()))))

    async def _asked(self, model: TextModel, pinned: str | None, policy: Policy, asked: ChatRequest) -> int | None:
        """The vendor's count; None where it cannot tell, since a guess helps more than an error."""
        try:
            return await self.ask(model, pinned, policy, asked)
        except InvalidRequest:
            raise
        except GatewayError as error:
            log.info("count.guessed", model=model.id, code=error.code, detail=error.detail[:300])
            return None

    async def _decoded(self, form: Form, request: Request) -> ChatRequest:
        """The request; a big one is taken apart beside the loop. Raises `InvalidRequest`, `TooLarge`."""
        body = await _whole(request, self.edge.doorway.body_limit)
        inbound = Inbound("POST", request.path_params, request.query_params, request.headers, body)
        return form.decode(inbound) if len(body) < HEAVY else await asyncio.to_thread(form.decode, inbound)


async def _whole(request: Request, limit: int) -> bytes:
    """All of the body, files included, since they count too."""
    chunks, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise TooLarge(f"the request is larger than {limit >> 20} MB")
            chunks.append(chunk)
    except ClientDisconnect as error:
        raise InvalidRequest("the client went away") from error
    return b"".join(chunks)
