"""Answers in the Responses API's form, streamed and whole: in order, as the official client's types have them."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec
import pytest
from openai.types.responses import Response, ResponseStreamEvent
from pydantic import TypeAdapter

from philae.core.chat import (
    Answer,
    Audio,
    ChatRequest,
    Choice,
    Image,
    Part,
    Reason,
    Reasoning,
    Refusal,
    Source,
    Text,
    Thinking,
    ToolCall,
)
from philae.core.dialect import Inbound
from philae.core.errors import ContentFiltered, RateLimited
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Mark, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.openai.responses import RESPONSES
from philae.vendors.openai.responses.foreign import unpack
from philae.vendors.openai.responses.stream import StreamWriter

EVENTS: TypeAdapter[Any] = TypeAdapter(ResponseStreamEvent)
REQUEST = ChatRequest("m", ())
SHOWN = ChatRequest("m", (), reasoning=Reasoning("high", show=True))
BEGIN = Begin("chatcmpl-1", "model-2026", 1_800_000_000)
TOKENS = Tokens(20, 10, cached=5, written=2, reasoning=4)
SPENT = Spent(TOKENS)
LINK = {"type": "url_citation", "url": "https://x.example", "title": "X", "start_index": 0, "end_index": 2}
LIKELY = {"token": "Hi", "logprob": -0.5, "top_logprobs": [{"token": "Ho", "logprob": -1.5}]}


def told(events: Iterable[Event | None], request: ChatRequest = REQUEST) -> list[dict[str, Any]]:
    """What a stream tells, each event checked against the official type, named like it and numbered in order."""
    writer = StreamWriter(request)
    bodies: list[dict[str, Any]] = []
    for block in b"".join(writer(event) for event in events).decode().split("\n\n")[:-1]:
        name, data = block.split("\n")
        body = json.loads(data.removeprefix("data: "))
        assert name == f"event: {body['type']}"
        assert body["sequence_number"] == len(bodies)
        EVENTS.validate_python(body, strict=True)
        bodies.append(body)
    return bodies


def brief(bodies: list[dict[str, Any]]) -> list[str]:
    """The events' names, with their places where they have any."""
    places = ("output_index", "content_index", "summary_index", "annotation_index")
    return [" ".join([b["type"].removeprefix("response."), *(str(b[p]) for p in places if p in b)]) for b in bodies]


def final(request: ChatRequest, *parts: Part, reason: Reason = "stop", **more: Any) -> dict[str, Any]:
    """A whole answer's body, checked against the official type."""
    answer = Answer("chatcmpl-1", "model-2026", (Choice(parts, reason),), TOKENS, 1_800_000_000)
    reply = RESPONSES.encode(msgspec.structs.replace(answer, **more), request)
    assert reply.status == 200
    body: dict[str, Any] = json.loads(msgspec.json.encode(reply.body))
    Response.model_validate(body, strict=True)
    return body


def test_words() -> None:
    """A message from its beginning to its end, with a citation and likelihoods; another vendor's citation is left out."""
    marks: list[Event] = [
        Mark(0, annotation=LINK),
        Mark(0, annotation={"type": "char_location"}),
        Mark(0, annotation="x"),
    ]
    grown: list[Event] = [Delta(0, "Hi", {"content": [LIKELY]}), Delta(0, ""), Delta(0, " you"), *marks, Close(0)]
    bodies = told([BEGIN, Open(0, Text("")), *grown, End("stop"), SPENT, None, None])
    assert brief(bodies) == [
        "created",
        "in_progress",
        "output_item.added 0",
        "content_part.added 0 0",
        "output_text.delta 0 0",
        "output_text.delta 0 0",
        "output_text.annotation.added 0 0 0",
        "output_text.done 0 0",
        "content_part.done 0 0",
        "output_item.done 0",
        "completed",
    ]
    assert bodies[0]["response"]["status"] == "in_progress"
    assert bodies[2]["item"] | {"id": ""} == {
        "id": "",
        "type": "message",
        "status": "in_progress",
        "content": [],
        "role": "assistant",
    }
    assert {body["item_id"] for body in bodies[3:9]} == {bodies[2]["item"]["id"]}
    done = bodies[-1]["response"]
    assert done["id"] == bodies[0]["response"]["id"]
    assert done["output"] == [bodies[9]["item"]]
    content = done["output"][0]["content"][0]
    assert (content["text"], content["annotations"]) == ("Hi you", [LINK])
    assert content["logprobs"][0]["bytes"] == [72, 105]
    assert done["usage"] == {
        "input_tokens": 20,
        "input_tokens_details": {"cached_tokens": 5, "cache_write_tokens": 2},
        "output_tokens": 10,
        "output_tokens_details": {"reasoning_tokens": 4},
        "total_tokens": 30,
    }


def test_thoughts_and_calls() -> None:
    """A summary, words and two calls side by side: items in their order, each with its id and place."""
    events: list[Event | None] = [
        BEGIN,
        Open(0, Thinking(origin="responses")),
        Delta(0, "hm"),
        Mark(0, signature="gAAA"),
        Close(0),
        Open(1, Text("")),
        Delta(1, "ok"),
        Close(1),
        Open(2, ToolCall("c1", "shell")),
        Open(3, ToolCall("c2", "look")),
        Delta(2, '{"a":'),
        Delta(3, "{}"),
        Delta(2, "1}"),
        Close(2),
        Close(3),
        End("tool_calls"),
        None,
    ]
    bodies = told(events, SHOWN)
    assert brief(bodies)[2:] == [
        "output_item.added 0",
        "reasoning_summary_part.added 0 0",
        "reasoning_summary_text.delta 0 0",
        "reasoning_summary_text.done 0 0",
        "reasoning_summary_part.done 0 0",
        "output_item.done 0",
        "output_item.added 1",
        "content_part.added 1 0",
        "output_text.delta 1 0",
        "output_text.done 1 0",
        "content_part.done 1 0",
        "output_item.done 1",
        "output_item.added 2",
        "output_item.added 3",
        "function_call_arguments.delta 2",
        "function_call_arguments.delta 3",
        "function_call_arguments.delta 2",
        "function_call_arguments.done 2",
        "function_call_arguments.done 3",
        "output_item.done 2",
        "output_item.done 3",
        "completed",
    ]
    thought, said, shell, look = bodies[-1]["response"]["output"]
    assert thought["summary"] == [{"type": "summary_text", "text": "hm"}]
    assert thought["encrypted_content"] == "gAAA"
    assert (shell["call_id"], shell["name"], shell["arguments"], shell["status"]) == (
        "c1",
        "shell",
        '{"a":1}',
        "completed",
    )
    prefixes = [item["id"].partition("_")[0] for item in (thought, said, shell, look)]
    assert prefixes == ["rs", "msg", "fc", "fc"]
    assert len({item["id"] for item in (thought, said, shell, look)}) == 4
    assert bodies[-1]["response"]["usage"] is None


def test_thoughts_of_a_client_that_did_not_ask() -> None:
    """Without a wish for a summary, thoughts are told as they are."""
    bodies = told([BEGIN, Open(0, Thinking("h")), Delta(0, "m"), Close(0), End("stop"), None])
    assert brief(bodies)[2:-1] == [
        "output_item.added 0",
        "content_part.added 0 0",
        "reasoning_text.delta 0 0",
        "reasoning_text.delta 0 0",
        "reasoning_text.done 0 0",
        "content_part.done 0 0",
        "output_item.done 0",
    ]
    item = bodies[-1]["response"]["output"][0]
    assert (item["summary"], item["content"]) == ([], [{"type": "reasoning_text", "text": "hm"}])


def test_thoughts_of_a_client_that_wants_none() -> None:
    """Nothing is told of them, but their proof comes back with their text."""
    request = ChatRequest("m", (), reasoning=Reasoning(show=False))
    bodies = told([BEGIN, Open(0, Thinking("hm", "sig", origin="anthropic")), Close(0), End("stop"), None], request)
    assert brief(bodies)[2:-1] == ["output_item.added 0", "output_item.done 0"]
    item = bodies[-1]["response"]["output"][0]
    assert (item["summary"], "content" in item) == ([], False)
    carried = unpack(item["encrypted_content"])
    assert carried
    assert carried.thought == Thinking("hm", "sig", origin="anthropic")


def test_refusal() -> None:
    """A refusal after words is in the same message, and an answer in full."""
    parts: list[Event] = [
        Open(0, Text("Well")),
        Close(0),
        Open(1, Refusal("")),
        Delta(1, "no"),
        Mark(1, annotation=LINK),
        Close(1),
    ]
    bodies = told([BEGIN, *parts, End("refusal"), None])
    assert brief(bodies)[6:] == [
        "content_part.done 0 0",
        "content_part.added 0 1",
        "refusal.delta 0 1",
        "refusal.done 0 1",
        "content_part.done 0 1",
        "output_item.done 0",
        "completed",
    ]
    assert bodies[-1]["response"]["output"][0]["content"][1] == {"type": "refusal", "refusal": "no"}


def test_custom_tool_tells_its_text() -> None:
    """A custom tool's text is taken out of the arguments while they come; a namespace is named."""
    aliases = {"apply_patch": {"type": "custom"}, "ns__look": {"namespace": "ns", "name": "look"}}
    request = ChatRequest("m", (), extra={"responses": {"aliases": aliases}})
    calls: list[Event] = [
        Open(0, ToolCall("c1", "apply_patch")),
        Delta(0, '{"input": "***\\n'),
        Delta(0, 'End"}'),
        Close(0),
    ]
    more: list[Event | None] = [Open(1, ToolCall("c2", "ns__look", "{}")), Close(1), End("tool_calls"), None]
    bodies = told([BEGIN, *calls, *more], request)
    assert brief(bodies)[2:7] == [
        "output_item.added 0",
        "custom_tool_call_input.delta 0",
        "custom_tool_call_input.delta 0",
        "custom_tool_call_input.done 0",
        "output_item.done 0",
    ]
    assert [body["delta"] for body in bodies[3:5]] == ["***\n", "End"]
    patch, look = bodies[-1]["response"]["output"]
    assert (patch["type"], patch["name"], patch["input"]) == ("custom_tool_call", "apply_patch", "***\nEnd")
    assert patch["id"].startswith("ctc_")
    assert (look["namespace"], look["name"]) == ("ns", "look")


def test_custom_tool_of_a_model_that_answers_otherwise() -> None:
    """Text that can only be understood when it is whole is told in one piece."""
    request = ChatRequest("m", (), extra={"responses": {"aliases": {"p": {"type": "custom"}}}})
    bodies = told(
        [BEGIN, Open(0, ToolCall("c", "p")), Delta(0, '{"patch":'), Delta(0, '"x"}'), End("tool_calls"), None], request
    )
    assert [body["delta"] for body in bodies if body["type"].endswith("input.delta")] == ["x"]
    assert bodies[-1]["response"]["output"][0]["input"] == "x"


def test_foreign_signatures_come_back() -> None:
    """Another vendor's thought, cipher and signed call survive a client that returns only `encrypted_content`."""
    thoughts = (Thinking("hm", "sig", origin="anthropic"), Thinking(redacted="cipher", origin="anthropic"))
    call = ToolCall("c", "look", "{}", signature="proof")
    items = final(REQUEST, *thoughts, call, Text("x"))["output"]
    kept = [
        {k: v for k, v in item.items() if k not in {"id", "content"} or item["type"] == "message"} for item in items
    ]
    back = RESPONSES.decode(Inbound("POST", {}, {}, {}, msgspec.json.encode({"model": "m", "input": kept})))
    assert back.messages[0].parts == (*thoughts, call, Text("x"))


def test_proof_that_comes_late() -> None:
    """A call signed in the middle is followed by the item that carries it; a picture has no place for a proof."""
    picture = Image(Source(data="aGk=", mime="image/png"))
    events: list[Event | None] = [BEGIN, Open(0, ToolCall("c", "f", "{}")), Mark(0, signature="s"), Close(0)]
    events += [Open(1, picture), Mark(1, signature="s"), Close(1), End("tool_calls"), None]
    bodies = told(events)
    assert brief(bodies)[5:] == [
        "output_item.done 0",
        "output_item.added 1",
        "output_item.done 1",
        "output_item.added 2",
        "output_item.done 2",
        "completed",
    ]
    call, sealed, drawn = bodies[-1]["response"]["output"]
    assert (call["type"], sealed["type"], drawn["result"]) == ("function_call", "reasoning", "aGk=")
    assert sealed["encrypted_content"].startswith("philae-")


def test_pictures_and_sound() -> None:
    """A picture is a generated image; sound has no place in this API."""
    item = final(REQUEST, Audio(Source(data="x")), Image(Source(data="aGk=", mime="image/png")))["output"]
    assert [(i["type"], i["status"], i["result"]) for i in item] == [("image_generation_call", "completed", "aGk=")]


@pytest.mark.parametrize(
    ("reason", "status", "why"),
    [
        ("stop", "completed", None),
        ("tool_calls", "completed", None),
        ("length", "incomplete", "max_output_tokens"),
        ("pause", "incomplete", "max_output_tokens"),
        ("content_filter", "incomplete", "content_filter"),
        ("refusal", "incomplete", "content_filter"),
    ],
)
def test_reasons(reason: Reason, status: str, why: str | None) -> None:
    """How an answer ended is its status; the item in which it was cut off is incomplete, those before are not."""
    body = final(REQUEST, Thinking("a"), Text("b"), ToolCall("c", "d", "{"), reason=reason)
    assert body["status"] == status
    assert body["incomplete_details"] == ({"reason": why} if why else None)
    assert [item.get("status") for item in body["output"]] == [None, "completed", status]
    bodies = told([BEGIN, Open(0, Text("b")), End(reason), None])
    assert bodies[-1]["type"] == f"response.{status}"
    assert bodies[-2]["item"]["status"] == status


def test_whole_and_streamed_are_the_same() -> None:
    """The object at a stream's end is the one that is not streamed, ids included; it is there before it is sent."""
    parts: tuple[Part, ...] = (
        Thinking("a", "s"),
        Text("b"),
        Text("c"),
        ToolCall("d", "e", "{}", signature="s"),
        Refusal("f"),
    )
    writer = StreamWriter(SHOWN)
    events = [BEGIN, *(e for i, part in enumerate(parts) for e in (Open(i, part), Close(i))), SPENT, End("stop")]
    for event in events:
        writer(event)
        assert writer.final is None
    last = writer(None)
    assert json.loads(msgspec.json.encode(writer.final)) == final(SHOWN, *parts)
    assert msgspec.json.encode(writer.final) in last


def test_only_the_first_choice_is_told() -> None:
    """This API knows one answer."""
    bodies = told(
        [
            BEGIN,
            Open(0, Text("a")),
            Open(1, Text("b"), 1),
            Delta(1, "c"),
            Mark(1),
            Close(1),
            End("stop", 1),
            End("stop"),
            None,
        ]
    )
    assert [content["text"] for content in bodies[-1]["response"]["output"][0]["content"]] == ["a"]
    assert final(REQUEST, choices=())["output"] == []


def test_faults() -> None:
    """An error in the middle is told as an error and as a failed response, which keeps what there is; nothing follows."""
    problem = RateLimited("the vendor is busy", detail="secret")
    bodies = told([BEGIN, Open(0, Text("a")), Fault(problem), Close(0), None])
    assert [body["type"] for body in bodies[-2:]] == ["error", "response.failed"]
    assert bodies[-2]["message"] == bodies[-2]["error"]["message"] == "the vendor is busy"
    failed = bodies[-1]["response"]
    assert failed["status"] == "failed"
    assert failed["error"] == {"code": "rate_limit_exceeded", "message": "the vendor is busy"}
    assert failed["output"][0]["status"] == "incomplete"


def test_fault_before_anything_and_break() -> None:
    """An error may be first; a stream that is over without an end broke off."""
    bodies = told([Fault(ContentFiltered("no", param="cap"))])
    assert bodies[0]["param"] == "max_output_tokens"
    assert bodies[1]["response"]["error"]["code"] == "invalid_prompt"
    assert bodies[1]["response"]["created_at"] > 1_700_000_000
    broken = told([BEGIN, Open(0, Text("a")), None])
    assert broken[-1]["response"]["error"]["code"] == "server_error"


def test_ids() -> None:
    """A response keeps its own id, gets one made of another, or a fresh one; a time that is not told is now."""
    own, made, fresh = (told([Begin(name, "m")])[0]["response"] for name in ("resp_abc", "chatcmpl-1", ""))
    assert own["id"] == "resp_abc"
    assert made["id"] == told([BEGIN])[0]["response"]["id"]
    assert fresh["id"] != told([Begin("", "m")])[0]["response"]["id"]
    assert fresh["created_at"] > 1_700_000_000


def test_items_of_this_format_alone_are_kept() -> None:
    """What a server tool did stands where the vendor told it."""
    search = {
        "type": "web_search_call",
        "id": "ws_1",
        "status": "completed",
        "action": {"type": "search", "query": "x"},
    }
    odd = [{"before": 0, "item": search}, {"before": 2, "item": search}]
    body = final(REQUEST, Text("a"), Text("b"), extra={"responses": {"items": odd}})
    assert [item["type"] for item in body["output"]] == ["web_search_call", "message", "web_search_call"]


def test_logprobs_of_a_whole_answer() -> None:
    """They are the first text's."""
    choice = Choice((Thinking("x"), Text("Hi"), Text("b")), logprobs={"content": [LIKELY]})
    said = final(REQUEST, choices=(choice,))["output"][1]["content"]
    assert [len(content["logprobs"]) for content in said] == [1, 0]


KEYS = {
    "id", "object", "created_at", "completed_at", "status", "background", "error", "incomplete_details", "instructions",
    "max_output_tokens", "max_tool_calls", "model", "output", "parallel_tool_calls", "previous_response_id",
    "prompt_cache_key", "prompt_cache_retention", "reasoning", "safety_identifier", "service_tier", "store", "temperature",
    "text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "usage", "user", "metadata",
}  # fmt: skip


def test_what_was_asked_is_said_back() -> None:
    """All keys of the reference, with the request's own values."""
    tools = [{"type": "function", "name": "f", "parameters": {"type": "object"}}, {"type": "web_search"}]
    schema = {"type": "json_schema", "name": "x", "schema": {"type": "object"}, "strict": True, "description": "d"}
    asked: dict[str, Any] = {
        "instructions": "Be brief.", "max_output_tokens": 50, "max_tool_calls": 3, "parallel_tool_calls": False,
        "previous_response_id": "resp_0", "prompt_cache_key": "k", "prompt_cache_retention": "24h", "safety_identifier": "s",
        "reasoning": {"effort": "low", "summary": "concise"}, "service_tier": "flex", "store": False, "temperature": 0.5,
        "text": {"format": schema, "verbosity": "high"}, "tools": tools, "tool_choice": "required", "top_logprobs": 2,
        "top_p": 0.9, "truncation": "auto", "user": "u", "metadata": {"a": "b"}, "background": True,
        "conversation": {"id": "conv_1"},
    }  # fmt: skip
    request = RESPONSES.decode(Inbound("POST", {}, {}, {}, msgspec.json.encode({"model": "m", "input": "hi"} | asked)))
    body = final(request, Text("x"))
    assert body.keys() == KEYS | {"conversation"}
    assert {name: body[name] for name in asked} == asked
    assert body["model"] == "model-2026"
    assert final(request, Text("x"), model="")["model"] == "m"


def test_what_was_not_asked_is_the_usual() -> None:
    """Defaults are those of the reference; a tier that OpenAI does not know is the default one."""
    plain = RESPONSES.decode(
        Inbound("POST", {}, {}, {}, b'{"model":"m","input":"hi","tools":[{"type":"function","name":"f"}]}')
    )
    body = final(plain, Text("x"), service_tier="standard")
    assert body.keys() == KEYS
    assert body["tools"] == [
        {"type": "function", "name": "f", "parameters": {"type": "object", "properties": {}}, "strict": True}
    ]
    usual = {
        "store": True,
        "truncation": "disabled",
        "tool_choice": "auto",
        "service_tier": "default",
        "metadata": {},
        "top_logprobs": 0,
    }
    assert {name: body[name] for name in usual} == usual
    assert body["text"] == {"format": {"type": "text"}, "verbosity": "medium"}
