"""LiteLLM's proxy configuration in our words: deployments as channels and models, and what has no place here.

Its format: docs.litellm.ai/docs/proxy/configs, /docs/proxy/config_settings, /docs/proxy/load_balancing.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from philae import catalog
from philae.catalog import text
from philae.commands import litellm_cloud as cloud
from philae.commands.litellm_target import ENVIRON, LOCAL, Target, target
from philae.core.errors import ModelNotFound
from philae.core.text import TextModel
from philae.vendors import PROVIDERS

MODES = {"chat": "chat", "responses": "chat", "completion": "complete", "embedding": "embed", "rerank": "rerank"}
PRICES = {
    "input_cost_per_token": "input",
    "output_cost_per_token": "output",
    "cache_read_input_token_cost": "cached",
    "cache_creation_input_token_cost": "written",
}
TAKEN = frozenset({"model", "api_key", "api_base", "base_url", "custom_llm_provider", "weight", "order"}) | {
    "max_parallel_requests", *PRICES, *cloud.TAKEN,
}  # fmt: skip
LIMITS = "limits belong to channels (rpm, tpm in philae.yaml) and to keys (philae key create --rpm)"
CLIENT = "clients send it themselves"
OTHER = "another model is never asked in a model's place; a model may have further routes"
CHOSEN = "channels are chosen by weight, speed and health"
WHY = {
    "rpm": LIMITS, "tpm": LIMITS, "temperature": CLIENT, "max_tokens": CLIENT, "seed": CLIENT, "top_p": CLIENT,
    "extra_headers": "channels send no headers of one's own", "organization": "a channel's key decides it",
    "timeout": "each provider has its own", "stream_timeout": "each provider has its own",
    "request_timeout": "each provider has its own", "num_retries": CHOSEN, "max_retries": CHOSEN, "allowed_fails": CHOSEN,
    "cooldown_time": CHOSEN, "routing_strategy": CHOSEN, "fallbacks": OTHER, "context_window_fallbacks": OTHER,
    "content_policy_fallbacks": OTHER, "default_fallbacks": OTHER, "drop_params": "it is what always happens, with a warning",
    "redis_host": "PHILAE_REDIS_URL", "redis_port": "PHILAE_REDIS_URL", "redis_password": "PHILAE_REDIS_URL",
    "database_url": "PHILAE_DATABASE_URL; it is another schema, so a database of its own",
}  # fmt: skip
NOTHING = "there is no such setting here"


@dataclass
class Taken:
    """What was taken over, as philae.yaml writes it; `lost` has where, which setting, and why or what to do instead."""

    channels: list[dict[str, Any]] = field(default_factory=list)
    models: dict[str, dict[str, Any]] = field(default_factory=dict)
    admin_key: str | None = None
    usual: set[str] = field(default_factory=set)
    lost: list[tuple[str, str, str]] = field(default_factory=list)

    def lose(self, where: str, settings: Mapping[str, Any], but: frozenset[str] = frozenset()) -> None:
        """All of these settings but those; their values are never told."""
        self.lost += [(where, name, WHY.get(name, NOTHING)) for name in settings if name not in but]


@dataclass(frozen=True)
class Deployment:
    """One entry of `model_list`, with where it leads."""

    name: str
    params: Mapping[str, Any]
    info: Mapping[str, Any]
    target: Target

    def price(self) -> dict[str, Decimal]:
        """US dollars for a million tokens, where the entry says."""
        said = {**self.info, **self.params}
        return {ours: per_million(said[theirs]) for theirs, ours in PRICES.items() if said.get(theirs) is not None}


def per_million(price: object) -> Decimal:
    """A price for one token as one for a million, without a tail of zeros."""
    return Decimal(format((Decimal(str(price)) * 1_000_000).normalize(), "f"))


def read(config: Mapping[str, Any]) -> Taken:
    """The configuration in our words."""
    taken = Taken()
    groups: dict[str, list[Deployment]] = {}
    for entry in config.get("model_list") or ():
        if deployment := _deployment(entry, taken):
            groups.setdefault(deployment.name, []).append(deployment)
    everywhere = [d for deployments in groups.values() for d in deployments]
    scale = 100 if any(float(d.params.get("weight") or 1) % 1 for d in everywhere) else 1
    for deployment in everywhere:
        _channel(deployment, scale, taken)
    for name, deployments in groups.items():
        _model(name, sorted(deployments, key=lambda d: float(d.params.get("order") or 0)), taken)
    _rest(config, taken)
    return taken


def _deployment(entry: Mapping[str, Any], taken: Taken) -> Deployment | None:
    name, params = str(entry.get("model_name", "")), entry.get("litellm_params") or {}
    where = f"model {name}"
    try:
        found = target(params)
    except ValueError as error:
        taken.lost.append((where, str(params.get("model", "")), str(error)))
        return None
    taken.lose(where, params, TAKEN)
    taken.lose(where, entry, frozenset({"model_name", "litellm_params", "model_info"}))
    return Deployment(name, params, entry.get("model_info") or {}, found)


def _channel(deployment: Deployment, scale: int, taken: Taken) -> None:
    """A channel for this account, unless the vendor's usual variable makes it."""
    to, params = deployment.target, deployment.params
    more: dict[str, Any] = {}
    if params.get("weight"):
        more["weight"] = max(1, round(float(params["weight"]) * scale))
    if params.get("max_parallel_requests"):
        more["concurrency"] = int(params["max_parallel_requests"])
    usual = PROVIDERS[to.provider].secret
    if usual and to.secret in ("", f"${usual}") and not to.base_url and not more:
        taken.usual.add(usual)
        return
    account = {"provider": to.provider, "base_url": to.base_url, "secret": to.secret, **to.options}
    account = {name: value for name, value in account.items() if value}
    known = next((c for c in taken.channels if {k: c[k] for k in account.keys() & c.keys()} == account), None)
    if known is None:
        count = sum(c["provider"] == to.provider for c in taken.channels) + 1
        known = {"name": f"{to.provider}-{count}", **account, **more}
        taken.channels.append(known)
    elif any(known.get(name) != value for name, value in more.items()):
        reason = f"channel {known['name']} serves several models and has one weight and concurrency"
        taken.lost.append((f"model {deployment.name}", ", ".join(more), reason))
    if to.deployed and to.name not in known.setdefault("models", []):
        known["models"].append(to.name)


def _model(name: str, deployments: list[Deployment], taken: Taken) -> None:
    """A model of its own, unless the catalogue already says all of it."""
    if any("*" in d.target.name for d in deployments):
        taken.lost.append((f"model {name}", "*", "models are those of the catalogue: philae model list"))
        return
    rows = [_row(d) for d in deployments]
    routes = list(dict.fromkeys(f"{d.target.provider}/{d.target.name}" for d in deployments))
    price = next((p for d in deployments if (p := d.price())), {})
    if not price and _same(name, rows) and all(map(_own, deployments)):
        return
    if any(d.target.name.lower() in catalog.NAMES for d in deployments):
        if name.lower() not in catalog.NAMES:
            taken.lost.append((f"model {name}", "model_name", "picture models have the catalogue's names only"))
        return
    taken.models[name] = _entry(deployments[0], rows[0], routes, price)
    if not (price or rows[0] or deployments[0].target.provider in LOCAL):
        taken.lost.append((f"model {name}", "price", f"unknown, so no vendor is asked: set models.{name}.price"))


def _entry(first: Deployment, row: TextModel | None, routes: list[str], price: Mapping[str, Decimal]) -> dict[str, Any]:
    """The model as philae.yaml writes it; a server of one's own costs nothing."""
    entry: dict[str, Any] = {"like": row.id} if row and row.id != first.name else {}
    entry["routes"] = routes
    if price:
        entry["price"] = {name: float(amount) for name, amount in price.items()}
    elif row is None and first.target.provider in LOCAL:
        entry["price"] = {"input": 0, "output": 0}
    info = first.info
    if (mode := MODES.get(info.get("mode", ""), "chat")) != "chat":
        entry["operation"] = mode
    sizes = {"context": info.get("max_input_tokens"), "output": info.get("max_output_tokens") or info.get("max_tokens")}
    return entry | {field: int(size) for field, size in sizes.items() if size}


def _row(deployment: Deployment) -> TextModel | None:
    """The catalogue's model; a deployment's name need not be its model's, which is then said beside it, or the group's."""
    to, base = deployment.target, str(deployment.info.get("base_model") or "").removeprefix("azure/")
    names = (base, to.name, deployment.name) if to.deployed else (to.name,)
    for name in filter(None, names):
        try:
            return text.find(f"{to.provider}/{name}")
        except ModelNotFound:
            continue
    return None


def _same(name: str, rows: list[TextModel | None]) -> bool:
    """Whether the catalogue's model of that name is what all of them lead to."""
    try:
        known = text.find(name)
    except ModelNotFound:
        return False
    return all(row is not None and row.id == known.id for row in rows)


def _own(deployment: Deployment) -> bool:
    """Whether its account has the model under the catalogue's name."""
    return not deployment.target.deployed or deployment.target.name.lower() in text.NAMES


def _rest(config: Mapping[str, Any], taken: Taken) -> None:
    """What stands beside the models."""
    general, router = config.get("general_settings") or {}, config.get("router_settings") or {}
    if key := general.get("master_key"):
        _master(str(key), taken)
    for name, aim in (router.get("model_group_alias") or {}).items():
        _alias(name, str(aim.get("model", "") if isinstance(aim, Mapping) else aim), taken)
    taken.lose("general_settings", general, frozenset({"master_key"}))
    taken.lose("router_settings", router, frozenset({"model_group_alias"}))
    taken.lose("litellm_settings", config.get("litellm_settings") or {})
    for name in config.get("environment_variables") or ():
        taken.lost.append(("environment_variables", name, "set it in the environment of philae serve"))
    sections = {"model_list", "general_settings", "router_settings", "litellm_settings", "environment_variables"}
    taken.lose("config", config, frozenset(sections))


def _master(key: str, taken: Taken) -> None:
    """The owner's key on first start; a variable stays one."""
    if key.startswith(ENVIRON):
        hint = f"start with PHILAE_ADMIN_KEY=${key.removeprefix(ENVIRON)}"
        taken.lost.append(("general_settings", "master_key", hint))
    else:
        taken.admin_key = key


def _alias(name: str, aim: str, taken: Taken) -> None:
    if aim in taken.models:
        taken.models[name] = deepcopy(taken.models[aim])
    elif row := text.NAMES.get(aim.lower()):
        taken.models[name] = {"like": row.id}
    else:
        taken.lost.append(("router_settings", f"model_group_alias {name}", f"there is no model {aim!r}"))
