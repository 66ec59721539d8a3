"""Where a LiteLLM deployment leads: the provider as we call it, the model's name there, and the account."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from philae import catalog
from philae.catalog import text
from philae.commands import litellm_cloud as cloud
from philae.vendors import PROVIDERS
from philae.vendors.openai.compatible import COMPATIBLE

ENVIRON = "os.environ/"
RENAMED = {
    "together_ai": "together", "fireworks_ai": "fireworks", "nvidia_nim": "nvidia", "cohere_chat": "cohere",
    "hosted_vllm": "vllm", "ollama_chat": "ollama", "lm_studio": "lmstudio", "featherless_ai": "featherless",
    "vercel_ai_gateway": "vercel", "vertex_ai": "vertex", "vertex_ai_beta": "vertex", "bedrock_converse": "bedrock",
    "custom_openai": "openai", "text-completion-openai": "openai",
}  # fmt: skip
"""LiteLLM's name of a provider → ours, where they differ (docs.litellm.ai/docs/providers)."""
OWN = "vllm"
"""The provider of any server that speaks OpenAI's format; not `openai`, whose models such a server does not have."""
NO_KEY = frozenset({"none", "None", "empty", "EMPTY"})
"""What its documentation writes for a server that wants no key."""
LOCAL = frozenset(row.name for row in COMPATIBLE if row.local)
HOSTS = {urlsplit(p.base_url).hostname: p.name for p in PROVIDERS.values() if p.base_url and p.name not in LOCAL}


@dataclass(frozen=True)
class Target:
    """`secret` is as philae.yaml writes it: `$NAME`, or the secret itself. `base_url` "": the vendor's own.

    `options` say where a cloud's account is.
    """

    provider: str
    name: str
    base_url: str
    secret: cloud.Secret
    options: dict[str, str] = field(default_factory=dict)

    @property
    def deployed(self) -> bool:
        """Whether the name is an account's own for a model."""
        return self.provider == "azure"


def target(params: Mapping[str, Any]) -> Target:
    """Raises `ValueError`, whose words are for the operator, where nobody here could be asked."""
    model, base = str(params.get("model", "")), _base(params)
    provider, name = _provider(model, str(params.get("custom_llm_provider") or ""))
    if provider in cloud.OPTIONS:
        return _at_cloud(provider, name, base, params)
    if provider == "openai" and base:
        provider = HOSTS.get(urlsplit(base).hostname, OWN)
    if base and urlsplit(base).hostname == urlsplit(PROVIDERS[provider].base_url).hostname and provider not in LOCAL:
        base = ""
    return Target(provider, name, base, _secret(str(params.get("api_key") or "")))


def _at_cloud(provider: str, name: str, base: str, params: Mapping[str, Any]) -> Target:
    """An account of several settings; one that has none but the usual variables needs no channel."""
    if provider == "azure" and not base:
        raise ValueError("its endpoint is not said: set api_base")
    options = cloud.options(provider, params, said)
    secret = cloud.secret(provider, params, _secret(str(params.get("api_key") or "")), _secret)
    alone = secret == cloud.USUAL[provider] and not (options or base)
    return Target(provider, cloud.named(provider, name), base, "" if alone else secret, options)


def _secret(key: str) -> str:
    if key.startswith(ENVIRON):
        return f"${key.removeprefix(ENVIRON)}"
    return "" if key in NO_KEY else key


def _provider(model: str, given: str) -> tuple[str, str]:
    """Our name of the provider, and the model's there; without a prefix the catalogue knows whose model it is."""
    prefix, _, rest = model.partition("/")
    word = given or (prefix if rest else "")
    ours = RENAMED.get(word, word)
    if ours in PROVIDERS and ours != "studio":
        return ours, rest if rest and word == prefix else model
    row = text.NAMES.get(model.lower()) or catalog.NAMES.get(model.lower())
    if row and row.owner != "philae":
        return row.routes[0].provider, model
    if model == "*":
        raise ValueError(
            "a vendor is on when its variable is set, and serves the catalogue's models: philae model list"
        )
    raise ValueError(f"no provider is called {word!r} here" if word else "whose model it is cannot be told")


def _base(params: Mapping[str, Any]) -> str:
    return said(next((params[name] for name in ("api_base", "base_url", *cloud.ADDRESSES) if params.get(name)), ""))


def said(value: object) -> str:
    """What a setting says; a variable is read now, since philae.yaml writes it out."""
    name = str(value).removeprefix(ENVIRON)
    if name == str(value):
        return name
    if not os.environ.get(name):
        raise ValueError(f"it is in {name}, which is not set now")
    return os.environ[name]
