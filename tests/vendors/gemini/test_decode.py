"""Gemini clients' requests in canonical terms."""

from typing import Any

import pytest

from philae.core.chat import Choose, Format, Image, Message, Reasoning, Sampling, Source, Text, Tool
from philae.core.errors import InvalidRequest
from philae.vendors.gemini.decode import decode
from tests.vendors.gemini.sample import asked, inbound

FULL: dict[str, Any] = {
    "systemInstruction": {"parts": [{"text": "Be brief."}]},
    "contents": [
        {"role": "user", "parts": [{"text": "What is it?"}, {"inlineData": {"mimeType": "image/png", "data": "iVBO"}}]}
    ],
    "tools": [{"functionDeclarations": [{"name": "look", "description": "Look."}]}, {"googleSearch": {}}],
    "toolConfig": {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["look"]}, "retrievalConfig": {}},
    "safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_NONE"}],
    "generationConfig": {
        "temperature": 0.5, "topP": 0.9, "topK": 40, "seed": 7, "presencePenalty": 0.1, "frequencyPenalty": 0.2,
        "responseLogprobs": True, "logprobs": 3, "candidateCount": 2, "maxOutputTokens": 100, "stopSequences": ["END"],
        "responseMimeType": "application/json", "responseModalities": ["TEXT"],
        "thinkingConfig": {"thinkingBudget": 512, "includeThoughts": True},
    },
    "serviceTier": "flex",
}  # fmt: skip
SNAKE: dict[str, Any] = {
    "system_instruction": {"parts": {"text": "Be brief."}},
    "contents": {
        "role": "user",
        "parts": [{"text": "What is it?"}, {"inline_data": {"mime_type": "image/png", "data": "iVBO"}}],
    },
    "tools": [{"function_declarations": {"name": "look", "description": "Look."}}, {"google_search": {}}],
    "tool_config": {
        "function_calling_config": {"mode": "ANY", "allowed_function_names": "look"}, "retrieval_config": {}
    },
    "safety_settings": {"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_NONE"},
    "generation_config": {
        "temperature": 0.5, "top_p": 0.9, "top_k": 40, "seed": "7", "presence_penalty": 0.1, "frequency_penalty": 0.2,
        "response_logprobs": True, "logprobs": 3, "candidate_count": 2, "max_output_tokens": "100",
        "stop_sequences": ["END"], "response_mime_type": "application/json", "response_modalities": ["TEXT"],
        "thinking_config": {"thinking_budget": 512, "include_thoughts": True},
    },
    "service_tier": "flex",
    "cached_content": None,
}  # fmt: skip


@pytest.mark.parametrize("body", [FULL, SNAKE], ids=["camel", "snake"])
def test_a_request_is_understood_in_both_spellings(body: dict[str, Any]) -> None:
    """Names in snake_case, single things for lists, numbers as texts and nulls mean the same as Google's own form."""
    found = decode(inbound(body))
    assert found.messages == (
        Message("system", (Text("Be brief."),)),
        Message("user", (Text("What is it?"), Image(Source(data="iVBO", mime="image/png")))),
    )
    assert (found.model, found.n, found.cap, found.stop, found.stream) == ("gemini-2.5-flash", 2, 100, ("END",), False)
    assert (found.tools, found.choose) == ((Tool("look", "Look."),), Choose("named", "look"))
    assert found.sampling == Sampling(0.5, 0.9, 40, 7, 0.1, 0.2, logprobs=True, top_logprobs=3)
    assert (found.format, found.reasoning) == (Format("json"), Reasoning(budget=512, show=True))
    assert found.service_tier == "flex"
    assert found.extra == {
        "gemini": {
            "safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_NONE"}],
            "tools": [{"googleSearch": {}}],
            "toolConfig": {"retrievalConfig": {}},
            "generationConfig": {"responseModalities": ["TEXT"]},
        }
    }


def test_a_stream() -> None:
    """Its usage is told; in which form it comes is no part of what is asked."""
    found = decode(inbound({"contents": [{"parts": [{"text": "hi"}]}]}), stream=True)
    assert (found.stream, found.usage, found.extra) == (True, True, {})


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"contents": []}, "contents"),
        ({"contents": [{"parts": [{"text": 5}]}]}, "contents[0].parts[0].text"),
        ({"contents": [{"role": "assistant", "parts": [{"text": "a"}]}]}, "contents[0].role"),
        ({"contents": [{"parts": [{"functionResponse": {"name": "f", "response": {}}}]}]}, "contents[0].parts[0]"),
        ({"generationConfig": {"temperature": "hot"}}, "generationConfig.temperature"),
        ({"generationConfig": {"maxOutputTokens": 0}}, "generationConfig.maxOutputTokens"),
        ({"generationConfig": {"candidateCount": 0}}, "generationConfig.candidateCount"),
        ({"generationConfig": []}, "generationConfig"),
        ({"generationConfig": {"thinkingConfig": {"thinkingLevel": "LOTS"}}}, "generationConfig.thinkingConfig.thinkingLevel"),
        ({"generationConfig": {"thinkingConfig": {"thinkingBudget": -2}}}, "generationConfig.thinkingConfig.thinkingBudget"),
        ({"generationConfig": {"thinkingConfig": {"includeThoughts": "yes"}}}, "generationConfig.thinkingConfig.includeThoughts"),
        ({"tools": ["search"]}, "tools"),
        ({"tools": [{"functionDeclarations": [{"description": "nameless"}]}]}, "tools.functionDeclarations[0]"),
        ({"toolConfig": {"functionCallingConfig": {"mode": "MUST"}}}, "toolConfig.functionCallingConfig.mode"),
        ({"toolConfig": {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["f"]}}}, "toolConfig.functionCallingConfig.allowedFunctionNames"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(body: dict[str, Any], param: str) -> None:
    """The error names the field at fault in Google's words."""
    with pytest.raises(InvalidRequest) as caught:
        asked(**body)
    assert caught.value.param == param


@pytest.mark.parametrize(
    ("config", "choose", "names", "strict"),
    [
        ({"mode": "AUTO"}, Choose("auto"), ["a", "b"], None),
        ({"mode": "NONE"}, Choose("none"), ["a", "b"], None),
        ({"mode": "ANY"}, Choose("required"), ["a", "b"], None),
        ({"mode": "any", "allowedFunctionNames": ["b"]}, Choose("named", "b"), ["b"], None),
        ({"mode": "ANY", "allowedFunctionNames": ["a", "b"]}, Choose("required"), ["a", "b"], None),
        ({"mode": "VALIDATED", "allowedFunctionNames": ["a"]}, Choose("auto"), ["a"], True),
    ],
)
def test_modes_of_calling(config: dict[str, Any], choose: Choose, names: list[str], *, strict: bool | None) -> None:
    """Each mode has its canonical choice; where only some functions are allowed only these are offered."""
    tools = [{"functionDeclarations": [{"name": "a"}, {"name": "b"}]}]
    found = asked(tools=tools, toolConfig={"functionCallingConfig": config})
    assert (found.choose, [t.name for t in found.tools]) == (choose, names)
    assert {t.strict for t in found.tools} == {strict}


@pytest.mark.parametrize(
    ("config", "reasoning"),
    [
        ({"thinkingLevel": "HIGH"}, Reasoning("high")),
        ({"thinkingLevel": "minimal", "includeThoughts": False}, Reasoning("minimal", show=False)),
        ({"thinkingBudget": 0}, Reasoning("none")),
        ({"thinkingBudget": -1}, Reasoning(adaptive=True)),
        ({"includeThoughts": True}, Reasoning(show=True)),
    ],
)
def test_thinking(config: dict[str, Any], reasoning: Reasoning) -> None:
    """Levels are efforts; a budget of 0 is none, -1 leaves it to the model."""
    assert asked(generationConfig={"thinkingConfig": config}).reasoning == reasoning


def test_a_schema_of_googles_becomes_json_schema() -> None:
    """Types are small, what may be null says so, properties stand in the order wanted, 64-bit counts are numbers."""
    schema = {
        "type": "OBJECT",
        "properties": {
            "tags": {"type": "ARRAY", "items": {"type": "STRING", "nullable": True}, "maxItems": "3"},
            "kind": {"any_of": [{"type": "STRING"}, {"type": "INTEGER"}], "nullable": True},
            "name": {"type": "STRING", "enum": ["a"], "nullable": True, "example": "a"},
        },
        "propertyOrdering": ["name", "tags"],
        "required": ["name"],
    }
    form = asked(generationConfig={"responseMimeType": "application/json", "responseSchema": schema}).format
    assert form
    assert form.schema == {
        "type": "object",
        "properties": {
            "name": {"type": ["string", "null"], "enum": ["a", None], "examples": ["a"]},
            "tags": {"type": "array", "items": {"type": ["string", "null"]}, "maxItems": 3},
            "kind": {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
        },
        "required": ["name"],
    }
    assert list(form.schema["properties"]) == ["name", "tags", "kind"]


def test_json_schemas_stay_as_they_are() -> None:
    """Property names are the client's own, however they are spelled."""
    schema = {"type": "object", "properties": {"first_name": {"type": "string"}}}
    config = {"response_mime_type": "application/json", "response_json_schema": schema}
    declared = [{"function_declarations": [{"name": "f", "parameters_json_schema": schema}]}]
    found = asked(generation_config=config, tools=declared)
    assert (found.format, found.tools[0].parameters) == (Format("schema", schema), schema)


def test_parameters_in_googles_schema() -> None:
    """The older field for a function's parameters is understood as well."""
    schema = {"type": "OBJECT", "additionalProperties": True, "properties": {"n": {"type": "INTEGER"}}}
    found = asked(tools=[{"functionDeclarations": [{"name": "f", "parameters": schema}]}])
    told = {"type": "object", "additionalProperties": True, "properties": {"n": {"type": "integer"}}}
    assert found.tools[0].parameters == told


def test_googles_own_forms_stay_googles() -> None:
    """A choice of words as the answer's form has no canonical one."""
    config = {"responseMimeType": "text/x.enum", "responseSchema": {"type": "STRING", "enum": ["a"]}}
    found = asked(generationConfig=config)
    assert (found.format, found.extra["gemini"]["generationConfig"]) == (None, config)
