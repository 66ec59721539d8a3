"""Where clients put their key, whichever vendor's SDK they are."""

HEADERS = ("authorization", "x-key", "x-api-key", "x-goog-api-key", "mj-api-secret")
"""In the order in which they are looked at."""
QUERY = "/v1beta/"
"""Below it the key may stand in the query as `key`, as Google has it."""


def bare(value: str) -> str:
    """The key, without the word `Bearer` that may stand before it."""
    return value[7:].strip() if value[:7].lower() == "bearer " else value.strip()
