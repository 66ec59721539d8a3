"""A request for a picture, made of what a person typed and of what the model's schema says that it takes."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import Struct

from philae.commands.faults import Fault

FORMATS = frozenset({"jpeg", "png", "webp", "mp4", "webm", "glb"})
"""Endings of files that are also what models call the format."""
Width = Annotated[int | None, typer.Option(help="Width in pixels.")]
Height = Annotated[int | None, typer.Option(help="Height in pixels.")]
Seed = Annotated[int | None, typer.Option(help="The same seed gives the same picture.")]
Count = Annotated[int, typer.Option("-n", help="How many pictures.", min=1)]
Images = Annotated[
    list[Path] | None, typer.Option("--image", metavar="FILE", help="A picture to work on; may be given several times.")
]
Mask = Annotated[Path | None, typer.Option(metavar="FILE", help="What to repaint: the white part.")]
Params = Annotated[
    list[str] | None,
    typer.Option(
        "-p", "--param", metavar="NAME=VALUE", help="Any other parameter of the model; a picture as NAME=@FILE."
    ),
]


class Typed(Struct, frozen=True):
    """What was typed. `file` is where the picture goes, whose ending names its format."""

    prompt: str
    width: int | None = None
    height: int | None = None
    seed: int | None = None
    n: int = 1
    images: tuple[Path, ...] = ()
    mask: Path | None = None
    params: tuple[str, ...] = ()
    file: Path | None = None


def body(model: str, schema: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    """The body of POST /v1/tasks and /v1/quote. Raises `Fault` for what the model does not take."""
    fields: dict[str, Any] = schema["properties"]
    made: dict[str, Any] = {"model": model, **({"n": typed.n} if typed.n > 1 else {})}
    if typed.prompt or "prompt" in schema.get("required", ()):
        made["prompt"] = typed.prompt
    given = {"width": typed.width, "height": typed.height, "seed": typed.seed}
    made |= _size_as(fields, {k: v for k, v in given.items() if v is not None})
    made |= _format(fields, typed.file)
    made |= dict(_param(text, fields) for text in typed.params)
    if unknown := [name for name in made if name not in fields and name not in ("model", "n")]:
        message = f"{model} has no parameter {unknown[0]}; it has {', '.join(fields)}"
        raise Fault(message)
    return made | _pictures(model, fields, typed)


def _size_as(fields: Mapping[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Width and height, as one `size` where the model wants that."""
    if "width" in fields or "size" not in fields or not {"width", "height"} <= given.keys():
        return given
    return {k: v for k, v in given.items() if k == "seed"} | {"size": f"{given['width']}x{given['height']}"}


def _format(fields: Mapping[str, Any], file: Path | None) -> dict[str, str]:
    """The file format that the file's name asks for, where the model has a say in it."""
    ending = file.suffix.lower().removeprefix(".") if file else ""
    wanted = {"jpg": "jpeg"}.get(ending, ending if ending in FORMATS else "")
    return {"output_format": wanted} if wanted and "output_format" in fields else {}


def _param(text: str, fields: Mapping[str, Any]) -> tuple[str, Any]:
    """`name=value`: a file's content after @, text where the schema takes text only, else JSON if it is that."""
    name, sign, value = text.partition("=")
    if not sign or not name:
        message = f"-p takes name=value, not {text!r}"
        raise Fault(message)
    if value.startswith("@") and "x-media" in fields.get(name, {}):
        return name, _inline(Path(value[1:]))
    if _kinds(fields.get(name, {})) <= {"string", "null"}:
        return name, value
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _kinds(field: Mapping[str, Any]) -> set[str]:
    """The JSON types that a field takes."""
    kinds = {kind for part in field.get("anyOf", ()) for kind in _kinds(part)}
    return kinds | ({str(field["type"])} if "type" in field else set())


def _pictures(model: str, fields: Mapping[str, Any], typed: Typed) -> dict[str, Any]:
    """The files in the fields that take pictures, in their order."""
    roles = {name: field["x-media"] for name, field in fields.items() if "x-media" in field}
    masks = [name for name, role in roles.items() if role == "mask"]
    places = [name for name in roles if name not in masks]
    if typed.mask and not masks:
        message = f"{model} takes no mask"
        raise Fault(message)
    made = {masks[0]: _inline(typed.mask)} if typed.mask else {}
    if len(places) == 1 and "array" in _kinds(fields[places[0]]):
        return made | ({places[0]: [_inline(file) for file in typed.images]} if typed.images else {})
    if len(typed.images) > len(places):
        message = f"{model} takes {len(places) or 'no'} pictures, and {len(typed.images)} were given"
        raise Fault(message)
    return made | {name: _inline(file) for name, file in zip(places, typed.images, strict=False)}


def _inline(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()
