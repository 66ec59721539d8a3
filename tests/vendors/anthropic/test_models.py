"""The model list as Anthropic's clients read it."""

from datetime import UTC, datetime

import pytest

from philae.core.errors import InvalidRequest
from philae.vendors.anthropic import Listed, entry, listing

MODELS = [Listed(f"m-{i}") for i in range(25)]


def ids(**query: str) -> tuple[list[str], bool]:
    """A page's ids, and whether there is more."""
    body = listing(MODELS, query).body
    shown = [model["id"] for model in body["data"]]
    assert (body["first_id"], body["last_id"]) == ((shown[0], shown[-1]) if shown else (None, None))
    return shown, body["has_more"]


def test_a_model() -> None:
    """Its id, name and day; the epoch where the day is not known."""
    made = Listed("claude-opus-5-5", "Claude Opus 5.5", datetime(2026, 9, 22, tzinfo=UTC))
    assert entry(made) == {
        "type": "model",
        "id": "claude-opus-5-5",
        "display_name": "Claude Opus 5.5",
        "created_at": "2026-09-22T00:00:00Z",
        "lifecycle": "active",
    }
    assert entry(Listed("m", deprecated=True)) == {
        "type": "model",
        "id": "m",
        "display_name": "m",
        "created_at": "1970-01-01T00:00:00Z",
        "lifecycle": "deprecated",
    }


def test_pages() -> None:
    """Twenty at a time unless asked, forwards and backwards."""
    assert ids() == ([f"m-{i}" for i in range(20)], True)
    assert ids(after_id="m-19") == ([f"m-{i}" for i in range(20, 25)], False)
    assert ids(after_id="m-24") == ([], False)
    assert ids(limit="2", after_id="m-3") == (["m-4", "m-5"], True)
    assert ids(limit="2", before_id="m-3") == (["m-1", "m-2"], True)
    assert ids(limit="5", before_id="m-3") == (["m-0", "m-1", "m-2"], False)
    assert ids(limit="1000") == ([f"m-{i}" for i in range(25)], False)


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "1001"}, "limit"),
        ({"limit": "²"}, "limit"),
        ({"after_id": "none"}, "after_id"),
        ({"before_id": "none"}, "before_id"),
    ],
)
def test_wrong_pages(query: dict[str, str], param: str) -> None:
    """The field is named."""
    with pytest.raises(InvalidRequest) as caught:
        listing(MODELS, query)
    assert caught.value.param == param
