"""Where access tokens come from: for a service account's signed assertion (RFC 7523), or an application's secret."""

import base64
import time
from typing import Any
from urllib.parse import parse_qs

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from tests.scripted.text.wire import Asked

TENANT, CLIENT, SECRET = "contoso", "app-1", "entra-secret"
ENTRA = f"/{TENANT}/oauth2/v2.0/token"
GOOGLE = "/token"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "https://www.googleapis.com/auth/cloud-platform"
Json = dict[str, Any]


class Tokens:
    """Gives tokens, and knows those that it gave; `life` is how long they are said to last, `broken` gives none."""

    def __init__(self) -> None:
        """A key of its own for each run."""
        self._key = rsa.generate_private_key(65537, 2048)
        self.life, self.broken, self.asked = 3600, False, 0
        self.good: set[str] = set()

    def account(self, url: str) -> Json:
        """The service account's key file."""
        how = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        return {
            "type": "service_account", "project_id": "p-1", "private_key_id": "k1",
            "private_key": self._key.private_bytes(*how).decode(),
            "client_email": "robot@p-1.iam.gserviceaccount.com", "token_uri": url + GOOGLE,
        }  # fmt: skip

    def answer(self, asked: Asked, url: str) -> tuple[int, Json]:
        """A token, or what is wrong."""
        self.asked += 1
        form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        if self.broken:
            return 503, {"error": "temporarily_unavailable", "error_description": "come back later"}
        fine = self._entra(form) if asked.target == ENTRA else self._google(form, url)
        if not fine:
            return 400, {"error": "invalid_grant", "error_description": "no such account"}
        token = f"token-{self.asked}"
        self.good.add(token)
        return 200, {"access_token": token, "expires_in": self.life, "token_type": "Bearer"}

    def knows(self, asked: Asked) -> bool:
        """Whether the request shows a token that is good."""
        return dict(asked.headers).get("authorization", "").removeprefix("Bearer ") in self.good

    def _entra(self, form: dict[str, str]) -> bool:
        scope = "https://cognitiveservices.azure.com/.default"
        wanted = {"client_id": CLIENT, "client_secret": SECRET, "grant_type": "client_credentials", "scope": scope}
        return form == wanted

    def _google(self, form: dict[str, str], url: str) -> bool:
        signed, _, signature = form["assertion"].rpartition(".")
        head, claims = (msgspec.json.decode(_decoded(part)) for part in signed.split("."))
        try:
            self._key.public_key().verify(_decoded(signature), signed.encode(), PKCS1v15(), SHA256())
        except InvalidSignature:
            return False
        life = claims["exp"] - claims["iat"]
        fresh = 0 < life <= 3600 and abs(claims["iat"] - time.time()) < 60
        said = form["grant_type"], head["alg"], head["kid"], claims["iss"], claims["aud"], claims["scope"]
        wanted = GRANT, "RS256", "k1", "robot@p-1.iam.gserviceaccount.com", url + GOOGLE, SCOPE
        return fresh and said == wanted


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
