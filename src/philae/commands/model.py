"""`philae model`: what can be asked for."""

import json
from typing import Annotated, Any

import typer

from philae import catalog
from philae.catalog.schema import schema
from philae.commands.offer import real, twin
from philae.commands.options import AsJson, Data, application
from philae.commands.table import facts, table
from philae.core.model import Model
from philae.core.money import Rate
from philae.settings import load

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
    """
    there = real(load(data=data))
    rows = [
        (m.id, m.operation, _price(m), _served(m, there), "deprecated" if m.deprecated else "")
        for m in catalog.MODELS.values()
        if word.lower() in m.id.lower()
    ]
    print(table(("model", "operation", "price", "served by", ""), rows, f"no model has {word!r} in its name"))


@app.command()
def show(model: Annotated[str, typer.Argument(metavar="MODEL")], as_json: AsJson = False, data: Data = None) -> None:
    """Show a model: its parameters, its price, and where that was read.

    For example:

        philae model show flux-2-pro
    """
    row = catalog.find(model)
    fields = schema(row)
    if as_json:
        print(json.dumps(fields, indent=2))
        return
    settings = load(data=data)
    head: list[tuple[str, object]] = [
        ("model", row.id),
        ("title", row.title or None),
        ("does", row.operation),
        ("also called", ", ".join(row.aliases) or None),
        ("served by", _served(row, real(settings))),
        ("offline twin", twin(settings)[0]),
        *_rates(row),
        ("read at", f"{row.source}, {row.as_of}"),
    ]
    print(facts(head))
    print()
    rows = [
        (name, _kind(f), "" if f.get("default") is None else f["default"], f.get("description", ""))
        for name, f in fields["properties"].items()
    ]
    print(table(("parameter", "takes", "default", "what it does"), rows, ""))


def _served(model: Model, there: dict[str, list[str]]) -> str:
    vendors = [vendor for vendor, models in there.items() if model.id in models]
    twins = any(route.provider == "studio" for route in model.routes)
    return ", ".join(vendors) or ("offline twin" if not there and twins else "nobody now")


def _price(model: Model) -> str:
    """The first rate, in words."""
    if not model.rates:
        return "unknown"
    rest = len(model.rates) - 1
    return _rate(model.rates[0]) + (f" (+{rest})" if rest else "")


def _rates(model: Model) -> list[tuple[str, object]]:
    return [("price", _rate(rate) + _when(rate)) for rate in model.rates] or [
        ("price", "unknown: only the offline twin serves it")
    ]


def _rate(rate: Rate) -> str:
    return f"${rate.price} / {'' if rate.per == 1 else f'{rate.per:,} '}{rate.meter.replace('_', ' ')}"


def _when(rate: Rate) -> str:
    return " where " + ", ".join(f"{name} is {value}" for name, value in rate.when) if rate.when else ""


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
