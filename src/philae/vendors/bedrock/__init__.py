"""Amazon Bedrock: another way to Claude, by region, with AWS's signatures or a bearer key."""

from philae.vendors.bedrock.codec import codec, count, counted
from philae.vendors.bedrock.provider import OPTIONS, PARTS, auth, home

__all__ = ["OPTIONS", "PARTS", "auth", "codec", "count", "counted", "home"]
