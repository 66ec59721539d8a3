"""A model's own parameters: declared once as a pydantic class, read and written in canonical terms."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from philae.core.audio import AudioRequest
from philae.core.blob import Blob
from philae.core.errors import InvalidRequest
from philae.core.image import ImageRequest
from philae.core.media import Place, leaves, places
from philae.core.mesh import MeshRequest
from philae.core.money import Usage, megapixels
from philae.core.request import Operation, Reference, Request, Wish
from philae.core.size import Limits, is_ratio, nearest_ratio, ratio_of, size_of
from philae.core.video import VideoRequest

REQUESTS: dict[Operation, type[Request]] = {
    "image.generate": ImageRequest,
    "image.edit": ImageRequest,
    "video.generate": VideoRequest,
    "mesh.generate": MeshRequest,
    "audio.generate": AudioRequest,
    "describe": Request,
    "assist": Request,
}
"""What a provider is asked, by operation."""
NOTHING: dict[str, Any] = dict.fromkeys(("prompt", "width", "height", "aspect", "seconds", "seed", "format"))
"""The canonical names, of which nothing is said."""


class Params(BaseModel):
    """Base of all models' parameters. Class variables say how canonical names are called here.

    `vendor`: whose words the fields are. `renamed`: canonical → own name where they differ. `count`: what the vendor
    calls the number of pictures, which is asked beside the params. `strict`: whether unknown fields are refused.
    `inherits`: what is taken from the task that one goes on from, unless it is given.
    `twin`: what the offline twin makes of them where the fields do not show it, None for nothing.
    `step`: what sides are multiples of; `area`: the usual pixels of a picture; `most`: the most pixels it may have.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    vendor: ClassVar[str] = ""
    renamed: ClassVar[dict[str, str]] = {"aspect": "aspect_ratio", "format": "output_format"}
    count: ClassVar[str] = ""
    strict: ClassVar[bool] = False
    inherits: ClassVar[tuple[str, ...]] = ()
    twin: ClassVar[str | None] = ""
    step: ClassVar[int] = 32
    area: ClassVar[int] = 1 << 20
    most: ClassVar[int] = 4 << 20

    @classmethod
    @cache
    def media(cls) -> dict[str, str]:
        """Own field → role, in the order of declaration; files within objects are left out."""
        return {place.path[0]: place.media.role for place in cls.places() if len(place.path) == 1}

    @classmethod
    @cache
    def places(cls) -> tuple[Place, ...]:
        """Where all files stand, in the order of declaration."""
        return tuple(places(cls))

    @classmethod
    def fit(cls, wish: Wish) -> tuple[dict[str, Any], list[str]]:
        """The wish in own names, and the names of what has no place here."""
        values, dropped = _place_media(cls, wish)
        # How many is asked beside the params.
        given = {k: v for k, v in wish.common.items() if v is not None and k != "n"}
        if wish.vendor != cls.vendor:
            given = cls.translate(given)
            if "seconds" in given:
                given["seconds"] = cls.lasting(given["seconds"])
        for name, value in [*((cls.renamed.get(k, k), v) for k, v in given.items()), *wish.own.items()]:
            if name in cls.model_fields or (wish.vendor == cls.vendor and cls.strict):
                values.setdefault(name, value)
            elif name != cls.count or wish.vendor != cls.vendor:
                dropped.append(name)
        return values, dropped

    @classmethod
    def translate(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Another vendor's canonical wish, put so that this model understands: sizes ↔ aspect ratios.

        A ratio that is none (`auto`, `custom`, `match_input_image`) leaves the size to the model.
        """
        rest = {k: v for k, v in given.items() if k not in ("width", "height", "aspect")}
        width, height, aspect = given.get("width"), given.get("height"), given.get("aspect")
        size = (width, height) if isinstance(width, int) and isinstance(height, int) and width * height > 0 else None
        ratio = str(aspect) if is_ratio(aspect) else ratio_of(*size) if size else None
        field = cls.model_fields.get(cls.renamed.get("aspect", "aspect"))
        if "width" in cls.model_fields and ratio:
            width, height = cls.limits().fit(*(size_of(ratio, cls.area) if is_ratio(aspect) or not size else size))
        elif field and ratio:
            return rest | {"aspect": nearest_ratio(ratio, tuple(map(str, choices(field.annotation))))}
        shape = aspect if is_ratio(aspect) and "width" not in cls.model_fields else None
        return rest | {k: v for k, v in (("width", width), ("height", height), ("aspect", shape)) if v}

    @classmethod
    def lasting(cls, seconds: Any) -> Any:
        """The duration that this model takes, nearest to the one asked elsewhere; what is no number is left as it is."""
        field = cls.model_fields.get(cls.renamed.get("seconds", "seconds"))
        if field is None or not str(seconds).isdecimal():
            return seconds
        if lengths := [c for c in choices(field.annotation) if str(c).isdecimal()]:
            return min(lengths, key=lambda c: abs(int(c) - int(seconds)))
        low = max((m.ge for m in field.metadata if hasattr(m, "ge")), default=1)
        return max(low, min(int(seconds), *(m.le for m in field.metadata if hasattr(m, "le")), 1 << 16))

    @classmethod
    def limits(cls) -> "Limits":
        """The bounds on a picture's sides, as the field `width` declares them."""
        marks = cls.model_fields["width"].metadata
        low = max((m.ge for m in marks if hasattr(m, "ge")), default=cls.step)
        high = min((m.le for m in marks if hasattr(m, "le")), default=cls.most)
        return Limits(low, high, cls.step, cls.most)

    @classmethod
    @cache
    def _common(cls) -> tuple[tuple[str, str], ...]:
        """Canonical name → own field, of those that exist here."""
        return tuple((n, own) for n in NOTHING if (own := cls.renamed.get(n, n)) in cls.model_fields)

    def canonical(self) -> dict[str, Any]:
        """These parameters by their canonical names, None where the choice is left to the model."""
        found = NOTHING | {name: getattr(self, own) for name, own in self._common()}
        for name in ("width", "height", "aspect"):
            found[name] = found[name] or None
        found["prompt"] = found["prompt"] or ""
        if isinstance(found["seconds"], str):
            found["seconds"] = int(found["seconds"]) if found["seconds"].isdecimal() else None
        return found

    @cached_property
    def common(self) -> Mapping[str, Any]:
        """What `canonical` says, found once."""
        return self.canonical()

    @cached_property
    def given(self) -> tuple[Reference, ...]:
        """The pictures given, found once."""
        return tuple(self.pictures())

    def notes(self, wish: Wish) -> list[str]:
        """What is taken otherwise than the client asked, in words for the client."""
        mine, asked = self.common, wish.common
        told = ("width", "height", "aspect", "seconds", "format")
        names = [n for n in told if asked.get(n) not in (None, "custom") and mine[n]]
        said = [f"{n} {str(asked[n])[:40]} was taken as {mine[n]}" for n in names if str(asked[n]) != str(mine[n])]
        if asked.get("width") and not mine["width"] and mine["aspect"]:
            said.append(f"this model takes an aspect ratio in place of width and height: {mine['aspect']}")
        return said

    def request(self, model: str, operation: Operation, n: int = 1) -> Request:
        """These parameters as a provider reads them."""
        kind, images = REQUESTS[operation], self.given
        fields = {name: value for name, value in self.common.items() if name in kind.__struct_fields__}
        if "mask" in kind.__struct_fields__:
            fields["mask"] = next((r.blob for r in images if r.role == "mask"), None)
            images = tuple(r for r in images if r.role != "mask")
        return kind(
            model=model, operation=operation, vendor=self.vendor, n=n, params=self.model_dump(exclude_none=True),
            images=images, **fields,
        )  # fmt: skip

    def pictures(self) -> Iterator[Reference]:
        """The pictures given, with their roles, in the order of declaration."""
        for path, media in self.places():
            for text in leaves(self, path, media.types) if media.kind == "image" else ():
                yield Reference(media.role, Blob.parse(text, path[-1]), path[-1])

    def deadline(self, usual: float) -> float:
        """Seconds after which the task fails: the model's, unless the client says how long it may take."""
        return usual

    def bound(self, n: int) -> Usage:
        """The most that this may use: what is held. Inputs count by their pixels once they are kept."""
        inputs = sum(megapixels(r.blob.width, r.blob.height) for r in self.given if r.role != "mask")
        return {"image": n, "megapixel": n * (self.output_megapixels() + inputs), "input_megapixel": n * inputs}

    def sold(self, usage: Usage) -> Usage:
        """What was delivered, as it is sold: where less than five seconds cost five, say so here."""
        return usage

    def output_megapixels(self) -> int:
        """The most megapixels that one picture may have: as asked, else as its first picture, else what is allowed."""
        mine, most = self.common, -(-self.most >> 20)
        if mine["width"] and mine["height"]:
            return megapixels(mine["width"], mine["height"])
        first = next(iter(self.given), None)
        return min(most, megapixels(first.blob.width, first.blob.height) or most) if first else most


def validate(cls: type[Params], values: dict[str, Any]) -> Params:
    """Check exactly. Raises `InvalidRequest` that names the first field at fault."""
    if cls.strict and (extra := [k for k in values if k not in cls.model_fields]):
        message = "extra fields are not permitted: " + ", ".join(extra)
        raise InvalidRequest(message, param=extra[0])
    try:
        return cls.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = str(first["loc"][0]) if first["loc"] else None
        message = first["msg"].removeprefix("Value error, ")
        raise InvalidRequest(message, param=where, reasons=(first["type"],)) from error


def _place_media(cls: type[Params], wish: Wish) -> tuple[dict[str, Any], list[str]]:
    """Pictures by their own field's name where it is one of ours, else into the free fields of the nearest role."""
    roles, dropped = cls.media(), list[str]()
    values: dict[str, Any] = {}
    for name, blob in wish.media:
        text = blob.handle() if isinstance(blob, Blob) else blob
        own = name in roles and (name not in values or _many(cls, name))
        field = name if own else next(_free(cls, name, values), None)
        if field is None:
            dropped.append(name)
        elif _many(cls, field):
            values.setdefault(field, []).append(text)
        else:
            values[field] = text
    return values, dropped


def _free(cls: type[Params], name: str, taken: dict[str, Any]) -> Iterator[str]:
    """Own picture fields not yet used: masks only for masks, the rest in order, what is called a reference first as one."""
    mask, like = name == "mask", name.startswith("reference")
    for field, role in sorted(cls.media().items(), key=lambda item: like and item[1] != "reference"):
        if (role == "mask") == mask and (field not in taken or _many(cls, field)):
            yield field


def _many(cls: type[Params], field: str) -> bool:
    """Whether the field takes a list."""
    kind = cls.model_fields[field].annotation
    return any(getattr(arg, "__origin__", arg) is list for arg in (kind, *get_args(kind)))


def choices(annotation: Any) -> tuple[str | int, ...]:
    """The words and numbers that a field allows, () where it is free."""
    inner = get_args(annotation)
    return tuple(c for a in inner for c in ((a,) if isinstance(a, str | int) else choices(a)))
