"""Each dialect before each provider: the same canonical result at the same charge; and one gateway before another."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import vendor

SIZE = 1024
PROVIDERS = {"bfl": "flux-2-pro", "replicate": "flux-2-pro", "openai": "gpt-image-1.5", "studio": "flux-2-pro"}


@pytest.fixture(scope="module")
def urls() -> Iterator[dict[str, str]]:
    """The three vendors."""
    with ExitStack() as stack:
        yield {n: stack.enter_context(vendor(n, delay=0.1)).url for n in ("bfl", "openai", "replicate")}


@pytest.fixture(scope="module")
def whole(admin_dsn: str, urls: dict[str, str]) -> Iterator[Gateway]:
    """A gateway before all of them."""
    with postgres.database(admin_dsn) as dsn, gateway(dsn, [channel(n, u) for n, u in urls.items()]) as made:
        yield made


@pytest.fixture(scope="module")
def second(admin_dsn: str, urls: dict[str, str]) -> Iterator[Gateway]:
    """A gateway before Replicate alone."""
    with postgres.database(admin_dsn) as dsn, gateway(dsn, [channel("replicate", urls["replicate"])]) as made:
        yield made


@pytest.fixture(scope="module")
def drawing(admin_dsn: str) -> Iterator[Client]:
    """A client with a sandbox key of a gateway that has the studio."""
    with postgres.database(admin_dsn) as dsn, gateway(dsn, studio="on") as made:
        yield made.account("matrix-sandbox", "10", book="sandbox")


def before(provider: str, request: pytest.FixtureRequest) -> Client:
    """A client whose requests that provider serves; the gateway it needs is started now."""
    match provider:
        case "studio":
            found: Client = request.getfixturevalue("drawing")
        case "replicate":
            found = request.getfixturevalue("second").owner
        case _:
            found = request.getfixturevalue("whole").owner
    return found


def submit(client: Client, dialect: str, model: str) -> str:
    """The id of a task for one square picture, asked in that dialect."""
    match dialect:
        case "bfl":
            asked = {"prompt": "a red fox", "width": SIZE, "height": SIZE, "output_format": "jpeg"}
            if model.startswith("gpt"):
                asked = {"prompt": "a red fox", "size": f"{SIZE}x{SIZE}", "output_format": "jpeg"}
            answer = client.post(f"/flux/v1/{model}", asked)
        case "openai":
            asked = {"model": model, "prompt": "a red fox", "size": f"{SIZE}x{SIZE}", "output_format": "jpeg"}
            answer = client.post("/v1/images/generations", asked)
        case "chat":
            said = [{"role": "user", "content": "a red fox"}]
            asked = {"model": model, "messages": said, "size": f"{SIZE}x{SIZE}", "output_format": "jpeg"}
            answer = client.post("/v1/chat/completions", asked)
        case _:
            given = {
                "prompt": "a red fox",
                "aspect_ratio": "custom",
                "width": SIZE,
                "height": SIZE,
                "output_format": "jpg",
            }
            if model.startswith("gpt"):
                given = {"prompt": "a red fox", "size": f"{SIZE}x{SIZE}", "output_format": "jpeg"}
            answer = client.post("/replicate/v1/predictions", {"version": model, "input": given})
    assert answer.status in (200, 201), answer.body
    return answer.headers["x-philae-task-id"]


@pytest.mark.parametrize("provider", ["bfl", "replicate", "openai", pytest.param("studio", marks=pytest.mark.long)])
def test_four_dialects_one_result(request: pytest.FixtureRequest, provider: str) -> None:
    """Model, size, format, provider and charge do not depend on the words of the request."""
    client, model = before(provider, request), PROVIDERS[provider]
    tasks = [client.ended(submit(client, d, model), 60) for d in ("bfl", "openai", "chat", "replicate")]

    assert {t["state"] for t in tasks} == {"succeeded"}, [t.get("error") for t in tasks]
    assert {t["receipt"]["served_by"] for t in tasks} == {provider}
    assert {t["receipt"]["book"] for t in tasks} == {"sandbox" if provider == "studio" else "live"}
    assert len({t["receipt"]["captured"] for t in tasks}) == 1
    outputs = [t["outputs"][0] for t in tasks]
    assert {(o["mime"], o["width"], o["height"]) for o in outputs} == {("image/jpeg", SIZE, SIZE)}
    assert all(not o["differs"] for o in outputs)


@pytest.mark.long
def test_one_model_costs_the_same_wherever_it_is_made(request: pytest.FixtureRequest) -> None:
    """BFL, Replicate and the studio: one price."""
    charges = set()
    for provider in ("bfl", "replicate", "studio"):
        client = before(provider, request)
        charges.add(client.ended(submit(client, "bfl", "flux-2-pro"), 60)["receipt"]["captured"])

    assert charges == {"0.03"}


def test_a_gateway_before_a_gateway(admin_dsn: str, whole: Gateway) -> None:
    """Each of our dialects is what the provider of that name expects: three vendors' words between two gateways."""
    models = {"bfl": "flux-2-pro", "openai": "gpt-image-1.5", "replicate": "flux-schnell"}
    links = [channel(n, whole.url) | {"secret": whole.owner.key} for n in models]
    with postgres.database(admin_dsn) as dsn, gateway(dsn, links) as front:
        ids = {
            p: front.owner.post("/v1/tasks", {"model": m, "prompt": "a red fox"}).json()["id"]
            for p, m in models.items()
        }
        filtered = front.owner.post("/v1/tasks", {"model": "flux-2-pro", "prompt": "vendor:moderated"}).json()["id"]
        for provider, model in models.items():
            task = front.owner.ended(ids[provider])
            twin = whole.owner.get(f"/v1/tasks?limit=1&state=succeeded&model={model}").json()["data"][0]

            assert task["state"] == "succeeded", (model, task)
            assert task["receipt"]["served_by"] == twin["receipt"]["served_by"] == provider
            assert task["receipt"]["captured"] == twin["receipt"]["captured"]
            assert task["outputs"][0]["width"] == twin["outputs"][0]["width"]

        assert front.owner.ended(filtered)["error"]["code"] == "content_filtered"
        assert front.proof() == whole.proof() == []
