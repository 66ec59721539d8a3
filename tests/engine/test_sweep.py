"""What is erased goes with all that only it named: inputs with the last task that names them, leftovers after a day."""

import base64
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from philae.engine.sweep import Sweeper
from philae.store.assets import Assets
from philae.store.db import Database
from tests.engine.conftest import Start
from tests.gateway import Gateway, channel
from tests.scripted.pictures import picture
from tests.scripted.process import vendor


@pytest.fixture
def up(start: Start) -> Any:
    """A gateway before a scripted BFL."""
    with vendor("bfl", delay=0.05) as bfl:
        yield start([channel("bfl", bfl.url)])


def edited(up: Gateway, seed: int) -> str:
    """A finished task that names a picture of its own account; the same seed, the same picture."""
    image = base64.b64encode(picture(64, 64 + 16 * seed, "jpeg")).decode()
    body = {"model": "flux-2-pro", "prompt": "a fox", "input_image": image}
    return str(up.owner.ended(up.owner.post("/v1/tasks", body).json()["id"])["id"])


def inputs(up: Gateway) -> list[Path]:
    """The files of kept inputs."""
    return [p for p in (up.folder / "data" / "assets" / "in").rglob("*") if p.is_file()]


def swept(up: Gateway, deed: Callable[[Sweeper], Any]) -> None:
    """Let a sweeper of the test's own work on the gateway's database and files."""

    async def work(database: Database) -> None:
        await deed(Sweeper(database, Assets(str(up.folder / "data" / "assets")), None))

    up.ask(work)


def test_an_input_goes_with_the_last_task_that_names_it(up: Gateway) -> None:
    """Row and file stay for a second task, and go with it; another picture is not touched."""
    first, second, other = edited(up, 0), edited(up, 0), edited(up, 1)
    assert len(inputs(up)) == 2

    up.owner.request("DELETE", f"/v1/tasks/{first}")
    assert len(inputs(up)) == 2
    up.owner.request("DELETE", f"/v1/tasks/{second}")
    assert len(inputs(up)) == len(up.rows("select 1 from input")) == 1
    up.owner.request("DELETE", f"/v1/tasks/{other}")
    assert inputs(up) == []
    assert up.rows("select 1 from input") == up.rows("select 1 from task_input") == []


def test_a_file_that_was_just_written_again_stays(up: Gateway) -> None:
    """A request that is being admitted has put the same picture: its file must not go with the erased task."""
    task = edited(up, 0)
    os.utime(inputs(up)[0])

    up.owner.request("DELETE", f"/v1/tasks/{task}")

    assert len(inputs(up)) == 1
    assert up.rows("select 1 from input") == []


def test_inputs_that_nobody_names_go_after_a_day(up: Gateway) -> None:
    """Those that a task names stay, however old."""
    kept, lost = edited(up, 0), edited(up, 1)
    up.rows("delete from task_input where task = $1::uuid", lost)
    swept(up, Sweeper.orphans)
    assert len(inputs(up)) == 2  # both are young

    up.rows("update input set used_at = now() - interval '2 days'")
    for file in inputs(up):
        os.utime(file, (time.time() - 3 * 86400,) * 2)
    swept(up, Sweeper.orphans)

    assert len(inputs(up)) == len(up.rows("select 1 from input")) == 1
    assert up.owner.get(f"/v1/tasks/{kept}").status == 200


def test_tasks_of_the_first_schema_name_their_inputs_after_the_migration(up: Gateway) -> None:
    """What the second schema fills in is what an admission would have written."""
    edited(up, 0)
    edited(up, 1)
    written = up.rows("select task, account, sha256 from task_input order by 1")
    up.rows("delete from task_input")

    fill = (Path(__file__).parents[2] / "src/philae/store/sql/schema_0002.sql").read_text().rpartition(";\n")[2]
    up.rows(fill)

    assert up.rows("select task, account, sha256 from task_input order by 1") == written
    assert len(written) == 2
