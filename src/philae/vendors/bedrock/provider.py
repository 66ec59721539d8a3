"""What is known of Bedrock as a provider.

A channel's secret is a bearer key of Bedrock's, or AWS's own keys, with which each call is signed for `SERVICE`.
"""

from philae.core.provider import Provider, bearer

SERVICE = "bedrock"
"""The name that signatures are made for; the host has another."""
REGION = "us-east-1"


def host(region: str) -> str:
    """The base URL of a region."""
    return f"https://bedrock-runtime.{region}.amazonaws.com"


PROVIDER_FACTS = Provider(
    "bedrock",
    base_url=host(REGION),
    auth=bearer,
    serves={},
    secret="AWS_BEARER_TOKEN_BEDROCK",  # noqa: S106 - the name of a variable
    callbacks=False,
)
