"""What is known of Azure OpenAI as a provider: where a resource has OpenAI's paths, and how its calls are authorised.

A resource has two APIs (learn.microsoft.com/azure/foundry/openai/api-version-lifecycle): v1, below `/openai/v1`, where
the body names the deployment as its model; and dated ones, `?api-version=`, where the path does. A channel's base URL
says which: with an api-version it is a dated one.
"""

from urllib.parse import parse_qs, quote, urlsplit

import msgspec
from msgspec import Struct

from philae.core.auth import Auth, Static, Token
from philae.core.errors import InvalidRequest
from philae.core.http import HttpCall
from philae.core.oauth import granted
from philae.core.provider import Account, Target

BELOW = "/openai"
# Versions that are no dates: the v1 API.
NEWEST = frozenset({"v1", "preview", "latest"})
# In a dated API these are the resource's, all others a deployment's.
SHARED = frozenset({"/responses"})
# learn.microsoft.com: Azure OpenAI REST reference, "Authentication" (Microsoft Entra ID).
SCOPE = "https://cognitiveservices.azure.com/.default"
LOGIN = "https://login.microsoftonline.com"
# learn.microsoft.com/entra/identity-platform/authentication-national-cloud: the world's, the US government's, China's.
LOGINS = ("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn")
PARTS = {"tenant_id": "AZURE_TENANT_ID", "client_id": "AZURE_CLIENT_ID", "client_secret": "AZURE_CLIENT_SECRET"}
"""The parts of an Entra application's secret, with their usual variables."""


class Application(Struct, frozen=True):
    """An application in Entra, which is allowed to use the resource."""

    tenant_id: str
    client_id: str
    client_secret: str
    login: str = LOGIN

    def __repr__(self) -> str:
        """Without the secret, since values are logged."""
        return f"Application({self.client_id!r})"

    def ask(self, _now: int) -> HttpCall:
        """What asks for a token: client credentials (RFC 6749, 4.4)."""
        form = (
            ("grant_type", "client_credentials"), ("client_id", self.client_id),
            ("client_secret", self.client_secret), ("scope", SCOPE),
        )  # fmt: skip
        url = f"{self.login.rstrip('/')}/{quote(self.tenant_id, safe='')}/oauth2/v2.0/token"
        return HttpCall("POST", url, form=form, timeout=20.0)


def auth(secret: str) -> Auth:
    """The resource's key in Azure's own header, or an application's tokens. Raises `InvalidRequest`."""
    if not secret.lstrip().startswith("{"):
        return Static((("api-key", secret),))
    try:
        application = msgspec.json.decode(secret, type=Application)
    except msgspec.MsgspecError:
        raise InvalidRequest(f"an Entra application's secret has the parts {', '.join(PARTS)}") from None
    return Token(application.ask, granted, LOGINS)


def home(account: Account) -> str:
    """The resource's base URL, whichever of its addresses was given. Raises `InvalidRequest` if none was."""
    if not account.base_url:
        raise InvalidRequest("azure has no address of its own: base_url is the resource's endpoint")
    parts = urlsplit(account.base_url)
    version = account.options.get("api_version") or parse_qs(parts.query).get("api-version", [""])[0]
    version = "" if version in NEWEST else version
    path = parts.path.partition(BELOW)[0].rstrip("/") + BELOW
    return parts._replace(path=path, query=f"api-version={version}" if version else "", fragment="").geturl()


def place(to: Target, path: str) -> str:
    """Where the resource has a path of OpenAI's, for the deployment that is the target's model."""
    base, _, query = to.base_url.partition("?")
    if not query:
        return base + path
    rest = path.removeprefix("/v1")
    deployment = "" if rest in SHARED else f"/deployments/{quote(to.model, safe='')}"
    return f"{base}{deployment}{rest}?{query}"
