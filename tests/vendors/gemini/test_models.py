"""The model list in Google's shape."""

from typing import Any

import pytest

from philae.core.errors import InvalidRequest, ModelNotFound
from philae.vendors.gemini.models import EMBED, Listed, one, page

ROWS = [
    Listed("a", "Model A", "The first.", input_limit=1000, output_limit=10),
    Listed("b"),
    Listed("vendor/c", methods=EMBED),
]


def listed(**query: str) -> Any:
    """A page."""
    return page(ROWS, query).body


def test_pages() -> None:
    """Each page names the next one's beginning."""
    first = listed(pageSize="2")
    assert [m["name"] for m in first["models"]] == ["models/a", "models/b"]
    rest = listed(pageSize="2", pageToken=first["nextPageToken"])
    assert ([m["name"] for m in rest["models"]], "nextPageToken" in rest) == (["models/vendor/c"], False)
    assert (
        len(listed()["models"]) == len(listed(page_size="0")["models"]) == len(listed(pageSize="5000")["models"]) == 3
    )
    assert page([], {}).body == {"models": []}


@pytest.mark.parametrize(("query", "param"), [({"pageSize": "-1"}, "pageSize"), ({"pageToken": "x"}, "pageToken")])
def test_wrong_pages(query: dict[str, str], param: str) -> None:
    """They are refused by name."""
    with pytest.raises(InvalidRequest) as caught:
        listed(**query)
    assert caught.value.param == param


def test_one() -> None:
    """Names, limits and methods; with or without the collection's name."""
    assert one(ROWS, "models/a").body == {
        "name": "models/a", "version": "001", "displayName": "Model A", "description": "The first.",
        "inputTokenLimit": 1000, "outputTokenLimit": 10,
        "supportedGenerationMethods": ["generateContent", "streamGenerateContent", "countTokens"],
    }  # fmt: skip
    assert one(ROWS, "vendor/c").body["supportedGenerationMethods"] == ["embedContent", "batchEmbedContents"]
    with pytest.raises(ModelNotFound):
        one(ROWS, "d")
