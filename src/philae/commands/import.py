"""`philae import`: take over another gateway's configuration."""  # noqa: N999  a command is its module's name

import difflib
import os
import re
import shutil
import time
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from philae.catalog import text
from philae.commands.faults import Fault
from philae.commands.litellm import Taken, read
from philae.commands.options import application
from philae.commands.sections import laid
from philae.commands.table import table
from philae.settings import ChannelSettings, ModelSettings

app = application("Take over another gateway's configuration.")
SECRET = re.compile(
    r"((?:secret|secret_access_key|session_token|admin_key|secret_key|database_url|storage_url|redis_url)\s*:\s*)(?!\$)\S.*"
)
HIDDEN = r"\1(not shown)"
PRIVATE = 0o600


@app.callback()
def group() -> None:
    """Take over another gateway's configuration."""


@app.command()
def litellm(
    config: Annotated[Path, typer.Argument(metavar="CONFIG", help="LiteLLM's config.yaml.")],
    into: Annotated[Path, typer.Option(metavar="FILE", help="The file to add to.")] = Path("philae.yaml"),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing, show what would change.")] = False,
) -> None:
    """Take over the channels, models and prices of a LiteLLM proxy. What is in philae.yaml already stays as it is.

    Secrets are copied to the file, never to the screen; the file as it was is kept beside it.

    For example:

        philae import litellm config.yaml --dry-run
        philae import litellm config.yaml
    """
    taken = read(_yaml(config))
    before = into.read_text() if into.exists() else ""
    old = _yaml(into) if before else {}
    added = _added(old, taken)
    _check(old, added)
    after = laid(before, added)
    if dry_run:
        print(_diff(before, after, into) or f"{into} would stay as it is")
    elif after != before:
        _write(into, after)
    _tell(taken, dry_run=dry_run)


def _yaml(path: Path) -> dict[str, Any]:
    try:
        found = yaml.safe_load(path.read_text()) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Fault(f"{path} is not YAML{f': line {mark.line + 1}' if mark else ''}") from error
    if not isinstance(found, dict):
        raise Fault(f"{path} is not a configuration: it should be a mapping")
    return found


def _added(old: dict[str, Any], taken: Taken) -> dict[str, Any]:
    """The sections as they are to be, of those that grow; what is there already wins."""
    channels, models = list(old.get("channels") or ()), dict(old.get("models") or {})
    known = [{**c, "name": ""} for c in channels]
    names = {c.get("name") for c in channels}
    fresh = [c for c in taken.channels if {**c, "name": ""} not in known]
    channels += [{**c, "name": _free(c["name"], names)} for c in fresh]
    for name, model in taken.models.items():
        if name in models and models[name] != model:
            taken.lost.append((f"model {name}", "", "philae.yaml has it already; it stays as it is there"))
        models.setdefault(name, model)
    found: dict[str, Any] = {"channels": channels, "models": models}
    if taken.admin_key and not old.get("admin_key"):
        found["admin_key"] = taken.admin_key
    return {name: value for name, value in found.items() if value and value != old.get(name)}


def _free(name: str, names: set[Any]) -> str:
    while name in names:
        stem, _, number = name.rpartition("-")
        name = f"{stem}-{int(number) + 1}"
    names.add(name)
    return name


def _check(old: dict[str, Any], added: dict[str, Any]) -> None:
    """The gateway would start with it. Raises what it would."""
    for channel in added.get("channels", ()):
        ChannelSettings.model_validate(channel)
    models = {**(old.get("models") or {}), **added.get("models", {})}
    said = {name: ModelSettings.model_validate(model).model_dump(exclude_unset=True) for name, model in models.items()}
    text.with_overrides(text.MODELS, said)


def _diff(before: str, after: str, path: Path) -> str:
    old, new = (SECRET.sub(HIDDEN, content).splitlines() for content in (before, after))
    return "\n".join(difflib.unified_diff(old, new, str(path), f"{path} (new)", lineterm=""))


def _write(path: Path, content: str) -> None:
    """In one go, readable by the owner alone, since it may hold secrets; the old one is kept."""
    if path.exists():
        kept = path.with_name(f"{path.name}.{time.strftime('%Y%m%d-%H%M%S')}.bak")
        shutil.copy2(path, kept)
        kept.chmod(PRIVATE)
        print(f"{path} as it was: {kept}")
    fresh = path.with_name(f".{path.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "w") as file:
        file.write(content)
    fresh.replace(path)
    print(f"{path} written")


def _tell(taken: Taken, *, dry_run: bool) -> None:
    channels, models = len(taken.channels), len(taken.models)
    print(f"\n{'would take' if dry_run else 'taken'} over: {channels} channels, {models} models of one's own")
    if taken.usual:
        print(f"on by their usual variables, without a channel: {', '.join(sorted(taken.usual))}")
    print()
    lost = list(dict.fromkeys(taken.lost))
    print(table(("not taken over", "setting", "why, or what to do"), lost, "everything found its place"))
