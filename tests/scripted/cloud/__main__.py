"""The program: whose path it is, whether its credentials are good, and the answer in that cloud's form.

Control, beside a text vendor's: `GET /account` is the service account's key file, `POST /tokens?life=5` says how long
tokens last from now on, `?broken=1` that none are given, `?void=1` that those that were given are good no more.
"""

from collections.abc import Callable
from urllib.parse import parse_qs, unquote

import msgspec

from tests.scripted.cloud import bedrock, signature, tokens
from tests.scripted.cloud.tokens import Json, Tokens
from tests.scripted.text import messages, plain
from tests.scripted.text.__main__ import Vendor, made, serve
from tests.scripted.text.faults import answer, refusal, spoilt, stream
from tests.scripted.text.script import script, wishes
from tests.scripted.text.wire import Asked, Play

AZURE_KEY, BEDROCK_KEY = "azure-secret", "bedrock-secret"
DEPLOYMENTS = {"my-luna": "gpt-5.6-luna", "my-small": "text-embedding-3-small"}
"""Names of an account's own → models, which answers name."""
DATED = "/openai/deployments/"


class Cloud(Vendor):
    """Three clouds."""

    def __init__(self, name: str) -> None:
        """Nothing was asked yet."""
        super().__init__(name, said)
        self.tokens = Tokens()

    def answer(self, asked: Asked) -> Play:
        """What becomes of a request."""
        path, _, query = asked.target.partition("?")
        if path == "/account":
            return _json(200, self.tokens.account(self._url(asked)))
        if path == "/tokens":
            return self._told({name: values[0] for name, values in parse_qs(query).items()})
        if path in (tokens.GOOGLE, tokens.ENTRA):
            return _json(*self.tokens.answer(asked, self._url(asked)))
        problem = next((check(asked) for start, check in self._gates().items() if path.startswith(start)), None)
        return problem or super().answer(asked)

    def _gates(self) -> dict[str, Callable[[Asked], Play | None]]:
        return {"/openai/": self._azure, "/model/": _bedrock, "/v1/projects/": self._vertex}

    def _url(self, asked: Asked) -> str:
        return f"http://{dict(asked.headers)['host']}"

    def _told(self, words: dict[str, str]) -> Play:
        self.tokens.life = int(words.get("life", self.tokens.life))
        self.tokens.broken = bool(int(words.get("broken", "0")))
        if "void" in words:
            self.tokens.good.clear()
        return _json(200, {"asked": self.tokens.asked})

    def _azure(self, asked: Asked) -> Play | None:
        if dict(asked.headers).get("api-key") == AZURE_KEY or self.tokens.knows(asked):
            return None
        return _json(401, {"error": {"code": "401", "message": "Access denied due to invalid subscription key."}})

    def _vertex(self, asked: Asked) -> Play | None:
        if not self.tokens.knows(asked):
            words = "Request had invalid authentication credentials."
            return _json(401, {"error": {"code": 401, "message": words, "status": "UNAUTHENTICATED"}})
        return None if asked.target.startswith("/v1/projects/p-1/locations/global/") else _json(404, {})


def _bedrock(asked: Asked) -> Play | None:
    if dict(asked.headers).get("authorization") == f"Bearer {BEDROCK_KEY}":
        return None
    wrong = signature.wrong(asked)
    return bedrock.problem(*wrong, 403) if wrong else None


def _json(status: int, body: Json) -> Play:
    return Play((answer(status, msgspec.json.encode(body)),))


def said(asked: Asked, name: str) -> Play:
    """The answer to a request whose credentials are good."""
    path, wish = asked.target.partition("?")[0], wishes(asked.body, name)
    if path.startswith("/openai/"):
        return _deployed(asked, path, name)
    if path.startswith("/model/"):
        return refusal(wish, messages.problem) or spoilt(bedrock.play(asked, wish), wish)
    if path.endswith("awPredict"):
        return refusal(wish, messages.problem) or spoilt(_claude(asked, path, name), wish)
    if path.endswith(":predict"):
        return _json(200, plain.predicted(msgspec.json.decode(asked.body)))
    if ":generate" in path or ":streamGenerate" in path:
        turns = msgspec.json.decode(asked.body)["contents"]
        if any("role" not in turn for turn in turns):
            words = "Please use a valid role: user, model."
            return _json(400, {"error": {"code": 400, "message": words, "status": "INVALID_ARGUMENT"}})
    return made(asked, name)


def _deployed(asked: Asked, path: str, name: str) -> Play:
    """OpenAI's answer, if there is the deployment: in a dated API the path names it, in v1 the body."""
    dated, body = path.startswith(DATED), msgspec.json.decode(asked.body)
    named = unquote(path.removeprefix(DATED).split("/")[0]) if dated else body["model"]
    if named in DEPLOYMENTS and path.startswith("/openai/v1/") != ("api-version=2024-10-21" in asked.target):
        body["model"] = DEPLOYMENTS[named]
        return made(asked._replace(target=path, body=msgspec.json.encode(body)), name)
    return _json(404, {"error": {"code": "DeploymentNotFound", "message": "The API deployment does not exist."}})


def _claude(asked: Asked, path: str, name: str) -> Play:
    """Claude at Vertex AI: the model is in the path, the format's version in the body."""
    model, _, verb = path.rpartition("/")[2].partition(":")
    body = msgspec.json.decode(asked.body)
    if body.pop("anthropic_version", "") != "vertex-2023-10-16":
        return Play((answer(400, messages.problem(400)),))
    if model == "count-tokens":
        return Play((answer(200, messages.COUNTED),))
    if "model" in body or bool(body.get("stream")) != (verb == "streamRawPredict"):
        return Play((answer(400, messages.problem(400)),))
    request = messages.read(body | {"model": unquote(model)}, path)
    told, wish = script(request, wishes(asked.body, name)), wishes(asked.body, name)
    if not request.stream:
        return Play((answer(200, msgspec.json.encode(messages.whole(told))),))
    events = messages.frames(told, request)
    return Play(stream([*events[: len(events) // 2], messages.broken()] if "error" in wish else events))


if __name__ == "__main__":
    serve(Cloud)
