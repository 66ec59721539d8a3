"""Tokens as Google counts them, and as we do."""

from typing import Any

import msgspec

from philae.core.tokens import Tokens
from philae.vendors.gemini.wire import Metered, Modality, Usage

_METERED = msgspec.json.Decoder(Metered, strict=False)


def tokens(usage: Usage) -> Tokens:
    """Ours. What was read from the cache is counted as cached alone, whatever it was."""
    given = usage.prompt_tokens_details + usage.tool_use_prompt_tokens_details
    return Tokens(
        input=usage.prompt_token_count + usage.tool_use_prompt_token_count,
        output=usage.candidates_token_count + usage.thoughts_token_count,
        cached=usage.cached_content_token_count,
        reasoning=usage.thoughts_token_count,
        audio_in=max(0, _of("AUDIO", given) - _of("AUDIO", usage.cache_tokens_details)),
        audio_out=_of("AUDIO", usage.candidates_tokens_details),
        image_in=max(0, _of("IMAGE", given) - _of("IMAGE", usage.cache_tokens_details)),
        image_out=_of("IMAGE", usage.candidates_tokens_details),
    )


def metadata(spent: Tokens) -> dict[str, Any]:
    """Google's `usageMetadata`."""
    said: dict[str, Any] = {
        "promptTokenCount": spent.input,
        "candidatesTokenCount": spent.output - spent.reasoning,
        "totalTokenCount": spent.input + spent.output,
    }
    if spent.reasoning:
        said["thoughtsTokenCount"] = spent.reasoning
    if spent.cached:
        said["cachedContentTokenCount"] = spent.cached
    made = spent.output - spent.reasoning
    return said | {
        "promptTokensDetails": _details(spent.input, spent.audio_in, spent.image_in),
        "candidatesTokensDetails": _details(made, spent.audio_out, spent.image_out),
    }


def find(body: bytes) -> Tokens | None:
    """The tokens that a whole answer, or one frame of a stream, tells of."""
    if b'"usageMetadata"' not in body:
        return None
    try:
        usage = _METERED.decode(body).usage_metadata
    except msgspec.MsgspecError:
        return None
    return tokens(usage) if usage else None


def _of(kind: str, details: tuple[Modality, ...]) -> int:
    return sum(entry.token_count for entry in details if entry.modality == kind)


def _details(total: int, audio: int, image: int) -> list[dict[str, Any]]:
    """By kind; what is of no other kind is text."""
    kinds = {"TEXT": max(0, total - audio - image), "AUDIO": audio, "IMAGE": image}
    return [{"modality": kind, "tokenCount": count} for kind, count in kinds.items() if count]
