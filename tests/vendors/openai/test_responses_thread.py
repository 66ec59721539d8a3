"""Shapes of stored conversations."""

from typing import Any

import msgspec
import pytest
from openai.types.responses import ResponseItemList

from philae.core.chat import Message, Text, Thinking, ToolCall, ToolResult
from philae.core.dialect import Inbound
from philae.core.errors import InvalidRequest, NotFound
from philae.vendors.openai.responses import RESPONSES, thread

GIVEN: list[dict[str, Any]] = [
    {"role": "user", "content": "hi"},
    {
        "type": "message",
        "role": "developer",
        "content": [{"type": "input_image", "image_url": "https://x.example/a.png"}],
    },
    {"role": "assistant", "content": "ok"},
    {
        "type": "message",
        "id": "msg_9",
        "role": "assistant",
        "content": [{"type": "output_text", "text": "x"}],
        "status": "incomplete",
    },
    {"type": "reasoning", "encrypted_content": "gAAA"},
    {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"},
    {"type": "function_call_output", "call_id": "c", "output": "r"},
    {"type": "custom_tool_call", "call_id": "d", "name": "p", "input": "x"},
    {"type": "custom_tool_call_output", "call_id": "d", "output": "r"},
]


def test_items_are_normal() -> None:
    """Each item has a type, an id of its kind, a status, its content as a list; the official type takes the list."""
    kept = thread.items({"input": GIVEN})
    shown = thread.page(kept, {"order": "asc"})
    ResponseItemList.model_validate(shown, strict=True)
    prefixes = ["msg", "msg", "msg", "msg", "rs", "fc", "fco", "ctc", "ctco"]
    assert [item["id"].partition("_")[0] for item in kept] == prefixes
    assert len({item["id"] for item in kept}) == len(kept)
    assert (kept[3]["id"], kept[3]["status"]) == ("msg_9", "incomplete")
    assert kept[0]["content"] == [{"type": "input_text", "text": "hi"}]
    assert kept[1]["content"][0]["detail"] == "auto"
    assert kept[2]["content"] == [{"annotations": [], "type": "output_text", "text": "ok"}]


def test_items_of_other_inputs() -> None:
    """A text is one message; nothing is nothing; an unknown item gets an id; a reference stays one."""
    assert [item["role"] for item in thread.items({"input": "hi"})] == ["user"]
    assert thread.items({}) == []
    unknown, reference = thread.items({"input": [{"type": "compaction"}, {"id": "msg_1"}]})
    assert unknown["id"].startswith("item_")
    assert reference == {"type": "item_reference", "id": "msg_1"}
    with pytest.raises(InvalidRequest):
        thread.items({"input": ["x"]})


def test_a_conversation_goes_on() -> None:
    """The whole conversation is the input; the reference to the earlier response is gone, the rest stays."""
    first = thread.items({"input": "hi"})
    output: list[dict[str, Any]] = [
        {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "gAAA"},
        {"type": "function_call", "id": "fc_1", "call_id": "c", "name": "f", "arguments": "{}", "status": "completed"},
    ]
    body = {"model": "m", "previous_response_id": "resp_1", "input": [GIVEN[6]], "instructions": "x"}
    whole = thread.continued(first, output, body)
    assert "previous_response_id" not in whole
    request = RESPONSES.decode(Inbound("POST", {}, {}, {}, msgspec.json.encode(whole)))
    thought = Thinking("", "gAAA", id="rs_1", origin="responses")
    assert request.messages == (
        Message("system", (Text("x"),)),
        Message("user", (Text("hi"),)),
        Message("assistant", (thought, ToolCall("c", "f", "{}"))),
        Message("tool", (ToolResult("c", (Text("r"),)),)),
    )


def test_references() -> None:
    """Stored items take the place of their references; one that is not there is named."""
    body = {"input": [{"type": "item_reference", "id": "msg_1"}, {"id": "rs_1"}, {"role": "user", "content": "x"}]}
    assert thread.references(body) == ["msg_1", "rs_1"]
    stored = {"msg_1": {"type": "message", "id": "msg_1"}, "rs_1": {"type": "reasoning", "id": "rs_1"}}
    assert thread.resolved(body, stored)["input"] == [*stored.values(), body["input"][2]]
    with pytest.raises(NotFound, match="rs_1"):
        thread.resolved(body, {"msg_1": {}})
    assert thread.resolved({"input": "hi"}, {}) == {"input": "hi"}
    assert thread.references({"input": "hi"}) == []


def test_pages() -> None:
    """Newest first unless said otherwise; a page begins after an item and tells whether there is more."""
    kept = [{"id": f"msg_{i}"} for i in range(5)]
    page = thread.page(kept, {"limit": "2"})
    assert ([item["id"] for item in page["data"]], page["has_more"]) == (["msg_4", "msg_3"], True)
    assert (page["object"], page["first_id"], page["last_id"]) == ("list", "msg_4", "msg_3")
    rest = thread.page(kept, {"after": "msg_3", "limit": "100"})
    assert ([item["id"] for item in rest["data"]], rest["has_more"]) == (["msg_2", "msg_1", "msg_0"], False)
    assert thread.page([], {})["first_id"] is None


@pytest.mark.parametrize(
    ("name", "value"), [("order", "up"), ("after", "msg_9"), ("limit", "0"), ("limit", "x"), ("limit", "101")]
)
def test_wrong_pages(name: str, value: str) -> None:
    """The field at fault is named."""
    with pytest.raises(InvalidRequest) as caught:
        thread.page([{"id": "msg_1"}], {name: value})
    assert caught.value.param == name


def test_ends() -> None:
    """What is told of a response that was erased or canceled."""
    assert thread.deleted("resp_1") == {"id": "resp_1", "object": "response", "deleted": True}
    assert thread.canceled({"id": "resp_1", "status": "queued"}) == {"id": "resp_1", "status": "cancelled"}
