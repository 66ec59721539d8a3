"""Azure OpenAI: OpenAI's models as deployments of an Azure resource, by a key of its own or an Entra token."""

from philae.vendors.azure.provider import PARTS, auth, home, place

__all__ = ["PARTS", "auth", "home", "place"]
