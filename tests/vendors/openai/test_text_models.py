"""The list of models in OpenAI's shape."""

from openai.types import Model

from philae.vendors.openai.text.models import Listed, entry, listing


def test_listing() -> None:
    """Every entry is one that the official client understands."""
    reply = listing([Listed("flux-2-pro", "Black Forest Labs", 1_785_542_400), Listed("mine")])
    assert (reply.status, reply.body["object"]) == (200, "list")
    told = [Model.model_validate(one) for one in reply.body["data"]]
    assert [(m.id, m.object, m.created, m.owned_by) for m in told] == [
        ("flux-2-pro", "model", 1_785_542_400, "Black Forest Labs"),
        ("mine", "model", 0, "philae"),
    ]


def test_endpoints() -> None:
    """The formats that serve a model stand beside it where they are told."""
    assert entry(Listed("a", "b", 1, ("openai", "anthropic")))["supported_endpoint_types"] == ["openai", "anthropic"]
    assert "supported_endpoint_types" not in entry(Listed("a"))
