"""Free text of custom tools inside JSON arguments, whole and in pieces."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.vendors.openai.responses.freeform import HEAD, TAIL, Unwrap, escaped, unwrap, wrap

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@given(WORDS, st.integers(1, 5), st.booleans())
def test_pieces_are_the_whole(text: str, size: int, ascii_only: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """However arguments are cut, and whether or not they are escaped to ASCII, the pieces add up to the text."""
    arguments = json.dumps({"input": text}, ensure_ascii=ascii_only)
    taken = Unwrap()
    told = [taken.feed(arguments[i : i + size]) for i in range(0, len(arguments), size)]
    whole, rest = taken.whole()
    assert whole == text
    assert "".join(told) + rest == text
    assert not rest


@given(WORDS)
def test_wrapping_comes_back(text: str) -> None:
    """What is wrapped, whole or in pieces, is JSON, and the same text again."""
    assert unwrap(wrap(text)) == text
    assert json.loads(HEAD + escaped(text) + TAIL) == {"input": text}


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ('{"patch": "x"}', "x"),
        ('"x"', "x"),
        ("*** Begin Patch", "*** Begin Patch"),
        ('{"input": "a\nb"}', "a\nb"),
        ('{"input": "cut off', "cut off"),
        ('{"input": "cut \\u26', "cut "),
        ('{"input": "\\ud800"}', "?"),
        ('{"a": 1, "b": 2}', '{"a": 1, "b": 2}'),
        ("", ""),
    ],
)
def test_models_that_answer_otherwise(arguments: str, text: str) -> None:
    """Another name, no JSON at all, a raw line break or a broken end are understood as far as they can be."""
    taken = Unwrap()
    told = taken.feed(arguments)
    whole, rest = taken.whole()
    assert whole == text
    assert told + rest == text
