"""`generationConfig`: how the answer is sampled, bounded and formed."""

from typing import Any

import msgspec
from msgspec import Struct

from philae.core.chat import ChatRequest, Format, Reasoning, Sampling
from philae.core.errors import InvalidRequest
from philae.vendors.gemini import thinking
from philae.vendors.gemini.schema import canonical, narrowed

JSON = "application/json"
MOST_STOPS = 5


class Config(Struct, frozen=True, rename="camel"):
    """The fields with a canonical place; Google takes numbers as texts too."""

    temperature: float | None = None
    top_p: float | None = None
    top_k: float | None = None
    seed: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    response_logprobs: bool | None = None
    logprobs: int | None = None
    candidate_count: int = 1
    max_output_tokens: int | None = None
    stop_sequences: tuple[str, ...] = ()
    response_mime_type: str = ""
    response_schema: dict[str, Any] | None = None
    response_json_schema: dict[str, Any] | None = None
    thinking_config: dict[str, Any] | None = None


class Settings(Struct, frozen=True):
    """The same in canonical terms; `rest` is what only Google understands."""

    sampling: Sampling
    format: Format | None
    reasoning: Reasoning | None
    cap: int | None
    stop: tuple[str, ...]
    n: int
    rest: dict[str, Any]


def read(config: dict[str, Any]) -> Settings:
    """What the client set. Raises `InvalidRequest` naming the field."""
    try:
        found = msgspec.convert(config, Config, strict=False)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        raise InvalidRequest(message, param=f"generationConfig{path.rstrip('`')}") from error
    _check(found)
    known = {field.encode_name for field in msgspec.structs.fields(Config)}
    rest = {name: value for name, value in config.items() if name not in known}
    form = _format(found)
    if form is None and found.response_mime_type not in ("", "text/plain"):
        # `text/x.enum` is Google's alone.
        rest |= {name: config[name] for name in ("responseMimeType", "responseSchema") if name in config}
    return Settings(
        sampling=_sampling(found),
        format=form,
        reasoning=None if found.thinking_config is None else thinking.read(found.thinking_config),
        cap=found.max_output_tokens,
        stop=found.stop_sequences,
        n=found.candidate_count,
        rest=rest,
    )


def written(request: ChatRequest, model: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Google's `generationConfig`, and what was left out. Raises `InvalidRequest`."""
    if len(request.stop) > MOST_STOPS:
        raise InvalidRequest(f"at most {MOST_STOPS} stop texts", param="stop")
    sampling, lost = request.sampling, []
    form, words = _formed(request.format)
    said = {
        "temperature": sampling.temperature,
        "topP": sampling.top_p,
        "topK": sampling.top_k,
        "seed": sampling.seed,
        "presencePenalty": sampling.presence_penalty,
        "frequencyPenalty": sampling.frequency_penalty,
        "responseLogprobs": sampling.logprobs or None,
        "logprobs": sampling.top_logprobs if sampling.logprobs else None,
        "candidateCount": request.n if request.n > 1 else None,
        "maxOutputTokens": request.cap,
        "stopSequences": list(request.stop) or None,
        "thinkingConfig": (thinking.written(request.reasoning, model) if request.reasoning else None) or None,
        **form,
    }
    if sampling.logit_bias:
        lost.append("sampling.logit_bias")
    return {name: value for name, value in said.items() if value is not None}, (*lost, *words)


def _check(config: Config) -> None:
    bounds = {"candidateCount": config.candidate_count, "maxOutputTokens": config.max_output_tokens}
    for name, value in bounds.items():
        if value is not None and value < 1:
            raise InvalidRequest(f"{name} must be at least 1", param=f"generationConfig.{name}")


def _sampling(config: Config) -> Sampling:
    return Sampling(
        temperature=config.temperature,
        top_p=config.top_p,
        top_k=None if config.top_k is None else int(config.top_k),
        seed=config.seed,
        presence_penalty=config.presence_penalty,
        frequency_penalty=config.frequency_penalty,
        logprobs=config.response_logprobs,
        top_logprobs=config.logprobs,
    )


def _format(config: Config) -> Format | None:
    if config.response_mime_type != JSON:
        return None
    if config.response_json_schema is not None:
        return Format("schema", config.response_json_schema)
    return Format("json") if config.response_schema is None else Format("schema", canonical(config.response_schema))


def _formed(form: Format | None) -> tuple[dict[str, Any], tuple[str, ...]]:
    if not form or form.kind == "text":
        return {}, ()
    if form.kind == "json" or form.schema is None:
        return {"responseMimeType": JSON}, ()
    schema, lost = narrowed(form.schema, strict=bool(form.strict), param="format.schema")
    return {"responseMimeType": JSON, "responseJsonSchema": schema}, lost
