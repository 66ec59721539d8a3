"""Chat completions of the twin: whole or streamed, with the faults that a prompt asks for."""

import secrets
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import msgspec

from philae.studio.text.asked import Chat, Function
from philae.studio.text.faults import befall, resets
from philae.studio.text.model import Model
from philae.studio.text.prompt import tags
from philae.studio.text.reply import Said
from philae.studio.text.speech import Choice, Chunk, Usage, speech, tool

NAME = "studio/chat"
Chunks = AsyncGenerator[Chunk, None]
PIECES = 3
"""After how many pieces a stream breaks off that was asked to."""


async def answer(model: Model, chat: Chat, said: Said) -> None:
    """Answer one request. Raises Refused before the first byte."""
    asked = tags(chat)
    await befall(asked)
    if resets(asked) and not chat.stream:
        await said.broken()
        return
    async with model.turn():
        function = await tool(model, chat)
        writer = _Writer(model.file.stem, chat, function)
        async with aclosing(speech(model, chat, function)) as spoken:
            await (_streamed if chat.stream else _whole)(spoken, writer, said, resets(asked))


async def _whole(spoken: Chunks, writer: "_Writer", said: Said, _: bool) -> None:  # noqa: FBT001
    await said.whole(writer.whole([chunk async for chunk in spoken]))


async def _streamed(spoken: Chunks, writer: "_Writer", said: Said, resets: bool) -> None:  # noqa: FBT001
    count = 0
    async for chunk in spoken:
        for told in writer.events(chunk):
            await said.event(told)
            count += 1
            if resets and count > PIECES:
                return
    await said.end()


class _Writer:
    """One answer in OpenAI's words. `by` is the model's file, which the fingerprint names."""

    def __init__(self, by: str, chat: Chat, function: Function | None) -> None:
        self._function, self._begun = function, False
        self._usage = bool(chat.stream_options and chat.stream_options.include_usage)
        self._call = f"call_{secrets.token_hex(12)}"
        self._head = {
            "id": f"chatcmpl-{secrets.token_hex(12)}",
            "created": int(time.time()),
            "model": NAME,
            "system_fingerprint": f"philae-studio {by}",
        }

    def whole(self, chunks: list[Chunk]) -> dict[str, Any]:
        """The whole answer."""
        steps = [choice for chunk in chunks for choice in chunk.choices]
        text = "".join(step.delta.content or "" for step in steps)
        thought = "".join(step.delta.reasoning_content or "" for step in steps)
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if self._function:
            message |= {"content": None, "tool_calls": [self._named() | {"function": self._called(text)}]}
        message |= {"reasoning_content": thought} if thought else {}
        tokens = [one for step in steps for one in (step.logprobs or {}).get("content") or ()]
        told = {
            "index": 0,
            "message": message,
            "logprobs": {"content": tokens} if tokens else None,
            "finish_reason": self._finish(next((s.finish_reason for s in steps if s.finish_reason), "stop")),
        }
        usage = next((chunk.usage for chunk in chunks if chunk.usage), None)
        body = self._head | {"object": "chat.completion", "choices": [told]}
        return body | ({"usage": _counted(usage)} if usage else {})

    def events(self, chunk: Chunk) -> list[dict[str, Any]]:
        """The events for one of llama.cpp's."""
        told = [] if self._begun else [self._event({"role": "assistant", "content": None if self._function else ""})]
        if not self._begun and self._function:
            told.append(self._event({"tool_calls": [{"index": 0} | self._named() | {"function": self._called("")}]}))
        self._begun = True
        for step in chunk.choices:
            if step.delta.content or step.delta.reasoning_content:
                told.append(self._event(self._delta(step), step.logprobs))
            if step.finish_reason:
                told.append(self._event({}, end=self._finish(step.finish_reason)))
        if chunk.usage and self._usage:
            told.append(self._chunk([]) | {"usage": _counted(chunk.usage)})
        return told

    def _delta(self, step: Choice) -> dict[str, Any]:
        text = step.delta.content or ""
        if self._function and text:
            return {"tool_calls": [{"index": 0, "function": {"arguments": text}}]}
        thought = {"reasoning_content": step.delta.reasoning_content} if step.delta.reasoning_content else {}
        return thought | ({"content": text} if text else {})

    def _event(self, delta: dict[str, Any], logprobs: Any = None, end: str | None = None) -> dict[str, Any]:
        return self._chunk([{"index": 0, "delta": delta, "logprobs": logprobs, "finish_reason": end}])

    def _chunk(self, choices: list[dict[str, Any]]) -> dict[str, Any]:
        return self._head | {"object": "chat.completion.chunk", "choices": choices}

    def _named(self) -> dict[str, Any]:
        return {"id": self._call, "type": "function"}

    def _called(self, arguments: str) -> dict[str, Any]:
        return {"name": self._function.name if self._function else "", "arguments": arguments}

    def _finish(self, reason: str) -> str:
        return "tool_calls" if self._function and reason == "stop" else reason


def _counted(usage: Usage) -> dict[str, Any]:
    counted: dict[str, Any] = msgspec.to_builtins(usage)
    return counted
