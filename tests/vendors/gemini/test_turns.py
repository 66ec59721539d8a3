"""Conversations: ids of calls, tool results, thoughts and their proofs, media; there and back again."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from philae.core.chat import (
    Audio,
    Cache,
    Document,
    Image,
    Message,
    Part,
    Refusal,
    Source,
    Text,
    Thinking,
    ToolCall,
    ToolResult,
)
from philae.core.errors import InvalidRequest
from philae.vendors.gemini.decode import decode
from philae.vendors.gemini.parts import MADE
from philae.vendors.gemini.signature import seal
from tests.vendors.gemini.sample import HELLO, asked, body, dropped, inbound, request

Json = dict[str, Any]


def call(name: str, args: Json | None = None, **fields: Any) -> Json:
    """A functionCall part."""
    return {"functionCall": {"name": name, "args": args or {}} | fields}


def response(name: str, value: Json, **fields: Any) -> Json:
    """A functionResponse part."""
    return {"functionResponse": {"name": name, "response": value} | fields}


def turn(role: str, *parts: Json) -> Json:
    """A content."""
    return {"role": role, "parts": list(parts)}


def read(*contents: Json) -> tuple[Message, ...]:
    """The messages of these contents."""
    return asked(contents=list(contents)).messages


def contents(*messages: Message, model: str = "gemini-2.5-flash") -> list[Json]:
    """The contents of these messages."""
    return body(request(messages=messages), model)["contents"]  # type: ignore[no-any-return]


def ids(messages: tuple[Message, ...], kind: type[ToolCall] | type[ToolResult]) -> list[str]:
    """The ids in order."""
    return [p.id for m in messages for p in m.parts if isinstance(p, kind)]


def test_calls_without_ids_are_matched_by_name_and_order() -> None:
    """Two calls of one function are answered in their order, another one wherever its answer stands."""
    found = read(
        turn("user", {"text": "go"}),
        turn("model", call("a", {"n": 1}), call("b"), call("a", {"n": 2})),
        turn("user", response("b", {"output": "B"}), response("a", {"output": "1"}), response("a", {"output": "2"})),
    )
    first, second, third = ids(found, ToolCall)
    assert ids(found, ToolResult) == [second, first, third]
    assert len({first, second, third}) == 3
    assert ids(found, ToolCall) == ids(
        read(turn("user", {"text": "go"}), turn("model", call("a"), call("b"), call("a"))), ToolCall
    )


def test_own_ids_are_kept() -> None:
    """Newer clients name the call that they answer; one that lost the id is matched by name all the same."""
    given = turn("model", call("a", id="x"), call("a", id="y"))
    assert ids(read(given, turn("user", response("a", {}, id="y"), response("a", {}, id="x"))), ToolResult) == [
        "y",
        "x",
    ]
    assert ids(read(given, turn("function", response("a", {}))), ToolResult) == ["x"]


@pytest.mark.parametrize("answer", [response("b", {}), response("a", {}, id="z")])
def test_an_answer_to_nothing_is_refused(answer: Json) -> None:
    """A response must have a call before it."""
    with pytest.raises(InvalidRequest, match="functionCall") as caught:
        read(turn("model", call("a", id="x")), turn("user", answer))
    assert caught.value.param == "contents[1].parts[0]"


def test_results_stand_apart_from_words() -> None:
    """A user's content with both becomes a tool's message and the user's."""
    found = read(turn("model", call("a", id="x")), turn("user", response("a", {"t": 1}, id="x"), {"text": "and?"}))
    assert [(m.role, m.parts[0]) for m in found[1:]] == [
        ("tool", ToolResult("x", (Text('{"t": 1}'),), name="a")),
        ("user", Text("and?")),
    ]


def test_arguments_keep_their_text() -> None:
    """JSON is handed on as the client wrote it."""
    raw = '{"contents":[{"role":"model","parts":[{"functionCall":{"id":"x","name":"f","args":{"n": 1.0e2}}}]}]}'
    assert decode(inbound(raw)).messages[0].parts == (ToolCall("x", "f", '{"n": 1.0e2}'),)


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ({"output": "fine"}, ToolResult("x", (Text("fine"),), name="f")),
        ({"error": "boom"}, ToolResult("x", (Text("boom"),), error=True, name="f")),
        ({"temp": 21}, ToolResult("x", (Text('{"temp": 21}'),), name="f")),
        ({"output": {"a": 1}}, ToolResult("x", (Text('{"output": {"a": 1}}'),), name="f")),
        ({"error": {"code": 5}}, ToolResult("x", (Text('{"error": {"code": 5}}'),), error=True, name="f")),
        ({"output": ""}, ToolResult("x", (), name="f")),
    ],
)
def test_results_there_and_back(value: Json, result: ToolResult) -> None:
    """Texts stand under output or error, objects as they are; writing gives what was read."""
    found = read(turn("model", call("f", id="x")), turn("user", response("f", value, id="x")))
    assert found[1].parts == (result,)
    assert contents(*found)[1]["parts"] == [response("f", value, id="x")]


def test_an_error_without_its_name_gets_it() -> None:
    """A tool of another format says its error in words, or in an object that does not tell it is one."""
    words = ToolResult("x", (Text('{"why": "gone"}'),), error=True)
    written = contents(Message("assistant", (ToolCall("x", "f"),)), Message("tool", (words,)))
    assert written[1]["parts"][0]["functionResponse"]["response"] == {"error": '{"why": "gone"}'}


def test_results_of_one_turn_stand_in_one_content() -> None:
    """Google wants as many responses as there were calls; names come from the calls, pictures go beside."""
    picture = Image(Source(data="AAAA", mime="image/png"))
    written = contents(
        HELLO,
        Message("assistant", (ToolCall("1", "a", '{"q": 1}'),)),
        Message("assistant", (ToolCall("2", "b"),)),
        Message("tool", (ToolResult("1", (Text("one"),)),)),
        Message("tool", (ToolResult("2", (Text("two"), picture)),)),
        Message("user", (Text("so?"),)),
    )
    assert written[1] == turn("model", call("a", {"q": 1}, id="1"), call("b", id="2"))
    media = [{"inlineData": {"mimeType": "image/png", "data": "AAAA"}}]
    assert written[2] == turn(
        "user", response("a", {"output": "one"}, id="1"), response("b", {"output": "two"}, parts=media, id="2")
    )
    assert written[3] == turn("user", {"text": "so?"})


def test_made_ids_are_not_told() -> None:
    """Google did not give them."""
    written = contents(
        Message("assistant", (ToolCall(f"{MADE}r_0", "a"),)), Message("tool", (ToolResult(f"{MADE}r_0"),))
    )
    assert written == [turn("model", call("a")), turn("user", response("a", {"output": ""}))]


def test_unfit_calls_are_refused() -> None:
    """Arguments that are no object and results of unknown calls cannot be said."""
    for message in (Message("assistant", (ToolCall("1", "a", "[1"),)), Message("tool", (ToolResult("?"),))):
        with pytest.raises(InvalidRequest):
            contents(message)


def test_instructions() -> None:
    """Those at the beginning are the system instruction, later ones keep their place."""
    messages = (
        Message("system", (Text("A"),)), Message("developer", (Text("B"),)), HELLO, Message("system", (Text("C"),)),
    )  # fmt: skip
    written = body(request(messages=messages))
    assert written["systemInstruction"] == {"parts": [{"text": "A"}, {"text": "B"}]}
    assert written["contents"] == [turn("user", {"text": "hello"}, {"text": "C"})]


def test_googles_thoughts_and_signatures_there_and_back() -> None:
    """What Google signed comes back with the part that it signed, or as a signature behind the words."""
    given = turn(
        "model",
        {"text": "hm", "thought": True, "thoughtSignature": "c2ln"},
        {"text": "Well."},
        {"text": "", "thoughtSignature": "b3Ro"},
        call("f", id="1") | {"thoughtSignature": "Y2Fs"},
    )
    (message,) = read(given)
    assert message.parts == (
        Thinking("hm", "c2ln", origin="gemini"),
        Text("Well."),
        Thinking(signature="b3Ro", origin="gemini"),
        ToolCall("1", "f", "{}", "Y2Fs"),
    )
    assert contents(message) == [given]


def test_a_pictures_signature_stays_with_it() -> None:
    """Google checks pictures of its own for their signature when they come back."""
    picture = {"inlineData": {"mimeType": "image/png", "data": "AAAA"}, "thoughtSignature": "c2ln"}
    (message,) = read(turn("model", picture))
    assert message.parts == (Image(Source(data="AAAA", mime="image/png")), Thinking(signature="c2ln", origin="gemini"))
    assert contents(message) == [turn("model", picture)]


@pytest.mark.parametrize("urlsafe", [False, True])
def test_another_vendors_proof_comes_back(*, urlsafe: bool) -> None:
    """What was sealed for a Gemini client is unsealed, before its part; Google itself is not told of it."""
    thinking = Thinking("why?~ÿ", "sig", "cipher", "rs_1", "anthropic")
    sealed = seal(thinking).replace("+", "-").replace("/", "_") if urlsafe else seal(thinking)
    cases: list[tuple[Json, tuple[Part, ...]]] = [
        ({"text": "Hi", "thoughtSignature": sealed}, (thinking, Text("Hi"))),
        ({"text": "", "thoughtSignature": sealed}, (thinking,)),
        ({"text": "why", "thought": True, "thoughtSignature": sealed}, (thinking,)),
        (call("f", id="1") | {"thoughtSignature": sealed}, (thinking, ToolCall("1", "f", "{}"))),
    ]
    for part, parts in cases:
        (message,) = read(turn("model", part))
        assert message.parts == parts
    assert contents(message) == [turn("model", call("f", id="1"))]
    assert "messages.thinking" in dropped(request(messages=(message,)))


@pytest.mark.parametrize("odd", ["not base64!", base64.b64encode(b"philae\x00not json").decode(), "ä"])
def test_a_signature_that_is_no_seal_is_googles(odd: str) -> None:
    """It goes back as it came."""
    (message,) = read(turn("model", {"text": "", "thoughtSignature": odd}))
    assert message.parts == (Thinking(signature=odd, origin="gemini"),)


def test_turns_without_words_are_left_out() -> None:
    """Google refuses contents without parts; what another vendor thought has none for it, wherever it stands."""
    foreign = Message("assistant", (Thinking("why", "sig", origin="anthropic"),))
    written = body(request(messages=(Message("system", (*foreign.parts, Text("S"))), foreign, HELLO)))
    assert written["systemInstruction"] == {"parts": [{"text": "S"}]}
    assert written["contents"] == [turn("user", {"text": "hello"})]


def test_pieces_of_a_stream_are_one_turn() -> None:
    """Clients keep each chunk as a content; the shown words of a sealed thought are not told twice."""
    thinking = Thinking("ab", "sig", origin="anthropic")
    found = read(
        turn("model", {"text": "a", "thought": True}),
        turn("model", {"text": "b", "thought": True}),
        turn("model", {"text": "", "thought": True, "thoughtSignature": seal(thinking)}),
        turn("model", {"text": "Hi"}),
        turn("model", {"text": ""}),
    )
    assert found == (Message("assistant", (thinking, Text("Hi"))),)


@pytest.mark.parametrize(
    ("model", "marked"), [("gemini-3-pro-preview", True), ("gemini-flash-latest", True), ("gemini-2.5-pro", False)]
)
def test_calls_of_others_are_marked_for_models_that_check(model: str, *, marked: bool) -> None:
    """The first call of each turn needs a signature, or the word for one that Google cannot have made."""
    made = Message("assistant", (ToolCall("1", "a"), ToolCall("2", "b")))
    own = Message("assistant", (ToolCall("3", "a", "", "c2ln"),))
    written = [c["parts"] for c in contents(made, HELLO, own, model=model) if c["role"] == "model"]
    signatures = [part.get("thoughtSignature") for parts in written for part in parts]
    assert signatures == ["skip_thought_signature_validator" if marked else None, None, "c2ln"]


@pytest.mark.parametrize(
    ("part", "media"),
    [
        ({"inlineData": {"mimeType": "application/pdf", "data": "JVBE"}}, Document(Source(data="JVBE", mime="application/pdf"))),
        ({"inlineData": {"mimeType": "audio/mp3", "data": "SUQz"}}, Audio(Source(data="SUQz", mime="audio/mp3"), "mp3")),
        ({"inlineData": {"mimeType": "video/mp4", "data": "AAAA"}}, Document(Source(data="AAAA", mime="video/mp4"))),
        ({"fileData": {"fileUri": "gs://b/a.png", "mimeType": "image/png"}}, Image(Source(file="gs://b/a.png", mime="image/png"))),
        ({"fileData": {"fileUri": "https://x.example/a.jpg", "mimeType": "image/jpeg"}}, Image(Source(url="https://x.example/a.jpg", mime="image/jpeg"))),
        ({"fileData": {"fileUri": "https://youtu.be/9hE5"}}, Document(Source(url="https://youtu.be/9hE5"))),
    ],
)  # fmt: skip
def test_media_there_and_back(part: Json, media: Part) -> None:
    """Media is in the body or at a URI; its type says what it is."""
    (message,) = read(turn("user", part))
    assert message.parts == (media,)
    assert contents(message) == [turn("user", part)]


def test_media_without_a_type() -> None:
    """A link's type is guessed from its name, a sound's known from its format."""
    given = (Image(Source(url="https://x.example/a.png?s=1")), Audio(Source(data="SUQz"), "wav"))
    assert contents(Message("user", given))[0]["parts"] == [
        {"fileData": {"fileUri": "https://x.example/a.png?s=1", "mimeType": "image/png"}},
        {"inlineData": {"mimeType": "audio/wav", "data": "SUQz"}},
    ]


@pytest.mark.parametrize(
    "media",
    [Image(Source(data="AAAA")), Document(Source(file="file-1")), Image(Source()), Audio(Source(), id="audio_1")],
)
def test_media_that_cannot_be_said_is_refused(media: Part) -> None:
    """Another vendor's files cannot be reached, and unnamed bytes not be read."""
    with pytest.raises(InvalidRequest):
        contents(Message("user", (media,)))


def test_code_run_at_google_is_told_as_text() -> None:
    """Other vendors' models see what was run and what came of it; other traces of Google's are left out."""
    (message,) = read(
        turn(
            "model",
            {"executableCode": {"language": "PYTHON", "code": "print(1)"}},
            {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "1"}},
            {"toolCall": {"toolType": "GOOGLE_SEARCH"}},
        )
    )
    assert message.parts == (Text("```python\nprint(1)\n```\n"), Text("```\n1\n```\n"))


def test_what_has_no_word_is_named() -> None:
    """Names, cache marks, details and citations are left out, and said to be."""
    parts = (Text("a", Cache(), ({"type": "url"},)), Image(Source(data="A", mime="image/png"), "high"), Refusal("no"))
    given = request(messages=(Message("user", parts, "Ann"),))
    assert dropped(given) == ("messages.name", "messages.cache", "messages.detail", "messages.annotations")
    assert body(given)["contents"][0]["parts"][2] == {"text": "no"}


WORDS = st.text(min_size=1, max_size=12)
JSON = st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3)
PARTS = st.one_of(
    WORDS.map(Text),
    st.builds(lambda d: Image(Source(data=d, mime="image/png")), st.sampled_from(["AAAA", "BBBB"])),
)  # fmt: skip


@given(st.lists(st.tuples(st.lists(PARTS, min_size=1, max_size=3), WORDS, JSON, WORDS), min_size=1, max_size=4))
def test_writing_then_reading_gives_the_same(turns: list[tuple[list[Part], str, Json, str]]) -> None:
    """A conversation with calls survives the way to Google's words and back."""
    said: list[Message] = []
    for n, (parts, answer, args, output) in enumerate(turns):
        said += [
            Message("user", tuple(parts)),
            Message("assistant", (Text(answer), ToolCall(f"c{n}", "f", json.dumps(args)))),
            Message("tool", (ToolResult(f"c{n}", (Text("= " + output),), name="f"),)),
        ]
    found = asked(contents=contents(*said)).messages
    assert [(m.role, [_same(p) for p in m.parts]) for m in found] == [
        (m.role, [_same(p) for p in m.parts]) for m in said
    ]


def _same(part: Part) -> Any:
    return (part.id, part.name, json.loads(part.arguments)) if isinstance(part, ToolCall) else part
