"""A vendor's reply with facts in the place of values: filled in for a client, and read back from the vendor.

A fact's place in the template is where it stands in the JSON, so a documented sample is turned into a template by writing
`ID` over the id, `STATUS` over the status, and so on.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from philae.core.request import Kind

ABSENT: Any = object()
"""What a fact has that is not known: its key is left out, unless the fact has an `otherwise`."""


class Fact(Struct, frozen=True):
    """Something that is known of a task or of a file. `otherwise` stands in its place where it is not known.

    `text`: the vendor writes this number as text.
    """

    name: str
    otherwise: Any = ABSENT
    text: bool = False


class File(Struct, frozen=True):
    """A result of that kind, described by the template `item`; `many`: a list of all of them."""

    kind: Kind
    item: Any
    many: bool = False


class When(Struct, frozen=True):
    """A part that stands there only if that fact is known."""

    fact: str
    part: Any
    otherwise: Any = ABSENT


ID, STATUS, PROGRESS, MODEL, PROMPT = (Fact(n) for n in ("id", "status", "progress", "model", "prompt"))
CODE, MESSAGE, REQUEST = (Fact(n) for n in ("code", "message", "request"))
CREATED, STARTED, UPDATED, FINISHED, EXPIRES = (
    Fact(n) for n in ("created", "started", "updated", "finished", "expires")
)
EXTERNAL, PARENT, TEXT = (Fact(n) for n in ("external", "parent", "text"))
URL, NAME, SECONDS, WIDTH, HEIGHT, INDEX, BYTES = (
    Fact(n) for n in ("url", "name", "seconds", "width", "height", "index", "bytes")
)
"""The last seven are a file's."""

Facts = Mapping[str, Any]


class Read(Struct, frozen=True):
    """What a reply tells: of the task, and of each file with its kind."""

    facts: dict[str, Any]
    files: tuple[tuple[Kind, dict[str, Any]], ...]


def fill(template: Any, facts: Facts, files: Callable[[Kind], list[Facts]]) -> Any:
    """The reply; `files(kind)` are the facts of the results of that kind."""
    match template:
        case Fact(name, otherwise, text):
            value = facts.get(name, ABSENT)
            value = otherwise if value is ABSENT else value
            return str(value) if text and value is not ABSENT and value is not None else value
        case File(kind, item, many):
            filled = [fill(item, {**facts, **made}, files) for made in files(kind)]
            return (filled if many else filled[0]) if filled else ABSENT
        case When(fact, part, otherwise):
            return fill(part, facts, files) if facts.get(fact, ABSENT) is not ABSENT else otherwise
        case dict():
            made = {k: fill(v, facts, files) for k, v in template.items()}
            return {k: v for k, v in made.items() if v is not ABSENT}
        case list():
            return [v for v in (fill(v, facts, files) for v in template) if v is not ABSENT]
    return template


def read(template: Any, body: Any) -> Read:
    """The facts that stand in a reply; what is null, or not there, is not known."""
    facts: dict[str, Any] = {}
    files: list[tuple[Kind, dict[str, Any]]] = []
    for kind, found in _walk(template, body, None):
        if kind is None:
            facts |= found
        else:
            files.append((kind, found))
    return Read(facts, tuple(files))


def _walk(template: Any, body: Any, kind: Kind | None) -> Iterator[tuple[Kind | None, dict[str, Any]]]:
    """Facts of the task with kind None, and of each file at once with its kind."""
    match template:
        case Fact(name) if body not in (None, ""):
            yield kind, {name: body}
        case File():
            yield from _files(template, body)
        case When(_, part):
            yield from _walk(part, body, kind)
        case dict() if isinstance(body, dict):
            for key in template.keys() & body.keys():
                yield from _walk(template[key], body[key], kind)
        case list() if isinstance(body, list):
            for part, value in zip(template, body, strict=False):
                yield from _walk(part, value, kind)


def _files(file: File, body: Any) -> Iterator[tuple[Kind | None, dict[str, Any]]]:
    for part in (body if isinstance(body, list) else []) if file.many else [body]:
        found = {k: v for _, facts in _walk(file.item, part, file.kind) for k, v in facts.items()}
        if found:
            yield file.kind, found
