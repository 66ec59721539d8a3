"""A whole answer told as a stream."""

from philae.core.chat import Answer, Choice, Image, Refusal, Source, Text, Thinking, ToolCall
from philae.core.stream import Begin, Close, Delta, End, Mark, Open, Spent, told
from philae.core.tokens import Tokens


def test_told() -> None:
    """Each part opens empty, grows in one piece and closes; ends and usage come last."""
    picture = Image(Source(data="a"))
    parts = (
        Thinking("t", "sig", origin="bedrock"),
        Text("a"),
        Refusal("no"),
        picture,
        ToolCall("c", "f", "{}"),
        ToolCall("d", "g"),
    )
    spent = Tokens(1, 2)
    answer = Answer("i", "m", (Choice(parts, "tool_calls"), Choice((Text("b"),), "stop", "END")), spent, 5)
    assert list(told(answer)) == [
        Begin("i", "m", 5, spent),
        Open(0, Thinking(origin="bedrock")), Delta(0, "t"), Mark(0, "sig"), Close(0),
        Open(1, Text("")), Delta(1, "a"), Close(1),
        Open(2, Refusal("")), Delta(2, "no"), Close(2),
        Open(3, picture), Close(3),
        Open(4, ToolCall("c", "f")), Delta(4, "{}"), Close(4),
        Open(5, ToolCall("d", "g")), Close(5),
        End("tool_calls"),
        Open(6, Text(""), 1), Delta(6, "b"), Close(6),
        End("stop", 1, "END"), Spent(spent),
    ]  # fmt: skip


def test_what_tells_no_usage() -> None:
    """Nothing is told of it."""
    assert list(told(Answer("i", "m", (Choice(()),)))) == [Begin("i", "m"), End("stop")]
