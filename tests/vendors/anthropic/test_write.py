"""Requests of other formats' clients in Anthropic's words."""

from typing import Any

import pytest

from philae.core.chat import Cache, Choose, Format, Reasoning, Sampling, Tool
from philae.core.errors import InvalidRequest
from philae.core.provider import Target
from philae.vendors.anthropic import CODEC, codec, count
from tests.vendors.anthropic.said import asked, written

SCHEMA = {"type": "object", "properties": {"a": {"type": "integer", "minimum": 1}}}
CLOSED = {
    "type": "object",
    "properties": {"a": {"type": "integer", "description": "(minimum: 1)"}},
    "additionalProperties": False,
}
FREE = {"type": "object", "additionalProperties": {"type": "string"}}
OLD = "claude-sonnet-4-5"
ELDER = "claude-opus-4-1"


def body(model: str = "claude-opus-4-8", **changes: Any) -> dict[str, Any]:
    """The body for a request that nothing of is dropped."""
    made, dropped = written(asked(**changes), model)
    assert dropped == ()
    return made


def dropped(model: str = "claude-opus-4-8", **changes: Any) -> tuple[str, ...]:
    """What is dropped of a request."""
    return written(asked(**changes), model)[1]


def test_the_least() -> None:
    """A plain question takes a model, a cap and a turn; nothing is said that was not asked."""
    assert body() == {
        "model": "claude-opus-4-8",
        "max_tokens": 8192,
        "messages": [{"role": "user", "content": [{"type": "text", "text": "Hello"}]}],
    }


def test_the_call() -> None:
    """It goes to the channel's own address and is the one that costs money."""
    call = CODEC.write(asked(), Target("https://proxy.example/claude/", "m", "attempt-1")).call
    assert (call.method, call.url, call.effect) == ("POST", "https://proxy.example/claude/v1/messages", "submit")
    assert CODEC.path("m", True) == "/v1/messages"


def test_the_cap() -> None:
    """Without a cap, which Anthropic requires, the codec's own holds."""
    assert body(cap=None)["max_tokens"] == 16_000
    assert written(asked(cap=None), codec=codec(4096))[0]["max_tokens"] == 4096


def test_plain_settings() -> None:
    """Words that both sides have."""
    made = body(OLD, sampling=Sampling(temperature=0.5, top_k=40), stop=("END",), user="u-1", stream=True)
    assert (made["temperature"], made["top_k"], made["stop_sequences"]) == (0.5, 40, ["END"])
    assert (made["metadata"], made["stream"]) == ({"user_id": "u-1"}, True)


@pytest.mark.parametrize(
    ("tier", "said"), [("auto", "auto"), ("priority", "auto"), ("default", "standard_only"), ("", None)]
)
def test_service_tier(tier: str, said: str | None) -> None:
    """OpenAI's tiers in Anthropic's words."""
    assert body(service_tier=tier).get("service_tier") == said


def test_several_answers_are_refused() -> None:
    """Anthropic gives one."""
    with pytest.raises(InvalidRequest) as caught:
        body(n=2)
    assert caught.value.param == "n"


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"stop": ("\n", "END")}, ("stop",)),
        ({"service_tier": "flex"}, ("service_tier",)),
        ({"sampling": Sampling(temperature=0.5)}, ("sampling.temperature",)),
        ({"sampling": Sampling(top_p=0.9, top_k=4)}, ("sampling.top_p", "sampling.top_k")),
        ({"sampling": Sampling(temperature=1, top_p=1.0)}, ()),
        ({"sampling": Sampling(seed=0)}, ("sampling.seed",)),
        (
            {"sampling": Sampling(presence_penalty=1, frequency_penalty=1, logit_bias={"1": 1.0}, logprobs=True)},
            (
                "sampling.presence_penalty",
                "sampling.frequency_penalty",
                "sampling.logit_bias",
                "sampling.logprobs",
            ),
        ),
        ({"sampling": Sampling(presence_penalty=0, logprobs=False)}, ()),
        ({"cache_key": "k", "verbosity": "low", "metadata": {"a": "b"}}, ("cache_key", "verbosity", "metadata")),
        ({"extra": {"chat": {"prediction": {}}}}, ("chat.prediction",)),
        ({"format": Format("json")}, ("format",)),
        ({"format": Format("text")}, ()),
    ],
)
def test_dropped(changes: dict[str, Any], names: tuple[str, ...]) -> None:
    """What Anthropic has no word for is named; a default is no loss."""
    assert dropped(**changes) == names


@pytest.mark.parametrize(
    ("sampling", "thinks", "kept", "names"),
    [
        (Sampling(temperature=1.5), False, {}, ("sampling.temperature",)),
        (Sampling(temperature=0.0, top_p=0.9), False, {"temperature": 0.0}, ("sampling.top_p",)),
        (Sampling(top_p=0.9), False, {"top_p": 0.9}, ()),
        (Sampling(top_p=0.9, top_k=4), True, {}, ("sampling.top_p", "sampling.top_k")),
        (Sampling(temperature=0.5, top_p=0.95), True, {"top_p": 0.95}, ("sampling.temperature",)),
    ],
)
def test_sampling_of_older_models(
    sampling: Sampling, *, thinks: bool, kept: dict[str, float], names: tuple[str, ...]
) -> None:
    """They take one of temperature and top_p, and hardly any while they think."""
    reasoning = Reasoning("low") if thinks else None
    made, left = written(asked(sampling=sampling, reasoning=reasoning), OLD)
    assert {name: made[name] for name in ("temperature", "top_p", "top_k") if made.get(name) is not None} == kept
    assert left == names


def test_tools() -> None:
    """Functions; a strict one's schema is fitted to what Anthropic enforces."""
    made = body(
        tools=(
            Tool("f", "does", SCHEMA, strict=True, cache=Cache()),
            Tool("g", strict=False),
            Tool("h", parameters={"properties": {}}),
        )
    )
    assert made["tools"] == [
        {
            "name": "f",
            "description": "does",
            "input_schema": CLOSED,
            "strict": True,
            "cache_control": {"type": "ephemeral"},
        },
        {"name": "g", "input_schema": {"type": "object", "properties": {}}},
        {"name": "h", "input_schema": {"type": "object", "properties": {}}},
    ]


@pytest.mark.parametrize(("model", "schema"), [(ELDER, SCHEMA), ("claude-opus-4-8", FREE)])
def test_strict_tools_that_cannot_be(model: str, schema: dict[str, Any]) -> None:
    """Where a schema cannot be enforced the tool is offered all the same."""
    made, names = written(asked(tools=(Tool("f", parameters=schema, strict=True),)), model)
    assert made["tools"] == [{"name": "f", "input_schema": schema}]
    assert names == ("tools.strict",)


@pytest.mark.parametrize(
    ("choose", "said"),
    [
        (Choose("auto"), {"type": "auto"}),
        (Choose("auto", parallel=False), {"type": "auto", "disable_parallel_tool_use": True}),
        (Choose("auto", parallel=True), {"type": "auto"}),
        (Choose("none", parallel=False), {"type": "none"}),
        (Choose("required"), {"type": "any"}),
        (Choose("named", "f"), {"type": "tool", "name": "f"}),
    ],
)
def test_tool_choice(choose: Choose, said: dict[str, Any]) -> None:
    """Each of the four choices."""
    assert body(tools=(Tool("f"),), choose=choose)["tool_choice"] == said


def test_no_tools_no_choice() -> None:
    """A choice among nothing is an error there."""
    assert "tool_choice" not in body(choose=Choose("none"))


def test_forced_tools_are_refused_by_models_that_cannot() -> None:
    """To leave the choice out would change what the client gets."""
    with pytest.raises(InvalidRequest) as caught:
        body("claude-opus-5-5", tools=(Tool("f"),), choose=Choose("required"))
    assert caught.value.param == "choose"


def test_output_by_a_schema() -> None:
    """The schema is fitted to what Anthropic enforces."""
    made = body(format=Format("schema", SCHEMA, "answer"), reasoning=Reasoning("low"))
    assert made["output_config"] == {"format": {"type": "json_schema", "schema": CLOSED}, "effort": "low"}


@pytest.mark.parametrize(("model", "schema"), [(ELDER, SCHEMA), ("claude-opus-4-8", FREE)])
def test_output_that_cannot_be(model: str, schema: dict[str, Any]) -> None:
    """A form that the model cannot keep is refused."""
    with pytest.raises(InvalidRequest) as caught:
        body(model, format=Format("schema", schema))
    assert caught.value.param == "format"


def test_a_count() -> None:
    """What is counted is the input; the call costs nothing."""
    request = asked(stop=("END",), user="u-1", stream=True, tools=(Tool("f"),))
    call = count(request, Target("https://api.anthropic.com", "claude-opus-4-8", "k")).call
    assert (call.url, call.effect) == ("https://api.anthropic.com/v1/messages/count_tokens", "none")
    assert call.json.keys() == {"model", "messages", "tools"}
