"""Pictures, sound and files between Gemini's `inlineData` and `fileData` and canonical parts."""

import mimetypes
from typing import Any
from urllib.parse import urlsplit

from philae.core.chat import Audio, Document, Image, Source
from philae.core.errors import InvalidRequest
from philae.vendors.gemini.wire import Blob, FileData

Media = Image | Audio | Document

# Where Google keeps files of its clients; other addresses are the open web's.
KEPT = ("https://generativelanguage.googleapis.com/", "gs://", "files/")
SOUNDS = {"audio/mpeg": "mp3", "audio/x-wav": "wav", "audio/wave": "wav", "audio/mp4": "m4a"}
MIMES = {"mp3": "audio/mp3", "wav": "audio/wav", "m4a": "audio/mp4", "pcm16": "audio/pcm"}

USUAL = str.maketrans("-_", "+/")


def inline(blob: Blob) -> Media:
    """What is in the body; Google's own clients write base64 in its form for URLs, which others do not read."""
    return _kind(Source(data=blob.data.translate(USUAL), mime=blob.mime_type), blob.display_name)


def linked(file: FileData) -> Media:
    """What is at a URI."""
    kept = file.file_uri.startswith(KEPT)
    where = Source(file=file.file_uri, mime=file.mime_type) if kept else Source(url=file.file_uri, mime=file.mime_type)
    return _kind(where, file.display_name)


def worded(media: Media) -> dict[str, Any]:
    """Google's part. Raises `InvalidRequest` for what cannot be named there."""
    source = media.source
    mime = source.mime or (MIMES.get(media.format, f"audio/{media.format}") if isinstance(media, Audio) else "")
    if source.data and mime:
        return {"inlineData": {"mimeType": mime, "data": source.data}}
    if source.data:
        raise InvalidRequest("media in the body needs its type", param="messages")
    uri = source.url or source.file
    if not uri or (source.file and not source.file.startswith((*KEPT, "https://"))):
        raise InvalidRequest("a file that another vendor keeps cannot be used with this model", param="messages")
    mime = mime or mimetypes.guess_type(urlsplit(uri).path)[0] or ""
    return {"fileData": {"fileUri": uri} | ({"mimeType": mime} if mime else {})}


def _kind(source: Source, name: str) -> Media:
    """By its type; video has no part of its own and goes as a document."""
    match source.mime.partition("/"):
        case ("image", _, _):
            return Image(source)
        case ("audio", _, kind):
            return Audio(source, SOUNDS.get(source.mime, kind))
        case _:
            return Document(source, name)
