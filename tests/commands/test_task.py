"""`philae task` and `philae explain`: what is on record about a task."""

import json

from tests.client import Client
from tests.commands.shell import Serving


def _made(serving: Serving, prompt: str) -> str:
    client = Client(serving.url, serving.key)
    body = {"model": "flux-2-klein-4b", "prompt": prompt, "width": 256, "height": 256}
    return str(client.ended(client.post("/v1/tasks", body).json()["id"])["id"])


def test_a_tasks_story_is_told_in_order(serving: Serving) -> None:
    """Queued, held, sent, delivered, charged."""
    task = _made(serving, "a heron")
    story = serving.shell("explain", task).out
    marks = ["queued", "hold $0.014", "attempt 1 at studio", "running", "succeeded", "capture $0.014"]
    told = story[story.index("\n\n") :]
    places = [told.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "a heron" in story


def test_a_failures_story_says_why(serving: Serving) -> None:
    """The error stands at the top, and nothing was captured."""
    story = serving.shell("explain", _made(serving, "[[fault:moderated]]")).out
    assert "content_filtered" in story
    assert "capture" not in story
    assert "release" in story


def test_tasks_are_listed_shown_and_erased(serving: Serving) -> None:
    """Of an erased one the ledger alone remains."""
    task = _made(serving, "an otter")
    assert task in serving.shell("task", "list", "--state", "succeeded", "--account", "owner").out
    assert json.loads(serving.shell("task", "show", task, "--json").out)["id"] == task
    assert "over already" in serving.shell("task", "cancel", task).out
    serving.shell("task", "erase", task, "--yes")
    assert "no such task" in serving.shell("task", "show", task, code=1).err
    assert "is erased" in serving.shell("explain", task).out


def test_a_running_task_is_cancelled(serving: Serving) -> None:
    """From the command line, by another process than the one that has it."""
    client = Client(serving.url, serving.key)
    body = {"model": "flux-2-klein-4b", "prompt": "a toad [[delay:60]]", "width": 256, "height": 256}
    task = client.post("/v1/tasks", body).json()["id"]
    assert serving.shell("task", "cancel", task).out == "canceled\n"


def test_what_is_no_task_is_said(serving: Serving) -> None:
    """An id that is none, and one of nothing."""
    assert "is not the id of a task" in serving.shell("explain", "seven", code=1).err
    assert "there is no task" in serving.shell("explain", "01a20819-36ab-78a0-9379-2aa7d58b09f7", code=1).err
