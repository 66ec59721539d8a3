"""Canonical requests in the words of each kind of vendor of chat completions."""

import base64
from typing import Any

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
    Part,
    Reasoning,
    Refusal,
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
from philae.core.text import Written
from philae.vendors.openai.chat import OPENAI, Quirks, codec
from philae.vendors.openai.chat.quirks import STRANGE

TO = Target("https://api.example", "model-at-vendor", "key-1")
PLAIN = Quirks()
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}}
WEATHER = Tool("weather", "of a city", SCHEMA, strict=True)
PICTURE = Image(Source(data="iVBO", mime="image/png"))
SHOWN = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}


def user(*parts: Part) -> Message:
    """What the user says."""
    return Message("user", parts or (Text("Hello!"),))


def call(quirks: Quirks = PLAIN, *messages: Message, **more: Any) -> Written:
    """The call for a request; it greets unless told otherwise."""
    return codec(quirks).write(ChatRequest("asked", messages or (user(),), **more), TO)


def body(quirks: Quirks = PLAIN, *messages: Message, **more: Any) -> dict[str, Any]:
    """Its body without the model and, if it only greets, the messages."""
    told = dict(call(quirks, *messages, **more).call.json)
    assert told.pop("model") == "model-at-vendor"
    if not messages:
        assert told.pop("messages") == [{"role": "user", "content": "Hello!"}]
    return told


def turns(*messages: Message, quirks: Quirks = PLAIN) -> list[dict[str, Any]]:
    """The messages as the vendor is told them."""
    return body(quirks, *messages)["messages"]  # type: ignore[no-any-return]


def test_the_least() -> None:
    """One POST that costs money, with the attempt's key and nothing that was not asked for."""
    sent = call().call
    assert (sent.method, sent.url, sent.effect) == ("POST", "https://api.example/v1/chat/completions", "submit")
    assert ("idempotency-key", "key-1") in sent.headers
    assert body() == {}


def test_prefix() -> None:
    """The path below the base URL is the vendor's own."""
    elsewhere = Quirks(prefix="/api/paas/v4")
    assert call(elsewhere).call.url == "https://api.example/api/paas/v4/chat/completions"
    assert codec(elsewhere).path("any", False) == "/api/paas/v4/chat/completions"


def test_parameters_of_openai() -> None:
    """OpenAI knows all of them but `top_k`, which is left out and told."""
    sampling = Sampling(0.5, 1.0, 40, 7, -1.0, 2.0, {"50256": -100}, logprobs=True, top_logprobs=3)
    told = {"user": "u", "cache_key": "k", "service_tier": "flex", "verbosity": "low", "metadata": {"a": "b"}}
    sent = call(OPENAI, sampling=sampling, cap=300, stop=("END",), n=2, **told)
    assert sent.dropped == ("sampling.top_k",)
    assert {k: v for k, v in sent.call.json.items() if k not in ("model", "messages")} == {
        "max_completion_tokens": 300,
        "temperature": 0.5,
        "top_p": 1.0,
        "seed": 7,
        "presence_penalty": -1.0,
        "frequency_penalty": 2.0,
        "logit_bias": {"50256": -100},
        "logprobs": True,
        "top_logprobs": 3,
        "stop": ["END"],
        "n": 2,
        "user": "u",
        "prompt_cache_key": "k",
        "service_tier": "flex",
        "verbosity": "low",
        "metadata": {"a": "b"},
    }


def test_names_of_parameters() -> None:
    """The cap has two names, and a row may name others."""
    assert body(cap=5) == {"max_tokens": 5}
    assert body(Quirks(cap="max_completion_tokens"), cap=5) == {"max_completion_tokens": 5}
    assert body(Quirks(renamed={"seed": "random_seed"}), sampling=Sampling(seed=7)) == {"random_seed": 7}


def test_what_may_be_left_out_is_told() -> None:
    """A parameter that the vendor does not know is dropped, under its canonical name."""
    quirks = Quirks(lacks=STRANGE | {"user", "seed", "reasoning_effort"})
    sent = call(
        quirks,
        sampling=Sampling(seed=7, top_k=3),
        cache_key="k",
        user="u",
        reasoning=Reasoning("low"),
        extra={"messages": {"container": "c"}, "gemini": {"cachedContent": "x"}},
    )
    assert sent.call.json.keys() == {"model", "messages"}
    assert sent.dropped == (
        "cache_key",
        "gemini.cachedContent",
        "messages.container",
        "reasoning",
        "sampling.seed",
        "sampling.top_k",
        "user",
    )


@pytest.mark.parametrize(
    ("lacked", "asked", "param"),
    [
        ("n", {"n": 2}, "n"),
        ("stop", {"stop": ("END",)}, "stop"),
        ("tools", {"tools": (WEATHER,)}, "tools"),
        ("response_format", {"format": Format("json")}, "format"),
    ],
)
def test_what_may_not_be_left_out(lacked: str, asked: dict[str, Any], param: str) -> None:
    """What the client counts on is refused, by its canonical name."""
    with pytest.raises(InvalidRequest) as raised:
        call(Quirks(lacks=frozenset({lacked})), **asked)
    assert raised.value.param == param


def test_own_extra_goes_along() -> None:
    """Parameters that only this format's vendors know are passed, and go before what they replace."""
    extra = {"chat": {"enable_thinking": True, "tools": [{"type": "web_search"}]}}
    assert body(tools=(WEATHER,), choose=Choose("auto"), extra=extra) == {
        "enable_thinking": True,
        "tools": [
            {
                "type": "function",
                "function": {"name": "weather", "description": "of a city", "parameters": SCHEMA, "strict": True},
            },
            {"type": "web_search"},
        ],
        "tool_choice": "auto",
    }


def test_stream() -> None:
    """The usage is asked for where the vendor tells it on request."""
    assert body(stream=True) == {"stream": True, "stream_options": {"include_usage": True}}
    assert body(Quirks(usage=False), stream=True) == {"stream": True}


def test_roles() -> None:
    """Instructions stand where they stood; a developer is the system where that role is not known."""
    said = (Message("system", (Text("A"),)), Message("developer", (Text("B"),)), Message("user", (Text("C"),), "Ann"))
    assert [(m["role"], m["content"]) for m in turns(*said)] == [("system", "A"), ("system", "B"), ("user", "C")]
    assert turns(*said)[2]["name"] == "Ann"
    assert [m["role"] for m in turns(*said, quirks=OPENAI)] == ["system", "developer", "user"]
    sent = call(Quirks(lacks=frozenset({"name"})), *said)
    assert "name" not in sent.call.json["messages"][2]
    assert sent.dropped == ("messages.name",)


def test_parts() -> None:
    """Pictures, linked and inline, and sound."""
    linked = Image(Source(url="https://img.example/1.png"), "low")
    sound = Audio(Source(data="UklG", mime="audio/wav"))
    assert turns(user(Text("Look"), linked, PICTURE, sound)) == [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "Look"},
                {"type": "image_url", "image_url": {"url": "https://img.example/1.png", "detail": "low"}},
                SHOWN,
                {"type": "input_audio", "input_audio": {"data": "UklG", "format": "wav"}},
            ],
        },
    ]


def test_documents() -> None:
    """Files go where they are taken; a text file goes as words, and whatever else cannot be shown is refused."""
    pdf = Document(Source(data="JVBE", mime="application/pdf"), "a.pdf")
    kept = Document(Source(file="file-1"))
    words = Document(Source(data=base64.b64encode("größer".encode()).decode(), mime="text/plain"), "a.txt")
    (turn,) = turns(user(pdf, kept), quirks=OPENAI)
    assert turn["content"] == [
        {"type": "file", "file": {"file_data": "data:application/pdf;base64,JVBE", "filename": "a.pdf"}},
        {"type": "file", "file": {"file_id": "file-1"}},
    ]
    assert turns(user(words)) == [{"role": "user", "content": "größer"}]


@pytest.mark.parametrize(
    ("quirks", "part"),
    [
        (PLAIN, Document(Source(data="JVBE", mime="application/pdf"))),
        (OPENAI, Document(Source(url="https://doc.example/a.pdf"))),
        (PLAIN, Document(Source(data="?", mime="text/plain"))),
        (PLAIN, Document(Source(data="/w==", mime="text/plain"))),
        (PLAIN, Image(Source(file="file-1"))),
        (PLAIN, Audio(Source(url="https://a.example/a.wav"))),
        (PLAIN, Thinking("Hm")),
    ],
)
def test_parts_that_cannot_be_shown(quirks: Quirks, part: Part) -> None:
    """They are refused, not left out: the client's question is about them."""
    with pytest.raises(InvalidRequest) as raised:
        call(quirks, user(part))
    assert raised.value.param == "messages"


def test_cache_marks() -> None:
    """A mark is said as the vendor says it; OpenAI is told only a wish in its own words, the others none."""
    said = user(Text("long", Cache("5m")), Text("short"))
    control = call(Quirks(cache="control"), said)
    assert control.call.json["messages"][0]["content"][0]["cache_control"] == {"type": "ephemeral", "ttl": "5m"}
    assert control.dropped == ()
    assert call(PLAIN, said).dropped == call(OPENAI, said).dropped == ("messages.cache",)
    own = call(OPENAI, user(Text("long", Cache("30m")), Text("short"))).call.json["messages"][0]["content"][0]
    assert own["prompt_cache_breakpoint"] == {"mode": "explicit", "ttl": "30m"}
    assert turns(user(Text("long", Cache())), quirks=Quirks(cache="control"))[0]["content"] == [
        {"type": "text", "text": "long", "cache_control": {"type": "ephemeral"}},
    ]


def test_tools_in_the_history() -> None:
    """Calls with their arguments untouched, and a message for each result."""
    calls = (ToolCall("a", "weather", '{"city": "Aswan"}', signature="sig"), ToolCall("b", "time"))
    results = (ToolResult("a", (Text("hot"), Text(" and dry")), error=True), ToolResult("b"))
    sent = call(PLAIN, user(), Message("assistant", calls), Message("tool", results))
    assert sent.call.json["messages"][1:] == [
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [
                {
                    "id": "a",
                    "type": "function",
                    "function": {"name": "weather", "arguments": '{"city": "Aswan"}'},
                    "extra_content": {"google": {"thought_signature": "sig"}},
                },
                {"id": "b", "type": "function", "function": {"name": "time", "arguments": ""}},
            ],
        },
        {
            "role": "tool",
            "content": [{"type": "text", "text": "hot"}, {"type": "text", "text": " and dry"}],
            "tool_call_id": "a",
        },
        {"role": "tool", "content": "", "tool_call_id": "b"},
    ]
    assert sent.dropped == ("messages.error",)


def test_pictures_of_tools() -> None:
    """Tools answer in words alone, so what they showed follows after the last answer, from the user."""
    results = (ToolResult("a", (Text("see"), PICTURE)), ToolResult("b", (Text("ok"),)))
    told = turns(user(), Message("tool", results), Message("assistant", (Text("Nice."),)))
    assert [(m["role"], m["content"]) for m in told[1:]] == [
        ("tool", "see"),
        ("tool", "ok"),
        ("user", [{"type": "text", "text": "From the tool call a:"}, SHOWN]),
        ("assistant", "Nice."),
    ]
    assert turns(user(), Message("tool", results))[-1]["role"] == "user"


def test_words_between_results() -> None:
    """What else stands beside tool results is the user's."""
    told = turns(Message("tool", (ToolResult("a", (Text("1"),)), Text("And now?"))))
    assert [(m["role"], m["content"]) for m in told] == [("tool", "1"), ("user", "And now?")]


def test_pictures_of_the_model() -> None:
    """The model can be told only its words, so its pictures follow from the user."""
    assert turns(user(), Message("assistant", (Text("Here"), PICTURE)), user())[1:] == [
        {"role": "assistant", "content": "Here"},
        {"role": "user", "content": [{"type": "text", "text": "From you:"}, SHOWN]},
        {"role": "user", "content": "Hello!"},
    ]


def test_the_rest_of_what_the_model_said() -> None:
    """A refusal and a spoken answer have fields of their own; a message that holds nothing is empty, not null."""
    said = turns(
        Message("assistant", (Refusal("No."),)),
        Message("assistant", (Audio(Source(data="x"), id="audio_1"),)),
        Message("assistant", (Thinking("Hm"),)),
    )
    assert [{k: v for k, v in m.items() if k != "role"} for m in said] == [
        {"content": "", "refusal": "No."},
        {"content": "", "audio": {"id": "audio_1"}},
        {"content": ""},
    ]


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning"])
def test_thoughts_go_back(field: Any) -> None:
    """Where the vendor takes earlier thinking, in its own field; signatures of others mean nothing to it."""
    said = Message("assistant", (Thinking("Hm", "sig", origin="messages"), Thinking(redacted="x"), Text("Yes")))
    sent = call(Quirks(thoughts=field), said)
    assert sent.call.json["messages"] == [{"role": "assistant", "content": "Yes", field: "Hm"}]
    assert sent.dropped == ()
    assert call(PLAIN, said).dropped == ("messages.thinking",)
    assert call(Quirks(thoughts=field), Message("assistant", (Thinking(redacted="x"),))).dropped == (
        "messages.thinking",
    )


@pytest.mark.parametrize(
    ("choose", "told"),
    [
        (Choose("auto"), {"tool_choice": "auto"}),
        (Choose("none"), {"tool_choice": "none"}),
        (
            Choose("required", parallel=False),
            {"tool_choice": "required", "parallel_tool_calls": False},
        ),
        (Choose("named", "weather"), {"tool_choice": {"type": "function", "function": {"name": "weather"}}}),
    ],
)
def test_choosing(choose: Choose, told: dict[str, Any]) -> None:
    """Which tool, and whether several at once."""
    sent = body(tools=(WEATHER,), choose=choose)
    assert {k: v for k, v in sent.items() if k != "tools"} == told
    assert body(choose=choose) == {}


def test_choosing_where_little_is_known() -> None:
    """`auto` needs no word, `none` is no tools; what is left is refused."""
    quirks = Quirks(choices=frozenset(), lacks=frozenset({"parallel_tool_calls"}))
    assert body(quirks, tools=(WEATHER,), choose=Choose("auto")).keys() == {"tools"}
    assert body(quirks, tools=(WEATHER,), choose=Choose("none")) == {}
    assert call(quirks, tools=(WEATHER,), choose=Choose(parallel=True)).dropped == ("choose.parallel",)
    with pytest.raises(InvalidRequest) as raised:
        body(quirks, tools=(WEATHER,), choose=Choose("required"))
    assert raised.value.param == "choose"


def test_form_of_the_answer() -> None:
    """A schema with its name, any JSON, or text, which is what all give."""
    schema = Format("schema", SCHEMA, "place", strict=True, description="a place")
    assert body(format=schema)["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "place", "schema": SCHEMA, "strict": True, "description": "a place"},
    }
    unnamed = {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA}}
    assert body(format=Format("schema", SCHEMA))["response_format"] == unnamed
    assert body(format=Format("json"))["response_format"] == {"type": "json_object"}
    assert body(format=Format()) == {}


@pytest.mark.parametrize(
    ("quirks", "given"),
    [(Quirks(schema=False), Format("schema", SCHEMA)), (Quirks(json=False), Format("json"))],
)
def test_form_that_is_not_kept(quirks: Quirks, given: Format) -> None:
    """A form is never cut down to a looser one."""
    with pytest.raises(InvalidRequest) as raised:
        call(quirks, format=given)
    assert raised.value.param == "format"


@pytest.mark.parametrize(
    ("reasoning", "cap", "effort", "dropped"),
    [
        (Reasoning("high"), None, "high", ()),
        (Reasoning("max"), None, "high", ("reasoning.effort",)),
        (Reasoning("minimal"), None, "low", ("reasoning.effort",)),
        (Reasoning("none"), None, None, ("reasoning.effort",)),
        (Reasoning(budget=1024), 16_000, "low", ("reasoning.budget",)),
        (Reasoning(budget=8_000), 16_000, "medium", ("reasoning.budget",)),
        (Reasoning(budget=32_000), None, "high", ("reasoning.budget",)),
        (Reasoning(adaptive=True), None, None, ()),
    ],
)
def test_effort(reasoning: Reasoning, cap: int | None, effort: str | None, dropped: tuple[str, ...]) -> None:
    """The nearest effort that the vendor knows; what is another than was asked is told."""
    sent = call(reasoning=reasoning, cap=cap)
    assert sent.call.json.get("reasoning_effort") == effort
    assert sent.dropped == dropped


def test_effort_of_openai_and_of_the_silent() -> None:
    """OpenAI knows them all; a vendor may know but `none`, or none at all."""
    assert body(OPENAI, reasoning=Reasoning("minimal")) == {"reasoning_effort": "minimal"}
    assert body(Quirks(efforts=("none", "high")), reasoning=Reasoning("low")) == {"reasoning_effort": "high"}
    assert body(Quirks(efforts=("none", "high")), reasoning=Reasoning("none")) == {"reasoning_effort": "none"}
    assert body(Quirks(efforts=()), reasoning=Reasoning("low")) == {}
