"""The way in: a wish becomes a priced order, or a clear refusal before anything is stored or billed."""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from philae.core.blob import is_handle
from philae.core.dialect import Submission
from philae.core.errors import Conflict, GatewayError, InvalidRequest, NoChannel
from philae.core.ids import uuid7
from philae.core.model import Model
from philae.core.money import Book
from philae.core.params import Params
from philae.core.request import Origin, Wish
from philae.core.task import Notify, Receipt, Task
from philae.engine import meters
from philae.engine.engine import Engine
from philae.engine.inputs import Input, Inputs
from philae.engine.order import Order
from philae.engine.origin import asked, origin
from philae.engine.origin import find as follow
from philae.engine.transition import now
from philae.engine.work import Part, Work
from philae.gate.policy import Policy
from philae.net.guard import check_url
from philae.store.seal import Seal
from philae.store.tasks import read

ECHO = 4096


class Quote(Struct, frozen=True):
    """What a request would cost at most, in nano-USD, and how it was understood; `values` are the params as JSON has them."""

    model: Model
    params: Params
    n: int
    book: Book
    price: int
    studio: bool
    values: dict[str, Any]
    warnings: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    origin: Origin | None = None


class Intake(Struct, frozen=True):
    """`twin(model, policy)`: whether the offline twin answers, None if it may stand in only where nothing else can."""

    engine: Engine
    inputs: Inputs
    seal: Seal
    twin: Callable[[Model, Policy], bool | None]

    async def quote(self, submission: Submission, policy: Policy) -> Quote:
        """Validate and price; nothing is stored but, for a while, the files of its pictures."""
        wish, origin = submission.wish, None
        if submission.parent:
            wish, origin = await self._follow(submission, policy)
        for field, text in submission.refers:
            origin = await self._joined(origin, field, text, policy)
        model = self.engine.find(wish.model)
        policy.may_use(model.id)
        alpha = submission.echo.get("mask_is") == "alpha"
        wish, kept = await self.inputs.receive(policy.account, wish, model.params, alpha_mask=alpha)
        values, dropped = model.fit(wish)
        params = model.check(values)
        if not 1 <= submission.n <= model.max_n:
            message = f"n must be between 1 and {model.max_n} for {model.id}"
            raise InvalidRequest(message, param="n")
        values, inputs = await self.inputs.take(policy.account, model.params, values, kept, alpha_mask=alpha)
        params = model.check(values) if inputs else params
        given = params.model_dump(mode="json")
        studio = self._studio(model, params, given, policy, origin)
        price = self._price(model, params, given, submission.n, studio=studio)
        warnings = tuple(f"{name} is not a parameter of {model.id} and was dropped" for name in dropped)
        warnings += tuple(params.notes(wish))
        book: Book = "sandbox" if studio or policy.book == "sandbox" else "live"
        return Quote(model, params, submission.n, book, price, studio, given, warnings, tuple(inputs), origin)

    async def _follow(self, submission: Submission, policy: Policy) -> tuple[Wish, Origin]:
        """The wish, with what it leaves to the task that it goes on from: the model and then all parameters, or some of them."""
        wish = submission.wish
        task, origin = await follow(self.engine.database, policy.account, submission.parent)
        _check_words(submission, origin)
        if not wish.model:
            kept = {k: v for k, v in task.params.items() if v is not None and not _is_file(v)}
            wish = msgspec.structs.replace(wish, model=task.model, own=kept | wish.own)
        else:
            names = self.engine.find(wish.model).params.inherits
            kept = {n: task.params[n] for n in names if task.params.get(n) is not None}
            wish = msgspec.structs.replace(wish, own=kept | wish.own)
        return wish, origin

    async def _joined(self, origin: Origin | None, field: str, text: str, policy: Policy) -> Origin:
        """Where the request goes on, knowing one more earlier task or file. Raises `NotFound`, `Conflict`, `InvalidRequest`."""
        _, other = await follow(self.engine.database, policy.account, text)
        if origin is None:
            return msgspec.structs.replace(other, task=None, ref={})
        if other.channel != origin.channel:
            message = f"{field} was made at another account of the vendor"
            raise InvalidRequest(message, param=field)
        return msgspec.structs.replace(origin, names=other.names | origin.names)

    async def submit(
        self, dialect: str, submission: Submission, policy: Policy, origin: str, idem: str | None, fingerprint: bytes
    ) -> tuple[Task, bool]:
        """The durable task, and whether it is fresh. Raises from the error tree; then nothing was stored or billed."""
        if submission.resumes:
            return await self._resume(submission, policy, idem, fingerprint)
        quote = await self._named(submission, policy)
        identity = uuid7()
        task = Task(
            id=identity, account=policy.account, key=policy.id, dialect=dialect, operation=quote.model.operation,
            model=quote.model.id, state="queued", book=quote.book, params=quote.values, n=quote.n,
            base=origin, created_at=now(), receipt=Receipt(quote.book, quote.price, served_by="studio" if quote.studio else ""),
            warnings=quote.warnings, wish=_echo(submission), parent=quote.origin.task if quote.origin else None,
            notify=self._notify(submission.notify, identity), seq=1,
        )  # fmt: skip
        work = Work(tuple(Part(no) for no in range(quote.n)), origin=quote.origin)
        deadline = time.time() + quote.params.deadline(quote.model.deadline)
        order = Order(task, work, deadline, idem, fingerprint, quote.inputs, submission.external)
        return await self._admit(order, quote)

    async def _resume(
        self, submission: Submission, policy: Policy, idem: str | None, fingerprint: bytes
    ) -> tuple[Task, bool]:
        """The same task, queued again with the client's choice and a new hold; it goes on from itself."""
        former, was = await asked(self.engine.database, policy.account, submission.parent)
        last = was.parts[0]
        quote = await self._named(msgspec.structs.replace(submission, parent=""), policy)
        goes = origin(former, last)
        _check_words(submission, goes)
        quote = msgspec.structs.replace(quote, origin=goes)
        task = msgspec.structs.replace(
            former, operation=quote.model.operation, model=quote.model.id, state="queued", params=quote.values,
            receipt=Receipt(former.book, quote.price, served_by="studio" if quote.studio else ""),
            warnings=quote.warnings, wish=former.wish | _echo(submission), actions=(), progress=0.0, seq=former.seq + 1,
        )  # fmt: skip
        work = Work((Part(0, tries=last.tries),), rounds=was.rounds, origin=quote.origin)
        deadline = time.time() + quote.params.deadline(quote.model.deadline)
        order = Order(task, work, deadline, idem, fingerprint, quote.inputs, resumes=True)
        return await self._admit(order, quote)

    async def _admit(self, order: Order, quote: Quote) -> tuple[Task, bool]:
        """What now stands for the order, and whether it is fresh; a fresh one goes at once."""
        task = order.task
        admitted = await self.engine.admit(order)
        if admitted.fresh:
            meters.accepted(task.model, task.dialect).inc()
            self.engine.worker.start(self.engine, task, order.work, order.deadline, quote.params)
            return task, True
        found = await read(self.engine.database.fetch, [admitted.id])
        if admitted.id not in found:
            message = "the task of this Idempotency-Key was erased"
            raise Conflict(message, param="Idempotency-Key")
        return found[admitted.id], False

    async def _named(self, submission: Submission, policy: Policy) -> Quote:
        """The quote; an error names the parameter as the client calls it."""
        try:
            return await self.quote(submission, policy)
        except GatewayError as error:
            if error.param:
                error.param = self._called(submission, error.param)
            raise

    def _called(self, submission: Submission, name: str) -> str:
        """What the client calls that parameter, also where the model has another name for it than the canonical one."""
        wish, told = submission.wish, submission.renamed
        if name in told or name == "model" or not wish.model:
            return told.get(name, name)
        own = self.engine.find(wish.model).params.renamed
        return next((told[canonical] for canonical, mine in own.items() if mine == name and canonical in told), name)

    def _studio(
        self, model: Model, params: Params, given: dict[str, Any], policy: Policy, origin: Origin | None
    ) -> bool:
        """Whether the twin draws this; otherwise a live way exists. Raises `NoChannel`."""
        request = model.request(params)
        if origin:
            request = msgspec.structs.replace(request, origin=origin)
        studio = self.twin(model, policy)
        if studio is None:
            try:
                self._live(model, given)
                self.engine.router.ways(model, request, studio=False)
            except NoChannel:
                studio = True
            else:
                studio = False
        if not studio:
            self._live(model, given)
        self.engine.router.ways(model, request, studio=studio)
        return studio

    def _live(self, model: Model, given: dict[str, Any]) -> None:
        """An unknown price refuses."""
        if not model.priced(given):
            message = f"no price is known for {model.id}, so no vendor is asked"
            raise NoChannel(message, param="model")

    def _price(self, model: Model, params: Params, given: dict[str, Any], n: int, *, studio: bool) -> int:
        if studio and not model.rates:
            return 0
        return self.engine.price(model, model.bound(params, n), given).hold

    def _notify(self, notify: Notify | None, task: UUID) -> Notify | None:
        """The webhook, its secret sealed for this task. Raises `InvalidRequest` for a URL that cannot be used."""
        if notify is None:
            return None
        check_url(notify.url, "webhook_url")
        secret = self.seal.seal(notify.secret, str(task)) if notify.secret else ""
        return Notify(notify.url, notify.dialect, secret, notify.events)


def _echo(submission: Submission) -> dict[str, Any]:
    """What the dialect wants to find again, without inline files."""
    return {"model": submission.wish.model, **_short(submission.echo)}


def _check_words(submission: Submission, origin: Origin) -> None:
    """What must be the earlier task's own word is. Raises `InvalidRequest`."""
    for name, word in submission.backs:
        if word not in origin.names:
            message = f"{name} is not one of that task's"
            raise InvalidRequest(message, param=name)


def _is_file(value: Any) -> bool:
    return isinstance(value, str) and is_handle(value)


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _short(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_short(v) for v in value]
    return f"(inline, {len(value)} characters)" if isinstance(value, str) and len(value) > ECHO else value
