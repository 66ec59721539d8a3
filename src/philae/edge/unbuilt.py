"""Paths of the catalogue that are not built yet: 501 in the words of whom they belong to, never 404."""

from typing import NamedTuple

from philae.core.dialect import Dialect
from philae.edge.wordings import WORDINGS
from philae.vendors import DIALECTS

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


class Unbuilt(NamedTuple):
    """What a path would be, and whose words it speaks."""

    what: str
    dialect: Dialect


# What it would be · whose words · the path itself with all that lies below it.
_TABLE: tuple[tuple[str, str, str], ...] = (
    ("this part of the Responses API", "openai", "/v1/responses /responses"),
    ("moderation", "openai", "/v1/moderations /moderations"),
    ("this part of the Gemini API", "gemini", "/v1beta"),
    ("audio", "openai", "/v1/audio /audio"),
    ("realtime voice", "openai", "/v1/realtime /realtime"),
    ("files", "openai", "/v1/files"),
    ("batches", "openai", "/v1/batches /batches"),
    ("this part of the Videos API", "openai", "/v1/videos/edits /v1/videos/extensions /v1/videos/characters"),
    ("video", "relayed", "/v1/video/generations /video/generations"),
    ("image variations", "openai", "/v1/images/variations /images/variations"),
    ("billing in OpenAI's form", "openai", "/v1/dashboard /dashboard"),
    ("this part of the Midjourney API", "midjourney", "/mj /mj-fast /mj-turbo /mj-relax"),
    ("this part of Bria", "bria", "/bria"),
    ("Kling", "kling", "/kling"),
    ("this part of the Runway API", "runway", "/runwayml"),
    ("this part of the Runway API", "runway-compatible", "/runway"),
    ("this part of the MiniMax API", "minimax", "/minimax /hailuo"),
    ("this part of ByteDance's API", "bytedance", "/volc"),
    ("this part of xAI's API", "xai", "/grok"),
    ("Veo", "relayed", "/veo"),
    ("Suno", "relayed", "/suno"),
    ("this part of Hunyuan3D", "hunyuan", "/hunyuan3d/v1 /hunyuan"),
    ("the balance query", "console", "/user/quota"),
    ("the account API", "console", "/api"),
    ("fine-tunes", "bfl", "/v1/my_finetunes /v1/finetune_details /v1/delete_finetune"),
    ("fine-tunes", "bfl", "/flux/v1/my_finetunes /flux/v1/finetune_details /flux/v1/delete_finetune"),
    ("licence usage reports", "bfl", "/v1/licenses"),
)

UNBUILT = {
    path: Unbuilt(what, WORDINGS.get(words) or DIALECTS[words])
    for what, words, paths in _TABLE
    for path in paths.split()
}
"""Path → what it and everything below it would be."""


def unbuilt(path: str) -> Unbuilt | None:
    """What would be there, by the nearest path above that the table has; None for what nobody has."""
    while path:
        if found := UNBUILT.get(path):
            return found
        path = path.rpartition("/")[0]
    return None
