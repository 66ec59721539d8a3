"""Channels: which accounts the environment and philae.yaml turn on, and where they lead."""

import json
from pathlib import Path
from typing import Any

import pytest

from philae.channels import channels
from philae.core.errors import InvalidRequest
from philae.net.channel import Channel
from philae.settings import ChannelSettings, Settings
from philae.vendors import PROVIDERS
from tests.vendors.vertex.test_token import SECRET

AWS = {"AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "hush"}


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No vendor is on."""
    monkeypatch.chdir(tmp_path)
    for provider in PROVIDERS.values():
        names = (provider.secret, provider.address, *provider.parts.values())
        for name in filter(None, (*names, *(v for usual in provider.options.values() for v in usual))):
            monkeypatch.delenv(name, raising=False)


def given(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], **settings: Any) -> dict[str, Channel]:
    """The channels of that environment and those settings."""
    for name, text in variables.items():
        monkeypatch.setenv(name, text)
    return {c.name: c for c in channels(Settings(**settings), PROVIDERS, None)}


def test_azure(monkeypatch: pytest.MonkeyPatch) -> None:
    """On when both the key and the resource's endpoint are there."""
    assert given(monkeypatch, {"AZURE_OPENAI_API_KEY": "k"}) == {}
    found = given(monkeypatch, {"AZURE_OPENAI_ENDPOINT": "https://res.openai.azure.com/"})
    assert (found["azure"].base_url, found["azure"].secret) == ("https://res.openai.azure.com/openai", "k")
    found = given(monkeypatch, {"OPENAI_API_VERSION": "2024-10-21"})
    assert found["azure"].base_url == "https://res.openai.azure.com/openai?api-version=2024-10-21"


def test_azure_by_an_application(monkeypatch: pytest.MonkeyPatch) -> None:
    """By Entra's usual variables, all of them."""
    some = {"AZURE_OPENAI_ENDPOINT": "https://res.openai.azure.com", "AZURE_TENANT_ID": "t", "AZURE_CLIENT_ID": "c"}
    assert given(monkeypatch, some) == {}
    found = given(monkeypatch, {"AZURE_CLIENT_SECRET": "hush"})
    assert json.loads(found["azure"].secret) == {"tenant_id": "t", "client_id": "c", "client_secret": "hush"}


def test_bedrock(monkeypatch: pytest.MonkeyPatch) -> None:
    """By AWS's own keys, of the region that is set; a bearer key goes over them."""
    found = given(monkeypatch, AWS | {"AWS_SESSION_TOKEN": "s", "AWS_REGION": "eu-west-1"})["bedrock"]
    assert found.base_url == "https://bedrock-runtime.eu-west-1.amazonaws.com"
    assert json.loads(found.secret) == {
        "access_key_id": "AKID", "secret_access_key": "hush", "session_token": "s", "region": "eu-west-1",
    }  # fmt: skip
    assert given(monkeypatch, {"AWS_BEARER_TOKEN_BEDROCK": "ABSK"})["bedrock"].secret == "ABSK"


def test_keys_of_the_storage_turn_no_vendor_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """AWS's keys that are there for s3:// are not taken for Bedrock's, nor Google's for gs:// for Vertex AI's."""
    assert given(monkeypatch, AWS, storage_url="s3://files") == {}
    assert given(monkeypatch, {"GOOGLE_APPLICATION_CREDENTIALS": SECRET}, storage_url="gs://files").keys() == {
        "bedrock"
    }
    assert given(monkeypatch, {"AWS_BEARER_TOKEN_BEDROCK": "ABSK"}, storage_url="s3://files").keys() >= {"bedrock"}


def test_vertex(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By the path of a service account's key file, whose project it is unless another is set."""
    (tmp_path / "robot.json").write_text(SECRET)
    found = given(monkeypatch, {"GOOGLE_APPLICATION_CREDENTIALS": str(tmp_path / "robot.json")})["vertex"]
    assert found.base_url == "https://aiplatform.googleapis.com/v1/projects/p/locations/global"
    assert found.secret == SECRET
    found = given(monkeypatch, {"GOOGLE_CLOUD_PROJECT": "q", "GOOGLE_CLOUD_LOCATION": "europe-west4"})["vertex"]
    assert found.base_url == "https://europe-west4-aiplatform.googleapis.com/v1/projects/q/locations/europe-west4"


def row(**more: Any) -> dict[str, Any]:
    """One channel in philae.yaml."""
    return {"channels": [ChannelSettings(name="c", **more)]}


def test_a_secret_of_several_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part may be a variable's; the region is among them, for whoever signs."""
    monkeypatch.setenv("EU_SECRET", "hush")
    secret = {"access_key_id": "AKID", "secret_access_key": "$EU_SECRET"}
    found = given(monkeypatch, {}, **row(provider="bedrock", region="eu-west-1", secret=secret))["c"]
    assert json.loads(found.secret) == {"access_key_id": "AKID", "secret_access_key": "hush", "region": "eu-west-1"}


def test_names_of_deployments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models are there under names of the account's own, or under their usual ones."""
    azure = row(provider="azure", secret="k", base_url="https://r.openai.azure.com", models={"gpt-5.4": "prod"})
    found = given(monkeypatch, {}, **azure)["c"]
    assert (found.has("gpt-5.4"), found.named("gpt-5.4"), found.has("o3")) == (True, "prod", False)
    found = given(monkeypatch, {}, **row(provider="openai", secret="k", models=["gpt-5.4"]))["c"]
    assert (found.has("gpt-5.4"), found.named("gpt-5.4"), found.has("o3")) == (True, "gpt-5.4", False)
    found = given(monkeypatch, {}, **row(provider="openai", secret="k"))["c"]
    assert (found.has("o3"), found.named("o3")) == (True, "o3")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"provider": "openai", "secret": "hush", "region": "eu"}, "openai has no region"),
        ({"provider": "azure", "secret": "hush"}, "base_url"),
        ({"provider": "bedrock", "secret": {"secret_access_key": "hush"}}, "access_key_id"),
        ({"provider": "vertex", "secret": "hush"}, "service account"),
        (
            {"provider": "azure", "secret": {"client_secret": "hush"}, "base_url": "https://r.openai.azure.com"},
            "tenant_id",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any], words: str
) -> None:
    """The channel is named and what is wrong with it, and no word of its secret."""
    with pytest.raises(InvalidRequest, match=words) as caught:
        given(monkeypatch, {}, **row(**settings))
    assert caught.value.public.startswith("channel c: ")
    assert "hush" not in caught.value.public
