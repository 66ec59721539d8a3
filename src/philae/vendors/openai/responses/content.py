"""Content of messages and of tools' outputs: parts of the wire to canonical parts, and back."""

from collections.abc import Callable
from typing import Any

from philae.core.chat import Audio, Cache, Document, Image, Part, Refusal, Source, Text
from philae.core.errors import InvalidRequest
from philae.vendors.openai.responses.wire import AudioPart, FilePart, ImagePart, Raw, RefusalPart, TextPart, shaped


def read(content: str | list[Raw], where: str) -> tuple[Part, ...]:
    """The parts of a `content` or an `output` that stands at `where`. Raises `InvalidRequest`."""
    if isinstance(content, str):
        return (Text(content),)
    return tuple(_read(raw, f"{where}[{i}]") for i, raw in enumerate(content))


def write(part: Text | Image | Document | Refusal, *, said: bool = False) -> Raw:
    """A part as the vendor takes it; `said`: by the model itself."""
    match part:
        case Text(text=text):
            return {"type": "output_text", "text": text, "annotations": []} if said else _input_text(text)
        case Refusal(text=text):
            return {"type": "refusal", "refusal": text} if said else _input_text(text)
        case Image(source=source, detail=detail):
            place = {"file_id": source.file} if source.file else {"image_url": link(source, "image/png")}
            return {"type": "input_image", "detail": detail or "auto"} | place
        case Document():
            return {"type": "input_file"} | _file(part)


def source(url: str | None, file: str | None) -> Source:
    """Where media is; a `data:` URL is taken apart."""
    if not url or not url.startswith("data:"):
        return Source(url=url or "", file=file or "")
    head, _, data = url.removeprefix("data:").partition(",")
    return Source(data=data, mime=head.partition(";")[0])


def link(where: Source, mime: str) -> str:
    """One string for either place; `mime` is used where the source names none."""
    return where.url or f"data:{where.mime or mime};base64,{where.data}"


def _text(raw: Raw, where: str) -> Part:
    part = shaped(raw, TextPart, where)
    return Text(part.text, _cache(part.prompt_cache_breakpoint), tuple(part.annotations))


def _refusal(raw: Raw, where: str) -> Part:
    return Refusal(shaped(raw, RefusalPart, where).refusal)


def _image(raw: Raw, where: str) -> Part:
    part = shaped(raw, ImagePart, where)
    if not part.image_url and not part.file_id:
        raise InvalidRequest(f"{where} needs image_url or file_id", param=f"{where}.image_url")
    return Image(source(part.image_url, part.file_id), part.detail or "", _cache(part.prompt_cache_breakpoint))


def _document(raw: Raw, where: str) -> Part:
    part = shaped(raw, FilePart, where)
    if not (part.file_data or part.file_url or part.file_id):
        raise InvalidRequest(f"{where} needs file_data, file_url or file_id", param=f"{where}.file_data")
    place = source(part.file_url, part.file_id)
    if part.file_data:
        place = source(part.file_data, None)
        # Base64 alone is taken too, without `data:` before it.
        place = place if place.data else Source(data=part.file_data)
    return Document(place, part.filename or "", _cache(part.prompt_cache_breakpoint))


def _audio(raw: Raw, where: str) -> Part:
    sound = shaped(raw, AudioPart, where).input_audio
    return Audio(Source(data=sound.data, mime=f"audio/{sound.format}"), sound.format)


READERS: dict[str, Callable[[Raw, str], Part]] = {
    "input_text": _text,
    "output_text": _text,
    "text": _text,
    "refusal": _refusal,
    "input_image": _image,
    "input_file": _document,
    "input_audio": _audio,
}


def _read(raw: Any, where: str) -> Part:
    """One part. Raises `InvalidRequest`."""
    kind = raw.get("type")
    reader = READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        known = ", ".join(READERS)
        raise InvalidRequest(f"{where}.type must be one of {known}", param=f"{where}.type")
    return reader(raw, where)


def _cache(breakpoint_: Raw | None) -> Cache | None:
    """The wish to cache up to here. OpenAI's times (30m, 12h) are not those of other vendors, so they are left out."""
    return Cache() if breakpoint_ else None


def _input_text(text: str) -> Raw:
    return {"type": "input_text", "text": text}


def _file(part: Document) -> Raw:
    """A document's place; OpenAI wants a name beside data."""
    place = part.source
    named = {"filename": part.name} if part.name else {}
    if place.file:
        return {"file_id": place.file}
    if place.url:
        return {"file_url": place.url} | named
    return {"filename": part.name or "document.pdf", "file_data": link(place, "application/pdf")}
