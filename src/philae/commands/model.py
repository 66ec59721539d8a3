"""`philae model`: what can be asked for."""

import json
from typing import Annotated, Any

import msgspec
import typer

from philae import catalog
from philae.catalog import text
from philae.catalog.schema import schema
from philae.commands.offer import real, twin
from philae.commands.options import AsJson, Data, application
from philae.commands.prices import cell, rates
from philae.commands.table import facts, table
from philae.core.errors import ModelNotFound
from philae.core.model import Model
from philae.core.pack import missing
from philae.core.text import TextModel
from philae.settings import Settings, load

app = application("The models: list them, show one.")


@app.command("list")
def list_all(
    word: Annotated[str, typer.Argument(metavar="[WORD]", help="Only models whose name has it.")] = "",
    data: Data = None,
) -> None:
    """List the models, what they do, what they cost, and who would serve them with the settings as they are.

    For example:

        philae model list
        philae model list kontext
        philae model list claude
    """
    settings = load(data=data)
    there = real(settings)
    models: list[Model | TextModel] = [*catalog.MODELS.values(), *_texts(settings).values()]
    rows = [
        (m.id, m.operation, cell(m.rates), _served(m, there, settings), "deprecated" if m.deprecated else "")
        for m in models
        if word.lower() in m.id.lower()
    ]
    print(table(("model", "operation", "price", "served by", ""), rows, f"no model has {word!r} in its name"))


@app.command()
def show(model: Annotated[str, typer.Argument(metavar="MODEL")], as_json: AsJson = False, data: Data = None) -> None:
    """Show a model: what it takes, its price, and where that was read.

    For example:

        philae model show flux-2-pro
        philae model show claude-opus-5
    """
    settings = load(data=data)
    row = _found(model, settings)
    if isinstance(row, TextModel):
        print(_json(row) if as_json else facts([*_head(row, settings), *_abilities(row), *_tail(row)]))
        return
    fields = schema(row)
    if as_json:
        print(json.dumps(fields, indent=2))
        return
    print(facts([*_head(row, settings), *_tail(row)]))
    print()
    rows = [
        (name, _kind(f), "" if f.get("default") is None else f["default"], f.get("description", ""))
        for name, f in fields["properties"].items()
    ]
    print(table(("parameter", "takes", "default", "what it does"), rows, ""))


def _texts(settings: Settings) -> dict[str, TextModel]:
    return text.with_overrides(text.MODELS, settings.overrides())


def _found(name: str, settings: Settings) -> Model | TextModel:
    """A picture model or one of text. Raises `ModelNotFound` with near names of the kind that has any."""
    if row := catalog.NAMES.get(name.lower()):
        return row
    try:
        return text.Names(_texts(settings)).find(name)
    except ModelNotFound as error:
        if "did you mean" in error.public:
            raise
        return catalog.find(name)


def _head(row: Model | TextModel, settings: Settings) -> list[tuple[str, object]]:
    return [
        ("model", row.id),
        ("title", row.title or None),
        ("does", row.operation),
        ("also called", ", ".join(row.aliases) or None),
        ("served by", _served(row, real(settings), settings)),
        ("offline twin", twin(settings)[0]),
    ]


def _abilities(row: TextModel) -> list[tuple[str, object]]:
    return [
        ("context", f"{row.context:,} tokens" if row.context else None),
        ("output", f"at most {row.output:,} tokens" if row.output else None),
        ("dimensions", row.dimensions or None),
        ("takes", ", ".join(row.features) or None),
        ("routes", ", ".join(f"{route.provider}/{route.name}" for route in row.routes)),
    ]


def _tail(row: Model | TextModel) -> list[tuple[str, object]]:
    return [*(("price", line) for line in rates(row.rates)), ("read at", f"{row.source}, {row.as_of}")]


def _json(row: TextModel) -> str:
    return msgspec.json.format(msgspec.json.encode(row), indent=2).decode()


def _served(model: Model | TextModel, there: dict[str, list[str]], settings: Settings) -> str:
    routes = {route.provider for route in model.routes}
    vendors = [vendor for vendor in there if vendor in routes and model.rates]
    lacks = isinstance(model, TextModel) and missing(model.operation, settings.weights())
    stands_in = settings.studio != "off" and not there and "studio" in routes and not lacks
    return ", ".join(vendors) or ("offline twin" if stands_in else "nobody now")


def _kind(field: dict[str, Any]) -> str:
    """What a field takes, in few words."""
    if "x-media" in field:
        return f"picture ({field['x-media']})"
    part = next((p for p in field.get("anyOf", ()) if p.get("type") != "null"), field)
    if choices := part.get("enum"):
        return " | ".join(map(str, choices))
    low, high = part.get("minimum"), part.get("maximum")
    bounds = f" {'' if low is None else low}…{'' if high is None else high}" if (low, high) != (None, None) else ""
    return f"{part.get('type', 'any')}{bounds}"
