"""Sections laid into a YAML file's text."""

import pytest
import yaml

from philae.commands.sections import laid

FILE = """# our gateway
port: 9000

channels:   # two of them
  - name: a
    provider: bfl
# about the mark-up
markup:
  "*": 1.2  # everything
"""


def test_a_section_takes_the_place_of_the_one_of_its_name() -> None:
    """Everything else keeps its comments and its order."""
    text = laid(FILE, {"channels": [{"name": "b"}]})
    assert yaml.safe_load(text) == {"port": 9000, "channels": [{"name": "b"}], "markup": {"*": 1.2}}
    assert text.index("# our gateway") < text.index("- name: b") < text.index("# about the mark-up")
    assert "# everything" in text


def test_a_new_section_is_added_at_the_end() -> None:
    """After a line that is not ended, too."""
    assert laid("port: 1", {"models": {"m": {"like": "o3"}}}) == "port: 1\nmodels:\n  m:\n    like: o3\n"
    assert laid("", {"port": 1}) == "port: 1\n"


@pytest.mark.parametrize(
    "old", ["channels: []", "channels: [{name: a}]\nport: 1\n", "port: 1\nchannels:\n", "# nothing\n"]
)
def test_any_form_of_a_section_is_replaced(old: str) -> None:
    """Written in one line, empty, or absent."""
    found = yaml.safe_load(laid(old, {"channels": [{"name": "b"}]}))
    assert found == {**(yaml.safe_load(old) or {}), "channels": [{"name": "b"}]}


def test_the_last_section_is_replaced_too() -> None:
    """With or without an end of line."""
    for end in ("", "\n", "\n\n# the end\n"):
        text = laid(f"port: 1\nmodels:\n  a:\n    price: {{input: 1}}{end}", {"models": {"b": {}}})
        assert yaml.safe_load(text) == {"port": 1, "models": {"b": {}}}
