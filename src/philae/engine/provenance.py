"""Writes where a result came from into the file itself, without touching a pixel or a frame."""

import struct
import zlib

from msgspec import json

BOX = bytes.fromhex("6e1f0c5a6b7d4c0d9a3e51c1a5f0b2d7")
"""The id of our box in MP4 files (ISO/IEC 14496-12: a `uuid` box may stand anywhere, and who does not know it passes on)."""


def tail(mime: str, label: dict[str, str]) -> bytes:
    """What is added to the end of a large file so that it bears the label; nothing where its format has no place there."""
    if mime not in ("video/mp4", "video/quicktime", "audio/mp4"):
        return b""
    body = b"uuid" + BOX + json.encode(label)
    return struct.pack(">I", len(body) + 4) + body


def stamp(data: bytes, mime: str, label: dict[str, str]) -> bytes:
    """The same picture with the label in its metadata; as it was where the format, or this file, has no place."""
    text = json.encode(label).decode()
    if text.encode() in data:
        return data
    match mime:
        case "image/png":
            return _png(data, text)
        case "image/jpeg":
            return _jpeg(data, text)
        case "image/webp":
            return _webp(data, text)
        case _:
            return data


def _png(data: bytes, text: str) -> bytes:
    """A tEXt chunk behind IHDR (33 bytes from the start)."""
    body = b"tEXtprovenance\0" + text.encode("latin-1", "replace")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return data[:33] + chunk + data[33:]


def _jpeg(data: bytes, text: str) -> bytes:
    """A comment segment behind the application segments that open the file."""
    at = 2
    while data[at : at + 1] == b"\xff" and 0xE0 <= data[at + 1] <= 0xEF:  # noqa: PLR2004
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    comment = text.encode()
    return data[:at] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + data[at:]


def _webp(data: bytes, text: str) -> bytes:
    """An XMP chunk at the end; only extended files (VP8X) have a place for one."""
    if data[12:16] != b"VP8X" or b"XMP " in data[-len(data) // 2 :]:
        return data
    flags = bytes([data[20] | 0x04])
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><provenance>{_escape(text)}</provenance></x:xmpmeta>'.encode()
    chunk = b"XMP " + struct.pack("<I", len(packet)) + packet + b"\0" * (len(packet) % 2)
    body = data[8:20] + flags + data[21:] + chunk
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
