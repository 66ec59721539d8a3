"""Which book requests are charged to now: what the running gateway says, else what the settings make of it."""

from philae.channels import channels
from philae.commands.database import owner_key
from philae.commands.faults import Fault
from philae.core.money import Book
from philae.settings import Settings
from philae.vendors import PROVIDERS


async def charged(settings: Settings) -> tuple[Book, str]:
    """The book, and why that one. Sandbox keys are always charged to the sandbox book."""
    live = await _running(settings)
    if live is None:
        live = bool(channels(settings, PROVIDERS, None))
    if live:
        return "live", "where requests are charged now, since a vendor's channel is set"
    return "sandbox", "where requests are charged now, since no vendor's channel is set: play money"


async def _running(settings: Settings) -> bool | None:
    """Whether the gateway that runs over the data folder has vendors; None if none runs."""
    # The client's library is loaded only for a gateway that runs.
    from philae.commands.gateway import ADDRESS, Remote

    address, key = settings.data / ADDRESS, owner_key(settings.data)
    if key is None or not address.exists():
        return None
    try:
        async with Remote(address.read_text().strip(), key) as remote:
            models = (await remote.json("GET", "/v1/models"))["data"]
    except Fault:
        return None
    return any(vendor != "studio" for model in models for vendor in model["served_by"])
