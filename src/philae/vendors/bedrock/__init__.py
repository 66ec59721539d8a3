"""Amazon Bedrock: another way to Claude, by region, with AWS's signatures or a bearer key."""

from philae.vendors.bedrock.codec import codec, count, counted
from philae.vendors.bedrock.provider import PROVIDER_FACTS, SERVICE, host

__all__ = ["PROVIDER_FACTS", "SERVICE", "codec", "count", "counted", "host"]
