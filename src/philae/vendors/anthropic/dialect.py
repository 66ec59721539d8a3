"""Anthropic's Messages API as we serve it."""

from philae.core.text import ChatFace
from philae.vendors.anthropic.answer import encode
from philae.vendors.anthropic.decode import decode
from philae.vendors.anthropic.errors import error
from philae.vendors.anthropic.wire import FORMAT
from philae.vendors.anthropic.writer import Writing

MESSAGES = ChatFace(FORMAT, decode, encode, Writing, error)
