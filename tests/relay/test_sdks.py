"""The official clients of OpenAI, Anthropic and Google, each with every vendor's model, over a real socket."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import anthropic
import openai
import pytest
from google import genai
from google.genai import types
from pydantic import BaseModel

from tests.relay.stage import ANTHROPIC, CLOUDS, GEMINI, HELLO, MODELS, Stage, stage
from tests.scripted.pictures import picture

pytestmark = [pytest.mark.sdk, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
OF_MODELS = pytest.mark.parametrize("model", [*MODELS, *CLOUDS])
PNG = picture(8, 8, "png")
B64 = base64.b64encode(PNG).decode()
CITY: dict[str, Any] = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
    "additionalProperties": False,
}
ASK = "What is the weather? vendor:parallel"
DONE = "It is 12 °C there."


class Weather(BaseModel):
    """A form for answers."""

    city: str
    sun: bool


@pytest.fixture(scope="module")
def on(admin_dsn: str) -> Iterator[Stage]:
    """The vendors, and the gateway before them."""
    with stage(admin_dsn) as made:
        yield made


@pytest.fixture
def oai(on: Stage) -> Iterator[openai.OpenAI]:
    """OpenAI's client."""
    with openai.OpenAI(base_url=f"{on.gateway.url}/v1", api_key=on.client.key, max_retries=0) as made:
        yield made


@pytest.fixture
def claude(on: Stage) -> Iterator[anthropic.Anthropic]:
    """Anthropic's client."""
    with anthropic.Anthropic(base_url=on.gateway.url, api_key=on.client.key, max_retries=0) as made:
        yield made


@pytest.fixture
def google(on: Stage) -> Iterator[genai.Client]:
    """Google's client."""
    made = genai.Client(api_key=on.client.key, http_options=types.HttpOptions(base_url=on.gateway.url))
    yield made
    made.close()


def seen(on: Stage) -> str:
    """The last request that any vendor got."""
    lasts = [v.stats()["last"] for v in (on.a, on.b, on.c, on.d)]
    return "".join(str(last[-1]["body"]) for last in lasts if last)


# --- OpenAI, chat ----------------------------------------------------------------------------------------------------

FUNCTION: Any = {"type": "function", "function": {"name": "weather", "description": "Of a city", "parameters": CITY}}


@OF_MODELS
def test_chat(oai: openai.OpenAI, model: str) -> None:
    """Words, usage, the model's name; system and developer messages."""
    turns: Any = [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "hi"}]
    told = oai.chat.completions.create(model=model, messages=turns, max_completion_tokens=99, temperature=0.5)
    assert (told.choices[0].message.content, told.choices[0].finish_reason) == (HELLO, "stop")
    assert told.usage is not None
    assert (told.usage.prompt_tokens, told.usage.completion_tokens) == (19, 10)
    assert told.model == model


@OF_MODELS
@pytest.mark.parametrize("usage", [True, False])
def test_chat_streamed(oai: openai.OpenAI, model: str, *, usage: bool) -> None:
    """The pieces make the whole; usage comes to those alone who asked for it."""
    options: Any = {"include_usage": True} if usage else openai.omit
    asked: Any = [{"role": "user", "content": "hi"}]
    chunks = list(oai.chat.completions.create(model=model, messages=asked, stream=True, stream_options=options))
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == HELLO
    assert [c.usage.total_tokens for c in chunks if c.usage] == ([29] if usage else [])
    assert [c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason] == ["stop"]
    assert all(c.choices for c in chunks) != usage


@OF_MODELS
@pytest.mark.parametrize("stream", [False, True])
def test_chat_tools(oai: openai.OpenAI, model: str, *, stream: bool) -> None:
    """Parallel calls, their results, and the answer to them."""
    turns: list[Any] = [{"role": "user", "content": ASK}]
    if stream:
        with oai.chat.completions.stream(model=model, messages=turns, tools=[FUNCTION]) as events:
            choice: Any = events.get_final_completion().choices[0]
    else:
        choice = oai.chat.completions.create(model=model, messages=turns, tools=[FUNCTION]).choices[0]
    calls = choice.message.tool_calls
    assert choice.finish_reason == "tool_calls"
    assert [(c.function.name, json.loads(c.function.arguments)) for c in calls] == [("weather", {"city": "Paris"})] * 2
    assert len({c.id for c in calls}) == 2
    turns.append(choice.message.model_dump(exclude_none=True))
    turns += [{"role": "tool", "tool_call_id": c.id, "content": "12 °C"} for c in calls]
    last = oai.chat.completions.create(model=model, messages=turns, tools=[FUNCTION], tool_choice="auto")
    assert last.choices[0].message.content == DONE


@OF_MODELS
def test_chat_images(on: Stage, oai: openai.OpenAI, model: str) -> None:
    """A picture in base64 reaches the vendor."""
    parts: Any = [
        {"type": "text", "text": "What is this?"},
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{B64}"}},
    ]
    on.forget()
    told = oai.chat.completions.create(model=model, messages=[{"role": "user", "content": parts}])
    assert told.choices[0].message.content == HELLO
    assert B64 in seen(on)


@OF_MODELS
def test_chat_schema(oai: openai.OpenAI, model: str) -> None:
    """An answer that fits a schema."""
    asked: Any = [{"role": "user", "content": "hi"}]
    told = oai.chat.completions.parse(model=model, messages=asked, response_format=Weather)
    assert told.choices[0].message.parsed == Weather(city="Paris", sun=True)


@OF_MODELS
@pytest.mark.parametrize(("word", "reason"), [("length", "length"), ("filter", "content_filter")])
@pytest.mark.parametrize("stream", [False, True])
def test_chat_reasons(oai: openai.OpenAI, model: str, word: str, reason: str, *, stream: bool) -> None:
    """Why it stopped."""
    asked: Any = [{"role": "user", "content": f"hi vendor:{word}"}]
    if stream:
        chunks: list[Any] = list(oai.chat.completions.create(model=model, messages=asked, stream=True))
        found = [c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason]
    else:
        found = [oai.chat.completions.create(model=model, messages=asked).choices[0].finish_reason]
    if (model, word) == (ANTHROPIC, "filter"):
        assert found in (["content_filter"], ["stop"])
    else:
        assert found == [reason]


@OF_MODELS
def test_chat_errors(oai: openai.OpenAI, model: str) -> None:
    """Errors are of the client's own classes."""
    asked: Any = [{"role": "user", "content": "hi"}]
    with pytest.raises(openai.NotFoundError) as raised:
        oai.chat.completions.create(model=f"{model}-x", messages=asked)
    assert raised.value.code == "model_not_found"
    with pytest.raises(openai.AuthenticationError):
        oai.with_options(api_key="sk-nobody").chat.completions.create(model=model, messages=asked)
    with pytest.raises(openai.BadRequestError):
        oai.chat.completions.create(model=model, messages=[{"role": "user", "content": "hi vendor:400"}])


# --- OpenAI, responses -----------------------------------------------------------------------------------------------

RFUNCTION: Any = {"type": "function", "name": "weather", "description": "Of a city", "parameters": CITY, "strict": True}


@OF_MODELS
def test_responses(oai: openai.OpenAI, model: str) -> None:
    """Words and usage."""
    told = oai.responses.create(model=model, input="hi", instructions="Be kind.", store=False)
    assert (told.output_text, told.status, told.model) == (HELLO, "completed", model)
    assert told.usage is not None
    assert (told.usage.input_tokens, told.usage.output_tokens) == (19, 10)


@OF_MODELS
def test_responses_streamed(oai: openai.OpenAI, model: str) -> None:
    """Typed events, numbered, from created to completed."""
    with oai.responses.stream(model=model, input="hi", store=False) as events:
        told = list(events)
        final = events.get_final_response()
    assert final.output_text == HELLO
    assert (told[0].type, told[-1].type) == ("response.created", "response.completed")
    numbers = [e.sequence_number for e in told if hasattr(e, "sequence_number")]
    assert numbers == sorted(set(numbers))
    assert "".join(e.delta for e in told if e.type == "response.output_text.delta") == HELLO


@OF_MODELS
@pytest.mark.parametrize("stream", [False, True])
def test_responses_tools(oai: openai.OpenAI, model: str, *, stream: bool) -> None:
    """Parallel calls, their results, and the answer to them."""
    turns: list[Any] = [{"role": "user", "content": ASK}]
    given: Any = {"model": model, "tools": [RFUNCTION], "store": False}
    if stream:
        with oai.responses.stream(**given, input=turns) as events:
            told: Any = events.get_final_response()
    else:
        told = oai.responses.create(**given, input=turns)
    calls = [item for item in told.output if item.type == "function_call"]
    assert [(c.name, json.loads(c.arguments)) for c in calls] == [("weather", {"city": "Paris"})] * 2
    turns += [item.model_dump(exclude_none=True, exclude={"parsed_arguments"}) for item in told.output]
    turns += [{"type": "function_call_output", "call_id": c.call_id, "output": "12 °C"} for c in calls]
    assert oai.responses.create(**given, input=turns).output_text == DONE


@OF_MODELS
def test_responses_images_and_schema(on: Stage, oai: openai.OpenAI, model: str) -> None:
    """A picture goes in, an answer that fits a schema comes out."""
    parts: Any = [
        {"type": "input_text", "text": "What is this?"},
        {"type": "input_image", "image_url": f"data:image/png;base64,{B64}", "detail": "auto"},
    ]
    on.forget()
    told = oai.responses.parse(
        model=model, input=[{"role": "user", "content": parts}], text_format=Weather, store=False
    )
    assert told.output_parsed == Weather(city="Paris", sun=True)
    assert B64 in seen(on)


@OF_MODELS
def test_responses_reasoning(oai: openai.OpenAI, model: str) -> None:
    """Thoughts are an item of their own, before the words."""
    told = oai.responses.create(
        model=model,
        input="hi vendor:reasoning",
        store=False,
        reasoning={"effort": "low", "summary": "auto"},
        include=["reasoning.encrypted_content"],
    )
    assert told.output_text == HELLO
    assert told.usage is not None
    assert told.usage.output_tokens == 14
    assert [item.type for item in told.output][-1] == "message"


@OF_MODELS
def test_responses_errors(oai: openai.OpenAI, model: str) -> None:
    """Errors are of the client's own classes."""
    with pytest.raises(openai.NotFoundError):
        oai.responses.create(model=f"{model}-x", input="hi", store=False)
    with pytest.raises(openai.BadRequestError):
        oai.responses.create(model=model, input="hi vendor:400", store=False)


# --- OpenAI, the simple endpoints ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["text-embedding-3-small", "text-embedding-3-large"])
def test_embeddings(oai: openai.OpenAI, name: str) -> None:
    """Numbers and base64, one and many, cut to size."""
    assert len(oai.embeddings.create(model=name, input=["a", "b"]).data) == 2
    told = oai.embeddings.create(model=name, input="a", dimensions=2, encoding_format="float")
    assert told.data[0].embedding == pytest.approx([0.0023064255, -0.009327292])
    assert told.usage.prompt_tokens == 8


def test_models(oai: openai.OpenAI) -> None:
    """The list has every model that is served here."""
    assert set(MODELS) <= {model.id for model in oai.models.list()}


# --- Anthropic -------------------------------------------------------------------------------------------------------

TOOL: Any = {"name": "weather", "description": "Of a city", "input_schema": CITY}


@OF_MODELS
def test_messages(claude: anthropic.Anthropic, model: str) -> None:
    """Words and usage."""
    told = claude.messages.create(
        model=model, max_tokens=99, system="Be kind.", messages=[{"role": "user", "content": "hi"}]
    )
    assert (told.content[0].text, told.stop_reason, told.model) == (HELLO, "end_turn", model)  # type: ignore[union-attr]
    assert (told.usage.input_tokens, told.usage.output_tokens) == (19, 10)


@OF_MODELS
def test_messages_streamed(claude: anthropic.Anthropic, model: str) -> None:
    """The client's own helper puts the pieces together."""
    with claude.messages.stream(model=model, max_tokens=99, messages=[{"role": "user", "content": "hi"}]) as events:
        words = "".join(events.text_stream)
        told = events.get_final_message()
    assert words == HELLO
    assert told.content[0].text == HELLO  # type: ignore[union-attr]
    assert (told.usage.output_tokens, told.stop_reason) == (10, "end_turn")


@OF_MODELS
@pytest.mark.parametrize("stream", [False, True])
def test_messages_tools(claude: anthropic.Anthropic, model: str, *, stream: bool) -> None:
    """Parallel calls, their results, and the answer to them."""
    turns: list[Any] = [{"role": "user", "content": ASK}]
    given: Any = {"model": model, "max_tokens": 99, "tools": [TOOL]}
    if stream:
        with claude.messages.stream(**given, messages=turns) as events:
            told: Any = events.get_final_message()
    else:
        told = claude.messages.create(**given, messages=turns)
    calls = [block for block in told.content if block.type == "tool_use"]
    assert told.stop_reason == "tool_use"
    assert [(c.name, c.input) for c in calls] == [("weather", {"city": "Paris"})] * 2
    turns.append({"role": "assistant", "content": [block.model_dump(exclude_none=True) for block in told.content]})
    results = [{"type": "tool_result", "tool_use_id": c.id, "content": "12 °C"} for c in calls]
    turns.append({"role": "user", "content": results})
    assert claude.messages.create(**given, messages=turns).content[0].text == DONE


@OF_MODELS
def test_messages_images_and_schema(on: Stage, claude: anthropic.Anthropic, model: str) -> None:
    """A picture goes in, an answer that fits a schema comes out."""
    parts: Any = [
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": B64}},
        {"type": "text", "text": "What is this?"},
    ]
    on.forget()
    told = claude.messages.parse(
        model=model, max_tokens=99, messages=[{"role": "user", "content": parts}], output_format=Weather
    )
    assert told.parsed_output == Weather(city="Paris", sun=True)
    assert B64 in seen(on)


@OF_MODELS
@pytest.mark.parametrize("stream", [False, True])
def test_messages_thinking(claude: anthropic.Anthropic, model: str, *, stream: bool) -> None:
    """Thinking comes before the words, and can be given back."""
    given: Any = {"model": model, "max_tokens": 4096, "thinking": {"type": "enabled", "budget_tokens": 1024}}
    turns: list[Any] = [{"role": "user", "content": "hi vendor:reasoning"}]
    if stream:
        with claude.messages.stream(**given, messages=turns) as events:
            told: Any = events.get_final_message()
    else:
        told = claude.messages.create(**given, messages=turns)
    assert told.content[-1].text == HELLO
    assert told.usage.output_tokens == 14
    turns.append({"role": "assistant", "content": [block.model_dump(exclude_none=True) for block in told.content]})
    turns.append({"role": "user", "content": "and now?"})
    assert claude.messages.create(**given, messages=turns).content[-1].text == HELLO


@OF_MODELS
def test_messages_count(claude: anthropic.Anthropic, model: str) -> None:
    """Tokens can be counted for each model."""
    assert claude.messages.count_tokens(model=model, messages=[{"role": "user", "content": "hi"}]).input_tokens > 0


@OF_MODELS
def test_messages_errors(claude: anthropic.Anthropic, model: str) -> None:
    """Errors are of the client's own classes."""
    asked: Any = [{"role": "user", "content": "hi"}]
    with pytest.raises(anthropic.NotFoundError):
        claude.messages.create(model=f"{model}-x", max_tokens=9, messages=asked)
    with pytest.raises(anthropic.AuthenticationError):
        claude.with_options(api_key="sk-nobody").messages.create(model=model, max_tokens=9, messages=asked)
    with pytest.raises(anthropic.BadRequestError):
        claude.messages.create(model=model, max_tokens=9, messages=[{"role": "user", "content": "hi vendor:400"}])


# --- Google ----------------------------------------------------------------------------------------------------------

DECLARED = types.Tool(
    function_declarations=[
        types.FunctionDeclaration(name="weather", description="Of a city", parameters_json_schema=CITY)
    ]
)


@OF_MODELS
def test_generate(google: genai.Client, model: str) -> None:
    """Words and usage."""
    config = types.GenerateContentConfig(system_instruction="Be kind.", max_output_tokens=99, temperature=0.5)
    told = google.models.generate_content(model=model, contents="hi", config=config)
    assert told.text == HELLO
    assert told.usage_metadata is not None
    assert (told.usage_metadata.prompt_token_count, told.usage_metadata.candidates_token_count) == (19, 10)


@OF_MODELS
def test_generate_streamed(google: genai.Client, model: str) -> None:
    """The pieces make the whole."""
    told = list(google.models.generate_content_stream(model=model, contents="hi"))
    assert "".join(piece.text or "" for piece in told) == HELLO
    assert told[-1].candidates is not None
    assert told[-1].candidates[0].finish_reason == types.FinishReason.STOP


@OF_MODELS
@pytest.mark.parametrize("stream", [False, True])
def test_generate_tools(google: genai.Client, model: str, *, stream: bool) -> None:
    """Parallel calls, their results, and the answer to them."""
    config = types.GenerateContentConfig(
        tools=[DECLARED], automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True)
    )
    turns: list[Any] = [types.Content(role="user", parts=[types.Part(text=ASK)])]
    if stream:
        pieces = list(google.models.generate_content_stream(model=model, contents=turns, config=config))
    else:
        pieces = [google.models.generate_content(model=model, contents=turns, config=config)]
    parts = [
        p for told in pieces for c in told.candidates or () for p in (c.content.parts if c.content else None) or ()
    ]
    calls = [p.function_call for p in parts if p.function_call]
    assert [(c.name, c.args) for c in calls] == [("weather", {"city": "Paris"})] * 2
    turns.append(types.Content(role="model", parts=[p for p in parts if p.function_call]))
    results = [
        types.Part(function_response=types.FunctionResponse(id=c.id, name=c.name, response={"result": "12 °C"}))
        for c in calls
    ]
    turns.append(types.Content(role="user", parts=results))
    assert google.models.generate_content(model=model, contents=turns, config=config).text == DONE


@OF_MODELS
def test_generate_images_and_schema(on: Stage, google: genai.Client, model: str) -> None:
    """A picture goes in, which this client writes in base64 for URLs; an answer that fits a schema comes out."""
    on.forget()
    contents: list[Any] = [types.Part.from_bytes(data=PNG, mime_type="image/png"), "What is this?"]
    config = types.GenerateContentConfig(response_mime_type="application/json", response_schema=Weather)
    told = google.models.generate_content(model=model, contents=contents, config=config)
    assert told.parsed == Weather(city="Paris", sun=True)
    assert (base64.urlsafe_b64encode(PNG).decode() if model == GEMINI else B64) in seen(on)


@OF_MODELS
def test_generate_thoughts(google: genai.Client, model: str) -> None:
    """Thinking can be asked for; the words are the same."""
    config = types.GenerateContentConfig(
        thinking_config=types.ThinkingConfig(include_thoughts=True, thinking_budget=1024)
    )
    told = google.models.generate_content(model=model, contents="hi vendor:reasoning", config=config)
    assert told.text == HELLO


@OF_MODELS
def test_count_tokens(google: genai.Client, model: str) -> None:
    """Tokens can be counted for each model."""
    assert (google.models.count_tokens(model=model, contents="hi").total_tokens or 0) > 0


@OF_MODELS
def test_generate_errors(google: genai.Client, model: str) -> None:
    """Errors are of the client's own classes."""
    with pytest.raises(genai.errors.ClientError) as raised:
        google.models.generate_content(model=f"{model}-x", contents="hi")
    assert (raised.value.code, raised.value.status) == (404, "NOT_FOUND")
    with pytest.raises(genai.errors.ClientError) as raised:
        google.models.generate_content(model=model, contents="hi vendor:400")
    assert raised.value.code == 400
