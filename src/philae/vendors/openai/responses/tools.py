"""Tools and the choice among them: the wire's kinds to functions, which all formats know, and back.

A function is a function everywhere. A custom tool is offered to other formats as a function of one text, a namespace's
tools as functions with the namespace before their names. All other kinds run at the vendor: they stay as they came.
"""

from hashlib import sha256
from typing import Any, Literal

from msgspec import Struct, structs

from philae.core.chat import Choose, Tool
from philae.core.errors import InvalidRequest
from philae.vendors.openai.responses import freeform
from philae.vendors.openai.responses.asked import Body
from philae.vendors.openai.responses.wire import Raw, shaped

LONGEST_NAME = 64
MODES: dict[str, Literal["auto", "none", "required"]] = {"auto": "auto", "none": "none", "required": "required"}
PLAIN = frozenset({"type", "name", "description", "parameters", "strict"})


class FunctionItem(Struct, frozen=True):
    """A tool of the type `function`, or `custom`, which has a `format` in place of parameters."""

    name: str
    description: str | None = None
    parameters: Raw | None = None
    strict: bool | None = None
    format: Raw | None = None


class NamespaceItem(Struct, frozen=True):
    """A tool of the type `namespace`: Codex wraps the tools of each MCP server in one."""

    name: str
    tools: list[Raw]


class Offer(Struct, frozen=True):
    """What a request offers.

    `aliases`: canonical name → `{"type": "custom"}` or `{"namespace": …, "name": …}` for what is not a plain function.
    `server` are the tools that run at the vendor. `plain`: the canonical tools say all of it.
    """

    tools: tuple[Tool, ...] = ()
    aliases: dict[str, Raw] = {}
    server: tuple[Raw, ...] = ()
    plain: bool = True


def read(raw: list[Raw], where: str = "tools") -> Offer:
    """The tools of a list that stands at `where`. Raises `InvalidRequest`."""
    offers = [_read(tool, f"{where}[{i}]") for i, tool in enumerate(raw)]
    plain = all(tool.get("type") == "function" and tool.keys() <= PLAIN for tool in raw)
    return structs.replace(joined(*offers), plain=plain)


def joined(*offers: Offer) -> Offer:
    """One offer of several; a tool that is offered again, as conversations do, counts once."""
    tools = {tool.name: tool for offer in offers for tool in offer.tools}
    aliases = {name: alias for offer in offers for name, alias in offer.aliases.items()}
    server = tuple(tool for offer in offers for tool in offer.server)
    return Offer(tuple(tools.values()), aliases, server, all(offer.plain for offer in offers))


def flat(namespace: str | None, name: str) -> str:
    """A tool's canonical name. Too long a one keeps its end apart by a hash, since vendors take 64 characters."""
    if not namespace:
        return name
    full = namespace + ("" if namespace.endswith("__") else "__") + name
    if len(full) <= LONGEST_NAME:
        return full
    return f"{full[: LONGEST_NAME - 9]}_{sha256(full.encode()).hexdigest()[:8]}"


def choose(body: Body, offer: Offer) -> tuple[Choose | None, tuple[Tool, ...], Raw | None]:
    """The choice, the tools that it leaves, and the choice as the client wrote it where that says more.

    Raises `InvalidRequest` for a choice of what is not offered.
    """
    wish, parallel = body.tool_choice, body.parallel_tool_calls
    if wish is None:
        return (None if parallel is None else Choose(parallel=parallel)), offer.tools, None
    if isinstance(wish, str):
        if wish not in MODES:
            raise InvalidRequest("tool_choice must be auto, none, required or an object", param="tool_choice")
        return Choose(MODES[wish], parallel=parallel), offer.tools, None
    match wish:
        case {"type": "function" | "custom", "name": str(name)}:
            _known({name}, offer)
            return Choose("named", name, parallel), offer.tools, None
        case {"type": "allowed_tools", "mode": "auto" | "required" as mode, "tools": list(allowed)}:
            names = {flat(tool.get("namespace"), str(tool.get("name"))) for tool in allowed if tool.get("name")}
            _known(names, offer)
            return Choose(mode, parallel=parallel), tuple(t for t in offer.tools if t.name in names), wish
        case {"type": str()}:
            return (None if parallel is None else Choose(parallel=parallel)), offer.tools, wish
    raise InvalidRequest("tool_choice needs a type, and a name or tools with it", param="tool_choice")


def write(tool: Tool, *, strict: bool | None) -> Raw:
    """A function as the vendor takes it; `strict` is what holds where the client did not say."""
    said = tool.strict if tool.strict is not None else strict
    described = {"description": tool.description} if tool.description else {}
    schema = tool.parameters or {"type": "object", "properties": {}}
    stated = {} if said is None else {"strict": said}
    return {"type": "function", "name": tool.name} | described | {"parameters": schema} | stated


def chosen(choice: Choose | None, aliases: dict[str, Raw]) -> str | Raw:
    """`tool_choice` as the vendor takes it."""
    if choice is None:
        return "auto"
    if choice.mode != "named":
        return choice.mode
    custom = aliases.get(choice.name, {}).get("type") == "custom"
    return {"type": "custom" if custom else "function", "name": choice.name}


def _read(raw: Raw, where: str) -> Offer:
    """One tool. Raises `InvalidRequest`."""
    match raw.get("type"):
        case "function" | "custom":
            return _function(raw, where, None)
        case "namespace":
            space = shaped(raw, NamespaceItem, where)
            return joined(*(_function(t, f"{where}.tools[{i}]", space.name) for i, t in enumerate(space.tools)))
        case str():
            return Offer(server=(raw,))
    raise InvalidRequest(f"{where}.type is required", param=f"{where}.type")


def _function(raw: Raw, where: str, namespace: str | None) -> Offer:
    """A function or a custom tool. Raises `InvalidRequest`."""
    tool = shaped(raw, FunctionItem, where)
    name = flat(namespace, tool.name)
    custom = raw.get("type") == "custom"
    alias: dict[str, Any] = {"type": "custom"} if custom else {}
    if namespace:
        alias |= {"namespace": namespace, "name": tool.name}
    schema = freeform.parameters(tool.format) if custom else tool.parameters
    function = Tool(name, tool.description or "", schema, None if custom else tool.strict)
    return Offer((function,), {name: alias} if alias else {})


def _known(names: set[str], offer: Offer) -> None:
    """Raises `InvalidRequest` unless all of them are offered."""
    for name in sorted(names - {tool.name for tool in offer.tools}):
        raise InvalidRequest(f"tool_choice names the tool {name!r}, which tools does not have", param="tool_choice")
