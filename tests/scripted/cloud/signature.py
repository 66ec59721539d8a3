"""AWS Signature Version 4 as who receives it checks it (docs.aws.amazon.com, IAM: create a signed request)."""

import hashlib
import hmac
import re
from datetime import UTC, datetime
from urllib.parse import quote

from tests.scripted.text.wire import Asked

KEY, SECRET, SESSION, REGION, SERVICE = "AKIDEXAMPLE", "wJalrXUtnFEMI", "session-1", "eu-central-1", "bedrock"
SKEW = 300.0
AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, "
    r"SignedHeaders=([^,]+), Signature=([0-9a-f]{64})"
)


def wrong(asked: Asked) -> tuple[str, str] | None:
    """The exception's type and message, None for a request that was signed by the account's keys just now."""
    headers = dict(asked.headers)
    told = AUTHORIZATION.fullmatch(headers.get("authorization", ""))
    if told is None:
        return "MissingAuthenticationTokenException", "Missing Authentication Token"
    key, day, region, service, names, proof = told.groups()
    if key != KEY or headers.get("x-amz-security-token") != SESSION:
        return "UnrecognizedClientException", "The security token included in the request is invalid."
    if (region, service) != (REGION, SERVICE):
        return "InvalidSignatureException", "Credential should be scoped to a valid region."
    stamp = headers["x-amz-date"]
    when = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if abs((datetime.now(UTC) - when).total_seconds()) > SKEW or stamp[:8] != day:
        return "InvalidSignatureException", "Signature expired"
    if not {"host", "x-amz-date", "x-amz-security-token"} <= set(names.split(";")):
        return "InvalidSignatureException", "'Host' or 'x-amz-date' must be a 'SignedHeader'"
    if not hmac.compare_digest(proof, _signature(asked, headers, names, stamp)):
        return "InvalidSignatureException", "The request signature we calculated does not match"
    return None


def _signature(asked: Asked, headers: dict[str, str], names: str, stamp: str) -> str:
    path, _, query = asked.target.partition("?")
    lines = [f"{name}:{' '.join(headers[name].split())}" for name in names.split(";")]
    digest = hashlib.sha256(asked.body).hexdigest()
    canonical = "\n".join([asked.method, quote(path, safe="/-_.~"), query, *lines, "", names, digest])
    scope = f"{stamp[:8]}/{REGION}/{SERVICE}/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = b"AWS4" + SECRET.encode()
    for part in (*scope.split("/"), text):
        key = hmac.digest(key, part.encode(), "sha256")
    return key.hex()
