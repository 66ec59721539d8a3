"""The accounts of LiteLLM's deployments at Azure, Bedrock and Vertex AI, whose settings are of their own.

Its settings: docs.litellm.ai/docs/providers/azure, /docs/providers/bedrock, /docs/providers/vertex.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Secret = str | dict[str, str]
Say = Callable[[object], str]
"""A value, `os.environ/NAME` read now, since philae.yaml writes it out. Raises `ValueError` if it is not set."""

OPTIONS: dict[str, dict[str, str]] = {
    "azure": {"api_version": "api_version"},
    "bedrock": {"region": "aws_region_name"},
    "vertex": {"region": "vertex_location", "project": "vertex_project"},
}
"""Provider → our option → LiteLLM's setting."""
PARTS: dict[str, dict[str, str]] = {
    "azure": {name: name for name in ("tenant_id", "client_id", "client_secret")},
    "bedrock": {
        "access_key_id": "aws_access_key_id",
        "secret_access_key": "aws_secret_access_key",
        "session_token": "aws_session_token",
    },
    "vertex": {},
}
"""Provider → a part of its secret → LiteLLM's setting."""
USUAL: dict[str, Secret] = {
    "azure": "$AZURE_API_KEY",
    "bedrock": {"access_key_id": "$AWS_ACCESS_KEY_ID", "secret_access_key": "$AWS_SECRET_ACCESS_KEY"},
    "vertex": "$GOOGLE_APPLICATION_CREDENTIALS",
}
"""Where LiteLLM finds a secret that its configuration does not have."""
ADDRESSES = ("aws_bedrock_runtime_endpoint",)
FILE = "vertex_credentials"
TAKEN = frozenset({*ADDRESSES, FILE, *(n for of in (OPTIONS, PARTS) for names in of.values() for n in names.values())})
"""All of these settings."""
_ROUTE = re.compile(r"^(?:converse|invoke)/")


def options(provider: str, params: Mapping[str, Any], say: Say) -> dict[str, str]:
    """Where the account is. Raises `ValueError`."""
    return {ours: say(params[theirs]) for ours, theirs in OPTIONS[provider].items() if params.get(theirs)}


def secret(provider: str, params: Mapping[str, Any], key: str, known: Callable[[str], str]) -> Secret:
    """What the account shows: `key`, or what it has in a key's place. Raises `ValueError`."""
    parts = {ours: known(str(params[theirs])) for ours, theirs in PARTS[provider].items() if params.get(theirs)}
    file = params.get(FILE)
    if isinstance(file, Mapping) or str(file or "").lstrip().startswith("{"):
        raise ValueError(f"keep {FILE} in a file of its own, and name that")
    return key or parts or (known(str(file)) if file else USUAL[provider])


def named(provider: str, name: str) -> str:
    """The model's name there. Raises `ValueError` for one that nobody here can ask for."""
    plain = _ROUTE.sub("", name) if provider == "bedrock" else name
    if provider == "bedrock" and "anthropic.claude" not in plain and not plain.startswith("arn:"):
        raise ValueError("of Bedrock's models only Claude is called here")
    return plain
