"""How any client's wish for reasoning is said to each generation of Claude."""

from typing import Any

import pytest

from philae.core.chat import Choose, Message, Reasoning, Text, Thinking, Tool, ToolCall, ToolResult
from tests.vendors.anthropic.said import asked, written

TOOL = Tool("f", parameters={"type": "object", "properties": {}})


def said(model: str, reasoning: Reasoning, **changes: Any) -> tuple[Any, Any, tuple[str, ...]]:
    """`thinking`, the effort, and what was dropped."""
    body, dropped = written(asked(reasoning=reasoning, **changes), model)
    return body.get("thinking"), body.get("output_config", {}).get("effort"), dropped


@pytest.mark.parametrize(
    ("model", "reasoning", "thinking", "effort"),
    [
        # Thinks unasked: the effort alone.
        ("claude-opus-5-5", Reasoning("xhigh"), None, "xhigh"),
        ("claude-opus-5-5", Reasoning("minimal"), None, "low"),
        ("claude-opus-5", Reasoning("high", show=True), {"type": "adaptive", "display": "summarized"}, "high"),
        ("claude-opus-5-5", Reasoning(show=False), {"type": "adaptive", "display": "omitted"}, None),
        # Thinks when asked.
        ("claude-opus-4-8", Reasoning("medium"), {"type": "adaptive"}, "medium"),
        ("claude-opus-4-6", Reasoning("xhigh"), {"type": "adaptive"}, "high"),
        ("claude-opus-4-6", Reasoning("max"), {"type": "adaptive"}, "max"),
        ("claude-opus-4-8", Reasoning(adaptive=True), {"type": "adaptive"}, None),
        # Budgets only.
        ("claude-haiku-4-5", Reasoning("low"), {"type": "enabled", "budget_tokens": 2048}, None),
        ("claude-haiku-4-5", Reasoning("max"), {"type": "enabled", "budget_tokens": 4096}, None),
        ("claude-haiku-4-5", Reasoning(adaptive=True), {"type": "enabled", "budget_tokens": 4096}, None),
        ("claude-opus-4-5", Reasoning("max"), {"type": "enabled", "budget_tokens": 4096}, "high"),
        # A budget of the client's own.
        ("claude-haiku-4-5", Reasoning(budget=5000), {"type": "enabled", "budget_tokens": 5000}, None),
        ("claude-haiku-4-5", Reasoning(budget=50_000), {"type": "enabled", "budget_tokens": 7168}, None),
        ("claude-opus-4-6", Reasoning(budget=2000), {"type": "enabled", "budget_tokens": 2000}, None),
        ("claude-opus-5", Reasoning(budget=2000), None, "low"),
        ("claude-opus-5", Reasoning(budget=8192), None, "medium"),
        ("claude-opus-5", Reasoning(budget=100_000), None, "max"),
        # None at all.
        ("claude-opus-4-8", Reasoning("none"), None, None),
        ("claude-opus-5", Reasoning("none"), {"type": "disabled"}, None),
        ("claude-haiku-5-5", Reasoning(budget=0), {"type": "disabled"}, None),
        ("claude-sonnet-5-5", Reasoning("none"), {"type": "between_tools"}, None),
    ],
)
def test_said(model: str, reasoning: Reasoning, thinking: Any, effort: Any) -> None:
    """Each generation is told in the words that it takes."""
    assert said(model, reasoning) == (thinking, effort, ())


@pytest.mark.parametrize(
    ("model", "reasoning", "changes", "effort"),
    [
        ("claude-opus-5-5", Reasoning("none"), {}, "low"),
        ("claude-3-5-sonnet-20241022", Reasoning("high"), {}, None),
        ("claude-haiku-4-5", Reasoning("high"), {"cap": 1500}, None),
        ("claude-haiku-4-5", Reasoning("high"), {"tools": (TOOL,), "choose": Choose("required")}, None),
    ],
)
def test_dropped(model: str, reasoning: Reasoning, changes: dict[str, Any], effort: Any) -> None:
    """Where the wish cannot be had it is left out and named."""
    assert said(model, reasoning, **changes) == (None, effort, ("reasoning",))


@pytest.mark.parametrize(
    ("thought", "dropped"), [(Thinking("hm", "Eq", origin="anthropic"), ()), (Thinking("hm"), ("reasoning",))]
)
def test_a_turn_begun_without_thoughts_goes_on_without(thought: Thinking, dropped: tuple[str, ...]) -> None:
    """Budgeted thinking is an error where the model's turn with tool calls has no thought that Claude signed."""
    call = ToolCall("toolu_1", "f", "{}")
    request = asked(
        Message("user", (Text("q"),)),
        Message("assistant", (thought, call)),
        Message("tool", (ToolResult("toolu_1", (Text("r"),)),)),
        Message("user", (Text("Go on."),)),
        reasoning=Reasoning("low"),
        tools=(TOOL,),
    )
    body, left = written(request, "claude-sonnet-4-5")
    assert left == dropped
    assert ("thinking" in body) == (not dropped)
    assert "thinking" not in written(request, "claude-opus-5")[0]


def test_an_answered_turn_without_tools_may_be_thought_about() -> None:
    """What the model said before without a thought is no hindrance."""
    turns = [Message("user", (Text("q"),)), Message("assistant", (Text("a"),)), Message("user", (Text("more"),))]
    assert "thinking" in written(asked(*turns, reasoning=Reasoning("low")), "claude-sonnet-4-5")[0]


def test_a_result_without_a_turn_of_the_models() -> None:
    """A conversation that opens with a tool's result has nothing to think on about."""
    request = asked(Message("tool", (ToolResult("toolu_1"),)), reasoning=Reasoning("low"))
    assert "thinking" in written(request, "claude-sonnet-4-5")[0]
