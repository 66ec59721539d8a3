"""The tags that ask the studio to fail or to wait: `[[fault:429]]`, `[[delay:5]]`; they are no part of the picture."""

import re

_TAG = re.compile(r"\[\[\s*(fault|delay)\s*:\s*([^\]\s]*)\s*\]\]", re.IGNORECASE)


def faults(prompt: str) -> dict[str, str]:
    """The tags of a prompt by kind, such as {"fault": "429", "delay": "5"}; the last of a kind counts."""
    return {kind.lower(): value.lower() for kind, value in _TAG.findall(prompt)}


def seconds(text: str) -> float:
    """The delay of a `[[delay:…]]` tag, at most ten minutes; what is no number is none."""
    try:
        given = float(text)
    except ValueError:
        return 0.0
    return min(given, 600.0) if given > 0 else 0.0


def without_faults(prompt: str) -> str:
    """The prompt as its author meant it for the picture."""
    return _TAG.sub(" ", prompt)
