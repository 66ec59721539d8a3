"""OpenAI's Responses API: as we serve it (`RESPONSES`) and as we call it (`CODEC`)."""

from philae.core.text import ChatCodec, ChatFace
from philae.vendors.openai.responses.decode import decode
from philae.vendors.openai.responses.encode import encode
from philae.vendors.openai.responses.fault import error, fault
from philae.vendors.openai.responses.metering import spent, tokens
from philae.vendors.openai.responses.output import read
from philae.vendors.openai.responses.reader import StreamReader
from philae.vendors.openai.responses.stream import StreamWriter
from philae.vendors.openai.responses.write import PATH, write

RESPONSES = ChatFace("responses", decode, encode, StreamWriter, error)
CODEC = ChatCodec("responses", lambda _model, _stream: PATH, write, read, StreamReader, fault, tokens, spent)
