"""Edit: a picture stays what it is, and what the prompt asks for happens to it, one change after the other."""

from dataclasses import replace

import numpy as np

from philae.studio import drawing
from philae.studio.degree import quality, strength
from philae.studio.drawing import Bytes, Drawing
from philae.studio.edit import colour, hour, look, photo, retouch, sky, wish
from philae.studio.edit.heal import heal
from philae.studio.edit.insert import inserted
from philae.studio.edit.reference import influenced
from philae.studio.edit.smooth import distance
from philae.studio.edit.vector import vec
from philae.studio.finish.styles import STYLED
from philae.studio.request import Request
from philae.studio.scene import Scene, Subject
from philae.studio.stage import Floats, Progress

PALETTE_OF_OTHERS = 0.3


def edit(request: Request, seed: int, progress: Progress) -> Drawing:
    """Change the first image as the prompt says; others give their palette. Nothing understood: relit gently."""
    image, *others = [photo.opened(each.data) for each in request.images] or [photo.first(request)]
    size = photo.target(request, image)
    rgb = photo.fitted(image.rgb, *size)
    asked = wish.read(request.prompt, seed)
    done: dict[str, str] = {}
    rgb = _things(rgb, asked, seed, quality(request), lambda x: progress(0.7 * x), done)
    lab = colour.oklab(rgb)
    for other in others:
        share = strength(request, PALETTE_OF_OTHERS)
        lab = influenced(lab, colour.oklab(photo.fitted(other.rgb, *size)), share)
        done["references"] = str(len(others))
    lab = _changed(lab, asked, seed, done)
    progress(0.9)
    out = colour.from_oklab(lab)
    if asked.says("style") and asked.scene.style != "natural" and "monochrome" not in done:
        out = _styled(out, asked.scene, seed, done)
    if not done:
        out, done["light"] = colour.from_oklab(retouch.relit(lab, look.nearness(lab), 1 if seed % 2 else -1)), "relit"
    return Drawing(out, None, done, tuple(asked.scene.unknown))


def _things(rgb: Bytes, asked: wish.Wish, seed: int, fine: float, progress: Progress, done: dict[str, str]) -> Bytes:
    """Take the subject out, put new ones in, or set it before another background."""
    scene, taking = asked.scene, bool(asked.verbs & {"remove", "replace"})
    if taking and "background" not in asked.adjustments:
        mask = distance(look.subject(colour.oklab(rgb)) < 0.35) <= max(rgb.shape) / 90
        rgb, done["removed"] = heal(rgb, mask, seed, lambda x: progress(0.5 * x)), "what stood out in the middle"
    if scene.subjects and (("add" in asked.verbs and not taking) or "replace" in asked.verbs):
        new = scene.subjects[-1:] if "replace" in asked.verbs else scene.subjects
        rgb = inserted(rgb, _stand(rgb, new, seed), new, seed, fine, lambda x: progress(0.5 + 0.5 * x))
        done["added"] = ", ".join(subject.noun for subject in new)
    elif asked.says("place") and (taking or "background" in asked.adjustments):
        rgb, done["background"] = _set_before(rgb, scene, seed, fine, progress), scene.place
    return rgb


def _stand(rgb: Bytes, subjects: tuple[Subject, ...], seed: int) -> tuple[int, int, int, int]:
    """Where new subjects go: on the quieter side of the foreground, over two fifths of the height."""
    rows, columns = rgb.shape[:2]
    tall = int(0.42 * min(rows, columns * 1.3))
    wide = min(int(tall * min(0.5 + 0.75 * sum(s.count for s in subjects), 2.2)), int(0.9 * columns))
    busy = look.subject(colour.oklab(rgb))
    foot = int(0.92 * rows)
    places = np.linspace(0.02 * columns, 0.98 * columns - wide, 7)
    cost = [float(busy[foot - tall : foot, int(x) : int(x) + wide].mean()) for x in places]
    away = np.abs(places + wide / 2 - columns / 2) / columns
    left = int(places[int(np.argmin(np.array(cost) + 0.10 * away + 0.01 * ((np.arange(7) + seed) % 2)))])
    return foot - tall, foot, left, left + wide


def _set_before(rgb: Bytes, scene: Scene, seed: int, fine: float, progress: Progress) -> Bytes:
    """The subject of the picture in front of a drawn place, in that place's light."""
    alone = replace(scene, subjects=())
    drawn = drawing.draw_scene(alone, seed, rgb.shape[1], rgb.shape[0], fine, progress)
    lab, new = colour.oklab(rgb), colour.oklab(drawn.rgb)
    mask = look.subject(lab)[..., None]
    fitting = lab + (new.mean((0, 1)) - lab.mean((0, 1))) * vec(0.35, 0.5, 0.5)
    return colour.from_oklab(new + (fitting - new) * mask)


def _changed(lab: Floats, asked: wish.Wish, seed: int, done: dict[str, str]) -> Floats:
    """Colour, hour, weather, wonders and plain adjustments, in the order in which light would meet them."""
    scene, backdrop = asked.scene, "background" in done
    if (rgb := asked.colour) and "added" not in done:
        mask = look.sky(lab) if "sky" in asked.adjustments else look.subject(lab)
        if float(mask.mean()) < 0.01:
            mask = np.ones_like(mask)
        lab, done["colour"] = (
            retouch.recoloured(lab, mask, rgb),
            "the sky" if "sky" in asked.adjustments else "the subject",
        )
    if asked.says("weather") and not backdrop and scene.weather in sky.WEATHERS:
        lab, done["weather"] = sky.WEATHERS[scene.weather](lab, look.sky(lab), look.nearness(lab), seed), scene.weather
    elif scene.place == "snow" and asked.says("place") and not backdrop:
        lab, done["weather"] = sky.snow(lab, look.sky(lab), look.nearness(lab), seed), "snow"
    if asked.says("time") and not backdrop:
        lab, done["time"] = hour.at(lab, look.sky(lab), scene.time, seed), scene.time
    for wonder in sorted(sky.PHENOMENA.keys() & scene.phenomena) if asked.says("phenomena") else ():
        lab, done[wonder] = sky.PHENOMENA[wonder](lab, look.sky(lab), look.nearness(lab), seed), "added"
    if "blur_background" in asked.adjustments:
        lab, done["focus"] = retouch.focused(lab, look.subject(lab)), "the background is blurred"
    for name, change in retouch.PLAIN.items():
        if name in asked.adjustments:
            lab, done[name] = change(lab), "done"
    return lab


def _styled(rgb: Bytes, scene: Scene, seed: int, done: dict[str, str]) -> Bytes:
    """The whole picture in a style of the studio."""
    done["style"] = scene.style
    depth = (60.0 / (0.05 + look.nearness(colour.oklab(rgb)))).astype(np.float32)
    made = STYLED[scene.style](np.asarray(rgb / 255, np.float32), depth, seed)
    return (np.clip(made, 0, 1) * 255 + 0.5).astype(np.uint8)
