"""Requests in Google's words: what is written, what is dropped by name, what is refused."""

from typing import Any

import msgspec
import pytest

from philae.core.chat import Cache, Choose, Format, Message, Reasoning, Sampling, Text, Tool
from philae.core.errors import ContentFiltered, InvalidRequest, RateLimited, UpstreamError
from philae.vendors.gemini.provider import CODEC, ask_count, path, read_count
from tests.vendors.gemini.sample import TO, asked, body, dropped, plain, reply, request
from tests.vendors.gemini.test_decode import FULL

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": False}


def test_paths() -> None:
    """The model and the manner of the answer are in the path; tuned models have their own collection."""
    assert path("gemini-2.5-flash", False) == "/v1beta/models/gemini-2.5-flash:generateContent"
    assert path("models/m", True) == "/v1beta/models/m:streamGenerateContent?alt=sse"
    assert path("tunedModels/mine", False) == "/v1beta/tunedModels/mine:generateContent"


def test_the_call() -> None:
    """It is a submit, for it costs money, to the channel's address."""
    call = CODEC.write(request(stream=True), TO).call
    assert (call.method, call.effect) == ("POST", "submit")
    assert call.url == "https://vendor.example/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse"
    assert plain(call.json) == {"contents": [{"role": "user", "parts": [{"text": "hello"}]}]}


def test_a_gemini_request_comes_out_as_it_went_in() -> None:
    """What is understood of Google's format is written in it again, what is Google's own included."""
    written = body(asked(**FULL))
    told = FULL | {
        "tools": [
            {"functionDeclarations": [{"name": "look", "description": "Look."}]},
            {"googleSearch": {}},
        ],
        "generationConfig": FULL["generationConfig"],
    }
    assert written == told
    assert dropped(asked(**FULL)) == ()


@pytest.mark.parametrize(
    ("choose", "tools", "calling"),
    [
        (None, [Tool("a")], None),
        (Choose("auto"), [Tool("a")], None),
        (Choose("auto"), [Tool("a", strict=True)], {"mode": "VALIDATED"}),
        (Choose("auto"), [Tool("a", strict=True), Tool("b")], None),
        (Choose("none"), [Tool("a")], {"mode": "NONE"}),
        (Choose("required"), [Tool("a")], {"mode": "ANY"}),
        (Choose("named", "a"), [Tool("a")], {"mode": "ANY", "allowedFunctionNames": ["a"]}),
    ],
)
def test_choices_of_tools(choose: Choose | None, tools: list[Tool], calling: Any) -> None:
    """Strict tools are what Google calls validated."""
    written = body(request(tools=tuple(tools), choose=choose))
    assert written.get("toolConfig") == (calling and {"functionCallingConfig": calling})


@pytest.mark.parametrize(
    ("reasoning", "model", "config"),
    [
        (Reasoning("high"), "gemini-3-pro-preview", {"thinkingLevel": "HIGH"}),
        (Reasoning("max"), "gemini-flash-latest", {"thinkingLevel": "HIGH"}),
        (Reasoning("none"), "gemini-3-flash", {"thinkingLevel": "MINIMAL"}),
        (Reasoning("none"), "gemini-3.1-pro", {"thinkingLevel": "LOW"}),
        (Reasoning("medium", show=True), "gemini-2.5-flash", {"includeThoughts": True, "thinkingBudget": 8192}),
        (Reasoning("none"), "gemini-2.5-flash", {"thinkingBudget": 0}),
        (Reasoning("none"), "gemini-2.5-pro", {"thinkingBudget": 128}),
        (Reasoning("low", budget=2000), "gemini-3-flash", {"thinkingBudget": 2000}),
        (Reasoning(adaptive=True), "gemini-2.5-flash", {"thinkingBudget": -1}),
        (Reasoning(adaptive=True), "gemini-3-flash", None),
        (Reasoning(show=False), "gemini-3-flash", {"includeThoughts": False}),
        (Reasoning("low"), "gemma-4", {"thinkingBudget": 1024}),
    ],
)
def test_thinking(reasoning: Reasoning, model: str, config: Any) -> None:
    """The third generation takes levels, the second budgets; never both."""
    written = body(request(reasoning=reasoning), model)
    assert written.get("generationConfig", {}).get("thinkingConfig") == config


def test_forms() -> None:
    """JSON of any shape, or one that keeps to a schema."""
    assert body(request(format=Format("json")))["generationConfig"] == {"responseMimeType": "application/json"}
    written = body(request(format=Format("schema", SCHEMA, strict=True)))["generationConfig"]
    assert written == {"responseMimeType": "application/json", "responseJsonSchema": SCHEMA}
    assert "generationConfig" not in body(request(format=Format("text")))


@pytest.mark.parametrize(("tier", "word"), [("default", "standard"), ("flex", "flex"), ("auto", None), ("", None)])
def test_tiers(tier: str, word: str | None) -> None:
    """Google's words for the same."""
    given = request(service_tier=tier)
    assert (body(given).get("serviceTier"), dropped(given)) == (word, ())


def test_what_has_no_word_is_named() -> None:
    """Nothing is left out silently."""
    given = request(
        sampling=Sampling(logit_bias={"5": 1.0}), tools=(Tool("a", cache=Cache()),), choose=Choose(parallel=False),
        user="ann", cache_key="k", verbosity="low", metadata={"a": "b"}, service_tier="scale",
        extra={"messages": {"container": "c"}, "gemini": {"labels": {"a": "b"}}},
    )  # fmt: skip
    assert dropped(given) == (
        "choose.parallel", "tools.cache", "sampling.logit_bias", "user", "cache_key", "verbosity", "metadata",
        "service_tier", "messages.container",
    )  # fmt: skip
    assert body(given)["labels"] == {"a": "b"}


def test_too_many_stops_are_refused() -> None:
    """Google takes five."""
    with pytest.raises(InvalidRequest) as caught:
        body(request(stop=tuple("abcdef")))
    assert caught.value.param == "stop"


def test_counting() -> None:
    """The whole request is counted, without effect."""
    given = request(messages=(Message("system", (Text("S"),)), Message("user", (Text("U"),))))
    call = ask_count(given, TO)
    assert (call.url, call.effect) == ("https://vendor.example/v1beta/models/gemini-2.5-flash:countTokens", "none")
    assert plain(call.json)["generateContentRequest"] == body(given) | {"model": "models/gemini-2.5-flash"}
    assert read_count(reply({"totalTokens": 31})) == 31
    with pytest.raises(RateLimited):
        read_count(reply({"error": {"code": 429}}, 429))
    with pytest.raises(UpstreamError):
        read_count(reply({}))


@pytest.mark.parametrize(
    ("schema", "narrowed", "lost"),
    [
        ({"$schema": "x", "type": "string", "pattern": "a+", "minLength": 1}, {"type": "string"}, ["pattern", "minLength"]),
        ({"const": "a"}, {"enum": ["a"]}, []),
        ({"type": "boolean", "const": True}, {"type": "boolean"}, ["const"]),
        ({"type": ["string", "null"], "enum": ["a", None]}, {"type": ["string", "null"], "enum": ["a"]}, []),
        ({"enum": [True, None]}, {}, []),
        ({"allOf": [{"type": "object", "not": {}}]}, {"type": "object"}, ["not"]),
        ({"definitions": {"T": {"default": 1}}, "$ref": "#/definitions/T"}, {"$defs": {"T": {"default": 1}}, "$ref": "#/$defs/T"}, []),
        ({"items": {"$ref": "#/$defs/T", "description": "d", "minimum": 1}}, {"items": {"$ref": "#/$defs/T"}}, ["minimum"]),
        ({"properties": {"pattern": {"anyOf": [{"uniqueItems": True}, True]}}}, {"properties": {"pattern": {"anyOf": [{}, True]}}}, ["uniqueItems"]),
        ({"additionalProperties": {"type": "integer", "exclusiveMinimum": 0}}, {"additionalProperties": {"type": "integer"}}, ["exclusiveMinimum"]),
    ],
)  # fmt: skip
def test_schemas_are_narrowed(schema: dict[str, Any], narrowed: dict[str, Any], lost: list[str]) -> None:
    """Google's keywords stay, some are put in its words, the others are named."""
    given = request(format=Format("schema", schema))
    assert body(given)["generationConfig"]["responseJsonSchema"] == narrowed
    assert dropped(given) == tuple(f"format.schema.{word}" for word in lost)


@pytest.mark.parametrize("word", ["allOf", "not", "if", "patternProperties", "dependentRequired"])
def test_a_strict_schema_that_google_cannot_keep_is_refused(word: str) -> None:
    """Where the client insists, a schema that would mean something else is no answer."""
    schema = {"type": "object", word: [{"type": "object"}, {"type": "object"}]}
    with pytest.raises(InvalidRequest, match=word) as caught:
        body(request(format=Format("schema", schema, strict=True)))
    assert caught.value.param == "format.schema"
    assert dropped(request(format=Format("schema", schema))) == (f"format.schema.{word}",)


def test_parameters() -> None:
    """A function without parameters has no schema; one with them loses what Google does not know, by name."""
    empty, full = (
        Tool("a", parameters={"type": "object", "properties": {}}),
        Tool("b", "B", SCHEMA | {"minProperties": 1}),
    )
    given = request(tools=(empty, full))
    declared = [{"name": "a"}, {"name": "b", "description": "B", "parametersJsonSchema": SCHEMA}]
    assert body(given)["tools"] == [{"functionDeclarations": declared}]
    assert dropped(given) == ("tools.parameters.minProperties",)


def test_the_codec() -> None:
    """Its faults and its streams are Google's."""
    assert (CODEC.wire, CODEC.framing) == ("gemini", "sse")
    assert not isinstance(CODEC.fault(reply({"error": {"code": 400}}, 400)), ContentFiltered)
    assert msgspec.json.encode(CODEC.tokens(b"{}")) == b"null"
