"""How rows write the prices of tokens: US dollars for a million, by meter, and by the size of the input where it matters."""

from msgspec.structs import replace

from philae.core.money import Over, Rate, usd

MILLION = 1_000_000
METERS = {
    "cached": "cached_token",
    "written": "cache_write_token",
    "hour": "cache_write_1h_token",
    "heard": "audio_input_token",
    "seen": "image_input_token",
    "spoken": "audio_output_token",
    "drawn": "image_output_token",
}
"""Short name in a row → meter, beside those of plain input and output."""


def tokens(reads: str, writes: str = "", **others: str) -> tuple[Rate, ...]:
    """Rates from what a million tokens cost that the model reads and writes; `others` are named by `METERS`."""
    named = {"input_token": reads, "output_token": writes} | {METERS[name]: price for name, price in others.items()}
    return tuple(Rate(meter, usd(price), MILLION) for meter, price in named.items() if price)


def tiers(*steps: tuple[int | None, tuple[Rate, ...]]) -> tuple[Rate, ...]:
    """Rates by the size of the whole input: each step holds up to its number of tokens, the last, None, beyond.

    All tokens of a request are billed by the step that its input is in, as every vendor with steps does.
    """
    low, rates = -1, []
    for high, step in steps:
        rates += [replace(rate, when=(("context", Over(low, high)),)) for rate in step]
        low = high if high is not None else low
    return tuple(rates)


def searches(price: str) -> tuple[Rate, ...]:
    """Rates of a model that is billed by searches: what a thousand cost."""
    return (Rate("search", usd(price), 1000),)
