"""Where Vertex AI is: a project's place is a part of the base URL."""

from urllib.parse import quote

from philae.core.errors import InvalidRequest
from philae.core.provider import Account
from philae.vendors.vertex.token import account as service_account

GLOBAL = "global"
# Places that are several regions have hosts of another form (google-genai 3.4, `_api_client`).
WIDE = frozenset({"us", "eu"})
# The variables of google-genai.
OPTIONS = {"region": ("GOOGLE_CLOUD_LOCATION",), "project": ("GOOGLE_CLOUD_PROJECT",)}


def home(account: Account) -> str:
    """The base URL of a project's place; the project is the service account's, if no other is said.

    Raises `InvalidRequest` where none is known.
    """
    region = account.options.get("region", GLOBAL)
    project = account.options.get("project") or service_account(account.secret).project_id
    if not project:
        raise InvalidRequest("vertex wants a project: the service account's key names none")
    base = account.base_url.rstrip("/").removesuffix("/v1") or host(region)
    if "/projects/" in base:
        return base
    return f"{base}/v1/projects/{quote(project, safe='')}/locations/{quote(region, safe='')}"


def host(region: str) -> str:
    """The origin of a place: `global`, `us`, `eu`, or a region as `europe-west4`."""
    if region == GLOBAL:
        return "https://aiplatform.googleapis.com"
    if region in WIDE:
        return f"https://aiplatform.{region}.rep.googleapis.com"
    return f"https://{region}-aiplatform.googleapis.com"
