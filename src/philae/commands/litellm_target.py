"""Where a LiteLLM deployment leads: the provider as we call it, the model's name there, and the account."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from philae import catalog
from philae.catalog import text
from philae.vendors import PROVIDERS
from philae.vendors.openai.compatible import COMPATIBLE

ENVIRON = "os.environ/"
RENAMED = {
    "together_ai": "together", "fireworks_ai": "fireworks", "nvidia_nim": "nvidia", "cohere_chat": "cohere",
    "hosted_vllm": "vllm", "ollama_chat": "ollama", "lm_studio": "lmstudio", "featherless_ai": "featherless",
    "vercel_ai_gateway": "vercel", "vertex_ai": "vertex", "custom_openai": "openai", "text-completion-openai": "openai",
}  # fmt: skip
"""LiteLLM's name of a provider → ours, where they differ (docs.litellm.ai/docs/providers)."""
OWN = "vllm"
"""The provider of any server that speaks OpenAI's format; not `openai`, whose models such a server does not have."""
NO_KEY = frozenset({"none", "None", "empty", "EMPTY"})
"""What its documentation writes for a server that wants no key."""
LOCAL = frozenset(row.name for row in COMPATIBLE if row.local)
HOSTS = {urlsplit(p.base_url).hostname: p.name for p in PROVIDERS.values() if p.name not in LOCAL}


@dataclass(frozen=True)
class Target:
    """`secret` is as philae.yaml writes it: `$NAME`, or the secret itself. `base_url` "": the vendor's own."""

    provider: str
    name: str
    base_url: str
    secret: str


def target(params: Mapping[str, Any]) -> Target:
    """Raises `ValueError`, whose words are for the operator, where nobody here could be asked."""
    model, base = str(params.get("model", "")), _base(params)
    provider, name = _provider(model, str(params.get("custom_llm_provider") or ""))
    if provider == "openai" and base:
        provider = HOSTS.get(urlsplit(base).hostname, OWN)
    if base and urlsplit(base).hostname == urlsplit(PROVIDERS[provider].base_url).hostname and provider not in LOCAL:
        base = ""
    return Target(provider, name, base, _secret(str(params.get("api_key") or "")))


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
    """The base URL; a variable is read now, since philae.yaml writes it out."""
    base = str(params.get("api_base") or params.get("base_url") or "")
    if not base.startswith(ENVIRON):
        return base
    name = base.removeprefix(ENVIRON)
    if not os.environ.get(name):
        raise ValueError(f"its base URL is in {name}, which is not set now")
    return os.environ[name]
