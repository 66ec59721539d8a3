"""A chat with a model that draws: a task like any other, told as an answer with the pictures' links."""

import base64
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from PIL import Image

from tests import postgres
from tests.client import Answer, Client
from tests.gateway import Gateway, channel, gateway
from tests.relay.raw import Raw
from tests.scripted.pictures import picture
from tests.scripted.process import Vendor, vendor

PATH = "/v1/chat/completions"
SHOWN = re.compile(r"!\[image\]\((\S+)\)")
FOX = [{"role": "user", "content": "a red fox"}]
PNG = "data:image/png;base64," + base64.b64encode(picture(64, 64, "png")).decode()


@pytest.fixture(scope="module")
def chatty() -> Iterator[Vendor]:
    """A scripted vendor whose chat draws."""
    with vendor("openai", delay=0.1) as made:
        yield made


@pytest.fixture(scope="module")
def up(admin_dsn: str, bfl: str, chatty: Vendor) -> Iterator[Gateway]:
    """A gateway before BFL, that vendor, and an engine in the place of the twin's."""
    with vendor("studio") as engine, postgres.database(admin_dsn) as dsn:
        channels = [channel("bfl", bfl), channel("piapi", chatty.url), channel("studio", engine.url)]
        with gateway(dsn, channels) as made:
            yield made


@pytest.fixture(scope="module")
def twin(up: Gateway) -> Client:
    """A client whose work is drawn offline."""
    return up.account("offline", "1", book="sandbox")


def body(said: Any = "a red fox", model: str = "gpt-4o-image", **more: Any) -> dict[str, Any]:
    """A request of one message."""
    return {"model": model, "messages": [{"role": "user", "content": said}]} | more


def link(answer: Answer) -> str:
    """Where the picture is that a whole answer shows."""
    assert answer.status == 200, answer.body
    (found,) = SHOWN.findall(answer.json()["choices"][0]["message"]["content"])
    return str(found)


def chunks(answer: Answer) -> list[Any]:
    """What a stream tells; the mark of its end as a text."""
    lines = [line[6:] for line in answer.body.decode().splitlines() if line.startswith("data: ")]
    return [line if line == "[DONE]" else json.loads(line) for line in lines]


@pytest.mark.sdk
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("who", "model", "cost", "served_by"),
    [
        ("owner", "flux-2-pro", "0.03", "bfl"),
        ("owner", "gpt-4o-image", "0.02", "piapi"),
        ("twin", "gpt-4o-image", "0.02", "studio"),
    ],
)
def test_openais_client_gets_a_link(
    up: Gateway,
    twin: Client,
    who: str,
    model: str,
    cost: str,
    served_by: str,
    stream: bool,  # noqa: FBT001
) -> None:
    """Whole or in pieces, from a vendor's task, a vendor's chat or offline: the picture is ours, and paid once."""
    client = twin if who == "twin" else up.owner
    before = len(client.get("/v1/tasks").json()["data"])
    with openai.OpenAI(base_url=f"{up.url}/v1", api_key=client.key, max_retries=0) as sdk:
        if stream:
            told = list(
                sdk.chat.completions.create(
                    model=model, messages=FOX, stream=True, stream_options={"include_usage": True}
                )  # type: ignore[call-overload]
            )
            text = "".join(c.choices[0].delta.content or "" for c in told if c.choices)
            usage, ends = told[-1].usage, [c.choices[0].finish_reason for c in told if c.choices]
            assert ends[-1] == "stop"
            assert told[0].choices[0].delta.role == "assistant"
            assert text.startswith("> in the queue\n> drawing\n")
        else:
            whole = sdk.chat.completions.create(model=model, messages=FOX)  # type: ignore[arg-type]
            text, usage = whole.choices[0].message.content or "", whole.usage
            assert whole.choices[0].finish_reason == "stop"
            assert text.startswith("![image](")

    (where,) = SHOWN.findall(text)
    assert where.startswith(f"{up.url}/files/")
    assert Client("").get(where).headers["content-type"] in ("image/jpeg", "image/png")
    assert (usage.total_tokens, usage.image) == (0, 1)
    tasks = client.get("/v1/tasks").json()["data"]
    assert len(tasks) == before + 1
    assert (tasks[0]["model"], tasks[0]["state"]) == (model, "succeeded")
    assert (tasks[0]["receipt"]["captured"], tasks[0]["receipt"]["served_by"]) == (cost, served_by)
    assert up.proof() == []


def test_the_last_message_is_drawn(up: Gateway, chatty: Vendor) -> None:
    """Its texts and its pictures; what is no parameter is named among the warnings; progress is told as it comes."""
    said = [{"type": "text", "text": "a fox"}, {"type": "image_url", "image_url": {"url": PNG}}]
    turns = [{"role": "system", "content": "be brief"}, *FOX, {"role": "assistant", "content": "![image](x)"}]
    asked = body(temperature=0.5) | {"messages": [*turns, {"role": "user", "content": [*said, said[0]]}]}

    task = up.owner.task(up.owner.post(PATH, asked).headers["x-philae-task-id"])

    assert task["params"]["prompt"] == "a fox\na fox"
    assert len(task["params"]["image"]) == 1
    assert any(w.startswith("temperature ") for w in task["warnings"])
    assert chatty.stats()["asked"][-1] == {
        "stream": True,
        "parts": ["image_url", "text"],
        "model": "gpt-4o-image",
    }


def test_a_picture_in_parts_is_one_too(up: Gateway) -> None:
    """As some vendors give it, in base64."""
    assert Client("").get(link(up.owner.post(PATH, body("vendor:parts")))).body.startswith(b"\x89PNG")


def test_a_picture_of_ours_is_drawn_on(up: Gateway, twin: Client) -> None:
    """By its link, although nobody may have us ask ourselves; a spoilt link is an address like any other."""
    where = link(twin.post(PATH, body()))

    def drawn_on(url: str) -> Answer:
        return up.owner.post(
            PATH, body([{"type": "image_url", "image_url": {"url": url}}, {"type": "text", "text": "x"}])
        )

    task = up.owner.task(drawn_on(where).headers["x-philae-task-id"])
    spoilt = drawn_on(where.replace("sig=", "sig=x"))

    assert task["params"]["image"][0]["width"] == 1024
    assert (spoilt.status, spoilt.json()["error"]["param"]) == (400, "messages")
    assert "not public" in spoilt.json()["error"]["message"]
    assert drawn_on("http://[").status == 400


@pytest.mark.parametrize(
    ("asked", "status", "param"),
    [
        ({"messages": []}, 400, "messages"),
        ({"messages": "a fox"}, 400, "messages"),
        ({"messages": [{"role": "system", "content": "a fox"}]}, 400, "messages"),
        ({"messages": [{"role": "user", "content": ""}]}, 400, "messages"),
        ({"messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {}}]}]}, 400, "messages"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": 7}]}]}, 400, "messages"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "nothing"}]}]}, 400, "messages"),
        ({"response_format": {"type": "json_object"}}, 400, "response_format"),
        ({"n": 11}, 400, "n"),
        ({"model": "gpt-4o-imagine"}, 404, "model"),
        ({"model": "kling-v3"}, 404, "model"),
    ],
)
def test_what_cannot_be_drawn_is_refused(up: Gateway, asked: dict[str, Any], status: int, param: str) -> None:
    """In OpenAI's words, before anything is stored."""
    before = up.owner.get("/v1/tasks").json()["data"][:1]

    answer = up.owner.post(PATH, body() | asked)

    assert (answer.status, answer.json()["error"]["param"]) == (status, param), answer.body
    assert up.owner.get("/v1/tasks").json()["data"][:1] == before


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [("moderated", 400, "moderation_blocked"), ("words", 502, "upstream_error"), ("broken", 502, "upstream_unknown")],
)
def test_a_failure_costs_nothing(up: Gateway, fault: str, status: int, code: str) -> None:
    """Whole it has its status; a stream ends with it, without the mark of a good end."""
    whole = up.owner.post(PATH, body(f"vendor:{fault}"))
    *_, last = chunks(up.owner.post(PATH, body(f"vendor:{fault}", stream=True)))

    assert (whole.status, whole.json()["error"]["code"]) == (status, code), whole.body
    assert last["error"]["code"] == code
    assert up.owner.task(whole.headers["x-philae-task-id"])["receipt"]["captured"] == "0.00"


def test_a_key_makes_it_one(up: Gateway, twin: Client) -> None:
    """Asked again, whole or streamed, the same picture is told; another request with that key is refused."""
    keyed = twin.told(idempotency_key="one")
    first, again = keyed.post(PATH, body()), keyed.post(PATH, body())
    streams = [twin.told(idempotency_key="two").post(PATH, body(stream=True)) for _ in range(2)]
    deferred = twin.told(prefer="respond-async").post(PATH, body())

    assert first.body == again.body
    assert keyed.post(PATH, body("a dog")).status == 409
    assert len({answer.headers["x-philae-task-id"] for answer in streams}) == 1
    assert len({json.dumps([c for c in chunks(s) if "%" not in json.dumps(c)]) for s in streams}) == 1
    assert chunks(streams[0])[-1] == "[DONE]"
    assert (deferred.status, deferred.json()["operation"]) == (202, "image.generate")
    assert up.proof() == []


def test_each_key_has_its_bounds(up: Gateway, twin: Client) -> None:
    """No money, another model, no key; and nobody sees another's task."""
    task = twin.post(PATH, body()).headers["x-philae-task-id"]
    poor = up.account("poor")
    bound = up.account("bound", "1", models=("flux-2-pro",))

    assert poor.post(PATH, body()).status == 402
    assert poor.get("/v1/tasks").json()["data"] == []
    assert poor.get(f"/v1/tasks/{task}").status == 404
    assert bound.post(PATH, body()).status == 403
    assert Client(up.url).post(PATH, body()).status == 401


def test_answers_keep_their_order(up: Gateway) -> None:
    """On one connection, said at once: a picture, a model of text that is not there, one of the app's, a picture."""
    words = json.dumps(body(model="flux-2-pro")).encode(), json.dumps(body(model="zebra")).encode()
    head = f"host: x\r\nauthorization: Bearer {up.owner.key}\r\n"
    drawn, text = (f"POST {PATH} HTTP/1.1\r\n{head}content-length: {len(w)}\r\n\r\n".encode() + w for w in words)
    with Raw(up.url) as raw:
        raw.send(drawn + text + f"GET /v1/tasks?limit=1 HTTP/1.1\r\n{head}\r\n".encode() + drawn)
        answers = [raw.answer() for _ in range(4)]
        raw.send(drawn[:-5])
        raw.send(drawn[-5:])
        answers.append(raw.answer())

    assert [answer.status for answer in answers] == [200, 404, 200, 200, 200]
    assert [answer.json()["object"] for answer in answers[::3]] == ["chat.completion"] * 2
    assert answers[2].json()["data"][0]["id"] == answers[0].headers["x-philae-task-id"]
    assert answers[4].json()["object"] == "chat.completion"


def test_a_large_question_is_taken(up: Gateway) -> None:
    """One of more bytes than are read in memory."""
    out = io.BytesIO()
    Image.effect_noise((1400, 1400), 90).save(out, "png")
    big = "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
    assert len(big) > 1 << 20
    said = [{"type": "text", "text": "a fox"}, {"type": "image_url", "image_url": {"url": big}}]

    assert link(up.owner.post(PATH, body(said)))
