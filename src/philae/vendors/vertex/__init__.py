"""Google's Vertex AI: Gemini, Claude and open models, by project and place, with a service account's tokens."""

from philae.vendors.vertex.claude import claude, count_claude
from philae.vendors.vertex.codec import OPEN, count_gemini, gemini, only
from philae.vendors.vertex.place import OPTIONS, home
from philae.vendors.vertex.token import auth
from philae.vendors.vertex.vectors import vectors

__all__ = ["OPEN", "OPTIONS", "auth", "claude", "count_claude", "count_gemini", "gemini", "home", "only", "vectors"]
