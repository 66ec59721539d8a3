"""Frames: what was packed is unpacked, whatever the cuts; what is damaged is passed over and counted."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.core.record import Record
from philae.spool.frame import HEAD, MARK, MOST, pack, unpack


def record(number: int, text: str = "m") -> Record:
    """A record that is like no other."""
    return Record(
        UUID(int=number), UUID(int=2), UUID(int=3), "live", text, "c", "openai", "chat", None, {"input_token": number},
        number, number, 200, 1e9, 0.5,
    )  # fmt: skip


texts = st.lists(st.text(max_size=300), max_size=8)


@given(texts)
def test_what_was_packed_is_unpacked(given_: list[str]) -> None:
    """All of it, in order."""
    records = [record(n, text) for n, text in enumerate(given_)]
    data = b"".join(map(pack, records))

    assert unpack(data, last=True) == (records, len(data), 0)


@given(given_=texts, cut=st.integers(0, 3000), last=st.booleans())
def test_a_torn_tail_costs_only_itself(*, given_: list[str], cut: int, last: bool) -> None:
    """Cut off anywhere: whole records stand; the rest is left for later, or counted as lost if nothing comes later."""
    records = [record(n, text) for n, text in enumerate(given_)]
    data = b"".join(map(pack, records))[:cut]

    found = unpack(data, last=last)

    assert found.records == records[: len(found.records)]
    assert found.used == (len(data) if last else sum(len(pack(r)) for r in found.records))
    assert found.lost == (len(data) - sum(len(pack(r)) for r in found.records) if last else 0)


@given(st.integers(2, 6), st.data())
def test_damage_costs_the_records_that_it_meets(count: int, data: st.DataObject) -> None:
    """Bytes overwritten with noise or zeros: every record that they do not touch is read."""
    records = [record(n) for n in range(count)]
    frames = [pack(r) for r in records]
    whole = bytearray(b"".join(frames))
    start = data.draw(st.integers(0, len(whole) - 1))
    noise = data.draw(st.one_of(st.binary(min_size=1, max_size=60), st.just(bytes(40))))[: len(whole) - start]
    whole[start : start + len(noise)] = noise
    ends = [sum(map(len, frames[: n + 1])) for n in range(count)]
    whole_ones = [
        r for r, f, end in zip(records, frames, ends, strict=True) if end <= start or end - len(f) >= start + len(noise)
    ]

    found = unpack(bytes(whole), last=True)

    assert [r for r in found.records if r in whole_ones] == whole_ones
    assert found.used == len(whole)


def test_zeros_after_a_power_cut_hold_nothing() -> None:
    """A file whose length was saved and its bytes were not."""
    assert unpack(pack(record(1)) + bytes(5000), last=True) == ([record(1)], len(pack(record(1))) + 5000, 5000)


def test_a_length_that_cannot_be_is_not_believed() -> None:
    """It would make a reader wait for bytes that never come."""
    data = HEAD.pack(MARK, MOST + 1, 0) + pack(record(1))
    assert unpack(data, last=False).records == [record(1)]


def test_a_record_of_another_shape_is_lost_not_fatal() -> None:
    """One that only a later program could read."""
    import zlib  # noqa: PLC0415  only here

    payload = b"\x93\x01\x02\x03"
    foreign = HEAD.pack(MARK, len(payload), zlib.crc32(payload)) + payload
    assert unpack(foreign + pack(record(1)), last=True) == ([record(1)], len(foreign + pack(record(1))), len(foreign))


def test_a_record_that_is_too_large_is_refused() -> None:
    """Before anything of it is written."""
    with pytest.raises(ValueError, match="too large"):
        pack(record(1, "x" * MOST))
