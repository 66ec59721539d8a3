"""OpenAI chat completions as we serve them: POST /v1/chat/completions."""

from typing import Any

from philae.core.chat import Answer, ChatRequest, Choice
from philae.core.dialect import Reply
from philae.core.text import ChatFace
from philae.vendors.openai.chat import meter
from philae.vendors.openai.chat.errors import error
from philae.vendors.openai.chat.message import finish, worded
from philae.vendors.openai.chat.request import decode
from philae.vendors.openai.chat.writer import writer


def encode(answer: Answer, request: ChatRequest) -> Reply:
    """The whole answer. It names the model as the vendor did, or as the client did if the vendor gave no name."""
    body: dict[str, Any] = {
        "id": answer.id,
        "object": "chat.completion",
        "created": answer.created,
        "model": answer.model or request.model,
        "choices": [_choice(i, choice) for i, choice in enumerate(answer.choices)],
    }
    body |= {"usage": meter.worded(answer.tokens)} if answer.tokens else {}
    return Reply(200, body | ({"service_tier": answer.service_tier} if answer.service_tier else {}))


def _choice(index: int, choice: Choice) -> dict[str, Any]:
    end = finish(choice.reason, map(type, choice.parts))
    return {"index": index, "message": worded(choice.parts), "logprobs": choice.logprobs, "finish_reason": end}


CHAT = ChatFace("chat", decode, encode, writer, error)
