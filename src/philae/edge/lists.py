"""The lists of models: one catalogue, in the shape that the client's headers or path ask for."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from philae.catalog.schema import schema
from philae.core.dialect import Dialect, Reply
from philae.core.errors import ModelNotFound
from philae.core.text import TextModel
from philae.edge.answer import guarded, respond
from philae.edge.dialects import Edge
from philae.edge.models import document, released
from philae.edge.offer import Offer
from philae.gate.policy import Policy
from philae.vendors import anthropic
from philae.vendors.gemini import models as gemini

Handler = Callable[[Request], Awaitable[Response]]
METHODS = {"chat": gemini.CHAT, "embed": gemini.EMBED}
"""Operation → what Google's clients may ask such a model for; others are not in their list."""


class Lists(Struct, frozen=True):
    """`GET /v1/models` and its kin. `words` are the dialects that word their errors."""

    edge: Edge
    offer: Offer
    words: Mapping[str, Dialect]

    def routes(self) -> list[Route]:
        """Every list, and every model alone."""
        table = (
            ("/v1/models", self.listed),
            ("/models", self.listed),
            ("/v1/models/{id:path}/schema", self.schema),
            ("/v1/models/{id:path}", self.shown),
            ("/v1beta/models", self.googles),
            ("/v1beta/models/{id:path}", self.google),
        )
        return [Route(path, self._worded(deed), methods=["GET"]) for path, deed in table]

    def _worded(self, handler: Handler) -> Handler:
        async def handle(request: Request) -> Response:
            return await guarded(self.words[tongue(request)], handler)(request)

        return handle

    async def listed(self, request: Request) -> Response:
        """All that the key may use, in the shape of whose client asks."""
        match tongue(request):
            case "gemini":
                return await self.googles(request)
            case "anthropic":
                policy = await self.edge.policy(request)
                chat = [_anthropic(m) for m in self._texts(policy) if m.operation == "chat"]
                return respond(anthropic.listing(chat, request.query_params))
        policy = await self.edge.policy(request)
        return respond(Reply(200, {"object": "list", "data": [document(o) for o in self.offer.all(policy)]}))

    async def shown(self, request: Request) -> Response:
        """One model."""
        match tongue(request):
            case "gemini":
                return await self.google(request)
            case "anthropic":
                model = self.offer.one(_name(request), await self.edge.policy(request)).model
                if not isinstance(model, TextModel):
                    raise ModelNotFound(f"{model.id} is no chat model", param="model")
                return respond(Reply(200, anthropic.entry(_anthropic(model))))
        offered = self.offer.one(_name(request), await self.edge.policy(request))
        return respond(Reply(200, document(offered)))

    async def schema(self, request: Request) -> Response:
        """The parameters of a picture model as JSON Schema; of a text model, which has none of its own, its facts."""
        offered = self.offer.one(_name(request), await self.edge.policy(request))
        if isinstance(offered.model, TextModel):
            return respond(Reply(200, document(offered)))
        return respond(Reply(200, schema(offered.model), (("content-type", "application/schema+json"),)))

    async def googles(self, request: Request) -> Response:
        """A page of Google's list."""
        policy = await self.edge.policy(request)
        listed = [_google(m) for m in self._texts(policy) if m.operation in METHODS]
        return respond(gemini.page(listed, request.query_params))

    async def google(self, request: Request) -> Response:
        """One model, as Google tells of it."""
        model = self.offer.one(_name(request).removeprefix("models/"), await self.edge.policy(request)).model
        if not isinstance(model, TextModel) or model.operation not in METHODS:
            raise ModelNotFound(f"{model.id} answers to none of Google's methods", param="model")
        return respond(gemini.one([_google(model)], model.id))

    def _texts(self, policy: Policy) -> Iterator[TextModel]:
        return (o.model for o in self.offer.all(policy) if isinstance(o.model, TextModel))


def tongue(request: Request) -> str:
    """Whose client asks: the path says it, or the headers that only its library sends."""
    headers = request.headers
    if request.url.path.startswith("/v1beta"):
        return "gemini"
    if "anthropic-version" in headers:
        return "anthropic"
    return "gemini" if "x-goog-api-key" in headers else "openai"


def _name(request: Request) -> str:
    name: str = request.path_params["id"]
    return name


def _anthropic(model: TextModel) -> anthropic.Listed:
    told: dict[str, Any] = {"created": day} if (day := released(model)) else {}
    return anthropic.Listed(model.id, model.title, deprecated=model.deprecated, **told)


def _google(model: TextModel) -> gemini.Listed:
    return gemini.Listed(model.id, model.title, "", METHODS[model.operation], model.context, model.output)
