"""The spool on a disk: what was appended is there, segments come and go, a full disk is told before it hurts."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from philae.core.errors import Unavailable
from philae.core.ids import uuid7
from philae.core.record import Record
from philae.spool.flush import Flusher
from philae.spool.spool import Spool
from tests.spool.test_frame import record

ROOT = Path(__file__).parents[2]


class Ledger:
    """Stands at the end of the line: it notes what it was given, and may be away."""

    def __init__(self) -> None:
        """It has nothing."""
        self.records: list[Record] = []
        self.buried: list[UUID] = []
        self.away = False
        self.refuses: set[int] = set()

    async def write(self, records: Sequence[Record]) -> Sequence[Record]:
        """Keep them, but those that it refuses."""
        if self.away:
            raise Unavailable("away")
        refused = [r for r in records if r.amount in self.refuses]
        self.records += [r for r in records if r not in refused]
        return refused

    async def bury(self, process: UUID) -> None:
        """A process was read to its end."""
        self.buried.append(process)


def on(spool: Spool, story: Callable[[Spool, Ledger, Flusher], Awaitable[None]]) -> Ledger:
    """Play it over an open spool."""

    async def play() -> Ledger:
        ledger = Ledger()
        spool.open()
        await story(spool, ledger, Flusher(spool, ledger.write, ledger.bury))
        return ledger

    return asyncio.run(play())


def files(root: Path) -> list[str]:
    """What is in the spool, by name."""
    return sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())


def test_records_are_handed_over_once_and_in_order(tmp_path: Path) -> None:
    """Over many small segments, which are removed behind them."""

    async def story(spool: Spool, _: Ledger, flusher: Flusher) -> None:
        for n in range(500):
            spool.append(record(n))
            if n % 97 == 0:
                await flusher.flush()
        assert spool.pending > 0
        assert await flusher.flush() == 500 - 486
        assert await flusher.flush() == spool.pending == 0
        assert len(files(tmp_path)) == 2  # the lock and the segment that is written to
        await spool.close(over=True)

    ledger = on(Spool(tmp_path, uuid7(), size=2000), story)
    assert ledger.records == [record(n) for n in range(500)]
    assert files(tmp_path) == []


def test_what_comes_while_it_is_written_waits(tmp_path: Path) -> None:
    """A busy process writes many records at a time, and not a few again and again."""

    async def story(spool: Spool, ledger: Ledger, _: Flusher) -> None:
        async def write(records: Sequence[Record]) -> Sequence[Record]:
            spool.append(record(100 + len(ledger.records)))
            return await ledger.write(records)

        for n in range(10):
            spool.append(record(n))
        busy = Flusher(spool, write, ledger.bury)
        assert await busy.flush() == 10
        assert await busy.flush() == 1

    assert len(on(Spool(tmp_path, uuid7()), story).records) == 11


def test_while_the_database_is_away_records_wait(tmp_path: Path) -> None:
    """Nothing is lost, and calls may go on."""

    async def story(spool: Spool, ledger: Ledger, flusher: Flusher) -> None:
        ledger.away = True
        for n in range(50):
            spool.append(record(n))
            with pytest.raises(Unavailable):
                await flusher.flush()
        spool.ready()
        ledger.away = False
        assert await flusher.flush() == 50
        await spool.close(over=True)

    assert len(on(Spool(tmp_path, uuid7()), story).records) == 50


def test_what_a_dead_process_left_is_adopted_once(tmp_path: Path) -> None:
    """Its records first, then its leases; a living one's folder is not touched."""

    async def story(spool: Spool, ledger: Ledger, flusher: Flusher) -> None:
        dead, living = Spool(tmp_path, uuid7(), size=1000), Spool(tmp_path, uuid7())
        for other in (dead, living):
            other.open()
            for n in range(20):
                other.append(record(n))
        await dead.close(over=True)  # with records that nobody has: the folder stays

        assert sum(await asyncio.gather(*(flusher.adopt() for _ in range(3)))) == 20
        assert ledger.buried == [dead.process]
        assert len(ledger.records) == 20
        assert not (tmp_path / str(dead.process)).exists()
        assert await flusher.adopt() == 0
        await living.close(over=False)
        await spool.close(over=True)

    on(Spool(tmp_path, uuid7()), story)


def test_an_adoption_that_fails_is_taken_up_again(tmp_path: Path) -> None:
    """The folder is let go, with everything in it."""

    async def story(spool: Spool, ledger: Ledger, flusher: Flusher) -> None:
        dead = Spool(tmp_path, uuid7())
        dead.open()
        dead.append(record(1))
        await dead.close(over=False)
        ledger.away = True
        with pytest.raises(Unavailable):
            await flusher.adopt()
        assert ledger.buried == []
        ledger.away = False
        assert await flusher.adopt() == 1
        assert ledger.buried == [dead.process]
        await spool.close(over=True)

    on(Spool(tmp_path, uuid7()), story)


def test_a_folder_without_records_is_adopted_too(tmp_path: Path) -> None:
    """Its process may have taken leases."""

    async def story(spool: Spool, ledger: Ledger, flusher: Flusher) -> None:
        dead = Spool(tmp_path, uuid7())
        dead.open()
        await dead.close(over=False)
        await flusher.adopt()
        assert ledger.buried == [dead.process]
        await spool.close(over=True)

    on(Spool(tmp_path, uuid7()), story)
    assert files(tmp_path) == []


def test_a_torn_tail_is_passed_over(tmp_path: Path) -> None:
    """Half a record at the end of a dead process's segment: the others are written, the rest told in the log."""

    async def story(spool: Spool, ledger: Ledger, flusher: Flusher) -> None:
        dead = Spool(tmp_path, uuid7())
        dead.open()
        for n in range(3):
            dead.append(record(n))
        await dead.close(over=False)
        (segment,) = (tmp_path / str(dead.process)).glob("*.segment")
        segment.write_bytes(segment.read_bytes()[:-5])

        assert await flusher.adopt() == 2
        assert ledger.records == [record(0), record(1)]
        await spool.close(over=True)

    on(Spool(tmp_path, uuid7()), story)


def test_what_can_never_be_written_is_kept_aside(tmp_path: Path) -> None:
    """It does not hold up the others."""

    async def story(spool: Spool, ledger: Ledger, flusher: Flusher) -> None:
        ledger.refuses = {1}
        for n in range(3):
            spool.append(record(n))
        await flusher.flush()
        assert ledger.records == [record(0), record(2)]
        await spool.close(over=True)

    on(Spool(tmp_path, uuid7()), story)
    assert files(tmp_path) == ["refused.records"]


def test_a_segment_ends_with_its_time_too(tmp_path: Path) -> None:
    """So that what a crash leaves to be read again is bounded."""

    async def story(spool: Spool, _: Ledger, flusher: Flusher) -> None:
        spool.append(record(1))
        await spool.sync()
        assert len(files(tmp_path)) == 3
        await flusher.flush()
        await spool.sync()
        assert files(tmp_path)[0].endswith("00000002.segment")
        await spool.close(over=True)

    on(Spool(tmp_path, uuid7(), age=0), story)


def test_no_call_begins_while_the_disk_is_nearly_full(tmp_path: Path) -> None:
    """Those under way are still recorded; when there is room again, all is well."""

    async def story(spool: Spool, _: Ledger, flusher: Flusher) -> None:
        with pytest.raises(Unavailable, match="cannot be recorded"):
            spool.ready()
        spool.append(record(1))
        spool._room = 0
        await spool.sync()
        spool.ready()
        assert await flusher.flush() == 1
        await spool.close(over=True)

    on(Spool(tmp_path, uuid7(), room=1 << 60), story)


FULL = """
import asyncio, resource, sys
from pathlib import Path
from uuid import UUID
from philae.core.errors import Unavailable
from philae.spool.spool import Spool
from tests.spool.test_frame import record

async def main():
    spool, written = Spool(Path(sys.argv[1]), UUID(int=7)), []
    spool.open()
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
    for n in range(200):
        try:
            spool.append(record(n))
            written.append(n)
        except Unavailable:
            try:
                spool.ready()
                raise SystemExit("it takes calls that it cannot record")
            except Unavailable:
                await spool.sync()
                spool.ready()
    print(*written)

asyncio.run(main())
"""


def test_a_disk_that_fills_in_the_middle_of_a_record(tmp_path: Path) -> None:
    """The kernel takes only half of it: the caller is told, no half record stays, and a new segment goes on."""
    environment = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], env=environment, capture_output=True, text=True, check=True
    )
    written = [int(n) for n in done.stdout.split("\n")[-2].split()]
    assert 100 < len(written) < 200

    async def story(spool: Spool, ledger: Ledger, flusher: Flusher) -> None:
        await flusher.adopt()
        assert ledger.records == [record(n) for n in written]
        await spool.close(over=True)

    on(Spool(tmp_path, uuid7()), story)
