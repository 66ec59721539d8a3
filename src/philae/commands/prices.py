"""Rates as people read them: tokens by the million, pictures by the piece."""

from collections.abc import Sequence

from philae.core.money import Over, Rate

MILLION = 1_000_000
UNKNOWN = "unknown"
TOKENS = {
    "input_token": "input",
    "output_token": "output",
    "cached_token": "cached input",
    "cache_write_token": "input written to the cache",
    "cache_write_1h_token": "input written to the cache for an hour",
    "audio_input_token": "audio input",
    "audio_output_token": "audio output",
    "image_input_token": "image input",
    "image_output_token": "image output",
}
"""Meter → what it counts, for those of text models."""


def cell(rates: Sequence[Rate]) -> str:
    """The price in one cell: input and output tokens, else the first rate."""
    if not rates:
        return UNKNOWN
    first = {
        r.meter: r.price for r in reversed(rates) if r.per == MILLION and r.meter in ("input_token", "output_token")
    }
    if not first:
        return _rate(rates[0]) + (f" (+{len(rates) - 1})" if rates[1:] else "")
    prices = " / ".join(f"${first[m]}" for m in ("input_token", "output_token") if m in first)
    return f"{prices} a million tokens" + (", more for long input" if _steps(rates) else "")


def rates(rates: Sequence[Rate]) -> list[str]:
    """A line for each rate, with its condition."""
    lines = [_rate(rate) + _when(rate) for rate in rates]
    return lines or [f"{UNKNOWN}: only the offline twin serves it"]


def _rate(rate: Rate) -> str:
    if rate.meter in TOKENS and rate.per == MILLION:
        return f"${rate.price} / million tokens of {TOKENS[rate.meter]}"
    return f"${rate.price} / {'' if rate.per == 1 else f'{rate.per:,} '}{rate.meter.replace('_', ' ')}"


def _steps(rates: Sequence[Rate]) -> bool:
    return any(isinstance(value, Over) for rate in rates for _, value in rate.when)


def _when(rate: Rate) -> str:
    return " where " + ", ".join(_condition(name, value) for name, value in rate.when) if rate.when else ""


def _condition(name: str, value: object) -> str:
    if not isinstance(value, Over):
        return f"{name} is {value}"
    low = f"over {value.low:,}" if value.low > 0 else ""
    high = f"at most {value.high:,}" if value.high is not None else ""
    return f"{name} is {' and '.join(part for part in (low, high) if part) or 'any'}"
