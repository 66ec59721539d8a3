"""Functions that the client offers, and which of them the model is to call: `tools` and `toolConfig`.

Google's own tools (`googleSearch`, `codeExecution`, …) have no canonical form: they stay as they came.
"""

from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from philae.core.chat import Choose, Tool
from philae.core.errors import InvalidRequest
from philae.vendors.gemini.schema import canonical, narrowed

T = TypeVar("T")
DECLARED = "functionDeclarations"
CALLING = "functionCallingConfig"
MODES: dict[str, Literal["auto", "required", "none"]] = {
    "AUTO": "auto", "ANY": "required", "NONE": "none", "VALIDATED": "auto", "MODE_UNSPECIFIED": "auto",
}  # fmt: skip


class Declaration(Struct, frozen=True, rename="camel"):
    """A function; its parameters are a `Schema` of Google's or a JSON Schema."""

    name: str
    description: str = ""
    parameters: dict[str, Any] | None = None
    parameters_json_schema: dict[str, Any] | None = None


class Calling(Struct, frozen=True, rename="camel"):
    """Whether and which functions are to be called."""

    mode: str = "AUTO"
    allowed_function_names: tuple[str, ...] = ()


class Offer(Struct, frozen=True):
    """What a client offers; `own` are Google's tools, `config` the rest of the tool configuration."""

    tools: tuple[Tool, ...] = ()
    choose: Choose | None = None
    own: tuple[dict[str, Any], ...] = ()
    config: dict[str, Any] = {}


def read(tools: list[dict[str, Any]], config: dict[str, Any]) -> Offer:
    """The offer in canonical terms. Where only some functions are allowed, only these are offered."""
    declared = [d for tool in tools for d in tool.get(DECLARED, ())]
    own = [{name: value for name, value in tool.items() if name != DECLARED} for tool in tools]
    rest = {name: value for name, value in config.items() if name != CALLING}
    offered = tuple(_tool(d, f"tools.functionDeclarations[{n}]") for n, d in enumerate(declared))
    if CALLING not in config:
        return Offer(offered, None, tuple(filter(None, own)), rest)
    calling = _convert(config[CALLING], Calling, f"toolConfig.{CALLING}")
    mode, allowed = calling.mode.upper(), calling.allowed_function_names
    if mode not in MODES:
        raise InvalidRequest("mode must be AUTO, ANY, NONE or VALIDATED", param=f"toolConfig.{CALLING}.mode")
    if unknown := set(allowed) - {tool.name for tool in offered}:
        where = f"toolConfig.{CALLING}.allowedFunctionNames"
        raise InvalidRequest(f"no function is named {min(unknown)!r}", param=where)
    if allowed and mode in ("ANY", "VALIDATED"):
        offered = tuple(tool for tool in offered if tool.name in allowed)
    if mode == "VALIDATED":
        offered = tuple(msgspec.structs.replace(tool, strict=True) for tool in offered)
    return Offer(offered, _choose(mode, allowed), tuple(filter(None, own)), rest)


def written(tools: tuple[Tool, ...], choose: Choose | None) -> tuple[dict[str, Any], tuple[str, ...]]:
    """`tools` and `toolConfig`, and what was left out. Raises `InvalidRequest`."""
    pairs = [_declaration(tool) for tool in tools]
    lost = [word for _, words in pairs for word in words]
    said: dict[str, Any] = {"tools": [{DECLARED: [declared for declared, _ in pairs]}]} if pairs else {}
    if calling := _calling(tools, choose):
        said["toolConfig"] = {CALLING: calling}
    if choose and choose.parallel is False:
        lost.append("choose.parallel")
    if any(tool.cache for tool in tools):
        lost.append("tools.cache")
    return said, tuple(dict.fromkeys(lost))


def _tool(declared: Any, where: str) -> Tool:
    found = _convert(declared, Declaration, where)
    schema = found.parameters_json_schema
    if schema is None and found.parameters is not None:
        schema = canonical(found.parameters)
    return Tool(found.name, found.description, schema)


def _choose(mode: str, allowed: tuple[str, ...]) -> Choose:
    if mode == "ANY" and len(allowed) == 1:
        return Choose("named", allowed[0])
    return Choose(MODES[mode])


def _declaration(tool: Tool) -> tuple[dict[str, Any], tuple[str, ...]]:
    said: dict[str, Any] = {"name": tool.name}
    if tool.description:
        said["description"] = tool.description
    parameters = tool.parameters or {}
    if not parameters.get("properties") and not parameters.keys() & {"$ref", "anyOf", "oneOf"}:
        # Google refuses an object without properties.
        return said, ()
    schema, lost = narrowed(parameters, strict=False, param="tools.parameters")
    return said | {"parametersJsonSchema": schema}, lost


def _calling(tools: tuple[Tool, ...], choose: Choose | None) -> dict[str, Any] | None:
    """None leaves it to the model. Google keeps to schemas in the modes `ANY` and `VALIDATED`."""
    match choose.mode if choose else "auto":
        case "none":
            return {"mode": "NONE"}
        case "required":
            return {"mode": "ANY"}
        case "named" if choose:
            return {"mode": "ANY", "allowedFunctionNames": [choose.name]}
    return {"mode": "VALIDATED"} if tools and all(tool.strict for tool in tools) else None


def _convert(value: Any, shape: type[T], where: str) -> T:
    try:
        return msgspec.convert(value, shape, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidRequest(str(error).replace("`$", f"`{where}"), param=where) from error
