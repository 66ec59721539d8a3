"""LiteLLM's documented configurations in our words.

The samples are those of docs.litellm.ai/docs/proxy/configs and /docs/proxy/load_balancing, shortened.
"""

from typing import Any

import pytest
import yaml

from philae.catalog import text
from philae.commands.litellm import Taken, read
from philae.relay.bill import Bill
from philae.settings import ChannelSettings, ModelSettings


def taken(config: str) -> Taken:
    """What is taken over, which settings and catalogue accept."""
    found = read(yaml.safe_load(config))
    for channel in found.channels:
        ChannelSettings.model_validate(channel)
    models = {n: ModelSettings.model_validate(m).model_dump(exclude_unset=True) for n, m in found.models.items()}
    text.with_overrides(text.MODELS, models)
    return found


def one(params: dict[str, Any], name: str = "m", **more: Any) -> Taken:
    """A configuration of one deployment."""
    return taken(yaml.safe_dump({"model_list": [{"model_name": name, "litellm_params": params, **more}]}))


def why(found: Taken, setting: str) -> str:
    """The reason that is given for a setting."""
    return next(reason for _, name, reason in found.lost if name == setting)


def test_the_quick_start() -> None:
    """An Azure deployment under its own name; a server of one's own costs nothing."""
    found = taken("""
model_list:
  - model_name: gpt-4o
    litellm_params:
      model: azure/gpt-4o-eu
      api_base: https://my-endpoint-europe-berri-992.openai.azure.com/
      api_key: "os.environ/AZURE_API_KEY_EU"
      rpm: 6
  - model_name: vllm-models
    litellm_params:
      model: openai/facebook/opt-125m
      api_base: http://0.0.0.0:4000/v1
      api_key: none
      rpm: 1440
    model_info:
      version: 2
  - model_name: "*"
    litellm_params:
      model: "*"
litellm_settings:
  drop_params: True
  success_callback: ["langfuse"]
general_settings:
  master_key: sk-1234
  alerting: ["slack"]
""")
    assert found.channels == [
        {
            "name": "azure-1", "provider": "azure", "base_url": "https://my-endpoint-europe-berri-992.openai.azure.com/",
            "secret": "$AZURE_API_KEY_EU", "models": ["gpt-4o-eu"],
        },
        {"name": "vllm-1", "provider": "vllm", "base_url": "http://0.0.0.0:4000/v1"},
    ]  # fmt: skip
    assert found.models == {
        "gpt-4o": {"routes": ["azure/gpt-4o-eu"]},
        "vllm-models": {"routes": ["vllm/facebook/opt-125m"], "price": {"input": 0, "output": 0}},
    }
    assert found.admin_key == "sk-1234"
    assert {name for _, name, _ in found.lost} >= {"rpm", "*", "drop_params", "success_callback", "alerting"}


def test_usual_variables_need_no_channel() -> None:
    """The vendor is on by them; a name of one's own begins as the model that it leads to."""
    found = taken("""
model_list:
  - {model_name: claude-sonnet-4-6, litellm_params: {model: anthropic/claude-sonnet-4-6, api_key: os.environ/ANTHROPIC_API_KEY}}
  - {model_name: claude-special-alias, litellm_params: {model: anthropic/claude-haiku-4-5-20251001, api_key: os.environ/ANTHROPIC_API_KEY}}
  - {model_name: gpt-4.1, litellm_params: {model: gpt-4.1}}
  - {model_name: openai/*, litellm_params: {model: openai/*, api_key: os.environ/OPENAI_API_KEY}}
general_settings:
  master_key: os.environ/LITELLM_MASTER_KEY
""")
    assert found.channels == []
    assert found.usual == {"ANTHROPIC_API_KEY", "OPENAI_API_KEY"}
    routes = ["anthropic/claude-haiku-4-5-20251001"]
    assert found.models == {"claude-special-alias": {"like": "claude-haiku-4-5-20251001", "routes": routes}}
    assert why(found, "master_key") == "start with PHILAE_ADMIN_KEY=$LITELLM_MASTER_KEY"
    assert found.admin_key is None


def test_several_accounts_are_channels() -> None:
    """Each key one, however many models it has; weights that are fractions keep their proportion."""
    found = taken("""
model_list:
  - {model_name: gpt-4o, litellm_params: {model: gpt-4o, api_key: sk-one, weight: 0.9, max_parallel_requests: 10}}
  - {model_name: gpt-4o, litellm_params: {model: openai/gpt-4o, api_key: os.environ/OTHER_KEY, weight: 0.1}}
  - {model_name: o3, litellm_params: {model: o3, api_key: sk-one, weight: 0.5}}
""")
    assert found.channels == [
        {"name": "openai-1", "provider": "openai", "secret": "sk-one", "weight": 90, "concurrency": 10},
        {"name": "openai-2", "provider": "openai", "secret": "$OTHER_KEY", "weight": 10},
    ]
    assert found.models == {}
    assert why(found, "weight").startswith("channel openai-1 serves several models")


def test_load_balancing_across_providers() -> None:
    """A group's deployments become the routes of one model, in the order that it asks for."""
    found = taken("""
model_list:
  - model_name: zephyr-beta
    litellm_params: {model: huggingface/HuggingFaceH4/zephyr-7b-beta, order: 2, rpm: 60}
  - model_name: zephyr-beta
    litellm_params: {model: together_ai/HuggingFaceH4/zephyr-7b-beta, order: 1}
    tpm: 1000
litellm_settings:
  num_retries: 3
  fallbacks: [{"zephyr-beta": ["gpt-4o"]}]
router_settings:
  routing_strategy: simple-shuffle
  model_group_alias: {"gpt-4": "gpt-4o", "mine": "zephyr-beta", "hidden": {"model": "o3", "hidden": true}, "x": "zebra"}
  redis_host: localhost
environment_variables:
  REDIS_PASSWORD: very-secret
""")
    routes = ["together/HuggingFaceH4/zephyr-7b-beta", "huggingface/HuggingFaceH4/zephyr-7b-beta"]
    zephyr = {"routes": routes}
    assert found.models == {
        "zephyr-beta": zephyr,
        "gpt-4": {"like": "gpt-4o"},
        "mine": zephyr,
        "hidden": {"like": "o3"},
    }
    assert why(found, "price").endswith("set models.zephyr-beta.price")
    assert "further routes" in why(found, "fallbacks")
    assert why(found, "redis_host") == "PHILAE_REDIS_URL"
    assert why(found, "model_group_alias x") == "there is no model 'zebra'"
    assert ("model zephyr-beta", "tpm") in {(where, name) for where, name, _ in found.lost}
    assert "very-secret" not in str(found.lost)


def test_prices_of_its_own_are_taken_over() -> None:
    """docs.litellm.ai/docs/proxy/custom_pricing: for one token there, for a million here."""
    params = {"model": "openai/gpt-4o", "input_cost_per_token": 4e-7, "output_cost_per_token": 0.00000160}
    found = one(params, name="gpt-4o", model_info={"cache_read_input_token_cost": 1e-8})
    assert found.models == {
        "gpt-4o": {"routes": ["openai/gpt-4o"], "price": {"input": 0.4, "output": 1.6, "cached": 0.01}}
    }
    bill = Bill(text.with_overrides(text.MODELS, found.models)["gpt-4o"])
    usage = {"input_token": 1_000_000, "output_token": 1_000_000}
    assert bill.price(usage, 1_000_000) == 2_000_000_000


def test_what_a_model_is_for_is_taken_over() -> None:
    """And how much it takes."""
    info = {"mode": "embedding", "max_input_tokens": 8192, "max_tokens": 1}
    found = one({"model": "ollama/nomic-embed-text", "api_base": "http://10.0.0.5:11434"}, model_info=info)
    price = {"input": 0, "output": 0}
    entry = {"routes": ["ollama/nomic-embed-text"], "price": price, "operation": "embed", "context": 8192, "output": 1}
    assert found.models == {"m": entry}
    assert found.channels == [{"name": "ollama-1", "provider": "ollama", "base_url": "http://10.0.0.5:11434"}]


def test_deployments_at_azure() -> None:
    """Each resource has its own; the model is said beside the deployment, and its price is the catalogue's."""
    found = taken("""
model_list:
  - model_name: mine
    litellm_params: {model: azure/prod-a, api_base: https://a.openai.azure.com, api_key: k, api_version: "2024-10-21"}
    model_info: {base_model: azure/gpt-4.1}
  - model_name: mine
    litellm_params: {model: azure/prod-b, api_base: https://b.openai.azure.com, api_version: preview,
      tenant_id: t, client_id: c, client_secret: os.environ/ENTRA}
    model_info: {base_model: gpt-4.1}
  - model_name: other
    litellm_params: {model: azure/odd, api_base: https://a.openai.azure.com, api_key: k, api_version: "2024-10-21"}
  - {model_name: nowhere, litellm_params: {model: azure/odd}}
""")
    assert found.channels == [
        {
            "name": "azure-1", "provider": "azure", "base_url": "https://a.openai.azure.com", "secret": "k",
            "api_version": "2024-10-21", "models": ["prod-a", "odd"],
        },
        {
            "name": "azure-2", "provider": "azure", "base_url": "https://b.openai.azure.com", "models": ["prod-b"],
            "api_version": "preview",
            "secret": {"tenant_id": "t", "client_id": "c", "client_secret": "$ENTRA"},
        },
    ]  # fmt: skip
    assert found.models == {
        "mine": {"like": "gpt-4.1", "routes": ["azure/prod-a", "azure/prod-b"]},
        "other": {"routes": ["azure/odd"]},
    }
    assert why(found, "azure/odd") == "its endpoint is not said: set api_base"
    assert why(found, "price").endswith("set models.other.price")


def test_bedrock_and_vertex(monkeypatch: pytest.MonkeyPatch) -> None:
    """By keys in the configuration, by the usual variables, or by a key file."""
    monkeypatch.setenv("MY_REGION", "eu-west-1")
    found = taken("""
model_list:
  - model_name: claude-sonnet-4-6
    litellm_params: {model: bedrock/global.anthropic.claude-sonnet-4-6, aws_region_name: os.environ/MY_REGION}
  - model_name: keyed
    litellm_params: {model: bedrock/converse/global.anthropic.claude-opus-5, aws_access_key_id: AKID,
      aws_secret_access_key: os.environ/AWS_TWO, aws_region_name: us-east-1, aws_role_name: r}
  - {model_name: claude-opus-5, litellm_params: {model: bedrock/global.anthropic.claude-opus-5}}
  - {model_name: nova, litellm_params: {model: bedrock/amazon.nova-pro-v1:0}}
  - model_name: gemini-2.5-pro
    litellm_params: {model: vertex_ai/gemini-2.5-pro, vertex_project: p, vertex_location: eu, vertex_credentials: /k.json}
  - {model_name: claude-opus-4-8, litellm_params: {model: vertex_ai/claude-opus-4-8}}
  - {model_name: inline, litellm_params: {model: vertex_ai/gemini-2.5-pro, vertex_credentials: '{"private_key": "hush"}'}}
""")
    assert found.channels == [
        {
            "name": "bedrock-1", "provider": "bedrock", "region": "eu-west-1",
            "secret": {"access_key_id": "$AWS_ACCESS_KEY_ID", "secret_access_key": "$AWS_SECRET_ACCESS_KEY"},
        },
        {
            "name": "bedrock-2", "provider": "bedrock", "region": "us-east-1",
            "secret": {"access_key_id": "AKID", "secret_access_key": "$AWS_TWO"},
        },
        {"name": "vertex-1", "provider": "vertex", "secret": "/k.json", "region": "eu", "project": "p"},
    ]  # fmt: skip
    assert found.models == {"keyed": {"like": "claude-opus-5", "routes": ["bedrock/global.anthropic.claude-opus-5"]}}
    assert found.usual == {"AWS_BEARER_TOKEN_BEDROCK", "GOOGLE_APPLICATION_CREDENTIALS"}
    assert why(found, "bedrock/amazon.nova-pro-v1:0") == "of Bedrock's models only Claude is called here"
    assert "in a file of its own" in why(found, "vertex_ai/gemini-2.5-pro")
    assert "aws_role_name" in {name for _, name, _ in found.lost}
    assert "hush" not in str(found)


def test_picture_models_keep_the_catalogues_names() -> None:
    """They are not in the section of text models."""
    assert one({"model": "openai/gpt-image-1"}, name="gpt-image-1").models == {}
    found = one({"model": "openai/gpt-image-1"}, name="mine")
    assert (found.models, why(found, "model_name")) == ({}, "picture models have the catalogue's names only")


@pytest.mark.parametrize(
    ("params", "provider", "name", "base"),
    [
        ({"model": "groq/llama-3"}, "groq", "llama-3", None),
        ({"model": "together_ai/a/b"}, "together", "a/b", None),
        ({"model": "hosted_vllm/a/b", "api_base": "http://h:1/v1"}, "vllm", "a/b", "http://h:1/v1"),
        ({"model": "openai/x", "api_base": "https://api.deepseek.com"}, "deepseek", "x", None),
        ({"model": "openai/x", "api_base": "https://api.openai.com/v1"}, "openai", "x", None),
        ({"model": "x/y", "custom_llm_provider": "openai", "base_url": "http://h/v1"}, "vllm", "x/y", "http://h/v1"),
        ({"model": "openai/x", "api_base": "os.environ/MY_BASE"}, "vllm", "x", "http://mine:8000/v1"),
    ],
)
def test_a_deployment_leads_to_a_provider(
    params: dict[str, Any], provider: str, name: str, base: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its prefix, its own word, or the host that it names."""
    monkeypatch.setenv("MY_BASE", "http://mine:8000/v1")
    found = one({**params, "api_key": "sk-x"})
    assert found.models["m"]["routes"] == [f"{provider}/{name}"]
    assert [c.get("base_url") for c in found.channels] == [base]


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ("sagemaker/x", "no provider is called 'sagemaker' here"),
        ("studio/chat", "no provider is called 'studio' here"),
        ("my-finetune", "whose model it is cannot be told"),
    ],
)
def test_what_leads_nowhere_is_said(model: str, reason: str) -> None:
    """Rather than guessed."""
    found = one({"model": model})
    assert (found.channels, found.models, found.lost) == ([], {}, [("model m", model, reason)])


def test_a_base_url_in_a_variable_that_is_not_set_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """philae.yaml has base URLs written out."""
    monkeypatch.delenv("NO_BASE", raising=False)
    found = one({"model": "openai/x", "api_base": "os.environ/NO_BASE"})
    assert why(found, "openai/x") == "it is in NO_BASE, which is not set now"


def test_an_empty_configuration_is_nothing() -> None:
    """Sections may be there and empty."""
    assert taken("model_list:\nrouter_settings:\ngeneral_settings: {}\n") == Taken()
