"""JSON with one thing in it that does not belong there."""

from typing import Any

from hypothesis import strategies as st

NAMES = st.sampled_from(["type", "text", "source", "content", "id", "parts", "role", "index"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2),
    max_leaves=4,
)


@st.composite
def mutated(draw: st.DrawFn, value: Any) -> Any:
    """The value with one thing in it, at any depth, put in the place of another."""
    if not isinstance(value, dict | list) or not value or draw(st.integers(0, 4)) == 0:
        return draw(VALUES)
    if isinstance(value, list):
        at = draw(st.integers(0, len(value) - 1))
        return [draw(mutated(v)) if i == at else v for i, v in enumerate(value)]
    name = draw(st.sampled_from(sorted(value)))
    return value | {name: draw(mutated(value[name]))}
