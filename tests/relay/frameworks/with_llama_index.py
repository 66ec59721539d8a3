"""LlamaIndex against a gateway: its class for OpenAI-like servers asks each model. Run as `… URL KEY MODEL…`; prints JSON."""

import json
import sys
from typing import Any

from llama_index.core.llms import ChatMessage
from llama_index.core.tools import FunctionTool
from llama_index.llms.openai_like import OpenAILike


def weather(city: str) -> str:
    """Tell the weather of a city."""
    return f"12 °C in {city}"


def result(call: str, text: str) -> ChatMessage:
    """What a tool said."""
    return ChatMessage(role="tool", content=text, additional_kwargs={"tool_call_id": call})


def told(client: Any) -> dict[str, Any]:
    """What it makes of a call, a stream and a tool."""
    asked = [ChatMessage(role="user", content="hi")]
    turns = [ChatMessage(role="user", content="What is the weather? vendor:tools")]
    tools = [FunctionTool.from_defaults(weather)]
    call = client.chat_with_tools(tools, chat_history=turns)
    calls = client.get_tool_calls_from_response(call)
    turns += [call.message, *(result(c.tool_id, weather(**c.tool_kwargs)) for c in calls)]
    return {
        "whole": client.chat(asked).message.content,
        "streamed": "".join(piece.delta or "" for piece in client.stream_chat(asked)),
        "called": [(c.tool_name, c.tool_kwargs) for c in calls],
        "answered": client.chat_with_tools(tools, chat_history=turns).message.content,
    }


def main(url: str, key: str, *models: str) -> None:
    """Ask, and print."""
    kind = {"is_chat_model": True, "is_function_calling_model": True, "max_retries": 0}
    clients = {m: OpenAILike(model=m, api_base=f"{url}/v1", api_key=key, **kind) for m in models}
    print(json.dumps({model: {"chat": told(client)} for model, client in clients.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
