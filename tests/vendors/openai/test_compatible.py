"""Every vendor that speaks OpenAI's format is a row, and every row makes calls to where its documentation says."""

import re
from urllib.parse import urlsplit

import pytest

from philae.core.chat import ChatRequest, Message, Sampling, Text, Tool
from philae.core.errors import InvalidRequest
from philae.core.provider import Target
from philae.vendors.openai.chat import codec
from philae.vendors.openai.chat.provider import NEEDED
from philae.vendors.openai.chat.wire import Asked
from philae.vendors.openai.compatible import COMPATIBLE, Compatible

ROWS = {row.name: row for row in COMPATIBLE}
HELLO = ChatRequest("m", (Message("user", (Text("Hello!"),)),), stream=True, cap=9)
every = pytest.mark.parametrize("row", COMPATIBLE, ids=list(ROWS))


def sent(row: Compatible, request: ChatRequest, base: str = "") -> tuple[str, dict[str, object]]:
    """The URL and body of a call to a row's vendor, as a channel of that base URL makes it."""
    root = (base or row.base_url).removesuffix("/").removesuffix("/v1")
    call = codec(row.quirks).write(request, Target(root, "m", "key-1")).call
    return call.url, call.json


def test_rows() -> None:
    """There are many, each once."""
    assert len(ROWS) == len(COMPATIBLE) >= 25
    assert len({row.base_url for row in COMPATIBLE if not row.local}) == sum(not row.local for row in COMPATIBLE)


@every
def test_facts(row: Compatible) -> None:
    """Every row has a name fit for variables, a source, a date, and something that it serves."""
    assert re.fullmatch(r"[a-z][a-z0-9]*", row.name)
    assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", row.as_of)
    assert re.search(r"\w\.\w", row.source)
    assert row.serves[0] == "chat"


@every
def test_secrets(row: Compatible) -> None:
    """A vendor has HTTPS and a variable for its key; a server of one's own has neither."""
    url = urlsplit(row.base_url)
    assert row.local == (url.hostname == "localhost") == (url.scheme == "http") == (row.secret == "")
    assert row.local or re.fullmatch(r"[A-Z][A-Z0-9_]*", row.secret)


@every
def test_urls(row: Compatible) -> None:
    """Calls go below the documented base URL, whether a channel is given it with `/v1` or without."""
    assert not row.base_url.endswith("/")
    assert row.quirks.prefix == ("/v1" if row.base_url.endswith("/v1") else "")
    documented = f"{row.base_url}/chat/completions"
    assert sent(row, HELLO)[0] == sent(row, HELLO, row.base_url + "/")[0] == documented
    assert sent(row, HELLO, row.base_url.removesuffix("/v1"))[0] == documented


@every
def test_quirks_name_parameters(row: Compatible) -> None:
    """What a row says of parameters is said of ones that there are."""
    known = set(Asked.__struct_fields__) | {"name"}
    assert row.quirks.lacks | row.quirks.renamed.keys() <= known
    assert not row.quirks.lacks & row.quirks.renamed.keys()
    assert "auto" in row.quirks.choices


@every
def test_the_least_that_all_can(row: Compatible) -> None:
    """A greeting with a cap and a tool goes to all of them; what is lacking is not sent."""
    tooled = ChatRequest("m", HELLO.messages, (Tool("t"),), sampling=Sampling(0.5), cap=9, user="u", cache_key="k")
    body = sent(row, tooled)[1]
    assert body["messages"] == [{"role": "user", "content": "Hello!"}]
    assert (body["temperature"], body[row.quirks.cap]) == (0.5, 9)
    assert not row.quirks.lacks & body.keys()


@every
def test_what_is_needed(row: Compatible) -> None:
    """Several answers are refused, not cut down to one, where the vendor gives only one."""
    several = ChatRequest("m", HELLO.messages, n=2)
    if "n" in row.quirks.lacks & NEEDED:
        with pytest.raises(InvalidRequest):
            sent(row, several)
    else:
        assert sent(row, several)[1]["n"] == 2


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("deepseek", "https://api.deepseek.com/chat/completions"),
        ("zai", "https://api.z.ai/api/paas/v4/chat/completions"),
        ("groq", "https://api.groq.com/openai/v1/chat/completions"),
        ("dashscope", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1/chat/completions"),
        ("fireworks", "https://api.fireworks.ai/inference/v1/chat/completions"),
        ("ollama", "http://localhost:11434/v1/chat/completions"),
    ],
)
def test_paths(name: str, url: str) -> None:
    """Some whose path is not OpenAI's."""
    assert sent(ROWS[name], HELLO)[0] == url


def test_a_server_elsewhere() -> None:
    """A server of one's own is reached by its base URL alone."""
    assert sent(ROWS["vllm"], HELLO, "http://gpu.example:9000")[0] == "http://gpu.example:9000/v1/chat/completions"


def test_some_quirks() -> None:
    """Mistral's seed, DeepSeek's thoughts, OpenRouter's top_k, and streams that tell their usage unasked."""
    seeded = ChatRequest("m", HELLO.messages, sampling=Sampling(seed=7, top_k=40))
    assert sent(ROWS["mistral"], seeded)[1]["random_seed"] == 7
    assert sent(ROWS["openrouter"], seeded)[1]["top_k"] == 40
    assert ROWS["deepseek"].quirks.thoughts == "reasoning_content"
    assert "stream_options" not in sent(ROWS["mistral"], HELLO)[1]
    assert sent(ROWS["deepseek"], HELLO)[1]["stream_options"] == {"include_usage": True}
