"""`philae serve`: the gateway, in the foreground."""

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from philae import logs
from philae.commands.offer import lines
from philae.commands.options import Data, application
from philae.commands.warmth import tell_until_warm
from philae.settings import Settings, load
from philae.supervisor import Running, serve

app = application()


class Studio(StrEnum):
    """When the offline twin answers as a vendor's model."""

    auto = "auto"
    on = "on"
    off = "off"


class Level(StrEnum):
    """What is logged."""

    debug = "debug"
    info = "info"
    warning = "warning"
    error = "error"


@app.command()
def main(
    host: Annotated[str | None, typer.Option(help="The address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="Its port.", show_default="8080", min=0, max=65535)] = None,
    workers: Annotated[int | None, typer.Option(help="Worker processes.", show_default="1", min=1, max=64)] = None,
    data: Data = None,
    tls_cert: Annotated[Path | None, typer.Option(help="A certificate (PEM): the port then speaks TLS.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="The certificate's key.")] = None,
    studio: Annotated[Studio | None, typer.Option(help="When the offline twin answers.", show_default="auto")] = None,
    log_level: Annotated[Level | None, typer.Option(help="What is logged.", show_default="info")] = None,
) -> None:
    """Run the gateway.

    It listens on 127.0.0.1:8080 over ./data, which it makes at the first start: an embedded PostgreSQL, a folder for
    files, and the owner's key in data/owner.key. Ctrl-C ends it; what runs then goes on at the next start.

    For example:

        philae serve
        philae serve --port 9000 --data /srv/philae
        BFL_API_KEY=… philae serve

    Options win over PHILAE_… variables, those over philae.yaml. All settings: docs/settings.md.
    """
    given = {"host": host, "port": port, "workers": workers, "data": data, "studio": studio, "log_level": log_level}
    given |= {"tls_cert": tls_cert, "tls_key": tls_key}
    settings = load(**given)
    logs.configure(settings.log_level)
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    chores: set[asyncio.Task[None]] = set()

    def announce(running: Running, settings: Settings) -> None:
        for line in announcement(running, settings):
            tell(line)
        if running.studio:
            chores.add(asyncio.create_task(tell_until_warm(running.studio, tell)))

    try:
        await serve(settings, tell, announce)
    finally:
        for chore in chores:
            chore.cancel()


def announcement(running: Running, settings: Settings) -> list[str]:
    """What a person has to know, told at every start."""
    public = (settings.public_url or running.url).rstrip("/")
    rows = [
        ("base URL", f"{public}   (your app's vendor base URL goes here)"),
        ("try it", f"{public}/"),
        ("owner's key", f"{running.ready.owner_key}   ({_kept(settings.data)})"),
        ("data", str(settings.data.absolute())),
        *lines(settings),
    ]
    width = max(len(name) for name, _ in rows) + 2
    last = ""
    told = ["", "Philae is ready."]
    for name, text in rows:
        told.append(f"  {name if name != last else '':<{width}}{text}")
        last = name
    return [*told, "  Ctrl-C ends it.", ""]


def _kept(data: Path) -> str:
    return f"kept in {data / 'owner.key'}, which only you can read; `philae key owner` shows it"


def tell(text: str) -> None:
    """A line for a person, at once."""
    print(text, flush=True)
