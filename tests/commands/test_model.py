"""`philae model`: what can be asked for, and for how much."""

import json

from tests.commands.shell import Shell


def test_models_are_listed_with_price_and_server(shell: Shell) -> None:
    """Without a vendor the twin serves; with one, the vendor."""
    assert "offline twin" in shell("model", "list", "flux-2-pro").out
    assert "bfl" in shell("model", "list", "flux-2-pro", BFL_API_KEY="x").out
    assert "no model has 'zebra'" in shell("model", "list", "zebra").out


def test_a_model_is_shown_with_its_parameters(shell: Shell) -> None:
    """By any of its names; as JSON it is the schema."""
    said = shell("model", "show", "flux-kontext-pro").out
    assert "$0.04 / image" in said
    assert "picture (source)" in said
    assert json.loads(shell("model", "show", "flux-2-pro", "--json").out)["properties"]["seed"]
    assert "there is no model" in shell("model", "show", "zebra", code=1).err
