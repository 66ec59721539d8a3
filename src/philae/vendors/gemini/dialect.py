"""The Gemini API as we serve it: the faces of `:generateContent` and `:streamGenerateContent`."""

from functools import partial

from philae.core.text import ChatFace
from philae.vendors.gemini.answer import encode
from philae.vendors.gemini.decode import decode
from philae.vendors.gemini.problem import error
from philae.vendors.gemini.writer import array, writer

GEMINI = ChatFace("gemini", decode, encode, writer, error, media="application/json")
"""POST /v1beta/models/{model}:generateContent: one whole answer."""
GEMINI_SSE = ChatFace("gemini", partial(decode, stream=True), encode, writer, error)
"""POST /v1beta/models/{model}:streamGenerateContent?alt=sse."""
GEMINI_ARRAY = ChatFace("gemini", partial(decode, stream=True), encode, array, error, media="application/json")
"""The same without `alt=sse`: one JSON array that grows."""
