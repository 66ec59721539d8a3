"""`:countTokens` as we serve it: the request to count is the body itself, or stands in `generateContentRequest`."""

from philae.core.chat import ChatRequest
from philae.core.dialect import Inbound, Reply
from philae.core.errors import InvalidRequest
from philae.vendors.gemini.decode import name, request
from philae.vendors.gemini.spelling import camel


def decode(inbound: Inbound) -> ChatRequest:
    """The request whose tokens are to be counted. Raises `InvalidRequest`."""
    body = {camel(key): value for key, value in inbound.json().items()}
    whole = body.get("generateContentRequest", body)
    if not isinstance(whole, dict):
        raise InvalidRequest("generateContentRequest must be an object", param="generateContentRequest")
    return request(name(inbound), whole)


def encode(total: int) -> Reply:
    """Google's answer."""
    return Reply(200, {"totalTokens": total, "promptTokensDetails": [{"modality": "TEXT", "tokenCount": total}]})
