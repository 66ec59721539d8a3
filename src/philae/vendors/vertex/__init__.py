"""Google's Vertex AI: another way to Gemini and Claude, by project and place, with a service account's tokens."""

from philae.vendors.vertex.claude import claude, count_claude
from philae.vendors.vertex.codec import count_gemini, gemini, only
from philae.vendors.vertex.place import OPTIONS, home
from philae.vendors.vertex.token import auth

__all__ = ["OPTIONS", "auth", "claude", "count_claude", "count_gemini", "gemini", "home", "only"]
