"""Which book requests are charged to now: what the running gateway says, else what the settings make of it."""

from philae.channels import channels
from philae.commands.database import owner_key
from philae.commands.faults import Fault
from philae.core.money import Book
from philae.settings import Settings
from philae.vendors import PROVIDERS


async def charged(settings: Settings) -> Book:
    """The book of everything but sandbox keys, which are always charged to the sandbox book."""
    live = await _running(settings)
    if live is None:
        live = bool(channels(settings, PROVIDERS, None))
    return "live" if live else "sandbox"


async def _running(settings: Settings) -> bool | None:
    """Whether the gateway that runs over the data folder has vendors; None if none runs."""
    # The client's library takes longer to load than the command to run: only for a gateway that may run.
    from philae.commands.gateway import Remote
    from philae.supervisor import ADDRESS

    address, key = settings.data / ADDRESS, owner_key(settings.data)
    if key is None or not address.exists():
        return None
    try:
        async with Remote(address.read_text().strip(), key) as remote:
            models = (await remote.json("GET", "/v1/models"))["data"]
    except Fault:
        return None
    return any(vendor != "studio" for model in models for vendor in model["served_by"])
