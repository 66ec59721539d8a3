"""Why an answer ended, in Google's words and ours (`FinishReason`, `BlockedReason` of google-genai 3.4)."""

from philae.core.chat import Reason
from philae.core.errors import UpstreamError

FILTERED = (
    "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY",
    "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "ESCALATION", "PUP_LIMITED_DISABLED", "MODEL_ARMOR",
)  # fmt: skip
FAILED = frozenset({
    "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE",
    "MALFORMED_RESPONSE", "NO_IMAGE", "IMAGE_OTHER",
})  # fmt: skip
MEANT: dict[str, Reason] = {
    "STOP": "stop",
    "MAX_TOKENS": "length",
    "CONTINUATION": "pause",
    **dict.fromkeys(FILTERED, "content_filter"),
}
WORDS: dict[Reason, str] = {
    "stop": "STOP",
    "tool_calls": "STOP",
    "length": "MAX_TOKENS",
    "content_filter": "SAFETY",
    "refusal": "SAFETY",
    # Google's CONTINUATION comes with a token to go on with, which other vendors do not give.
    "pause": "OTHER",
}


def meaning(word: str, *, called: bool) -> Reason:
    """Ours for Google's; `called`: the answer asks for tools, which Google ends with a plain STOP."""
    reason = MEANT.get(word, "stop")
    return "tool_calls" if called and reason == "stop" else reason


def failure(word: str, message: str) -> UpstreamError | None:
    """The error that an answer without any part is, where it ended because the model went wrong."""
    if word not in FAILED:
        return None
    return UpstreamError("the model gave no usable answer", detail=f"{word}: {message}", retryable=True)
