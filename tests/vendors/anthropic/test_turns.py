"""Conversations of other formats' clients in Anthropic's turns."""

from typing import Any

import pytest

from philae.core.chat import Image, Message, Refusal, Source, Text, Thinking, ToolCall, ToolResult
from philae.core.errors import InvalidRequest
from tests.vendors.anthropic.said import asked, written

OLD, NEW = "claude-sonnet-4-5", "claude-opus-5"
ASK, ANSWER, MORE = Message("user", (Text("q"),)), Message("assistant", (Text("a"),)), Message("user", (Text("more"),))
ORDER = Message("developer", (Text("In French."),))


def told(*messages: Message, model: str = NEW) -> list[tuple[str, list[str]]]:
    """Who says what: each turn's role and texts, the system prompt first."""
    body, _ = written(asked(*messages), model)
    turns = [{"role": "SYSTEM", "content": body["system"]}] if "system" in body else []
    return [(t["role"], [b.get("text", b["type"]) for b in t["content"]]) for t in turns + body["messages"]]


def test_leading_instructions_are_the_system_prompt() -> None:
    """System and developer messages at the start are lifted, in order."""
    system = Message("system", (Text("Be brief."),))
    assert told(system, ORDER, ASK) == [("SYSTEM", ["Be brief.", "In French."]), ("user", ["q"])]


@pytest.mark.parametrize(
    ("messages", "new", "old"),
    [
        # Behind the user's turn it came with, before or after it.
        ((ASK, ANSWER, ORDER, MORE), [("user", ["more"]), ("system", ["In French."])], True),
        ((ASK, ANSWER, MORE, ORDER), [("user", ["more"]), ("system", ["In French."])], True),
        # After the model's own turn, at the end: told as the user's, by every model.
        ((ASK, ANSWER, ORDER), [("assistant", ["a"]), ("user", ["In French."])], False),
    ],
)
def test_instructions_amid_the_conversation(messages: tuple[Message, ...], new: Any, *, old: bool) -> None:
    """Newer models take them in place; to older ones they move up into the system prompt."""
    assert told(*messages)[-2:] == new
    moved = ("SYSTEM", ["In French."])
    assert (told(*messages, model=OLD)[0] == moved) is old


def test_an_instruction_between_two_turns_of_the_models() -> None:
    """There is no user's turn to stand behind, so it moves up."""
    assert told(ASK, ANSWER, ORDER, ANSWER, MORE)[0] == ("SYSTEM", ["In French."])


def test_turns_alternate() -> None:
    """Consecutive messages of one speaker are one turn; tool results are the user's."""
    call = Message("assistant", (ToolCall("c1", "f", "{}"), ToolCall("c2", "f", "{}")))
    results = [Message("tool", (ToolResult(f"c{i}", (Text("r"),)),)) for i in (1, 2)]
    found = told(ASK, MORE, ANSWER, call, *results, MORE)
    assert found == [
        ("user", ["q", "more"]),
        ("assistant", ["a", "tool_use", "tool_use"]),
        ("user", ["tool_result", "tool_result", "more"]),
    ]


def test_blank_words_are_left_out() -> None:
    """Anthropic refuses blank text; a turn of nothing else is none."""
    empty = Message("assistant", (Text(""), Refusal(" "), Thinking("hm")))
    assert told(ASK, empty, MORE) == [("user", ["q", "more"])]


def test_a_turn_that_is_none_does_not_call_for_instructions() -> None:
    """An instruction waits for the model's next turn that says something."""
    empty = Message("assistant", (Thinking("hm", "sig", origin="gemini"),))
    assert told(ASK, ORDER, empty, MORE) == [("user", ["q", "more"]), ("system", ["In French."])]


def test_nothing_said() -> None:
    """Without a turn there is nothing to answer."""
    with pytest.raises(InvalidRequest) as caught:
        told(ORDER)
    assert caught.value.param == "messages"


def test_names_and_detail_are_dropped() -> None:
    """Anthropic knows neither speakers' names nor how closely a picture is looked at."""
    picture = Image(Source(url="https://a.example/b.png"), "low")
    _, dropped = written(asked(Message("user", (picture,), "Ada"), Message("user", (picture,), "Ada")))
    assert dropped == ("messages.name", "messages.detail")
