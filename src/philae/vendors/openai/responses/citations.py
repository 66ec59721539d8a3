"""Citations: OpenAI's own pass, in the form of this API; those in other vendors' forms mean nothing here."""

from typing import Any

from philae.vendors.openai.responses.wire import Raw

# What each kind must have (API reference, output_text.annotations).
KINDS = {
    "url_citation": {"url", "title", "start_index", "end_index"},
    "file_citation": {"file_id", "filename", "index"},
    "container_file_citation": {"container_id", "file_id", "filename", "start_index", "end_index"},
    "file_path": {"file_id", "index"},
}


def citation(note: Any) -> Raw | None:
    """The annotation, None if it is none of this API's. Chat completions has a URL's fields one level deeper."""
    if not isinstance(note, dict):
        return None
    kind = note.get("type")
    inner = note.get(kind) if isinstance(kind, str) else None
    flat = {"type": kind, **inner} if isinstance(inner, dict) else note
    return flat if isinstance(kind, str) and kind in KINDS and flat.keys() >= KINDS[kind] else None
