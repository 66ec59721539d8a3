"""Where clients put their key, whichever vendor's SDK they are."""

HEADERS = ("authorization", "x-key", "x-api-key", "x-goog-api-key", "mj-api-secret", "api_token")
"""In the order in which they are looked at."""
QUERY = "/v1beta/"
"""Below it the key may stand in the query as `key`, as Google has it."""


SIGNED = "TC3-HMAC-SHA256 Credential="
"""How Tencent's SDKs show theirs: the key is the SecretId, with which the signature needs no check."""


def bare(value: str) -> str:
    """The key, without the word `Bearer` that may stand before it; of a signature of Tencent's, who signs."""
    if value.startswith(SIGNED):
        return value.removeprefix(SIGNED).partition("/")[0]
    return value[7:].strip() if value[:7].lower() == "bearer " else value.strip()
