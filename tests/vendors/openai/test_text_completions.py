"""The old text completions: put to chat models, or passed on."""

import json
from typing import Any

import pytest
from openai.types import Completion

from philae.core.chat import Answer, ChatRequest, Choice, Message, Sampling, Text, Thinking
from philae.core.dialect import Inbound
from philae.core.errors import InvalidRequest, RateLimited
from philae.core.provider import Target
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.openai.text import completions
from philae.vendors.openai.text.completions import Prompted

LOGPROBS = {"content": [{"token": "a", "logprob": -0.1, "top_logprobs": [{"token": "b", "logprob": -2}]}]}
OLD = {"tokens": ["a"], "token_logprobs": [-0.1], "top_logprobs": [{"b": -2}]}


def understood(**body: Any) -> tuple[Prompted, ...]:
    """A body as it is understood."""
    told = {"model": "m", "prompt": "Once"} | body
    return completions.decode(Inbound("POST", {}, {}, {}, json.dumps(told).encode()))


def streamed(prompt: Prompted, *events: Event) -> list[Any]:
    """The chunks of a stream, which the official type must accept; `[DONE]` stays as it is."""
    write = completions.writer(prompt)
    raw = b"".join(write(event) for event in (*events, None)).decode()
    blocks = [block.removeprefix("data: ") for block in raw.split("\n\n")[:-1]]
    chunks: list[Any] = [block if block == "[DONE]" else json.loads(block) for block in blocks]
    for chunk in chunks:
        if chunk != "[DONE]" and "error" not in chunk:
            # The type wants a reason in each choice, which OpenAI's own streams leave null until the end.
            choices = [choice | {"finish_reason": choice["finish_reason"] or "stop"} for choice in chunk["choices"]]
            Completion.model_validate(chunk | {"choices": choices})
    return chunks


def test_the_least() -> None:
    """A prompt is what a user says; the answer is as short as OpenAI's, unless told otherwise."""
    (prompt,) = understood()
    assert prompt == Prompted(ChatRequest("m", (Message("user", (Text("Once"),)),), cap=16))


def test_parameters() -> None:
    """What chat knows has its canonical place; what only vendors know is kept for them."""
    (prompt,) = understood(
        max_tokens=99,
        temperature=0.5,
        top_p=0.9,
        n=2,
        stop=["\n", "END"],
        seed=7,
        presence_penalty=1,
        frequency_penalty=-1,
        logit_bias={"50256": -100},
        logprobs=2,
        echo=True,
        user="u",
        stream=True,
        stream_options={"include_usage": True},
        suffix="",
        best_of=1,
        top_k=4,
    )
    request = prompt.request
    bias = {"50256": -100.0}
    assert request.sampling == Sampling(0.5, 0.9, None, 7, 1, -1, bias, logprobs=True, top_logprobs=2)
    assert (request.cap, request.n, request.stop, request.user) == (99, 2, ("\n", "END"), "u")
    assert (request.stream, request.usage, prompt.echo) == (True, True, "Once")
    assert request.extra == {"chat": {"top_k": 4}}
    assert understood(stop="END")[0].request.stop == ("END",)


def test_several_prompts() -> None:
    """A request for each."""
    assert [prompt.request.messages[0].parts for prompt in understood(prompt=["a", "b"])] == [
        (Text("a"),),
        (Text("b"),),
    ]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"prompt": None}, "prompt"),
        ({"prompt": []}, "prompt"),
        ({"prompt": [1, 2]}, "prompt"),
        ({"prompt": [[1, 2]]}, "prompt"),
        ({"prompt": ["a", "b"], "stream": True}, "prompt"),
        ({"suffix": "the end"}, "suffix"),
        ({"best_of": 3}, "best_of"),
        ({"logprobs": 6}, "logprobs"),
        ({"model": ""}, "model"),
    ],
)
def test_refused(body: dict[str, Any], param: str) -> None:
    """What no chat model can do, and what is missing, by name."""
    with pytest.raises(InvalidRequest) as raised:
        understood(**body)
    assert raised.value.param == param


def test_answer() -> None:
    """Texts alone, numbered over all prompts; tokens are added up."""
    prompts = understood(prompt=["a", "b"], n=2, echo=True)
    first = (
        Choice((Thinking("Hm"), Text("1")), logprobs=LOGPROBS),
        Choice((Text("2"),), "length"),
    )
    second = (Choice((Text("3"),), "content_filter"), Choice((), "refusal"))
    answers = (
        Answer("c1", "m-1", first, Tokens(3, 4, reasoning=1), 9),
        Answer("c2", "m-1", second, Tokens(5, 6, estimated=True), 10),
    )
    body = completions.encode(answers, prompts).body
    told = Completion.model_validate(body)
    assert (told.id, told.object, told.created, told.model) == ("c1", "text_completion", 9, "m-1")
    assert body["choices"] == [
        {"text": "a1", "index": 0, "logprobs": OLD, "finish_reason": "stop"},
        {"text": "a2", "index": 1, "logprobs": None, "finish_reason": "length"},
        {"text": "b3", "index": 2, "logprobs": None, "finish_reason": "content_filter"},
        {"text": "b", "index": 3, "logprobs": None, "finish_reason": "content_filter"},
    ]
    assert told.usage is not None
    assert (told.usage.prompt_tokens, told.usage.completion_tokens, told.usage.total_tokens) == (8, 10, 18)


def test_answer_without_names_and_count() -> None:
    """The client's name of the model stands in; no usage is made up."""
    body = completions.encode((Answer("c1", "", (Choice((Text("x"),)),)),), understood()).body
    assert (body["model"], "usage" in body) == ("m", False)


def test_stream() -> None:
    """Pieces of text and the reason to end; thoughts are left out."""
    (prompt,) = understood(stream=True)
    chunks = streamed(
        prompt,
        Begin("c1", "m-1", 9),
        Open(0, Thinking()),
        Delta(0, "Hm"),
        Close(0),
        Open(1, Text("")),
        Delta(1, "upon", LOGPROBS),
        Close(1),
        End("length"),
        Spent(Tokens(1, 2)),
    )
    head = {"id": "c1", "object": "text_completion", "created": 9, "model": "m-1"}
    assert chunks == [
        head | {"choices": [{"text": "upon", "index": 0, "logprobs": OLD, "finish_reason": None}]},
        head | {"choices": [{"text": "", "index": 0, "logprobs": None, "finish_reason": "length"}]},
        "[DONE]",
    ]


def test_stream_with_echo_and_usage() -> None:
    """The prompt comes first in each choice; the usage last, if it was asked for."""
    (prompt,) = understood(stream=True, stream_options={"include_usage": True}, echo=True, n=2)
    chunks = streamed(prompt, Begin("c1", "", 9), End("stop"), End("stop", 1), Spent(Tokens(1, 2)))
    assert [chunk["choices"][0]["text"] for chunk in chunks[:2]] == ["Once", "Once"]
    assert [chunk["choices"][0]["index"] for chunk in chunks[:4]] == [0, 1, 0, 1]
    assert (chunks[-2]["model"], chunks[-2]["choices"], chunks[-2]["usage"]["total_tokens"]) == ("m", [], 3)
    assert chunks[-1] == "[DONE]"


def test_error_in_the_middle() -> None:
    """An error of OpenAI's form, and nothing after it."""
    chunks = streamed(understood(stream=True)[0], Begin("c1", "m", 9), Fault(RateLimited("the vendor is busy")))
    assert [chunk["error"]["message"] for chunk in chunks] == ["the vendor is busy"]


def test_passed_on() -> None:
    """A vendor that has completions gets the client's own request under its own name of the model."""
    to = Target("https://api.example", "model-at-vendor", "key-1")
    call = completions.call({"model": "m", "prompt": [1, 2], "suffix": "end"}, to, prefix="/inference/v1").call
    assert (call.url, call.effect) == ("https://api.example/inference/v1/completions", "submit")
    assert call.json == {"model": "model-at-vendor", "prompt": [1, 2], "suffix": "end"}
