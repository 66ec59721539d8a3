"""A conversation as any small model can read it: plain words, one system message before turns that alternate."""

from collections.abc import Iterator

import msgspec

from philae.studio.request import Refused
from philae.studio.text.asked import Chat, Function, Message
from philae.studio.words.faults import faults, without_faults

Turn = dict[str, str]


def tags(chat: Chat) -> dict[str, str]:
    """The faults that the last message of the user asks for."""
    said = [(i, message) for i, message in enumerate(chat.messages) if message.role == "user"]
    return faults(_words(*said[-1])) if said else {}


def turns(chat: Chat, hint: str = "") -> list[Turn]:
    """The messages for the model; `hint` is what it must know besides. Raises Refused for what it cannot read."""
    system = [hint] if hint else []
    spoken = list[Turn]()
    for role, text in _read(chat.messages):
        if role == "system":
            system.append(text)
        elif spoken and spoken[-1]["role"] == role:
            spoken[-1]["content"] += f"\n\n{text}"
        else:
            spoken.append({"role": role, "content": text})
    return ([{"role": "system", "content": "\n\n".join(reversed(system))}] if system else []) + spoken


def shown(functions: dict[str, Function]) -> str:
    """The tools in words."""
    lines = [f"- {name}: {function.description or name}" for name, function in functions.items()]
    return "You can use these functions:\n" + "\n".join(lines)


def _read(messages: tuple[Message, ...]) -> Iterator[tuple[str, str]]:
    names = {call.id: call.function.name for message in messages for call in message.tool_calls or ()}
    for i, message in enumerate(messages):
        text = without_faults(_words(i, message)).strip()
        match message.role:
            case "system" | "developer":
                yield "system", text
            case "tool":
                yield "user", f"{names.get(message.tool_call_id or '', 'The function')} answered: {text}"
            case "assistant":
                calls = [f"{call.function.name}({call.function.arguments})" for call in message.tool_calls or ()]
                yield "assistant", "\n".join(filter(None, (text, *calls)))
            case _:
                yield "user", text


def _words(place: int, message: Message) -> str:
    """The text of a message. Raises Refused for pictures, sound and files."""
    if message.content is None or isinstance(message.content, str):
        return message.content or ""
    for part in message.content:
        if part.text is None and part.refusal is None:
            raise Refused(
                "invalid_request", f"the offline twin reads text alone, not {part.type}", f"messages[{place}].content"
            )
    return "\n".join(part.text or part.refusal or "" for part in message.content)


def fitting(schema: dict[str, object]) -> str:
    """What a model is told of the form of its answer."""
    return f"Answer with JSON alone, in this form: {msgspec.json.encode(schema).decode()}"
