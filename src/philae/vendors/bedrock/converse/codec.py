"""How Converse is called: the model is in the path, and whether to stream."""

from http import HTTPStatus
from urllib.parse import quote

from philae.core.chat import Answer, ChatRequest
from philae.core.http import HttpReply
from philae.core.provider import Target
from philae.core.text import ChatCodec, Written
from philae.vendors.bedrock.converse import meter, reader
from philae.vendors.bedrock.converse.write import body, streamable
from philae.vendors.bedrock.fault import fault

TIMEOUT = 600.0


def path(model: str, stream: bool) -> str:  # noqa: FBT001 - the codec's interface
    """Where a model converses. Colons stay as they are: a client that spells them anew would break the signature."""
    return f"/model/{quote(model, safe=':')}/{'converse-stream' if stream else 'converse'}"


def write(request: ChatRequest, to: Target) -> Written:
    """The call; for models that cannot stream with tools it asks for a whole answer. Raises `InvalidRequest`."""
    dropped = set[str]()
    whole = body(request, to.model, dropped)
    stream = request.stream and streamable(whole, to.model, request.model)
    return Written(to.post(path(to.model, stream), whole, timeout=TIMEOUT), tuple(sorted(dropped)))


def read(reply: HttpReply) -> Answer:
    """A whole answer. Raises from the error tree."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise fault(reply)
    return reader.read(reply)


CODEC = ChatCodec(
    "converse",
    path=path,
    write=write,
    read=read,
    reader=reader.Reading,
    fault=fault,
    tokens=meter.tokens,
    spent=meter.spent,
    framing="aws-eventstream",
    bare=False,
)
