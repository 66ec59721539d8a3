"""The simple endpoints: embeddings, completions, rerank."""

import base64
import struct
from typing import Any

import msgspec

from tests.scripted.text.samples import sample
from tests.scripted.text.script import HELLO, Wishes

SAMPLE = sample("plain")
Json = dict[str, Any]


def embeddings(body: Json, _: Wishes) -> Json:
    """A vector for each input, of the size that was asked for."""
    given = body["input"] if isinstance(body["input"], list) else [body["input"]]
    inputs = given if not given or isinstance(given[0], str | list) else [given]
    vector = (SAMPLE["embeddings"]["data"][0]["embedding"] * 512)[: body.get("dimensions") or 3]
    told: Any = vector
    if body.get("encoding_format") == "base64":
        told = base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()
    rows = [{"object": "embedding", "embedding": told, "index": i} for i in range(len(inputs))]
    usage = {"prompt_tokens": 8 * len(inputs), "total_tokens": 8 * len(inputs)}
    return dict(SAMPLE["embeddings"]) | {"data": rows, "model": body["model"], "usage": usage}


def completions(body: Json, _: Wishes) -> Json:
    """A text."""
    choice = SAMPLE["completions"]["choices"][0] | {"text": "".join(HELLO), "finish_reason": "stop"}
    return dict(SAMPLE["completions"]) | {"choices": [choice], "model": body["model"]}


def completed(body: Json) -> list[bytes]:
    """A text as a stream."""
    base = SAMPLE["completions"] | {"model": body["model"]}
    usage = base.pop("usage")
    choices = [base["choices"][0] | {"text": word, "finish_reason": None} for word in HELLO]
    told = [
        base | {"choices": [choice]}
        for choice in (*choices, base["choices"][0] | {"text": "", "finish_reason": "stop"})
    ]
    if (body.get("stream_options") or {}).get("include_usage"):
        told.append(base | {"choices": [], "usage": usage})
    return [*(b"data: %b\n\n" % msgspec.json.encode(event) for event in told), b"data: [DONE]\n\n"]


def batched(body: Json, wish: Wishes) -> Json:
    """Google's vectors for several texts; older models do not tell their usage (`nousage`)."""
    values = SAMPLE["embeddings"]["data"][0]["embedding"]
    sizes = [(one.get("embedContentConfig") or one).get("outputDimensionality") or 3 for one in body["requests"]]
    vectors = [{"values": (values * 512)[:size]} for size in sizes]
    used = {"promptTokenCount": 8 * len(vectors), "totalTokenCount": 8 * len(vectors)}
    return {"embeddings": vectors} | ({} if "nousage" in wish else {"usageMetadata": used})


def predicted(body: Json) -> Json:
    """Vertex AI's vectors by its older method (cloud.google.com, Vertex AI: text embeddings API)."""
    size = (body.get("parameters") or {}).get("outputDimensionality") or 3
    values = (SAMPLE["embeddings"]["data"][0]["embedding"] * 512)[:size]
    one = {"embeddings": {"values": values, "statistics": {"truncated": False, "token_count": 8}}}
    return {"predictions": [one for instance in body["instances"] if instance["content"]]}


def rerank(body: Json, wish: Wishes) -> Json:
    """The documents in the reverse of their order; `searches`: as Cohere answers, who bills searches."""
    texts = [d if isinstance(d, str) else d["text"] for d in body["documents"]]
    ranked: list[Json] = [{"index": i, "relevance_score": (i + 1) / len(texts)} for i in reversed(range(len(texts)))]
    if "searches" in wish:
        billed = {"billed_units": {"search_units": int(wish["searches"] or 1)}}
        return {"id": "07734bd2", "results": ranked[: body.get("top_n")], "meta": billed}
    if body.get("return_documents", True):
        ranked = [row | {"document": {"text": texts[int(row["index"])]}} for row in ranked]
    return dict(SAMPLE["rerank"]) | {"model": body["model"], "results": ranked[: body.get("top_n")]}
