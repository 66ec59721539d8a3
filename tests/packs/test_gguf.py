"""The files that llama.cpp reads, as its specification has them."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from philae.packs import gguf, minilm

U64 = struct.Struct("<Q")


class Reader:
    """Reads a file's head and tensors, independently of what wrote them."""

    def __init__(self, data: bytes) -> None:
        """All of it."""
        self.data, self.at = data, 0
        self.facts: dict[str, object] = {}
        self.tensors: dict[str, tuple[tuple[int, ...], int, int]] = {}
        magic, version, tensors, facts = self.take("<4sIQQ")
        assert (magic, version) == (b"GGUF", 3)
        for _ in range(facts):
            name = self.text()
            self.facts[name] = self.value(self.take("<I")[0])
        for _ in range(tensors):
            name = self.text()
            shape = self.take(f"<{self.take('<I')[0]}Q")
            self.tensors[name] = (shape, *self.take("<IQ"))
        self.start = -(-self.at // 32) * 32

    def take(self, form: str) -> tuple[Any, ...]:
        """Some numbers."""
        found = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return found

    def text(self) -> str:
        """A length and so many bytes."""
        (size,) = U64.unpack_from(self.data, self.at)
        self.at += 8 + size
        return self.data[self.at - size : self.at].decode()

    def value(self, kind: int) -> object:
        """A value of that type, by the specification's numbers."""
        if kind == 8:
            return self.text()
        if kind == 9:
            inner, count = self.take("<IQ")
            return [self.value(inner) for _ in range(count)]
        return self.take({4: "<I", 5: "<i", 6: "<f", 7: "<?"}[kind])[0]


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    """Every kind of fact; tensors at their places, dimensions the other way round."""
    facts: dict[str, gguf.Fact] = {"a": "é", "b": 3, "c": 0.5, "d": False, "e": ["x", "yz"], "f": [1, -1]}
    big, small = np.arange(6, dtype=np.float32).reshape(2, 3), np.ones(5, np.float16)
    gguf.write(tmp_path / "m.gguf", facts, {"big": big, "small": small})

    data = (tmp_path / "m.gguf").read_bytes()
    found = Reader(data)
    assert found.facts == facts
    assert found.tensors == {"big": ((3, 2), 0, 0), "small": ((5,), 1, 32)}
    assert np.array_equal(np.frombuffer(data, np.float32, 6, found.start).reshape(2, 3), big)
    assert np.array_equal(np.frombuffer(data, np.float16, 5, found.start + 32), small)
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(("word", "token"), [("[CLS]", "[CLS]"), ("##ing", "ing"), ("sea", "\u2581sea")])
def test_words_of_the_vocabulary(word: str, token: str) -> None:
    """A vocabulary that marks continuations becomes one that marks beginnings."""
    assert minilm._token(word) == token
