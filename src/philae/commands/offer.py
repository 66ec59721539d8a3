"""What serves what, in words: the vendors that are on, and what the offline twin is."""

from philae.catalog import MODELS
from philae.channels import channels
from philae.core.pack import PACKS, missing
from philae.settings import Settings
from philae.vendors import PROVIDERS

SHOWN = 4
TWIN = "a renderer that runs here and draws from the words of a prompt; not an AI model, costs nothing"


def real(settings: Settings) -> dict[str, list[str]]:
    """Vendor → its models that can be asked for now."""
    there = {c.provider.name for c in channels(settings, PROVIDERS, None)}
    return {
        vendor: [m.id for m in MODELS.values() if m.rates and vendor in {r.provider for r in m.routes}]
        for vendor in PROVIDERS
        if vendor in there
    }


def lines(settings: Settings) -> list[tuple[str, str]]:
    """`real` and `offline twin`, each with what it serves."""
    return [("real models", _vendors(real(settings))), *(("offline twin", text) for text in twin(settings))]


def twin(settings: Settings) -> list[str]:
    """When the twin answers, and what it is."""
    if settings.studio == "off":
        return ["off (PHILAE_STUDIO=off)"]
    if settings.studio == "on":
        when = "answers for every model that no vendor serves (PHILAE_STUDIO=on)"
    elif real(settings):
        when = "answers sandbox keys and its own models, studio/…"
    elif settings.loopback():
        when = "answers for every model until a vendor's key is set"
    else:
        when = "answers sandbox keys and its own models, studio/…; for others' models set PHILAE_STUDIO=on"
    return [when, f"pictures: {TWIN}", f"text: {words(settings)}"]


def words(settings: Settings) -> str:
    """What answers with text, and how to get it."""
    own = settings.weights()
    lacks = missing("chat", own)
    if lacks:
        return f"nothing yet: `philae studio add {lacks}` fetches {PACKS[lacks].title}, {PACKS[lacks].licence}"
    return f"{own['chat'].stem if 'chat' in own else PACKS['chat'].title}; it runs here and costs nothing"


def variables() -> list[str]:
    """The variables that turn vendors on."""
    return [p.secret for p in PROVIDERS.values() if p.secret]


def _vendors(found: dict[str, list[str]]) -> str:
    if not found:
        return f"none: no vendor's key is set ({_some(variables())}; docs/settings.md)"
    return "; ".join(f"{vendor} ({_some(models)})" if models else vendor for vendor, models in found.items())


def _some(names: list[str]) -> str:
    rest = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {rest} more" if rest > 0 else "")
