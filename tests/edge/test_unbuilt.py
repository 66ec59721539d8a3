"""What is not built says so: 501, in the words of the vendor whose client asks."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client
from tests.gateway import Gateway

# Every path that the references name and that is not built, `GET` before those that are read.
PATHS = """
/v1/responses/compact /v1/audio/speech /v1/audio/transcriptions
/v1/audio/translations /v1/images/variations /v1beta/cachedContents GET/v1/realtime
GET/v1/dashboard/billing/subscription GET/v1/dashboard/billing/usage GET/user/quota
GET/api/models GET/api/model/gpt-5-4 GET/api/token/ GET/api/token/1 GET/api/token/search /api/token/ PUT/api/token/
DELETE/api/token/1 GET/api/user/self GET/api/user/self/stats GET/api/user/topup GET/api/user/check GET/api/user/1
GET/api/log/ GET/api/log/self GET/api/log/self/stat GET/api/log/self/export GET/api/log/self/search GET/api/log/stat
GET/api/task/self GET/api/data/ GET/api/pricing
/bria/v2/image/generate /bria/v2/image/edit/blur_background
/mj/submit/relay /mj-fast/mj/submit/relay
/v1/videos/edits /v1/videos/extensions /v1/videos/characters GET/v1/videos/characters/1
/v1/video/generations GET/v1/video/generations/1
/volc/v3/files
/kling/v1/general/custom-elements
/runwayml/v1/text_to_speech /runwayml/v1/uploads GET/runwayml/v1/organization /runway/pro/extend
/grok/v1/images/generations /grok/v1/files
/minimax/v1/video_template_generation
GET/flux/v1/my_finetunes GET/flux/v1/finetune_details /flux/v1/delete_finetune GET/v1/my_finetunes
GET/v1/finetune_details /v1/delete_finetune /v1/licenses/models/flux-1-dev/usage
"""

WORDS: dict[str, Callable[[Any], bool]] = {
    "/v1/audio/speech": lambda b: b["error"]["code"] == "not_implemented" and b["error"]["param"] is None,
    "/v1/videos/edits": lambda b: b["error"]["type"] == "server_error",
    "/v1beta/cachedContents": lambda b: (b["error"]["code"], b["error"]["status"]) == (501, "UNIMPLEMENTED"),
    "/kling/v1/general/custom-elements": lambda b: b["code"] == 1202 and b["request_id"].startswith("req_"),
    "/runwayml/v1/text_to_speech": lambda b: "not built" in b["error"],
    "/runway/pro/extend": lambda b: b["code"] == "not_implemented" and b["data"] is None,
    "/v1/video/generations": lambda b: b["code"] == "not_implemented",
    "/minimax/v1/video_template_generation": lambda b: b["base_resp"]["status_code"] == 1000,
    "/v1/files": lambda b: b["error"]["code"] == "not_implemented",
    "/volc/v3/files": lambda b: b["error"]["code"] == "NotImplemented",
    "/mj-fast/mj/submit/relay": lambda b: b["code"] == 9 and "Midjourney" in b["description"],
    "/bria/v2/image/generate": lambda b: b["error"]["code"] == 501 and b["request_id"].startswith("req_"),
    "/grok/v1/images/generations": lambda b: b["code"].startswith("Operation is not") and "xAI" in b["error"],
    "/suno/submit/music": lambda b: b["code"] == "not_implemented",
    "/hunyuan3d/v1/generations": lambda b: b["Response"]["Error"]["Code"] == "UnsupportedOperation",
    "/flux/v1/delete_finetune": lambda b: "not built" in b["detail"],
    "/api/token/": lambda b: b["success"] is False,
}


def test_every_path_of_the_references_is_501_never_404(running: Gateway) -> None:
    """With a key or without, whatever the method: JSON that names the request."""
    wrong = []
    for row in PATHS.split():
        method, _, rest = row.partition("/")
        answer = Client(running.url).request(method or "POST", f"/{rest}", {} if not method else None)
        named = answer.headers["x-philae-request-id"] in answer.body.decode()
        if answer.status != 501 or not named:
            wrong.append((row, answer.status, answer.body))

    assert wrong == []


@pytest.mark.parametrize("path", WORDS)
def test_in_the_words_of_its_vendor(running: Gateway, path: str) -> None:
    """A client of that vendor finds the reason where it looks for one."""
    answer = running.owner.post(path, {})

    assert answer.status == 501
    assert WORDS[path](answer.json()), answer.body


def test_what_nobody_has_is_still_404(running: Gateway) -> None:
    """Names that only begin alike are not below a path of the table."""
    for path in ("/klingon", "/v1/audios", "/v1/nothing", "/apis", "/v1beta2/models"):
        assert running.owner.post(path, {}).status == 404, path
