"""`philae docs`: the parts of the documentation that the program writes."""

from pathlib import Path
from typing import Annotated

import typer

from philae.commands.faults import Fault
from philae.commands.options import application
from philae.core.provider import Provider
from philae.settings import Settings
from philae.vendors import PROVIDERS

app = application()
PAGE = Path("docs/settings.md")
HEAD = """# Settings

Each setting is a variable `PHILAE_…`, or the same name without the prefix, in lower case, in `philae.yaml`; options of
`philae serve` win over variables, variables over the file. This page is written by `philae docs`.

| variable | default | what it is |
| --- | --- | --- |
"""
TAIL = """
## Vendors

A vendor is on when its variable is set. Its base URL is `PHILAE_<VENDOR>_BASE_URL`, else `<VENDOR>_BASE_URL`, else the
vendor's own; with or without `/v1`. Where a cloud's account is: [clouds](guides/clouds.md).

| vendor | variable | base URL |
| --- | --- | --- |
"""
YAML = """
## For the philae command

`PHILAE_URL` and `PHILAE_KEY` name the gateway, and the key for it, that `philae generate` and `philae quote` use;
without them the one that runs over the data folder, or one started for the moment.

## Channels in philae.yaml

Several accounts at vendors, or servers that speak a vendor's API:

```yaml
channels:
  - name: bfl-eu            # unique, and kept: tasks remember it
    provider: bfl           # bfl, openai or replicate
    base_url: https://api.eu.bfl.ai
    secret: $BFL_EU_KEY     # a variable's name after $, or the secret itself; one of several parts as {part: $NAME, …}
    weight: 2               # share of the traffic among channels of the same provider
    concurrency: 24         # jobs at a time, and calls of text
    rpm: 600                # calls of text a minute, a sixth of them at once; rpm and tpm are not limited unless set
    tpm: 200000             # tokens a minute: what calls read, about, and what they took once it is known
    recovery: none          # key, lookup or none: how a lost submit is resolved
    callback: false         # whether to ask for the vendor's webhook (needs PHILAE_PUBLIC_URL)
    models: [flux-2-pro]    # what is there, by the provider's names, or {name: its name for this account}; none: all
  - name: claude-eu
    provider: bedrock
    secret: $BEDROCK_EU_KEY
    region: eu-central-1    # where a cloud's account is: region (bedrock, vertex), project (vertex), api_version (azure)
markup:
  "*": 1.2                  # factor on every price
  flux-2-pro: 1.0
```
"""


@app.command()
def main(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit code 1 if a page is not current.")
    ] = False,
) -> None:
    """Write docs/settings.md anew, or check that it is current."""
    text = page()
    if not check:
        PAGE.write_text(text)
        print(f"{PAGE} written")
    elif not PAGE.exists() or PAGE.read_text() != text:
        raise Fault(f"{PAGE} is not current: run philae docs")


def page() -> str:
    """docs/settings.md."""
    fields = [(n, f) for n, f in Settings.model_fields.items() if n not in ("channels", "markup", "models")]
    rows = [f"| `PHILAE_{name.upper()}` | {_default(field.default)} | {field.description} |" for name, field in fields]
    vendors = [
        f"| {p.name} | {_usual(p)} | {p.base_url or 'its account says'} |" for p in PROVIDERS.values() if p.secret
    ]
    return HEAD + "\n".join(rows) + "\n" + TAIL + "\n".join(vendors) + "\n" + YAML


def _usual(provider: Provider) -> str:
    """The variables that turn it on, and those that say where its account is."""
    parts = ", ".join(f"`{name}`" for name in provider.parts.values())
    keys = f"`{provider.secret}`" + (f", or {parts}" if parts else "")
    places = [provider.address, *(name for usual in provider.options.values() for name in usual)]
    return "; ".join([keys, *(f"`{name}`" for name in places if name)])


def _default(value: object) -> str:
    return "none" if value in (None, "") else f"`{value}`"
