"""A row: one task endpoint of a vendor, as it stands in the vendor's documents; a lane: all of them, and what they share."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from philae.core.auth import Auth, bearer
from philae.core.dialect import Inbound, Listing
from philae.core.errors import GatewayError
from philae.core.provider import Recovery
from philae.core.request import Kind, Operation
from philae.core.task import State

Words = dict[str, State]
"""The vendor's word for a state, in lower case where it is compared, → ours; the first word of a state is the one told."""
FALLBACK: dict[State, State] = {"canceled": "failed", "awaiting_input": "running", "queued": "running"}
"""For which state a vendor's clients take one that the vendor has no word for."""


class Then(Struct, frozen=True):
    """A call that a finished job needs for its files: `path` takes facts of the poll and of its file, `reply` has the files.

    Clients ask the same of us, by the file's id in the query.
    """

    path: str
    reply: Any


class Act(Struct, frozen=True):
    """For rows that share a path: the header that tells them apart, and what stands in it to submit and to poll."""

    header: str
    submit: str
    poll: str


class Row(Struct, frozen=True, kw_only=True):
    """One task endpoint. Paths stand below the vendor's base URL, and below our prefix for it; `{id}` is the task's.

    Asked: `also` are more paths with us; `model` is the field that names the model, "" where `default` says it all;
    `pick(name, body)` is our name for it; of `needs` one field must be there, of `one` no more than one; `names` are
    canonical names → fields, `size` a field like 1280x720, `count` the one for how many, `media` those that hold files;
    `callback` and `external` the fields for a webhook and the client's own id; `parents` fields (`{id}`: the path) that name
    an earlier task, a file or a session of one, `backs` those that give a word of it back; `refers` are more fields (after a
    dot: of each object in a list) with ids of earlier tasks or files;
    `resumes`: the task waits for its client, and goes on; `holds` is a field that asks to wait for the end, as a row
    without `poll` does anyway; `reads(body)` is the body in fields where the client writes a grammar, `writes(fields)` the
    vendor's body out of them.
    Answered: `submitted`, `polled` and `told` (the webhook) are templates; `accepted` is the status of a submit; `words` the
    states, `told_words` those of the webhook where they are others; `time` and `percent` their units; `profiles` give other
    values to models whose id begins so.
    Called: `inline` is how files are sent, `lent` the kinds that the vendor fetches from us instead, `multipart` the whole
    body, `only` all that is sent, `sends` what is sent besides; `fetched` are results that have a path in place of a link;
    `then` one more call; `cancel` method and path; `every` the seconds between polls; `wire` the name by which a route asks
    for this row, "" for the operation's usual one; `meters` say which facts are what was used, as meters of ours;
    `withheld` are facts of a job that is done whose result a filter kept back, `right` those that tell that it went well.
    A row without `poll` is answered at once; with `asks` a poll is a POST whose field of that name is the id.
    """

    path: str
    also: tuple[str, ...] = ()
    operation: Operation
    submitted: Any
    words: Words
    polled: Any = None
    told: Any = None
    told_words: Words = {}
    poll: str = ""
    asks: str = ""
    act: Act | None = None
    polls: tuple[str, ...] = ()
    model: str = ""
    default: str = ""
    pick: Callable[[str, dict[str, Any]], str] | None = None
    reads: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    writes: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    method: Literal["POST", "GET"] = "POST"
    needs: tuple[str, ...] = ()
    one: tuple[str, ...] = ()
    names: dict[str, str] = {}
    size: str = ""
    count: str = ""
    media: tuple[str, ...] = ()
    callback: str = ""
    external: str = ""
    parents: tuple[str, ...] = ()
    backs: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    resumes: bool = False
    holds: str = ""
    accepted: int = 200
    time: Literal["s", "ms", "iso"] = "s"
    percent: Literal["whole", "fraction", "text"] = "whole"
    profiles: dict[str, dict[str, Any]] = {}
    inline: Literal["base64", "data-uri", "file"] = "data-uri"
    lent: tuple[Kind, ...] = ()
    multipart: bool = False
    only: tuple[str, ...] = ()
    sends: dict[str, Any] = {}
    fetched: tuple[tuple[Kind, str], ...] = ()
    then: Then | None = None
    cancel: tuple[str, str] | None = None
    every: float = 2.0
    meters: dict[str, str] = {}
    withheld: dict[str, Any] = {}
    right: dict[str, Any] = {}
    wire: str = ""
    wait: float = 0.0

    def profiled(self, model: str) -> "Row":
        """The row as it is for that model."""
        changes = next((c for start, c in self.profiles.items() if model.startswith(start)), None)
        return replace(self, **changes) if changes else self

    def word(self, state: State) -> str:
        """The vendor's word for a state, or for the one that comes nearest."""
        found = next((word for word, known in self.words.items() if known == state), None)
        return found if found is not None else self.word(FALLBACK[state])

    def state(self, word: Any) -> State | None:
        """Our state for the vendor's word, None for one that its documents do not have."""
        return {w.casefold(): s for w, s in self.words.items()}.get(str(word).casefold())


class Faults(Struct, frozen=True):
    """How errors are worded. `body` is the template of a refusal, in which `good` are codes of answers that are none.

    Without `good` an answer of status 200 is never one. `means`: the vendor's code, or
    what stands before a dot in it → the class of ours; `says`: ours →
    HTTP status and the vendor's code, None for its own default; `otherwise` is the code of everything else; `absent`
    are codes for a job that the vendor does not know, besides a 404; `filtered`: what stands in code or message of a
    failed job that a filter stopped; `missing`: the codes for fields that are not there; `fails`: our code → the
    vendor's for a job that failed, `failed` for every other.
    """

    body: Any
    means: dict[str, type[GatewayError]] = {}
    says: dict[str, tuple[int, Any]] = {}
    otherwise: Any = None
    good: tuple[str, ...] = ()
    missing: dict[str, str] = {}
    absent: tuple[str, ...] = ()
    fails: dict[str, Any] = {}
    failed: Any = None
    filtered: tuple[str, ...] = ("moderat", "sensitive", "safety", "policy")


class Lane(Struct, frozen=True, kw_only=True):
    """A vendor's task API. `prefix` stands before its paths with us; the rest is as in `core.provider.Provider`.

    `pages` says which of a row's tasks are listed at its path, and `listed` is that answer: the fact `items` are what `told` says.
    Where a row's `cancel` is a DELETE, clients' DELETE stops a task in the states of `stops`, erases one that is over, is refused
    else, and `deleted` is its answer, None for an empty one.
    `cancels` are the path that stops a task and its answer, `picture` the path of a task's own picture, for whom knows its id.
    `doors` are more of what may stand before them, with the fields that each adds; `owns` are prefixes that belong to the
    vendor, besides its own; `digits`: its ids are numbers; `batch` are a path for several tasks and the field of their ids.
    `challenge` is the field of a word that a receiver of its webhooks gives back before it is told anything. `credit` is what
    one of the vendor's credits costs, in nano-USD: the facts `credits` and `estimate` are told in them, and `left` in
    `balance`, the path and the answer that tell what the account has; `spent` says whether that is nothing.
    `vendor`: whose words the parameters are, "" for its own. `wrapped`: older documents have its polls in an envelope.
    """

    name: str
    rows: tuple[Row, ...]
    faults: Faults
    base_url: str
    secret: str
    prefix: str = ""
    vendor: str = ""
    wrapped: bool = False
    pages: Callable[[Inbound], Listing] | None = None
    listed: Any = None
    cancels: tuple[str, Any] | None = None
    stops: tuple[State, ...] = ("queued", "running", "awaiting_input")
    deleted: Any = None
    picture: str = ""
    doors: dict[str, dict[str, Any]] = {}
    owns: tuple[str, ...] = ()
    digits: bool = False
    batch: tuple[str, str] | None = None
    address: str = ""
    auth: Callable[[str], Auth] = bearer
    parts: Mapping[str, str] = {}
    hosts: tuple[str, ...] = ()
    recovery: Recovery = "none"
    callbacks: bool = True
    concurrency: int | None = None
    challenge: str = ""
    credit: int = 0
    balance: tuple[str, Any] | None = None
