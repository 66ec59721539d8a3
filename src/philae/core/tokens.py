"""Tokens used: one count for every vendor's way of counting, and the meters that are billed from it."""

from msgspec import Struct
from msgspec.structs import astuple

from philae.core.money import Usage


class Tokens(Struct, frozen=True):
    """How much a call took.

    `input` counts everything that was read, cached and written to the cache included; `output` everything that was
    made, reasoning included. The others say how much of these two was of that kind. Vendors that count otherwise
    (Anthropic leaves the cache out of its input, Gemini the thoughts out of its candidates) are added up by their
    providers. `searches` are what a reranker bills instead of tokens. `estimated`: the vendor sent none, so we counted.
    """

    input: int = 0
    output: int = 0
    cached: int = 0
    written: int = 0
    written_1h: int = 0
    reasoning: int = 0
    audio_in: int = 0
    audio_out: int = 0
    image_in: int = 0
    image_out: int = 0
    searches: int = 0
    estimated: bool = False

    def __bool__(self) -> bool:
        """Whether anything was counted: a vendor that tells of nothing tells nothing."""
        return bool(self.input or self.output or self.searches)

    def joined(self, other: "Tokens | None") -> "Tokens":
        """Together with what another frame told of the same call: counts only grow."""
        if other is None:
            return self
        return Tokens(*(max(mine, theirs) for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def usage(self) -> Usage:
        """As meters, each token under exactly one: the rest is plain input and output. `written_1h` is part of `written`."""
        plain_in = self.input - self.cached - self.written - self.audio_in - self.image_in
        plain_out = self.output - self.audio_out - self.image_out
        meters = (
            ("input_token", max(0, plain_in)),
            ("cached_token", self.cached),
            ("cache_write_token", self.written - self.written_1h),
            ("cache_write_1h_token", self.written_1h),
            ("audio_input_token", self.audio_in),
            ("image_input_token", self.image_in),
            ("output_token", max(0, plain_out)),
            ("audio_output_token", self.audio_out),
            ("image_output_token", self.image_out),
            ("search", self.searches),
        )
        return {meter: count for meter, count in meters if count}
