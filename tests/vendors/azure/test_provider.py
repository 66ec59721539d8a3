"""How an Azure resource is reached: its two APIs, its key, an Entra application's tokens, its refusals."""

import json
from collections.abc import Callable

import pytest

from philae.core.auth import Static, Token
from philae.core.errors import ContentFiltered, GatewayError, InvalidRequest, UpstreamRefused
from philae.core.http import HttpReply
from philae.core.provider import Account, Target
from philae.core.stream import Begin, End, Frame
from philae.vendors.azure import auth, home, place
from philae.vendors.openai import chat, responses

RESOURCE = "https://res.openai.azure.com"
ENTRA = {"tenant_id": "contoso", "client_id": "app", "client_secret": "hush"}
# learn.microsoft.com/azure/foundry/openai/concepts/content-filter: the prompt was filtered.
FILTERED = {
    "error": {
        "message": "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
        "type": None, "param": "prompt", "code": "content_filter", "status": 400,
        "innererror": {
            "code": "ResponsibleAIPolicyViolation",
            "content_filter_result": {"hate": {"filtered": True, "severity": "high"}},
        },
    },
}  # fmt: skip


def test_the_newest_api() -> None:
    """It has been asked for by such names."""
    assert home(Account("key", RESOURCE, {"api_version": "preview"})) == f"{RESOURCE}/openai"


@pytest.mark.parametrize(
    "given",
    [RESOURCE, f"{RESOURCE}/", f"{RESOURCE}/openai", f"{RESOURCE}/openai/v1", f"{RESOURCE}/openai/v1/chat/completions"],
)
def test_the_resource(given: str) -> None:
    """Whichever of its addresses a portal or a page shows."""
    assert home(Account("key", given)) == f"{RESOURCE}/openai"


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (RESOURCE, {"api_version": "2024-10-21"}),
        (f"{RESOURCE}/openai/deployments/d/chat/completions?api-version=2024-10-21", {}),
    ],
)
def test_a_dated_api(given: str, options: dict[str, str]) -> None:
    """By the version that is said, or that stands in the address."""
    assert home(Account("key", given, options)) == f"{RESOURCE}/openai?api-version=2024-10-21"


def test_no_address() -> None:
    """Every resource has its own, so one must be said."""
    with pytest.raises(InvalidRequest, match="base_url"):
        home(Account("key"))


@pytest.mark.parametrize(
    ("base", "path", "url"),
    [
        ("", "/v1/chat/completions", "/openai/v1/chat/completions"),
        ("", "/v1/responses", "/openai/v1/responses"),
        ("?api-version=1", "/v1/chat/completions", "/openai/deployments/my%2Fgpt/chat/completions?api-version=1"),
        ("?api-version=1", "/v1/embeddings", "/openai/deployments/my%2Fgpt/embeddings?api-version=1"),
        ("?api-version=1", "/v1/responses", "/openai/responses?api-version=1"),
    ],
)
def test_paths(base: str, path: str, url: str) -> None:
    """In a dated API the deployment stands in the path, but for what is the resource's."""
    assert Target(f"{RESOURCE}/openai{base}", "my/gpt", "", place=place).url(path) == RESOURCE + url


def test_a_key() -> None:
    """In Azure's own header."""
    assert auth("key") == Static((("api-key", "key"),))


def test_an_application() -> None:
    """Its tokens come from Microsoft's log-in and nowhere else."""
    made = auth(json.dumps(ENTRA))
    assert isinstance(made, Token)
    asked = made.ask(0)
    assert asked.url == "https://login.microsoftonline.com/contoso/oauth2/v2.0/token"
    assert "login.microsoftonline.com" in made.hosts
    assert dict(asked.form or ()) == {
        "grant_type": "client_credentials", "client_id": "app", "client_secret": "hush",
        "scope": "https://cognitiveservices.azure.com/.default",
    }  # fmt: skip


def test_an_application_that_is_none() -> None:
    """The parts are named, and none is repeated."""
    with pytest.raises(InvalidRequest, match="tenant_id") as caught:
        auth('{"client_secret": "hush"}')
    assert "hush" not in caught.value.public
    assert "hush" not in repr(auth(json.dumps(ENTRA)))


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (400, FILTERED["error"], ContentFiltered),
        (404, {"code": "DeploymentNotFound", "message": "The API deployment does not exist."}, UpstreamRefused),
        (400, {"code": "OperationNotSupported", "message": "The operation does not work with gpt."}, UpstreamRefused),
        (401, {"code": "401", "message": "Access denied due to invalid subscription key."}, UpstreamRefused),
    ],
)
@pytest.mark.parametrize("fault", [chat.codec().fault, responses.CODEC.fault])
def test_refusals(
    fault: Callable[[HttpReply], GatewayError], status: int, error: dict[str, object], kind: type[GatewayError]
) -> None:
    """A filter's is the client's to know; what is wrong with the resource is tried at another."""
    found = fault(HttpReply(status, {}, json.dumps({"error": error}).encode()))
    assert type(found) is kind


def test_a_stream_that_begins_with_what_the_filter_found() -> None:
    """Azure's first event has no choices (learn.microsoft.com, content filter: streaming); a filtered end says so."""
    found = b'{"choices":[],"created":0,"id":"","model":"","prompt_filter_results":[{"prompt_index":0}]}'
    words = b'{"id":"c","model":"gpt-4o","choices":[{"index":0,"content_filter_results":{},"delta":{"content":"Hi"}}]}'
    ended = b'{"id":"c","model":"gpt-4o","choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}'
    read = chat.codec().reader()

    told = [event for data in (found, words, ended) for event in read(Frame(data))]

    assert [type(event).__name__ for event in told] == ["Begin", "Open", "Delta", "Close", "End"]
    assert told[0] == Begin("c", "gpt-4o")
    assert told[-1] == End("content_filter")
