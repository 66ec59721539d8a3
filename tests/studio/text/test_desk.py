"""The studio's text, over a real socket and in real processes: the engine alone is scripted."""

import base64
import os
import signal
import struct
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.studio.desk import Desk, running, until
from tests.studio.text.desk import MAIL, SCRIPTED, WEATHER, chat, completion, scripted, streamed

PERSON = {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One studio for all tests here."""
    with scripted(tmp_path_factory.mktemp("studio")) as desk:
        yield desk


def refused(desk: Desk, path: str = "chat/completions", **body: Any) -> tuple[int, dict[str, str]]:
    """How a request is refused."""
    reply = desk.client.post(f"/v1/{path}", json=body)
    return reply.status_code, reply.json()["error"]


def test_an_answer_says_whose_it_is(desk: Desk) -> None:
    """Neither the model nor the fingerprint is a vendor's; tokens are the model's own count."""
    told = completion(desk, "good morning")

    assert told["choices"][0]["message"] == {"role": "assistant", "content": "you said good morning "}
    assert told["choices"][0]["finish_reason"] == "stop"
    assert (told["model"], told["system_fingerprint"]) == ("studio/chat", "philae-studio talk")
    assert told["usage"] == {"prompt_tokens": 2, "completion_tokens": 4, "total_tokens": 6}
    assert desk.client.get("/healthz").json()["text"]["chat"] == "ready"


def test_a_stream_says_the_same_in_pieces(desk: Desk) -> None:
    """Who speaks comes first, usage last and only where it is asked for."""
    plain = streamed(desk, "good morning")
    metered = streamed(desk, "good morning", stream_options={"include_usage": True})

    words = "".join(chunk["choices"][0]["delta"].get("content") or "" for chunk in plain)
    assert words == "you said good morning "
    assert plain[0]["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert plain[-1]["choices"][0]["finish_reason"] == "stop"
    assert {chunk["model"] for chunk in plain} == {"studio/chat"}
    assert (metered[-1]["choices"], metered[-1]["usage"]["completion_tokens"]) == ([], 4)


def test_a_bound_is_kept(desk: Desk) -> None:
    """Whichever of OpenAI's two fields says it."""
    for field in ("max_tokens", "max_completion_tokens"):
        told = chat(desk, "a b c", **{field: 2})
        assert (told["message"]["content"], told["finish_reason"]) == ("you said ", "length")


@pytest.mark.parametrize(
    ("words", "choice", "called"),
    [
        ("please get_weather", None, "get_weather"),
        ("hello", None, None),
        ("please get_weather", "none", None),
        ("hello", "required", "send_mail"),
        ("hello", {"type": "function", "function": {"name": "get_weather"}}, "get_weather"),
    ],
)
def test_tools_are_called_as_the_client_allows(desk: Desk, words: str, choice: Any, called: str | None) -> None:
    """The model chooses where it may, and its arguments fit the tool's schema."""
    told = chat(desk, words, tools=[WEATHER, MAIL], tool_choice=choice)

    calls = told["message"].get("tool_calls")
    assert (calls[0]["function"]["name"] if calls else None) == called
    assert told["finish_reason"] == ("tool_calls" if called else "stop")
    if called == "get_weather":
        assert told["message"]["content"] is None
        assert calls[0]["function"]["arguments"] == f'{{"city": "{words}"}}'


def test_a_streamed_call_names_the_tool_before_its_arguments(desk: Desk) -> None:
    """As OpenAI's does: the name and id once, the arguments in pieces."""
    chunks = streamed(desk, "Oslo", tools=[WEATHER], tool_choice="required")

    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    calls = [delta["tool_calls"][0] for delta in deltas if "tool_calls" in delta]
    assert (calls[0]["type"], calls[0]["function"]) == ("function", {"name": "get_weather", "arguments": ""})
    assert "".join(call["function"]["arguments"] for call in calls) == '{"city": "Oslo"}'
    assert chunks[-1]["choices"][0]["finish_reason"] == "tool_calls"


def test_a_tools_answer_is_answered_with_words(desk: Desk) -> None:
    """Else a small model would call the tool again and again."""
    call = {"id": "c1", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}
    messages = [
        {"role": "user", "content": "get_weather"},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "c1", "content": "18 C"},
    ]
    told = chat(desk, "", messages=messages, tools=[WEATHER])
    assert told["message"]["content"] == "you said get_weather answered: 18 C "


def test_an_answer_is_held_to_a_schema(desk: Desk) -> None:
    """By grammar, so that it always fits."""
    form = {"type": "json_schema", "json_schema": {"name": "person", "schema": PERSON}}
    assert chat(desk, "Ada", response_format=form)["message"]["content"] == '{"name": "Ada", "age": 7}'


@pytest.mark.parametrize(
    ("body", "code", "param"),
    [
        ({"messages": []}, "invalid_request", "messages"),
        ({"messages": [{"role": "user", "content": "a"}], "n": 2}, "invalid_request", "n"),
        ({"messages": [{"role": "user", "content": "a"}], "temperature": 3}, "invalid_request", "temperature"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]},
            "invalid_request",
            "messages[0].content",
        ),
        (
            {"messages": [{"role": "user", "content": "a"}], "tools": [WEATHER], "tool_choice": MAIL},
            "invalid_request",
            "tool_choice",
        ),
        ({"messages": [{"role": "user", "content": "a " * 9000}]}, "context_length_exceeded", "messages"),
    ],
)
def test_what_it_cannot_do_is_refused_by_the_fields_name(
    desk: Desk, body: dict[str, Any], code: str, param: str
) -> None:
    """In one shape, whatever is wrong."""
    status, told = refused(desk, **body)
    assert (status, told["code"], told["param"]) == (400, code, param)


@pytest.mark.parametrize(
    ("tag", "status", "code"),
    [("fault:429", 429, "queue_full"), ("fault:500", 500, "engine_failed"), ("fault:moderated", 400, "moderated")],
)
def test_faults_are_made_to_order(desk: Desk, tag: str, status: int, code: str) -> None:
    """For chat, for vectors and for rankings alike."""
    words = f"hello [[{tag}]]"
    told = refused(desk, messages=[{"role": "user", "content": words}])
    assert (told[0], told[1]["code"]) == (status, code)
    told = refused(desk, "embeddings", input=words)
    assert (told[0], told[1]["code"]) == (status, code)
    told = refused(desk, "rerank", query=words, documents=["a"])
    assert (told[0], told[1]["code"]) == (status, code)


def test_a_tag_is_no_part_of_the_prompt(desk: Desk) -> None:
    """The model does not read it; an answer comes as late as it says."""
    begun = time.monotonic()
    assert chat(desk, "hello [[delay:0.3]]")["message"]["content"] == "you said hello "
    assert time.monotonic() - begun > 0.3


@pytest.mark.parametrize("stream", [False, True])
def test_a_connection_breaks_off_where_it_is_asked_to(desk: Desk, stream: bool) -> None:  # noqa: FBT001
    """In the middle of the answer, so that clients can be tested."""
    messages = [{"role": "user", "content": "one two three four [[fault:reset]]"}]
    with pytest.raises(httpx.RemoteProtocolError):
        desk.client.post("/v1/chat/completions", json={"messages": messages, "stream": stream})


def test_who_goes_is_no_longer_answered(desk: Desk) -> None:
    """The next in line is answered at once, although the engine does one thing at a time."""
    slow = [{"role": "user", "content": "vendor:slow"}]
    with pytest.raises(httpx.ReadTimeout):
        desk.client.post("/v1/chat/completions", json={"messages": slow}, timeout=1.0)
    begun = time.monotonic()
    assert chat(desk, "next")["finish_reason"] == "stop"
    assert time.monotonic() - begun < 5


def test_vectors_come_in_the_form_that_was_asked_for(desk: Desk) -> None:
    """Numbers or base64, whole or shortened to unit length."""
    whole = desk.client.post("/v1/embeddings", json={"input": ["a b", "a"]}).json()
    short = desk.client.post("/v1/embeddings", json={"input": "a b", "dimensions": 300}).json()
    packed = desk.client.post("/v1/embeddings", json={"input": "a b", "encoding_format": "base64"}).json()

    assert (whole["model"], whole["usage"]["prompt_tokens"]) == ("studio/embed", 7)
    assert [len(row["embedding"]) for row in whole["data"]] == [384, 384]
    assert sum(x * x for x in short["data"][0]["embedding"]) == pytest.approx(1)
    assert len(short["data"][0]["embedding"]) == 300
    numbers = struct.unpack("<384f", base64.b64decode(packed["data"][0]["embedding"]))
    assert numbers == pytest.approx(whole["data"][0]["embedding"])


def test_a_long_text_is_the_mean_of_its_pieces(desk: Desk) -> None:
    """What the model cannot read at once is read in parts."""
    long = desk.client.post("/v1/embeddings", json={"input": "sea " * 1500}).json()
    short = desk.client.post("/v1/embeddings", json={"input": "sea"}).json()

    assert long["usage"]["prompt_tokens"] == 1502
    assert long["data"][0]["embedding"] == pytest.approx(short["data"][0]["embedding"])


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"input": []}, "input"),
        ({"input": [[1, 2]]}, "input[0]"),
        ({"input": "a", "dimensions": 500}, "dimensions"),
        ({"input": ["a", "b " * 9000]}, "input[1]"),
    ],
)
def test_vectors_that_cannot_be_made(desk: Desk, body: dict[str, Any], param: str) -> None:
    """Token numbers are another model's, and mean nothing to this one."""
    status, told = refused(desk, "embeddings", **body)
    assert (status, told["code"], told["param"]) == (400, "invalid_request", param)


def test_documents_are_ranked_by_likeness(desk: Desk) -> None:
    """The best first, at most so many, with or without their words."""
    asked = {"query": "red fox", "documents": ["blue sea", {"text": "red fox"}, "red"], "top_n": 2}
    told = desk.client.post("/v1/rerank", json=asked).json()
    bare = desk.client.post("/v1/rerank", json=asked | {"return_documents": False}).json()

    assert [(row["index"], row["document"]["text"]) for row in told["results"]] == [(1, "red fox"), (2, "red")]
    assert told["results"][0]["relevance_score"] == pytest.approx(1)
    assert told["model"] == "studio/rerank"
    assert "document" not in bare["results"][0]


def test_a_model_whose_process_dies_is_loaded_again(desk: Desk) -> None:
    """The next call finds it well."""
    assert chat(desk, "one")["finish_reason"] == "stop"
    found = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(desk.process.pid)], check=True, capture_output=True)
    models = [int(line.split()[0]) for line in found.stdout.decode().splitlines() if "studio.text.llama" in line]
    for pid in models:
        os.kill(pid, signal.SIGKILL)
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in models))

    assert models
    assert chat(desk, "two")["message"]["content"] == "you said two "


def test_without_a_model_it_says_how_to_get_one(tmp_path: Path) -> None:
    """Chat's refusal names the command, or the file that is not there."""
    with running(tmp_path, "--no-warm", "--chat", str(tmp_path / "none.gguf"), first=SCRIPTED) as desk:
        status, told = refused(desk, messages=[{"role": "user", "content": "hello"}])
        assert (status, told["code"]) == (503, "no_model")
        assert "none.gguf is not there" in told["message"]
