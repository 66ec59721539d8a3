"""Amazon Bedrock: Claude and the models of many makers, by region, with AWS's signatures or a bearer key."""

from philae.vendors.bedrock.claude import claude, count, counted
from philae.vendors.bedrock.converse import CODEC as CONVERSE
from philae.vendors.bedrock.provider import OPTIONS, PARTS, auth, home, is_claude, only
from philae.vendors.bedrock.vectors import VECTORS

__all__ = ["CONVERSE", "OPTIONS", "PARTS", "VECTORS", "auth", "claude", "count", "counted", "home", "is_claude", "only"]
