"""What Replicate's clients are told: the prediction, its webhook, and problems."""

from datetime import datetime
from typing import Any

from philae.core.dialect import Reply
from philae.core.errors import GatewayError, InvalidRequest
from philae.core.task import Task

STATUS = {
    "queued": "starting",
    "running": "processing",
    "awaiting_input": "processing",
    "succeeded": "succeeded",
    "failed": "failed",
    "canceled": "canceled",
}
# Models whose output is a list even of one, by their schemas on replicate.com (…/{owner}/{name}/api/schema).
LISTS = frozenset(
    {
        "black-forest-labs/flux-schnell",
        "black-forest-labs/flux-dev",
        "black-forest-labs/flux-fill-dev",
        "black-forest-labs/flux-2-klein-4b",
        "black-forest-labs/flux-2-klein-9b",
    }
)
TITLES = {
    "invalid_request": "Input validation failed",
    "invalid_input": "Input validation failed",
    "invalid_api_key": "Unauthenticated",
    "insufficient_funds": "Insufficient credit",
    "rate_limited": "Too many requests",
}


def prediction(task: Task) -> dict[str, Any]:
    """Replicate's prediction; its links are ours, below the prefix that the client used."""
    wish = task.wish
    prefix = wish.get("prefix", "/replicate/v1")
    here = f"{task.base}{prefix}/predictions/{task.id}"
    body: dict[str, Any] = {
        "id": str(task.id),
        "model": wish.get("model", task.model),
        "version": "hidden",
        "input": wish.get("input", {}),
        "logs": "",
        "output": _output(task),
        "data_removed": task.state == "succeeded" and not task.outputs,
        "error": task.error.message if task.error else None,
        "source": "api",
        "status": STATUS[task.state],
        "created_at": _time(task.created_at),
        "urls": {"get": here, "cancel": f"{here}/cancel", "web": here},
    }
    if task.started_at:
        body["started_at"] = _time(task.started_at)
    if task.finished_at:
        body |= {"completed_at": _time(task.finished_at), "metrics": _metrics(task, task.finished_at)}
    return body


def notice(task: Task, event: str) -> dict[str, Any] | None:
    """A webhook's body: the prediction, when it starts and when it is over."""
    return prediction(task) if event in ("running", "done") else None


def error(problem: GatewayError, request_id: str) -> Reply:
    """A problem; what is wrong with the input answers 422 and names the field."""
    wrong = isinstance(problem, InvalidRequest)
    status = 422 if wrong else problem.status
    title = TITLES.get(problem.code, problem.code.replace("_", " ").capitalize())
    detail = f"{problem.public} (request id: {request_id})" if request_id else problem.public
    body: dict[str, Any] = {"title": title, "detail": detail, "status": status}
    if wrong:
        kind = problem.reasons[0] if problem.reasons else problem.code
        body["invalid_fields"] = [{"type": kind, "field": problem.param or "", "description": problem.public}]
    again = () if problem.retry_after is None else (("retry-after", problem.wait),)
    return Reply(status, body, again)


def _output(task: Task) -> Any:
    """A link, or a list of links for the models that give lists or when several were asked."""
    links = [asset.url for asset in task.outputs]
    if not links:
        return None
    several = task.n > 1 or "num_outputs" in task.wish.get("input", {})
    return links if several or task.wish.get("model") in LISTS else links[0]


def _metrics(task: Task, finished: datetime) -> dict[str, float]:
    """Seconds of work and in all, and how many pictures came of it."""
    metrics = {"total_time": (finished - task.created_at).total_seconds()}
    metrics["predict_time"] = (finished - (task.started_at or finished)).total_seconds()
    return metrics | ({"image_count": len(task.outputs)} if task.outputs else {})


def _time(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
