"""Why an answer ended, in Anthropic's words and in ours."""

from philae.core.chat import Reason

OURS: dict[str, Reason] = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tool_calls",
    "pause_turn": "pause",
    "refusal": "refusal",
}
"""A reason that is not here is one of Anthropic's later words for an ordinary end."""
THEIRS: dict[Reason, str] = {
    "stop": "end_turn",
    "length": "max_tokens",
    "tool_calls": "tool_use",
    "content_filter": "refusal",
    "refusal": "refusal",
    "pause": "pause_turn",
}


def stop_reason(reason: Reason, matched: str) -> str:
    """Anthropic's word; where one of the client's own stop texts was met it has one of its own."""
    return "stop_sequence" if matched and reason == "stop" else THEIRS[reason]
