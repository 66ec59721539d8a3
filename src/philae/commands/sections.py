"""Top-level sections of a YAML file, laid into its text so that the rest keeps its comments and its order."""

from collections.abc import Mapping
from typing import Any

import yaml


def laid(text: str, sections: Mapping[str, Any]) -> str:
    """The text with these sections, each in the place of the one of its name, else at the end."""
    for name, value in sections.items():
        text = _one(text, name, yaml.safe_dump({name: value}, sort_keys=False, allow_unicode=True, width=120))
    return text


def _one(text: str, name: str, section: str) -> str:
    root = yaml.compose(text)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    for key, value in pairs:
        if key.value == name:
            start, end = key.start_mark.index, value.end_mark.index
            old = text[start:end]
            # A block reaches to the next key: the comments before that belong to it.
            own = _content(old) if value.end_mark.column == 0 else old
            return text[:start] + section.rstrip("\n") + text[start + len(own) :]
    head = text if not text or text.endswith("\n") else f"{text}\n"
    return head + section


def _content(block: str) -> str:
    """A block without the empty lines and unindented comments that follow it."""
    lines = block.split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    return "\n".join(lines)
