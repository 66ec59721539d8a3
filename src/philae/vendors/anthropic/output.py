"""What a Messages client says of the output: its form, its effort, the thinking before it."""

from philae.core.chat import Effort, Format, Reasoning
from philae.vendors.anthropic.fields import Fields, wrong
from philae.vendors.anthropic.own import Keep

EFFORTS: dict[str, Effort] = {"low": "low", "medium": "medium", "high": "high", "xhigh": "xhigh", "max": "max"}
SHOWN = {"summarized": True, "omitted": False}


def form(fields: Fields, keep: Keep) -> Format | None:
    """`output_config.format`, or the field that it replaced, `output_format`."""
    config = Fields(fields.rest.get("output_config") or {}, "output_config")
    inner = config.inner("format") or fields.inner("output_format")
    if "output_config" in fields.rest:
        fields.rest["output_config"] = config.rest
    if inner is None:
        return None
    if inner.need("type", str) != "json_schema":
        raise wrong(inner.at("type"), "must be json_schema")
    found = Format("schema", inner.need("schema", dict), strict=True)
    keep.fields("format", inner.rest)
    return found


def reasoning(fields: Fields, keep: Keep) -> Reasoning | None:
    """`thinking` and `output_config.effort`.

    With thinking off an effort still rules how much is written; Reasoning has no place for both, so it then waits with
    the fields that are not ours.
    """
    config = fields.inner("output_config")
    effort = _effort(config) if config else None
    thinking = fields.inner("thinking")
    found = _thinking(thinking, effort) if thinking else Reasoning(effort) if effort else None
    if thinking:
        keep.fields("thinking", thinking.rest)
    if config:
        hidden = {"effort": effort} if effort and found and found.effort == "none" else {}
        keep.fields("output_config", config.rest | hidden)
    return found


def _effort(config: Fields) -> Effort | None:
    word = config.take("effort", str, None)
    if word is not None and word not in EFFORTS:
        raise wrong(config.at("effort"), f"must be one of {', '.join(EFFORTS)}")
    return EFFORTS[word] if word else None


def _thinking(fields: Fields, effort: Effort | None) -> Reasoning:
    kind = fields.need("type", str)
    display = fields.rest.get("display")
    show = SHOWN.get(display) if isinstance(display, str) else None
    if show is not None:
        del fields.rest["display"]
    match kind:
        case "enabled":
            return Reasoning(effort, fields.need("budget_tokens", int), show=show)
        case "adaptive":
            return Reasoning(effort, adaptive=True, show=show)
        case "disabled":
            return Reasoning("none")
        case "between_tools":
            fields.rest["type"] = kind
            return Reasoning("none")
    raise wrong(fields.at("type"), "must be enabled, adaptive, disabled or between_tools")
