"""Every image dialect and provider, by its samples: with one thing wrong in them there is an answer, or an error of our tree."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from philae.core.dialect import Create
from philae.core.errors import GatewayError
from philae.core.http import HttpReply
from philae.core.image import ImageRequest
from philae.core.provider import Target
from philae.vendors import DIALECTS, PROVIDERS
from tests.vendors.mutated import mutated
from tests.vendors.replay import Told, inbound

HERE = Path(__file__).parent
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def samples(kind: str) -> list[Any]:
    """Each vendor's files of that kind, as (vendor, what it tells)."""
    files = sorted(HERE.glob(f"*/{kind}/*.json"))
    told = [(file.parts[-3], json.loads(file.read_text("utf-8")), file) for file in files]
    return [pytest.param(vendor, sample, id=f"{vendor}-{file.stem}") for vendor, sample, file in told]


def _refused(deed: Callable[[], object]) -> GatewayError | None:
    try:
        deed()
    except GatewayError as problem:
        return problem
    return None


@pytest.mark.parametrize(("vendor", "told"), samples("dialogues"))
@QUICK
@given(data=st.data())
def test_nonsense_in_a_request_is_an_error_of_ours(vendor: str, told: Told, data: st.DataObject) -> None:
    """A client's request is understood, or refused in the dialect's own words."""
    dialect = DIALECTS[vendor]
    endpoint = next(e for e in dialect.endpoints if isinstance(e, Create) and e.path == told["endpoint"])
    wrong = data.draw(mutated(told["request"].get("json", {"prompt": "a", "images": ["https://a.example/b.png"]})))
    given = {name: value for name, value in told["request"].items() if name not in ("form", "text")}
    refused = _refused(lambda: endpoint.decode(inbound(given | {"json": wrong})))
    assert refused is None or 400 <= dialect.error(refused, "req_1").status < 500


@pytest.mark.parametrize(("vendor", "told"), samples("exchanges"))
@QUICK
@given(data=st.data())
def test_nonsense_in_a_reply_is_an_error_of_ours(vendor: str, told: Told, data: st.DataObject) -> None:
    """A vendor's reply is read, and what comes of it can be stored, or it is an error."""
    request, to = msgspec.convert(told["request"], ImageRequest), msgspec.convert(told["to"], Target)
    codec, reply = PROVIDERS[vendor].serves[request.operation], data.draw(st.sampled_from(told["turns"]))["reply"]
    wrong = data.draw(mutated(reply.get("json", {})))
    status = data.draw(st.sampled_from([reply["status"], 200, 202, 400, 402, 422, 429, 500]))
    ref = data.draw(st.sampled_from([turn["outcome"].get("pending", {}).get("ref") for turn in told["turns"]]))
    with suppress(GatewayError):
        outcome = codec.read(HttpReply(status, reply.get("headers", {}), json.dumps(wrong).encode()), ref)
        msgspec.json.encode(outcome)
        if (again := getattr(outcome, "ref", None)) is not None:
            codec.call(request, again, to)
