"""Requests in Converse's words: what is said, what is left out and told, what is refused."""

import json
from typing import Any

import msgspec
import pytest

from philae.core.chat import (
    Audio,
    Cache,
    ChatRequest,
    Choose,
    Document,
    Format,
    Image,
    Message,
    Reasoning,
    Sampling,
    Source,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolResult,
)
from philae.core.errors import InvalidRequest
from philae.core.provider import Target
from philae.vendors.bedrock import CONVERSE
from tests.vendors.anthropic.said import asked

AT = "https://bedrock-runtime.eu-west-1.amazonaws.com"
NOVA, NOVA2, LLAMA = "amazon.nova-pro-v1:0", "global.amazon.nova-2-lite-v1:0", "us.meta.llama3-3-70b-instruct-v1:0"
DEEPSEEK, KIMI, MISTRAL = "deepseek.v3.2", "global.moonshotai.kimi-k3", "mistral.mistral-large-3-675b-instruct"
SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}
WEATHER = Tool("weather", "Of a city", SCHEMA)
PICTURE = Image(Source(data="iVBORw0KGgo="))
PDF = Document(Source(data="JVBERi0=", mime="application/pdf"), "my report.pdf")
CALLED = (
    Message("user", (Text("q"),)),
    Message("assistant", (ToolCall("call.1", "weather", '{"a": "Paris"}'),)),
    Message("tool", (ToolResult("call.1", (Text("12 °C"),)),)),
)
Json = dict[str, Any]


def written(request: ChatRequest, model: str = NOVA) -> tuple[Json, tuple[str, ...]]:
    """The body and what was dropped."""
    made = CONVERSE.write(request, Target(AT, model, "attempt-1"))
    return msgspec.json.decode(msgspec.json.encode(made.call.json)), made.dropped


def body(request: ChatRequest, model: str = NOVA) -> Json:
    """The body alone."""
    return written(request, model)[0]


def contents(*messages: Message, model: str = NOVA, **changes: Any) -> list[list[Json]]:
    """What each turn holds."""
    return [turn["content"] for turn in body(asked(*messages, **changes), model)["messages"]]


@pytest.mark.parametrize(
    ("model", "stream", "tools", "where"),
    [
        (NOVA, False, (), f"/model/{NOVA}/converse"),
        (NOVA, True, (WEATHER,), f"/model/{NOVA}/converse-stream"),
        (LLAMA, True, (), f"/model/{LLAMA}/converse-stream"),
        (LLAMA, True, (WEATHER,), f"/model/{LLAMA}/converse"),
    ],
)
def test_where(model: str, stream: bool, tools: tuple[Tool, ...], where: str) -> None:  # noqa: FBT001 - a table's column
    """The path names the model; a model that cannot stream with tools is asked for a whole answer."""
    call = CONVERSE.write(asked(stream=stream, tools=tools), Target(AT, model, "k")).call
    assert (call.url, call.effect) == (AT + where, "submit")


def test_a_conversation() -> None:
    """The system prompt stands apart, turns alternate, results are the user's; the parameters that all models take."""
    said = asked(
        Message("system", (Text("Be kind."),)),
        *CALLED,
        Message("user", (Text("And now?"), Text(" "))),
        tools=(WEATHER,), sampling=Sampling(temperature=0.5, top_p=0.9), stop=("END", ""),
    )  # fmt: skip
    assert body(said) == {
        "system": [{"text": "Be kind."}],
        "messages": [
            {"role": "user", "content": [{"text": "q"}]},
            {"role": "assistant", "content": [{"toolUse": {"toolUseId": "call.1", "name": "weather", "input": {"a": "Paris"}}}]},
            {"role": "user", "content": [{"toolResult": {"toolUseId": "call.1", "content": [{"text": "12 °C"}]}}, {"text": "And now?"}]},
        ],
        "inferenceConfig": {"maxTokens": 8192, "temperature": 0.5, "topP": 0.9, "stopSequences": ["END"]},
        "toolConfig": {"tools": [{"toolSpec": {"name": "weather", "description": "Of a city", "inputSchema": {"json": SCHEMA}}}]},
    }  # fmt: skip


def test_later_instructions() -> None:
    """They stay where they are, as the user's words."""
    said = (Message("user", (Text("a"),)), Message("developer", (Text("b"),)))
    assert contents(*said) == [[{"text": "a"}, {"text": "b"}]]


def test_media() -> None:
    """Bytes travel in the request; documents have names that AWS takes, and no two the same; a turn has words."""
    text = Document(Source(data="YQ==", mime="text/plain"))
    assert contents(Message("user", (PICTURE, PDF, text))) == [
        [
            {"text": "my report pdf, document 2"},
            {"image": {"format": "png", "source": {"bytes": "iVBORw0KGgo="}}},
            {"document": {"format": "pdf", "name": "my report pdf", "source": {"bytes": "JVBERi0="}}},
            {"document": {"format": "txt", "name": "document 2", "source": {"bytes": "YQ=="}}},
        ]
    ]
    assert contents(Message("user", (Audio(Source(data="aaa"), "mp3"),))) == [
        [{"audio": {"format": "mp3", "source": {"bytes": "aaa"}}}]
    ]


def test_files_of_results() -> None:
    """They are shown behind the result, since few models take them within."""
    said = (*CALLED[:2], Message("tool", (ToolResult("call.1", (PICTURE,)),)))
    assert contents(*said, tools=(WEATHER,))[-1] == [
        {"toolResult": {"toolUseId": "call.1", "content": [{"text": "(no output)"}]}},
        {"image": {"format": "png", "source": {"bytes": "iVBORw0KGgo="}}},
    ]


def test_ids_are_as_aws_takes_them() -> None:
    """Other characters are replaced, longer ones shortened, the same on both sides."""
    strange = "call/" + "a" * 80
    said = (
        CALLED[0],
        Message("assistant", (ToolCall(strange, "weather"), ToolCall("a b", "weather"))),
        Message("tool", (ToolResult(strange), ToolResult("a b"))),
    )
    _, calls, results = contents(*said, tools=(WEATHER,))
    ids = [block["toolUse"]["toolUseId"] for block in calls]
    assert ids == [block["toolResult"]["toolUseId"] for block in results]
    assert ids[1] == "a_b"
    assert len(ids[0]) == 64


@pytest.mark.parametrize("changes", [{}, {"tools": (WEATHER,), "choose": Choose("none")}])
def test_calls_without_tools(changes: Json) -> None:
    """Where no tools are offered their blocks would be refused: they are told in words, and that is said."""
    whole, dropped = written(asked(*CALLED, Message("user", (Text("Sum up."),)), **changes))
    said = [block["text"] for turn in whole["messages"] for block in turn["content"]]
    assert said == ["q", '[tool weather was called with {"a": "Paris"}]', "[the tool answered: 12 °C]", "Sum up."]
    assert "toolConfig" not in whole
    assert dropped == ("messages.tools",)


def test_choosing() -> None:
    """Any tool, one tool; models that cannot be made to are not asked to."""
    for mode, said in (("required", {"any": {}}), ("named", {"tool": {"name": "weather"}})):
        request = asked(tools=(WEATHER,), choose=Choose(mode, "weather", parallel=False))  # type: ignore[arg-type]
        whole, dropped = written(request)
        assert whole["toolConfig"]["toolChoice"] == said
        assert dropped == ("choose.parallel",)
        with pytest.raises(InvalidRequest) as caught:
            written(request, LLAMA)
        assert caught.value.param == "choose"


def test_strict_tools() -> None:
    """Said to models that know schemas, else left out."""
    strict = asked(tools=(Tool("f", strict=True, cache=Cache()),))
    assert body(strict, MISTRAL)["toolConfig"]["tools"][0]["toolSpec"]["strict"] is True
    assert written(strict)[1] == ("tools.cache", "tools.strict")


def test_schemas() -> None:
    """In Converse's own words where the model knows them; else by a tool that it has to call; else not at all."""
    form = Format("schema", SCHEMA, "form", description="A form.")
    told = body(asked(format=form), MISTRAL)["outputConfig"]["textFormat"]
    inner = told["structure"]["jsonSchema"]
    assert (told["type"], inner["name"], json.loads(inner["schema"])) == ("json_schema", "form", SCHEMA)
    config = body(asked(format=form))["toolConfig"]
    assert config["toolChoice"] == {"tool": {"name": "json_answer"}}
    assert config["tools"][0]["toolSpec"]["inputSchema"] == {"json": SCHEMA}
    for request, model in ((asked(format=form), LLAMA), (asked(format=form, tools=(WEATHER,)), NOVA)):
        with pytest.raises(InvalidRequest) as caught:
            written(request, model)
        assert caught.value.param == "format"
    assert written(asked(format=Format("json")))[1] == ("format",)


@pytest.mark.parametrize(
    ("model", "reasoning", "said", "dropped"),
    [
        (NOVA2, Reasoning("low"), {"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "low"}}, ()),
        (
            NOVA2,
            Reasoning("high"),
            {"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "medium"}},
            ("reasoning.effort",),
        ),
        (DEEPSEEK, Reasoning("high"), {"reasoning_effort": "high"}, ()),
        (KIMI, Reasoning("max"), {"reasoning": {"effort": "high"}}, ("reasoning.effort",)),
        (KIMI, Reasoning(budget=4000), {"reasoning": {"effort": "medium"}}, ("reasoning.budget",)),
        (NOVA2, Reasoning("none"), None, ("reasoning.effort",)),
        (NOVA, Reasoning("low"), None, ("reasoning",)),
    ],
)
def test_reasoning(model: str, reasoning: Reasoning, said: Json | None, dropped: tuple[str, ...]) -> None:
    """Each family has words of its own; Nova's highest effort bears no bound, so it is not asked for."""
    whole, lost = written(asked(reasoning=reasoning), model)
    assert (whole.get("additionalModelRequestFields"), lost) == (said, dropped)


def test_top_k() -> None:
    """Nova has a place of its own for it."""
    request = asked(sampling=Sampling(top_k=5))
    assert body(request)["additionalModelRequestFields"] == {"inferenceConfig": {"topK": 5}}
    assert written(request, LLAMA)[1] == ("sampling.top_k",)


def test_cache_points() -> None:
    """Behind what is to be cached, at models that cache."""
    said = asked(Message("system", (Text("s", Cache("1h")),)), Message("user", (Text("a", Cache()), Text("b"))))
    whole = body(said)
    assert whole["system"] == [{"text": "s"}, {"cachePoint": {"type": "default"}}]
    assert whole["messages"][0]["content"] == [{"text": "a"}, {"cachePoint": {"type": "default"}}, {"text": "b"}]
    assert written(said, LLAMA)[1] == ("messages.cache",)


def test_thoughts_go_back_to_who_signed_them() -> None:
    """Those that Bedrock signed or hid; others', and unsigned ones, mean nothing there."""
    thoughts = (
        Thinking("t", "sig", origin="bedrock"),
        Thinking(redacted="aGlk", origin="bedrock"),
        Thinking("u", origin="bedrock"),
        Thinking("c", "sig", origin="anthropic"),
    )
    said = contents(Message("user", (Text("q"),)), Message("assistant", (*thoughts, Text("a"))))
    assert said[1] == [
        {"reasoningContent": {"reasoningText": {"text": "t", "signature": "sig"}}},
        {"reasoningContent": {"redactedContent": "aGlk"}},
        {"text": "a"},
    ]


def test_failures() -> None:
    """Nova is told that a tool failed; others are not, and that is said."""
    said = asked(*CALLED[:2], Message("tool", (ToolResult("call.1", (Text("no"),), error=True),)), tools=(WEATHER,))
    assert body(said)["messages"][-1]["content"][0]["toolResult"]["status"] == "error"
    assert written(said, LLAMA)[1] == ("messages.error",)


def test_what_has_no_word_is_told() -> None:
    """Everything that is left out is named."""
    request = asked(
        Message("user", (Text("a"), msgspec.structs.replace(PICTURE, detail="low")), "Ann"),
        sampling=Sampling(temperature=1.5, seed=0, logit_bias={"1": 1}, logprobs=True, presence_penalty=1, frequency_penalty=1),
        user="u", cache_key="k", service_tier="flex", verbosity="low", metadata={"a": "b"}, extra={"chat": {"store": True}},
    )  # fmt: skip
    assert written(request)[1] == (
        "cache_key", "chat.store", "messages.detail", "messages.name", "metadata", "sampling.frequency_penalty",
        "sampling.logit_bias", "sampling.logprobs", "sampling.presence_penalty", "sampling.seed", "sampling.temperature",
        "service_tier", "user", "verbosity",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("param", "request_"),
    [
        ("n", asked(n=2)),
        ("messages", asked(Message("system", (Text("s"),)))),
        ("messages", asked(Message("user", (Image(Source(url="https://a.example/b.png")),)))),
        ("messages", asked(Message("user", (Image(Source(data="aaaa", mime="image/tiff")),)))),
        ("messages", asked(Message("user", (Document(Source(data="aa", mime="application/zip")),)))),
        ("messages", asked(Message("user", (Document(Source(file="file-1")),)))),
        ("messages", asked(Message("user", (Audio(Source(data="aa"), "midi"),)))),
    ],
)
def test_what_must_not_be_dropped_is_refused(param: str, request_: ChatRequest) -> None:
    """The error names the field."""
    with pytest.raises(InvalidRequest) as caught:
        written(request_)
    assert caught.value.param == param


def test_names_in_other_forms() -> None:
    """A profile, a pinned name, an ARN: the model's abilities are found, by its alias where the name does not tell."""
    request = asked(sampling=Sampling(top_k=5), model="bedrock/amazon.nova-pro-v1:0")
    profile = "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc"
    for model in (f"eu.{NOVA}", f"arn:aws:bedrock:us-east-1::foundation-model/{NOVA}", profile):
        assert written(request, model)[1] == ()
