"""How likely each token was: Google's `logprobsResult`, and OpenAI's form, which is the canonical one."""

from itertools import zip_longest
from typing import Any

from philae.vendors.gemini.wire import Logprobs, LogToken, TopTokens


def canonical(result: Logprobs) -> dict[str, Any]:
    """In OpenAI's form."""
    steps = zip_longest(result.chosen_candidates, result.top_candidates, fillvalue=None)
    return {"content": [_entry(c) | {"top_logprobs": _tops(t)} for c, t in steps if isinstance(c, LogToken)]}


def result(logprobs: Any) -> dict[str, Any]:
    """In Google's."""
    entries = (logprobs or {}).get("content") or []
    return {
        "chosenCandidates": [_candidate(e) for e in entries],
        "topCandidates": [{"candidates": [_candidate(t) for t in e.get("top_logprobs") or ()]} for e in entries],
    }


def _entry(token: LogToken) -> dict[str, Any]:
    return {"token": token.token, "logprob": token.log_probability, "bytes": list(token.token.encode())}


def _tops(top: Any) -> list[dict[str, Any]]:
    return [_entry(t) for t in top.candidates] if isinstance(top, TopTokens) else []


def _candidate(entry: dict[str, Any]) -> dict[str, Any]:
    return {"token": entry.get("token", ""), "logProbability": entry.get("logprob", 0.0)}
