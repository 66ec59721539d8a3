"""`philae model`: what can be asked for, and for how much."""

import json

from philae.core.pack import missing
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


def test_text_models_are_there_too(shell: Shell) -> None:
    """With prices by the million; a name of any kind finds them."""
    listed = shell("model", "list", "claude-opus-5").out
    assert "$5 / $25 a million tokens" in listed
    assert ("nobody now" if missing("chat", {}) else "offline twin") in listed
    assert "anthropic" in shell("model", "list", "claude-opus-5", ANTHROPIC_API_KEY="x").out
    shown = shell("model", "show", "anthropic/claude-haiku-4-5").out
    assert "claude-haiku-4-5-20251001" in shown
    assert "$1.25 / million tokens of input written to the cache" in shown
    assert json.loads(shell("model", "show", "gpt-5.4", "--json").out)["context"] == 1_050_000


def test_near_names_are_offered_of_both_kinds(shell: Shell) -> None:
    """A typing mistake may be in either."""
    assert "did you mean gpt-5.4" in shell("model", "show", "gpt5.4", code=1).err
    assert "flux-2-pro" in shell("model", "show", "flux2-pro", code=1).err


def test_the_operators_models_are_shown(shell: Shell) -> None:
    """Those of philae.yaml, at their prices."""
    (shell.data.parent / "philae.yaml").write_text(
        "models:\n  gpt-5.4: {price: {input: 1, output: 2}}\n  mine: {like: o3}\n"
    )
    assert "$1 / $2 a million tokens" in shell("model", "list", "gpt-5.4").out
    assert "mine" in shell("model", "list", "mine").out
