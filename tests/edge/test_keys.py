"""Keys over time, the sandbox, idempotency of files, how long a line is held, and links that end."""

import io
import re
import time
from datetime import UTC, datetime, timedelta

from PIL import Image

from tests.client import Answer, Client
from tests.gateway import Gateway

BODY = {"prompt": "a fox", "width": 256, "height": 256}
EDGE = "BOUNDARY"


def picture(colour: str) -> bytes:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(out, "PNG")
    return out.getvalue()


def edit(client: Client, data: bytes) -> Answer:
    """An edit as OpenAI's clients send it: multipart."""
    fields = {"model": "flux-2-pro", "prompt": "a hat"}
    parts = [
        f'--{EDGE}\r\ncontent-disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items()
    ]
    head = (
        f'--{EDGE}\r\ncontent-disposition: form-data; name="image"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n'
    )
    body = b"".join(parts) + head.encode() + data + f"\r\n--{EDGE}--\r\n".encode()
    return client.told(content_type=f"multipart/form-data; boundary={EDGE}").post("/v1/images/edits", body)


def test_a_key_ends_at_its_time(running: Gateway) -> None:
    """Before: served. After: 401 in words."""
    key = running.account("brief", "1", expires_at=datetime.now(UTC) + timedelta(seconds=2))
    assert key.get("/v1/models").status == 200

    time.sleep(2.1)

    assert key.get("/v1/models").status == 401
    assert "expired" in key.get("/v1/models").json()["error"]["message"]


def test_a_revoked_key_ends_at_once_in_every_worker(running: Gateway) -> None:
    """Workers know keys by heart for some seconds, and are told of the change."""
    key = running.account("revoked", "1")
    assert {key.get("/v1/models").status for _ in range(8)} == {200}

    sql = "update key set revoked_at = now() where name = 'revoked' returning pg_notify('philae_key', id::text)"
    running.rows(sql)
    time.sleep(0.5)

    assert {key.get("/v1/models").status for _ in range(8)} == {401}


def test_sandbox_keys_pay_with_play_money_and_reach_no_vendor(running: Gateway) -> None:
    """Without a studio there is nobody to serve them: 503, and nothing is held."""
    key = running.account("sandbox", "1", book="sandbox")

    assert key.post("/flux/v1/flux-2-pro", BODY).status == 503
    assert running.proof() == []


def test_a_budget_counts_what_is_held_and_what_was_spent(running: Gateway) -> None:
    """A key of six cents pays for two pictures of three, not for a third, though its account has money."""
    key = running.account("two-pictures", "9", budget=60_000_000)
    body = BODY | {"width": 1024, "height": 1024}
    first = key.post("/flux/v1/flux-2-pro", body).json()["id"]
    key.ended(first)

    assert key.post("/flux/v1/flux-2-pro", body).status == 200
    assert key.post("/flux/v1/flux-2-pro", body).status == 402


def test_multipart_is_the_same_request_if_its_parts_are(running: Gateway) -> None:
    """Name, type and content count, not the boundary; other bytes under the same key are refused."""
    told = running.owner.told(idempotency_key="files-1", prefer="respond-async")
    first, same, other = (edit(told, picture(c)) for c in ("red", "red", "blue"))

    assert first.status == 202, first.body
    assert same.json()["id"] == first.json()["id"]
    assert other.status == 409
    running.owner.ended(first.json()["id"])


def test_a_quote_stores_nothing(running: Gateway) -> None:
    """Price and understood parameters; no task, no entry."""
    nobody = running.account("quoter", "1")
    answer = nobody.post("/v1/quote", {"model": "flux-2-pro", **BODY, "width": 1920, "height": 1080})

    assert answer.json()["price"] == "0.045"
    assert nobody.get("/v1/tasks").json()["data"] == []


def test_prefer_says_how_long_the_line_is_held(running: Gateway) -> None:
    """One second is too short for a picture that is never done; the answer tells how it stands."""
    body = {"input": {"prompt": "vendor:forever", "aspect_ratio": "1:1"}}
    began = time.monotonic()
    path = "/replicate/v1/models/black-forest-labs/flux-2-pro/predictions"
    answer = running.owner.told(prefer="wait=1").post(path, body)

    assert answer.status == 201
    assert answer.json()["status"] == "processing"
    assert 0.9 < time.monotonic() - began < 4


def test_a_link_of_the_past_is_refused_in_words(running: Gateway) -> None:
    """Its end is part of what is signed."""
    identity = running.owner.post("/flux/v1/flux-2-pro", BODY).json()["id"]
    link = running.owner.ended(identity)["outputs"][0]["url"]
    longer = re.sub(r"exp=(\d+)", lambda found: f"exp={int(found[1]) + 86400}", link)

    assert Client(running.url).get(longer).status == 403
    assert Client(running.url).get(link.partition("?")[0]).status == 403


def test_events_of_a_running_task_end_with_its_document(running: Gateway) -> None:
    """Progress comes along; the last event is the task itself."""
    identity = running.owner.post("/v1/tasks", {"model": "flux-2-pro", **BODY}).json()["id"]

    stream = running.owner.get(f"/v1/tasks/{identity}/events").body.decode()

    last = stream.strip().split("\n\n")[-1]
    assert "event: done" in last
    assert '"state":"succeeded"' in last
    assert running.url in last
