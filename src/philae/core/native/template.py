"""A vendor's reply with facts in the place of values: filled in for a client, and read back from the vendor.

A fact's place in the template is where it stands in the JSON, so a documented sample is turned into a template by writing
`ID` over the id, `STATUS` over the status, and so on.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from msgspec import Struct

from philae.core.request import Kind

ABSENT: Any = object()
"""What a fact has that is not known: its key is left out, unless the fact has an `otherwise`."""


class Fact(Struct, frozen=True):
    """Something that is known of a task or of a file. `otherwise` stands in its place where it is not known.

    `text`: the vendor writes this number as text. `words`: our value → the vendor's word for it, where that is another.
    """

    name: str
    otherwise: Any = ABSENT
    text: bool = False
    words: dict[Any, Any] = {}


class Alias(Fact, frozen=True):
    """A word of the vendor's that later requests give back. Clients see it with other uuids: its own are the vendor's."""


class Each(Struct, frozen=True):
    """A list of objects, each described by `item`. `otherwise` stands in its place where none is known.

    A `File` in it is that object's own.
    """

    name: str
    item: Any
    otherwise: Any = ABSENT


class File(Struct, frozen=True):
    """A result of that kind, described by the template `item`; `many`: a list of all of them.

    `otherwise` stands in its place where there is none. Within an `item`, a file of another kind is the one that belongs to it.
    """

    kind: Kind
    item: Any
    many: bool = False
    otherwise: Any = ABSENT


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
URL, NAME, SECONDS, LASTS, WIDTH, HEIGHT, INDEX, BYTES, FORMAT = (
    Fact(n) for n in ("url", "name", "seconds", "lasts", "width", "height", "index", "bytes", "format")
)
"""The last nine are a file's: seconds as text and as a whole number, its format as the ending of its name."""

Facts = Mapping[str, Any]


class Read(Struct, frozen=True):
    """What a reply tells: of the task, and of each file with its kind. `names`: what clients see → the vendor's word."""

    facts: dict[str, Any]
    files: tuple[tuple[Kind, dict[str, Any]], ...]
    names: dict[str, str] = {}


ANY_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
OTHERS = UUID("4b0e5c92-8c0f-4d57-9d0c-0c9d5e1f7a60")
"""Under which the uuids of vendors become others, always the same ones."""


def alias(word: str) -> str:
    """What clients see in the place of a vendor's word."""
    return ANY_UUID.sub(lambda found: str(uuid5(OTHERS, found[0].lower())), word)


def fill(template: Any, facts: Facts, files: Callable[[Kind], list[Facts]]) -> Any:
    """The reply; `files(kind)` are the facts of the results of that kind."""
    match template:
        case Fact():
            return _value(template, facts)
        case Each(name, item, otherwise):
            found = facts.get(name)
            return list(_filled(item, found, files)) if isinstance(found, list) else otherwise
        case File(kind, item, many, otherwise):
            filled = [fill(item, {**facts, **made}, files) for made in files(kind)]
            filled = filled if many else filled[facts.get("index", 0) :]
            return (filled if many else filled[0]) if filled else otherwise
        case When(fact, part, otherwise):
            return fill(part, facts, files) if facts.get(fact, ABSENT) is not ABSENT else otherwise
        case dict():
            made = {k: fill(v, facts, files) for k, v in template.items()}
            return {k: v for k, v in made.items() if v is not ABSENT}
    return [fill(v, facts, files) for v in template] if isinstance(template, list) else template


def _filled(item: Any, found: list[Facts], files: Callable[[Kind], list[Facts]]) -> Iterator[Any]:
    """Each object with the file that it had, if it had one."""
    taken = 0
    for each in found:
        own = slice(taken, taken + bool(each.get(FILED)))
        taken = own.stop
        yield fill(item, each, partial(_some, files, own))


def _some(files: Callable[[Kind], list[Facts]], own: slice, kind: Kind) -> list[Facts]:
    return files(kind)[own]


def _value(fact: Fact, facts: Facts) -> Any:
    value = facts.get(fact.name, ABSENT)
    value = fact.otherwise if value is ABSENT else fact.words.get(value, value) if fact.words else value
    return str(value) if fact.text and value is not ABSENT and value is not None else value


def read(template: Any, body: Any) -> Read:
    """The facts that stand in a reply; what is null, or not there, is not known."""
    facts: dict[str, Any] = {}
    files: list[tuple[Kind, dict[str, Any]]] = []
    names: dict[str, str] = {}
    for kind, found in _walk(template, body, None):
        if kind is None:
            facts |= found
        elif kind == NAMES:
            names |= found
        else:
            files.append((kind, found))
    return Read(facts, tuple(files), names)


NAMES = "names"
FILED = "filed"
"""Marks an object of a list that had a file."""
_Found = tuple[Any, dict[str, Any]]


def _walk(template: Any, body: Any, kind: Kind | None) -> Iterator[_Found]:
    """Facts of the task with kind None, of each file at once with its kind, and words with `NAMES`."""
    match template:
        case Alias(name) if isinstance(body, str) and body:
            yield kind, {name: alias(body)}
            yield NAMES, {alias(body): body}
        case Fact(name) if body not in (None, ""):
            yield kind, {name: body}
        case Each(name, item) if isinstance(body, list):
            told = [read(item, each) for each in body]
            yield kind, {name: [each.facts | ({FILED: True} if each.files else {}) for each in told]}
            yield NAMES, {k: v for each in told for k, v in each.names.items()}
            yield from (file for each in told for file in each.files)
        case File():
            yield from _files(template, body)
        case When(_, part):
            yield from _walk(part, body, kind)
        case dict() if isinstance(body, dict):
            for key in [k for k in template if k in body]:
                yield from _walk(template[key], body[key], kind)
        case list() if isinstance(body, list):
            for part, value in zip(template, body, strict=False):
                yield from _walk(part, value, kind)


def _files(file: File, body: Any) -> Iterator[_Found]:
    for part in (body if isinstance(body, list) else []) if file.many else [body]:
        told = list(_walk(file.item, part, file.kind))
        found = {k: v for kind, facts in told if kind in (file.kind, NAMES) for k, v in facts.items()}
        if found:
            yield file.kind, found
        yield from ((kind, facts) for kind, facts in told if kind not in (file.kind, NAMES))
