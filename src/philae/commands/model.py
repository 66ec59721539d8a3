"""`philae model`: what can be asked for."""

from typing import Annotated

import typer

from philae.catalog import MODELS, find
from philae.catalog.schema import schema
from philae.commands.offer import real
from philae.commands.options import Data
from philae.commands.table import show
from philae.core.model import Model
from philae.settings import load

app = typer.Typer(no_args_is_help=True, help="The models: list them, show one.")


@app.command("list")
def everything(data: Data = None) -> None:
    """List the models, with what they cost and who serves them now."""
    there = real(load(data=data))
    rows = [(m.id, m.operation, price(m), ", ".join(v for v, ids in there.items() if m.id in ids) or "-") for m in MODELS.values()]
    show(("model", "operation", "price", "served by"), rows)


def price(model: Model) -> str:
    """The rates in one line."""
    parts = [
        f"${r.price.normalize():f} a {r.meter.replace('_', ' ')}" + (f" ({', '.join(f'{k} {v}' for k, v in r.when)})" if r.when else "")
        for r in model.rates
        if r.price
    ]
    return (" + " if not any(r.when for r in model.rates) else "; ").join(parts[:3]) + (" …" if len(parts) > 3 else "") or "unknown"  # noqa: PLR2004


@app.command("show")
def one(name: Annotated[str, typer.Argument(help="A model's id or alias.")]) -> None:
    """Show one model: routes, price with its source, parameters."""
    model = find(name)
    print(f"{model.id}  {model.title}\noperation  {model.operation}\nprice      {price(model)}")
    print(f"source     {model.source} ({model.as_of})")
    print(f"routes     {', '.join(f'{r.provider}:{r.name}' for r in model.routes)}")
    document = schema(model)
    needed = set(document.get("required", ()))
    rows = [
        (name + ("*" if name in needed else ""), _kind(field), str(field.get("default", "-")), field.get("description", ""))
        for name, field in document["properties"].items()
    ]
    print()
    show(("parameter", "type", "default", "what it does"), rows)


def _kind(field: dict[str, object]) -> str:
    kinds = field.get("anyOf")
    options = [o for o in kinds if o.get("type") != "null"] if isinstance(kinds, list) else [field]
    first = options[0] if options else {}
    if "enum" in first:
        return " | ".join(map(str, first["enum"]))
    low, high = first.get("minimum"), first.get("maximum")
    return f"{first.get('type', 'any')}" + (f" {low}..{high}" if low is not None and high is not None else "")
