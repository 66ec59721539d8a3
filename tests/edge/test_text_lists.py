"""The lists of models: one catalogue, in the shape of whose client asks, and only what its key may use now."""

from collections.abc import Iterator

import pytest

from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import vendor

OPENAI, ANTHROPIC, VECTORS = "gpt-5.4", "claude-opus-5", "gemini-embedding-001"


@pytest.fixture(scope="module")
def up(admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before OpenAI, Anthropic and Gemini."""
    names = ("openai", "anthropic", "gemini")
    with (
        vendor("text") as made,
        postgres.database(admin_dsn) as dsn,
        gateway(dsn, [channel(n, made.url) for n in names]) as running,
    ):
        yield running


def as_anthropic(up: Gateway, key: str = "") -> Client:
    """A client as Anthropic's library is one."""
    return Client(up.url).told(x_api_key=key or up.owner.key, anthropic_version="2023-06-01")


def as_google(up: Gateway) -> Client:
    """A client as google-genai is one."""
    return Client(up.url).told(x_goog_api_key=up.owner.key)


def test_openais_shape_has_pictures_and_text(up: Gateway) -> None:
    """Each served now, by whom; what no channel serves is not listed."""
    listed = up.owner.get("/v1/models").json()
    found = {m["id"]: m for m in listed["data"]}

    assert listed["object"] == "list"
    assert {OPENAI, ANTHROPIC, VECTORS, "gpt-image-1.5"} <= found.keys()
    assert not {"deepseek-v4-flash", "flux-2-pro", "studio/chat"} & found.keys()
    assert found[OPENAI]["object"] == "model"
    assert found[OPENAI]["owned_by"] == "openai"
    assert found[OPENAI]["served_by"] == ["openai"]
    assert found[ANTHROPIC]["supported_endpoint_types"] == ["openai", "openai-response", "anthropic", "gemini"]
    assert found["gpt-image-1.5"]["operation"].startswith("image")


def test_one_text_model_tells_its_facts(up: Gateway) -> None:
    """Context, output, features and prices; the same where a picture model has its schema."""
    shown = up.owner.get(f"/v1/models/{OPENAI}").json()

    assert shown["context"] == 1_050_000
    assert shown["output"] == 128_000
    assert "tools" in shown["features"]
    assert {"meter": "input_token", "price": "2.5", "per": 1_000_000}.items() <= shown["rates"][0].items()
    assert up.owner.get(f"/v1/models/{OPENAI}/schema").json() == shown
    assert up.owner.get("/v1/models/gpt-image-1.5/schema").json()["properties"]["prompt"]


def test_anthropics_shape_by_its_headers(up: Gateway) -> None:
    """Chat models, a page at a time, and one alone."""
    first = as_anthropic(up).get("/v1/models?limit=3").json()
    rest = as_anthropic(up).get(f"/v1/models?limit=1000&after_id={first['last_id']}").json()

    assert first["has_more"]
    assert len(first["data"]) == 3
    assert {m["type"] for m in first["data"]} == {"model"}
    assert {OPENAI, ANTHROPIC} <= {m["id"] for m in (*first["data"], *rest["data"])}
    assert VECTORS not in {m["id"] for m in rest["data"]}
    assert as_anthropic(up).get(f"/v1/models/{ANTHROPIC}").json()["display_name"] == "Claude Opus 5"


def test_googles_shape_by_path_or_header(up: Gateway) -> None:
    """Chat and embedding models with their methods, page by page."""
    first = as_google(up).get("/v1beta/models?pageSize=2").json()
    rest = as_google(up).get(f"/v1/models?pageSize=1000&pageToken={first['nextPageToken']}").json()
    found = {m["name"]: m for m in (*first["models"], *rest["models"])}

    assert found[f"models/{VECTORS}"]["supportedGenerationMethods"] == ["embedContent", "batchEmbedContents"]
    assert found["models/gemini-2.5-flash"]["inputTokenLimit"] == 1_048_576
    assert f"models/{OPENAI}" in found
    assert Client(up.url).get(f"/v1beta/models/{OPENAI}?key={up.owner.key}").json()["name"] == f"models/{OPENAI}"


def test_an_unknown_model_is_told_in_each_ones_words(up: Gateway) -> None:
    """404, with a near name."""
    openai = up.owner.get("/v1/models/gpt-5.44")
    anthropic = as_anthropic(up).get("/v1/models/gpt-5.44")
    google = as_google(up).get("/v1beta/models/gpt-5.44")

    assert {openai.status, anthropic.status, google.status} == {404}
    assert openai.json()["error"]["code"] == "model_not_found"
    assert "did you mean" in openai.json()["error"]["message"]
    assert anthropic.json()["error"]["type"] == "not_found_error"
    assert google.json()["error"]["status"] == "NOT_FOUND"


def test_a_key_sees_what_it_may_use(up: Gateway) -> None:
    """Its own models alone; a sandbox key none that only vendors serve."""
    limited = up.account("lists-limited", "1", models=[ANTHROPIC])
    play = up.account("lists-sandbox", "1", book="sandbox")

    assert [m["id"] for m in limited.get("/v1/models").json()["data"]] == [ANTHROPIC]
    assert [m["id"] for m in as_anthropic(up, limited.key).get("/v1/models").json()["data"]] == [ANTHROPIC]
    assert limited.get(f"/v1/models/{OPENAI}").status == 404
    assert play.get("/v1/models").json()["data"] == []
    assert Client(up.url).get("/v1/models").status == 401
    assert Client(up.url).get("/v1beta/models").json()["error"]["status"] == "UNAUTHENTICATED"
