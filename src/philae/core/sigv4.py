"""AWS Signature Version 4: the headers that sign a request (docs.aws.amazon.com, IAM: create a signed request).

Pure: the time is an argument. The path and query are signed as they stand in the URL, so the sender must not spell
them in another way; what a proxy may change is left unsigned.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote, unquote, urlsplit

Headers = tuple[tuple[str, str], ...]

ALGORITHM = "AWS4-HMAC-SHA256"
UNSIGNED = frozenset(
    {
        "authorization",
        "connection",
        "expect",
        "keep-alive",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-amz-date",
        "x-amz-security-token",
        "x-amzn-trace-id",
    }
)
"""Headers that are given and not signed: those that a proxy may change, and those that the signature brings itself."""
_SPACES = re.compile(r" +")
_PORTS = {"https": 443, "http": 80}


def sign(  # noqa: PLR0913 - these are what the algorithm takes
    method: str,
    url: str,
    headers: Iterable[tuple[str, str]],
    body: bytes,
    *,
    access_key: str,
    secret_key: str,
    session_token: str = "",
    region: str,
    service: str,
    now: datetime,
) -> Headers:
    """The headers to add: `authorization`, `x-amz-date`, and `x-amz-security-token` for temporary credentials.

    `headers` are those that will be sent and are signed with them; the host comes from the URL if it is not there.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    added = (("x-amz-date", stamp), *((("x-amz-security-token", session_token),) if session_token else ()))
    kept = (pair for pair in headers if pair[0].lower() not in UNSIGNED)
    signed = _canonical((*kept, *added), url)
    names = ";".join(signed)
    lines = "".join(f"{name}:{value}\n" for name, value in signed.items())
    parts = urlsplit(url)
    request = [method, _path(parts.path), _query(parts.query), lines, names, hashlib.sha256(body).hexdigest()]
    scope = f"{stamp[:8]}/{region}/{service}/aws4_request"
    digest = hashlib.sha256("\n".join(request).encode()).hexdigest()
    key = _key(secret_key, stamp[:8], region, service)
    signature = _mac(key, f"{ALGORITHM}\n{stamp}\n{scope}\n{digest}").hex()
    proof = f"{ALGORITHM} Credential={access_key}/{scope}, SignedHeaders={names}, Signature={signature}"
    return (("authorization", proof), *added)


def _canonical(headers: Iterable[tuple[str, str]], url: str) -> dict[str, str]:
    """Header names in lower case and in order, each with its values, trimmed and joined."""
    values: dict[str, list[str]] = {}
    for name, value in headers:
        values.setdefault(name.lower(), []).append(_SPACES.sub(" ", value.strip()))
    if "host" not in values:
        values["host"] = [_host(url)]
    return {name: ",".join(values[name]) for name in sorted(values)}


def _host(url: str) -> str:
    """The host as it is sent: with a port that is not the scheme's own."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in {None, _PORTS.get(parts.scheme)} else f"{host}:{parts.port}"


def _path(path: str) -> str:
    """The path without dots and empty segments, encoded once more than it is sent."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            kept[-1:] = []
        elif segment not in {"", "."}:
            kept.append(segment)
    end = "/" if kept and path.endswith(("/", "/.", "/..")) else ""
    return quote("/" + "/".join(kept) + end, safe="/~")


def _query(query: str) -> str:
    """The parameters encoded one way, in order."""
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    spelled = [(quote(unquote(k), safe="~"), quote(unquote(v), safe="~")) for k, _, v in pairs]
    return "&".join(f"{name}={value}" for name, value in sorted(spelled))


def _key(secret: str, day: str, region: str, service: str) -> bytes:
    """The key of a day, a region and a service."""
    key = f"AWS4{secret}".encode()
    for step in (day, region, service, "aws4_request"):
        key = _mac(key, step)
    return key


def _mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
