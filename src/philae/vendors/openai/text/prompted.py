"""Text completions as we serve them of models that only chat: the prompt is a user's one message."""

import msgspec

from philae.core.chat import Answer, ChatRequest
from philae.core.dialect import Inbound, Reply
from philae.core.errors import InvalidRequest
from philae.core.stream import Writer
from philae.core.text import ChatFace
from philae.vendors.openai.chat.errors import error
from philae.vendors.openai.text import completions


class Prompt(ChatRequest, frozen=True):
    """The chat that a prompt was made to. `echo` is the prompt once more, where the client wants it back."""

    echo: str = ""


def decode(inbound: Inbound) -> ChatRequest:
    """The one prompt as a chat. Raises `InvalidRequest`, also for several prompts, which are several calls."""
    prompts = completions.decode(inbound)
    if len(prompts) > 1:
        raise InvalidRequest("this model takes one prompt at a time", param="prompt")
    return Prompt(**msgspec.structs.asdict(prompts[0].request), echo=prompts[0].echo)


def encode(answer: Answer, request: ChatRequest) -> Reply:
    """The answer as a completion."""
    return completions.encode((answer,), (_prompted(request),))


def writer(request: ChatRequest) -> Writer:
    """What words a completion's stream."""
    return completions.writer(_prompted(request))


def _prompted(request: ChatRequest) -> completions.Prompted:
    return completions.Prompted(request, request.echo if isinstance(request, Prompt) else "")


COMPLETIONS = ChatFace("chat", decode, encode, writer, error)
"""`wire` says whose words it is nearest to; the lane knows that it is another."""
