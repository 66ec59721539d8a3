"""The offline twin in the place of every chat model: the shipped program whole, its language model alone is scripted."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from philae.core.pack import PACKS
from tests import postgres
from tests.client import Answer
from tests.gateway import ROOT, Gateway, channel, gateway
from tests.relay.stage import ANTHROPIC, GEMINI, OPENAI, WIRES, Wire, ask, ending
from tests.scripted.process import vendor

SCRIPTED = ROOT / "tests" / "scripted" / "llama"
MODULES = os.pathsep.join([str(SCRIPTED), str(ROOT / "src"), str(ROOT)])
MODEL: dict[Wire, str] = {"chat": OPENAI, "responses": OPENAI, "messages": ANTHROPIC, "gemini": GEMINI}


def settings(folder: Path, **more: str) -> dict[str, str]:
    """A gateway's, with a studio whose models are files with nothing in them."""
    given = {"PYTHONPATH": MODULES, "studio": "auto"}
    for name, file in (("studio_model", "talk.gguf"), ("studio_embed_model", "maps.gguf")):
        (folder / file).write_bytes(b"")
        given[name] = str(folder / file)
    return given | more


@pytest.fixture(scope="module")
def up(admin_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A gateway without a vendor."""
    own = settings(tmp_path_factory.mktemp("models"))
    with postgres.database(admin_dsn) as dsn, gateway(dsn, None, **own) as running:
        yield running


def refusal(answer: Answer) -> str:
    """The words of an error in whichever format."""
    return str(answer.json()["error"]["message"])


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("wire", WIRES)
def test_every_format_is_answered_offline(up: Gateway, wire: Wire, stream: bool) -> None:  # noqa: FBT001
    """A vendor's model is asked for; the twin answers, and says so beside the answer and in it."""
    answer = ask(up.owner, wire, MODEL[wire], "good morning", stream=stream)

    assert answer.status == 200, answer.body
    told = ending(wire, answer)
    assert (told.text.strip(), told.error, told.over) == ("you said good morning", None, True)
    assert answer.headers["x-philae-engine"] == "studio"
    assert answer.headers["x-philae-served-by"] == "studio"
    assert b"studio/chat" in answer.body
    assert wire != "chat" or b"philae-studio talk" in answer.body


def test_vectors_rankings_and_completions_too(up: Gateway) -> None:
    """In OpenAI's, Google's and Jina's formats."""
    owner = up.owner
    vectors = owner.post("/v1/embeddings", {"model": "text-embedding-3-small", "input": "a b", "dimensions": 300})
    google = owner.post("/v1beta/models/gemini-embedding-001:embedContent", {"content": {"parts": [{"text": "a"}]}})
    ranks = owner.post("/v1/rerank", {"model": "studio/rerank", "query": "a", "documents": ["b", "a"], "top_n": 1})
    plain = owner.post("/v1/completions", {"model": OPENAI, "prompt": "hello"})

    assert len(vectors.json()["data"][0]["embedding"]) == 300
    assert len(google.json()["embedding"]["values"]) == 384
    assert ranks.json()["results"][0]["index"] == 1
    assert plain.json()["choices"][0]["text"].strip() == "you said hello"
    assert {a.headers["x-philae-engine"] for a in (vectors, google, ranks, plain)} == {"studio"}


def test_lists_name_the_twin(up: Gateway) -> None:
    """Every text model is there, served by it."""
    found = {m["id"]: m["served_by"] for m in up.owner.get("/v1/models").json()["data"]}
    assert all(found[name] == ["studio"] for name in (OPENAI, ANTHROPIC, "text-embedding-3-small", "studio/chat"))


def test_play_money_pays(up: Gateway) -> None:
    """The call is in the sandbox book, at the model's price; without play money it is refused."""
    rich, poor = up.account("rich", "10"), up.account("poor")
    answer = ask(rich, "chat", OPENAI, "good morning")

    assert answer.headers["x-philae-cost"] == "0.000065"  # 2 tokens at $2.50 and 4 at $15 a million
    assert ask(poor, "chat", OPENAI, "good morning").status == 402
    until = time.monotonic() + 10
    while not (rows := up.rows("select book, channel from call where amount > 0")):
        assert time.monotonic() < until
        time.sleep(0.1)
    assert {tuple(row) for row in rows} == {("sandbox", "studio")}
    assert up.proof() == []


def test_faults_reach_the_client_in_its_own_words_and_never_rest_the_twin(up: Gateway) -> None:
    """A rate limit, a failure, a moderation and a break, each as a vendor's would; the next call is answered."""
    for _ in range(4):
        limited = ask(up.owner, "messages", ANTHROPIC, "hi [[fault:429]]")
        assert (limited.status, limited.json()["error"]["type"]) == (429, "rate_limit_error")
        assert limited.headers["retry-after"] == "2"
        assert ask(up.owner, "chat", OPENAI, "hi [[fault:500]]").status == 502
    moderated = ask(up.owner, "chat", OPENAI, "hi [[fault:moderated]]")
    broken = ending("responses", ask(up.owner, "responses", OPENAI, "a b c d e f [[fault:reset]]", stream=True))

    assert moderated.json()["error"]["code"] == "content_filter"
    assert moderated.headers["x-philae-engine"] == "studio"
    assert broken.error
    assert ask(up.owner, "chat", OPENAI, "hi").status == 200


def test_what_the_small_model_cannot_do_is_refused_or_told(up: Gateway) -> None:
    """A picture is refused by the field's name; what may be left out is told."""
    picture = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,aaaa"}}]}]
    refused = up.owner.post("/v1/chat/completions", {"model": OPENAI, "messages": picture})
    thinking = ask(up.owner, "responses", OPENAI, "hi", reasoning={"effort": "high"})

    assert (refused.status, refused.json()["error"]["param"]) == (400, "messages[0].content")
    assert thinking.headers["x-philae-dropped"] == "reasoning"


def test_where_it_was_asked_for_it_does_what_no_vendor_serves(admin_dsn: str, tmp_path: Path) -> None:
    """PHILAE_STUDIO=on beside a vendor: the vendor's models are the vendor's, the others the twin's."""
    with (
        vendor("text") as made,
        postgres.database(admin_dsn) as dsn,
        gateway(dsn, [channel("openai", made.url)], **settings(tmp_path, studio="on")) as up,
    ):
        assert ask(up.owner, "chat", OPENAI, "hi").headers["x-philae-served-by"] == "openai"
        assert ask(up.owner, "chat", ANTHROPIC, "hi").headers["x-philae-served-by"] == "studio"
        sandbox = ask(up.account("play", "10", book="sandbox"), "chat", OPENAI, "hi")
        assert sandbox.headers["x-philae-served-by"] == "studio"


@pytest.mark.skipif(PACKS["engine"].here, reason="the engine for text is here, so nothing is missing")
def test_without_an_engine_a_call_names_the_command(admin_dsn: str) -> None:
    """503 in the format's own words, again and again; pictures are still drawn, and lists leave the text models out."""
    with postgres.database(admin_dsn) as dsn, gateway(dsn, studio="auto") as up:
        for wire in WIRES:
            for _ in range(2):
                answer = ask(up.owner, wire, MODEL[wire], "hello")
                assert answer.status == 503
                assert "philae studio add chat" in refusal(answer)
        vectors = up.owner.post("/v1/embeddings", {"model": "text-embedding-3-small", "input": "a"})
        assert "philae studio add embed" in refusal(vectors)
        found = {m["id"] for m in up.owner.get("/v1/models").json()["data"]}
        assert "flux-2-pro" in found
        assert OPENAI not in found
        assert up.rows("select 1 from call where status = 200") == []
