"""A GGUF file, in which llama.cpp reads a model: facts by name, then tensors (github.com/ggml-org/ggml, docs/gguf.md)."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC, VERSION, ALIGNMENT = b"GGUF", 3, 32
INT32, UINT32, FLOAT32, BOOL, STRING, ARRAY = 5, 4, 6, 7, 8, 9
KINDS = {np.dtype(np.float32): 0, np.dtype(np.float16): 1}
"""Type of a tensor's numbers → its number in the format."""

Fact = bool | int | float | str | Sequence[str] | Sequence[int]
Tensor = NDArray[np.float32] | NDArray[np.float16]


def write(path: Path, facts: Mapping[str, Fact], tensors: Mapping[str, Tensor]) -> None:
    """Write the file, at once and whole."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        head = b"".join(_head(facts, tensors))
        file.write(head + _gap(len(head)))
        for tensor in tensors.values():
            file.write(tensor.tobytes() + _gap(tensor.nbytes))
    part.replace(path)


def _head(facts: Mapping[str, Fact], tensors: Mapping[str, Tensor]) -> Iterator[bytes]:
    yield MAGIC + struct.pack("<IQQ", VERSION, len(tensors), len(facts))
    for name, fact in facts.items():
        kind, data = _fact(fact)
        yield _text(name) + struct.pack("<I", kind) + data
    offset = 0
    for name, tensor in tensors.items():
        shape = tensor.shape[::-1]
        yield _text(name) + struct.pack(f"<I{len(shape)}Q", len(shape), *shape)
        yield struct.pack("<IQ", KINDS[tensor.dtype], offset)
        offset += tensor.nbytes + len(_gap(tensor.nbytes))


def _fact(fact: Fact) -> tuple[int, bytes]:
    match fact:
        case bool():
            return BOOL, struct.pack("<?", fact)
        case int():
            return UINT32, struct.pack("<I", fact)
        case float():
            return FLOAT32, struct.pack("<f", fact)
        case str():
            return STRING, _text(fact)
    items = [_text(one) if isinstance(one, str) else struct.pack("<i", one) for one in fact]
    kind = STRING if isinstance(fact[0], str) else INT32
    return ARRAY, struct.pack("<IQ", kind, len(items)) + b"".join(items)


def _text(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _gap(size: int) -> bytes:
    """What fills up to the next tensor's place."""
    return bytes(-size % ALIGNMENT)
