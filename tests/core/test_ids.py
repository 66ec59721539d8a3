"""Ids sort by their time, and neither repeat nor can be guessed."""

import os
import time

from philae.core import ids

MANY = 2_000


def test_an_id_has_its_version_and_variant() -> None:
    """As RFC 9562 has them, section 5.7."""
    made = [ids.uuid7() for _ in range(MANY)]
    assert {(i.version, i.variant) for i in made} == {(7, "specified in RFC 4122")}
    assert len(set(made)) == MANY


def test_an_id_tells_its_time() -> None:
    """In milliseconds; a later one is greater."""
    before = time.time_ns() // 1_000_000
    made = ids.uuid7()
    time.sleep(0.002)
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000
    assert ids.floor(made.int >> 80) <= made < ids.uuid7()


def test_every_other_bit_is_random() -> None:
    """Each is set in about half of all ids."""
    made = [ids.uuid7().int for _ in range(MANY)]
    free = [*range(62), *range(64, 76)]
    assert all(MANY * 0.4 < sum(i >> bit & 1 for i in made) < MANY * 0.6 for bit in free)


def test_a_fork_makes_ids_of_its_own() -> None:
    """What was put by is not used by both."""
    ids.uuid7()
    theirs, ours = os.pipe()
    child = os.fork()
    if not child:
        os.write(ours, b"".join(ids.uuid7().bytes for _ in range(5)))
        os._exit(0)
    os.waitpid(child, 0)
    said = os.read(theirs, 80)
    os.close(theirs)
    os.close(ours)
    tails = {said[at + 6 : at + 16] for at in range(0, 80, 16)}
    assert not tails & {ids.uuid7().bytes[6:] for _ in range(MANY)}


def test_an_id_is_read_back_from_its_number() -> None:
    """37 digits, for clients that expect numbers; a shorter number is none of ours."""
    made = ids.uuid7()

    assert len(ids.digits(made)) == 37
    assert ids.parse(ids.digits(made)) == made
    assert ids.parse("1773314942177684") is None
