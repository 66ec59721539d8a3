"""Rows as a provider: the call that each writes, and what the vendor's replies mean."""

from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from typing import Any

from msgspec.structs import replace

from philae.core.blob import Blob, Inline, is_handle
from philae.core.errors import Canceled, ContentFiltered, UnprocessableInput, UpstreamUnknown
from philae.core.http import HttpCall, HttpReply
from philae.core.native.fault import PUBLIC, absent, failure, refusal, trouble
from philae.core.native.row import Faults, Lane, Row
from philae.core.native.template import Read, read
from philae.core.outcome import Ask, Done, Outcome, Pending, Ref
from philae.core.provider import Codec, Provider, Target, unreadable
from philae.core.request import Kind, Origin, Output, Request, Result

FIRST = 1.0
"""Seconds until the first poll, at most."""
GRACE = 5
"""So many answers in a row may know nothing of a job."""
WORDS = ("describe", "assist")
"""What succeeds without a file."""
KNOWN = frozenset(
    {
        "id",
        "status",
        "progress",
        "code",
        "message",
        "created",
        "started",
        "updated",
        "finished",
        "expires",
        "model",
        "credits",
        "estimate",
    }
    | {"external", "parent", "request"}
)
"""Facts that we have of our own; what else the vendor says is kept for its own clients."""


def provider(lane: Lane) -> Provider:
    """The vendor as we call it."""
    return Provider(
        lane.name, lane.base_url, lane.auth, codecs(lane), secret=lane.secret, hosts=lane.hosts, recovery=lane.recovery, parts=lane.parts,
        callbacks=lane.callbacks and any(row.callback for row in lane.rows), concurrency=lane.concurrency,
        address=lane.address, challenge=lane.challenge,
    )  # fmt: skip


def codecs(lane: Lane) -> dict[str, Codec]:
    """By a row's `wire`, or by its operation: rows of one group differ in path and needs alone."""
    groups: dict[str, list[Row]] = {}
    for row in lane.rows:
        groups.setdefault(row.wire or row.operation, []).append(row)
    return {name: codec(lane, tuple(rows)) for name, rows in groups.items()}


def codec(lane: Lane, rows: tuple[Row, ...]) -> Codec:
    """How those rows are called; of two that could be, the one with more needs is."""
    first = rows[0]
    looked = bool(first.external and first.poll)
    return Codec(
        call=partial(_call, rows),
        read=partial(_read, first, lane.faults),
        able=partial(_able, lane, rows),
        lends=partial(_lends, rows),
        find=partial(_find, rows) if looked else None,
        found=partial(_found, first, lane.faults) if looked else None,
        cancel=partial(_cancel, first) if first.cancel else None,
        stopped=partial(_stopped, lane.faults),
        hook=partial(_hook, first) if first.told else None,
    )


def _able(lane: Lane, rows: tuple[Row, ...], request: Request) -> str | None:
    """Only its own parameters, and to go on from an earlier task only where a row does."""
    if request.vendor != (lane.vendor or lane.name):
        return f"{lane.name} does not know the parameters of {request.model}"
    if _follows(request) and not any(row.parents for row in rows):
        return f"{lane.name} cannot go on from an earlier task with {request.model}"
    return None


def _row(rows: tuple[Row, ...], request: Request) -> Row:
    """Of the rows that have what they need the one for an earlier task, if there is one, then the one with most needs."""
    able = [r for r in rows if all(_given(request.params, name) for name in r.needs)]
    return max(able, key=lambda r: (bool(r.parents) == _follows(request), len(r.needs)), default=rows[-1])


def _follows(request: Request) -> bool:
    """Whether it goes on from an earlier task."""
    return request.origin is not None and request.origin.task is not None


def _given(params: dict[str, Any], names: str) -> bool:
    return any(params.get(name) not in (None, "", []) for name in names.split("|"))


def _call(rows: tuple[Row, ...], request: Request, ref: Ref | None, to: Target) -> HttpCall:
    row = _row(rows, request)
    if ref is not None:
        return to.get(ref["then"]) if "then" in ref else _look(row, ref["id"], to)
    names = request.origin.names if request.origin else {}
    body = {k: _sent(v, row, names, to) for k, v in request.params.items() if not row.only or k in row.only} | row.sends
    if row.model:
        body[row.model] = to.model
    if row.callback and to.callback:
        body[row.callback] = to.callback
    if row.external:
        body[row.external] = to.key
    body = row.writes(body) if row.writes else body
    path = row.path.format(model=to.model, id=_parent(request.origin))
    if row.method == "GET":
        return to.get(path, timeout=60.0)
    call = to.post(path, None if row.multipart else body)
    if row.multipart:
        call = replace(call, form=tuple(_fields(body)))
    return _acting(call, row.act.header, row.act.submit) if row.act else call


def _look(row: Row, identity: str, to: Target) -> HttpCall:
    """Ask how far a job is."""
    call = to.get(row.poll.format(id=identity))
    if row.asks:
        call = to.post(row.poll, {row.asks: identity}, effect="none", timeout=call.timeout)
    return _acting(call, row.act.header, row.act.poll) if row.act else call


def _acting(call: HttpCall, header: str, act: str) -> HttpCall:
    return replace(call, headers=(*call.headers, (header, act)))


def _sent(value: Any, row: Row, names: dict[str, str], to: Target) -> Any:
    """A parameter as the vendor gets it: files in the row's form, our ids as the vendor's."""
    if isinstance(value, dict):
        return {k: _sent(v, row, names, to) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_sent(v, row, names, to) for v in value]
    if not isinstance(value, str):
        return value
    if not is_handle(value):
        return names.get(value, value)
    return to.lend(value) if to.lend and _lent(row, value) else Inline(Blob.parse(value), row.inline)


def _lent(row: Row, handle: str) -> bool:
    """Whether the vendor fetches such a file from us."""
    return Blob.parse(handle).mime.partition("/")[0] in row.lent


def _lends(rows: tuple[Row, ...], request: Request) -> bool:
    row = _row(rows, request)
    return bool(row.lent) and any(_lent(row, text) for text in _texts(request.params) if is_handle(text))


def _texts(value: Any) -> Iterable[str]:
    """Every text among parameters."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _fields(body: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    """Multipart fields: a list as several of one name."""
    for name, value in body.items():
        for item in value if isinstance(value, list) else [value]:
            yield name, item


def _parent(origin: Origin | None) -> str:
    return str(origin.ref.get("id", "")) if origin else ""


def _read(row: Row, faults: Faults, reply: HttpReply, ref: Ref | None) -> Outcome:
    """What came of the submit, or how far the job is."""
    if ref is not None and absent(faults, reply):
        return _missed(row, ref, reply)
    if ref is not None and reply.status == HTTPStatus.ACCEPTED and not reply.body:
        return Pending(ref, row.every)
    error = refusal(faults, reply) if ref is None else trouble(faults, reply)
    if error and (ref is None or not _failed(row, reply)):
        raise error
    if ref is not None and "then" in ref and row.then:
        return _done(row, read(row.then.reply, _json(reply)), ref, ref.get("said", {}))
    told = read(row.submitted if ref is None else row.polled, _json(reply))
    if ref is None and row.poll:
        return _accepted(row, told, reply)
    return _state(row, faults, told, ref or {}, reply)


def _failed(row: Row, reply: HttpReply) -> bool:
    """Whether a poll tells that the job failed: some vendors say why in the place where other answers have their errors."""
    told = read(row.polled, _json(reply)) if reply.status < HTTPStatus.BAD_REQUEST else Read({}, ())
    return row.state(told.facts.get("status")) in ("failed", "canceled")


def _missed(row: Row, ref: Ref, reply: HttpReply) -> Pending:
    """A fresh job is not known everywhere at once; one that stays unknown is lost."""
    misses = ref.get("misses", 0) + 1
    if misses > GRACE:
        raise unreadable("no longer knows the task", reply)
    return Pending({**ref, "misses": misses}, row.every)


def _accepted(row: Row, told: Read, reply: HttpReply) -> Pending:
    """A submit's answer without an id is one that cannot be read: the job may exist."""
    if "id" not in told.facts:
        message = "the vendor's answer could not be read"
        raise UpstreamUnknown(message, detail=repr(reply.body[:300]))
    return Pending({"id": str(told.facts["id"])}, min(FIRST, row.every))


def _state(row: Row, faults: Faults, told: Read, ref: Ref, reply: HttpReply) -> Outcome:
    facts = told.facts
    match row.state(facts["status"]) if "status" in facts else None if row.poll else "succeeded":
        case "succeeded" if _withheld(row, told):
            raise ContentFiltered(PUBLIC[ContentFiltered])
        case "succeeded" if wrong := _wrong(row, told):
            raise wrong
        case "succeeded" if row.then and "then" not in ref:
            path = row.then.path.format(**{k: v for k, v in _all(told).items() if isinstance(v, str | int)})
            return Pending({**ref, "then": path, "said": _said(facts)}, 0.0)
        case "succeeded":
            done = _done(row, told, ref, _said(facts))
            if row.operation not in WORDS and not done.result.outputs:
                raise unreadable("has no result", reply)
            return done
        case "awaiting_input":
            return Ask((), ref, _details(told, _said(facts)))
        case "failed":
            raise failure(faults, facts.get("code"), facts.get("message"))
        case "canceled":
            message = "the vendor canceled the task"
            raise Canceled(message)
    if not row.poll:
        raise unreadable("is not at its end", reply)
    known = {name: value for name, value in ref.items() if name != "misses"}
    return Pending(known, row.every, progress(row, facts.get("progress")))


def _withheld(row: Row, told: Read) -> bool:
    """Whether a filter kept the result back."""
    said = _all(told)
    return any(said.get(name) == value for name, value in row.withheld.items())


def _wrong(row: Row, told: Read) -> UnprocessableInput | None:
    """Why the vendor's answer tells of no success, although it is one."""
    said = _all(told)
    found = {name: said[name] for name, good in row.right.items() if said.get(name, good) != good}
    message = f"the vendor recognised nothing there (status {next(iter(found.values()), None)})"
    return UnprocessableInput(message, detail=repr(found)) if found else None


def _all(told: Read) -> dict[str, Any]:
    """The facts of the task and of its files."""
    return told.facts | {k: v for _, file in told.files for k, v in file.items()}


def _done(row: Row, told: Read, ref: Ref, said: dict[str, Any]) -> Done:
    outputs = list({str(f["url"]): _output(kind, f) for kind, f in told.files if f.get("url")}.values())
    outputs += [Output(Blob(url=path.format(**ref)), kind=kind, name=str(ref["id"])) for kind, path in row.fetched]
    used = {meter: int(value) for fact, meter in row.meters.items() if (value := (told.facts | said).get(fact))}
    return Done(Result(tuple(outputs), used or None, _details(told, said)))


def _details(told: Read, said: dict[str, Any]) -> dict[str, Any]:
    """What is kept for the vendor's own clients; `id` where there is no other place for the vendor's id."""
    kept = {"said": said, "names": told.names, "id": str(told.facts.get("id", ""))}
    return {name: value for name, value in kept.items() if value}


def _output(kind: Kind, facts: dict[str, Any]) -> Output:
    seed = facts.get("seed")
    return Output(
        Blob(url=str(facts["url"])), kind=kind, name=str(facts.get("name", "")), seed=seed if isinstance(seed, int) else None
    )  # fmt: skip


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in KNOWN}


def progress(row: Row, value: Any) -> float | None:
    """How far it is, from 0 to 1; None where that cannot be read."""
    try:
        number = float(str(value).removesuffix("%"))
    except ValueError:
        return None
    return min(1.0, max(0.0, number if row.percent == "fraction" else number / 100))


def _json(reply: HttpReply) -> Any:
    return reply.parse(dict)


def _find(rows: tuple[Row, ...], request: Request, to: Target) -> HttpCall:
    """Ask for the job by the id that we gave it."""
    return _look(_row(rows, request), to.key, to)


def _found(row: Row, faults: Faults, reply: HttpReply) -> Outcome | None:
    if absent(faults, reply):
        return None
    if error := trouble(faults, reply):
        raise error
    told = read(row.polled, _json(reply))
    return Pending({"id": str(told.facts["id"])}, row.every) if "id" in told.facts else None


def _cancel(row: Row, ref: Ref, to: Target) -> HttpCall | None:
    if row.cancel is None:
        return None
    method, path = row.cancel
    return HttpCall(method, to.url(path.format(id=ref["id"])), timeout=20.0)


def _stopped(faults: Faults, reply: HttpReply) -> bool | None:
    return None if absent(faults, reply) else trouble(faults, reply) is None


def _hook(row: Row, reply: HttpReply) -> Ref | None:
    """The job that a webhook speaks of."""
    facts = read(row.told, _json(reply)).facts
    return {"id": str(facts["id"])} if "id" in facts else None
