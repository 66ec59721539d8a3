"""What a task made, as files, under names that say what made them."""

from pathlib import Path
from typing import Any

from philae.commands.gateway import Remote

ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "video/mp4": "mp4",
    "video/webm": "webm", "model/gltf-binary": "glb",
}  # fmt: skip


async def saved(
    remote: Remote, task: dict[str, Any], place: int, wanted: Path | None, folder: Path = Path("out")
) -> Path:
    """Save one output as `wanted` (a second and third one with their number), else under `folder` by model and seed."""
    output = task["outputs"][place]
    content = await remote.file(output["url"])
    if wanted:
        file = wanted.with_stem(f"{wanted.stem}-{place + 1}") if place else wanted
    else:
        file = _free(folder, task, ENDINGS.get(output["mime"], "bin"))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def _free(folder: Path, task: dict[str, Any], ending: str) -> Path:
    """A name that no earlier file has."""
    seed = task["params"].get("seed")
    stem = f"{task['model'].replace('/', '-')}-{task['id'][-8:] if seed is None else seed}"
    file, number = folder / f"{stem}.{ending}", 2
    while file.exists():
        file, number = folder / f"{stem}-{number}.{ending}", number + 1
    return file
