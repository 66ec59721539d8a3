"""Answers that are given again: to whom, for how long, at what price; and what is never given again."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from philae.ledger import accounts
from philae.relay.cache import Cache, Wish
from tests.client import Answer, Client
from tests.edge.test_metrics import settled
from tests.relay.stage import ANTHROPIC, GEMINI, OPENAI, Stage, Wire, ask, body, ending, path, stage


class Clock:
    """Time as the test has it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def wish(question: str, life: float = 10.0, *, anew: bool = False) -> Wish:
    """Of a caller."""
    return Wish(question.encode(), life, anew)


def test_the_least_wanted_goes_first() -> None:
    """The room is counted in bytes; what was asked for lately stays."""
    cache = Cache(800)
    for name in "abcdefgh":
        cache.keep(wish(name), bytes(100), 1, b"", streamed=False)
    assert cache.find(wish("a"))
    cache.keep(wish("i"), bytes(100), 1, b"", streamed=False)
    assert cache.size == 800
    assert [name for name in "abcdefghi" if not cache.find(wish(name))] == ["b"]


def test_an_answer_is_kept_as_long_as_both_want() -> None:
    """Its first client says how long it is kept, each later one how old it may be."""
    clock = Clock()
    cache = Cache(1_000, clock)
    cache.keep(wish("a", 10), b"x", 1, b"", streamed=False)
    clock.now = 5
    assert cache.find(wish("a", 10))
    assert not cache.find(wish("a", 4))
    assert not cache.find(wish("a", 100, anew=True))
    clock.now = 10
    assert not cache.find(wish("a", 100))
    assert cache.size == 0


def test_a_very_large_answer_is_not_kept() -> None:
    """It would push out all others. An answer that is kept anew takes the place of the old one."""
    cache = Cache(800)
    cache.keep(wish("a"), bytes(101), 1, b"", streamed=False)
    assert not cache.find(wish("a"))
    for size in (100, 50):
        cache.keep(wish("b"), bytes(size), 1, b"", streamed=False)
    assert cache.size == 50


# --- over the wire ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def on(admin_dsn: str) -> Iterator[Stage]:
    """The vendors, and the gateway before them."""
    with stage(admin_dsn) as made:
        yield made


@pytest.fixture
def client(on: Stage) -> Client:
    """Of an account of its own, that wants answers given again."""
    return on.gateway.account(f"cache-{time.monotonic_ns()}", "500").told(x_philae_cache="60")


def told(answer: Answer) -> str:
    """Whether it was given again."""
    return answer.headers.get("x-philae-cache", "-")


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(
    ("wire", "model"),
    [("chat", OPENAI), ("chat", ANTHROPIC), ("messages", ANTHROPIC), ("gemini", GEMINI), ("responses", OPENAI),
     ("messages", GEMINI)],
)  # fmt: skip
def test_the_same_question_is_answered_again(
    on: Stage, client: Client, wire: Wire, model: str, *, stream: bool
) -> None:
    """In every format, streamed or not, also where it is written anew: byte for byte, without the vendor, for nothing."""
    more: dict[str, Any] = {"store": False} if wire == "responses" else {}
    before = sum(on.asked())
    first, second = (ask(client, wire, model, "hi there", stream=stream, **more) for _ in range(2))
    assert (told(first), told(second)) == ("miss", "hit")
    assert sum(on.asked()) == before + 1
    assert second.body == first.body
    assert second.headers["content-type"] == first.headers["content-type"]
    assert second.headers["x-philae-request-id"] != first.headers["x-philae-request-id"]
    assert float(second.headers["x-philae-saved"]) > 0
    assert ending(wire, second).over
    if not stream:
        assert second.headers["x-philae-saved"] == first.headers["x-philae-cost"]
        assert float(second.headers["x-philae-cost"]) == 0


def test_plain_endpoints_too(on: Stage, client: Client) -> None:
    """Vectors and completions."""
    for where, asked in (
        ("/v1/embeddings", {"model": "text-embedding-3-small", "input": "x"}),
        ("/v1/completions", {"model": OPENAI, "prompt": "x"}),
        ("/v1beta/models/gemini-embedding-001:embedContent", {"content": {"parts": [{"text": "x"}]}}),
    ):
        before = sum(on.asked())
        first, second = (client.post(where, asked) for _ in range(2))
        assert (told(first), told(second)) == ("miss", "hit"), first.body
        assert first.body == second.body
        assert sum(on.asked()) == before + 1


def test_it_costs_once_and_says_what_it_saved(on: Stage) -> None:
    """The account pays for the first answer; the others are recorded as calls that saved its price."""
    client = on.gateway.account("thrifty", "500", cache=300)
    first, *_ = [ask(client, "chat", OPENAI, "hi") for _ in range(4)]
    cost = round(float(first.headers["x-philae-cost"]) * 1e9)
    until = time.monotonic() + 5
    while len(rows := on.gateway.rows(CALLS, "thrifty")) < 4:
        assert time.monotonic() < until
        time.sleep(0.05)
    assert [(r["provider"], r["amount"], r["saved"]) for r in rows] == [("openai", cost, 0)] + [("cache", 0, cost)] * 3
    assert on.gateway.ask(lambda database: accounts.saved(database, rows[0]["account"])) == 3 * cost
    settled(on.gateway, 3 * cost / 1e9, "philae_saved_usd_total", model=OPENAI, book="live")
    assert not on.gateway.proof()


CALLS = "select c.* from call c join account a on a.id = c.account where a.name = $1 order by c.id"


def test_only_the_same_question_is_the_same(on: Stage, client: Client) -> None:
    """The order of fields and spaces do not matter; everything else does, and so does who asks."""
    asked = body("chat", OPENAI, "hi", temperature=0.5)
    assert told(client.post("/v1/chat/completions", asked)) == "miss"
    turned = json.dumps(dict(reversed(asked.items())), indent=3).encode()
    assert told(client.post("/v1/chat/completions", turned)) == "hit"
    assert told(client.post("/v1/chat/completions", asked | {"temperature": 0.6})) == "miss"
    assert told(client.post("/v1/chat/completions", asked | {"stream": True})) == "miss"
    assert told(ask(client, "messages", OPENAI, "hi", temperature=0.5)) == "miss"
    other = on.gateway.account("stranger", "500").told(x_philae_cache="60")
    assert told(other.post("/v1/chat/completions", asked)) == "miss"


def test_who_does_not_ask_for_it_gets_none(on: Stage) -> None:
    """Neither without the header, nor with `no-store`, `0`, or by a key whose answers are."""
    plain = on.gateway.account("plain", "500")
    keyed = on.gateway.account("keyed", "500", cache=300)
    for client in (plain, plain.told(x_philae_cache="no-store"), plain.told(x_philae_cache="0"), keyed):
        for _ in range(2):
            answer = ask(client.told(x_philae_cache="no-store") if client is keyed else client, "chat", OPENAI, "hi")
            assert told(answer) == "-"
    assert [told(ask(keyed, "chat", OPENAI, "hi")) for _ in range(2)] == ["miss", "hit"]


def test_refresh_and_age(client: Client) -> None:
    """A client may have it made anew, or say how old it may be; the new answer is kept."""
    assert told(ask(client, "chat", OPENAI, "hi")) == "miss"
    time.sleep(1.1)
    assert told(ask(client.told(x_philae_cache="1"), "chat", OPENAI, "hi")) == "miss"
    assert told(ask(client.told(x_philae_cache="1"), "chat", OPENAI, "hi")) == "hit"
    refused = ask(client.told(x_philae_cache="for ever"), "chat", OPENAI, "hi")
    assert (refused.status, refused.json()["error"]["param"]) == (400, "x-philae-cache")


def test_refresh_by_a_key(on: Stage) -> None:
    """`refresh` asks the vendor, and what it says is given again."""
    keyed = on.gateway.account("fresh", "500", cache=300)
    assert [told(ask(keyed, "chat", OPENAI, "hi")) for _ in range(2)] == ["miss", "hit"]
    before = sum(on.asked())
    assert told(ask(keyed.told(x_philae_cache="refresh"), "chat", OPENAI, "hi")) == "miss"
    assert sum(on.asked()) == before + 1
    assert told(ask(keyed, "chat", OPENAI, "hi")) == "hit"


@pytest.mark.parametrize(
    ("fault", "stream"),
    [(f, s) for f in ("400", "reset", "truncated", "html", "error") for s in (False, True) if s or f != "error"],
)
@pytest.mark.parametrize("model", [ANTHROPIC, GEMINI])
def test_what_went_wrong_is_never_given_again(client: Client, fault: str, model: str, *, stream: bool) -> None:
    """Errors, and answers that broke off."""
    wire: Wire = "messages" if model == ANTHROPIC else "gemini"
    for _ in range(2):
        answer = ask(client, wire, model, f"hi vendor:{fault}", stream=stream)
        assert told(answer) != "hit"


def test_conversations_are_never_given_again(client: Client) -> None:
    """A response that is kept has an id of its own each time."""
    one, two = (ask(client, "responses", OPENAI, "hi") for _ in range(2))
    assert one.json()["id"] != two.json()["id"]
    assert told(two) == "-"
    again = body("responses", OPENAI, "and?") | {"previous_response_id": one.json()["id"], "store": False}
    assert [told(client.post("/v1/responses", again)) for _ in range(2)] == ["-", "-"]


def test_a_client_that_leaves_early_leaves_nothing(on: Stage, client: Client) -> None:
    """Half an answer is none."""
    asked = body("chat", OPENAI, "hi vendor:chunks=5 vendor:pause=0.3", stream=True)
    with client.open("POST", path("chat", OPENAI, stream=True), asked) as response:
        response.read(100)
    before = on.a.stats()["asked"]
    assert told(client.post(path("chat", OPENAI, stream=True), asked)) == "miss"
    assert on.a.stats()["asked"] == before + 1


def test_a_key_must_still_be_allowed(on: Stage) -> None:
    """What a key may not use it is not told from memory either."""
    one = on.gateway.account("limits", "500", cache=60, rpm=6)
    assert [ask(one, "chat", OPENAI, "hi").status for _ in range(2)] == [200, 429]
