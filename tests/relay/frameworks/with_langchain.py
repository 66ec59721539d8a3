"""LangChain against a gateway: each of its chat classes asks each model. Run as `… URL KEY MODEL…`; prints JSON."""

import json
import sys
from typing import Any

from langchain_anthropic import ChatAnthropic
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_openai import ChatOpenAI
from pydantic import BaseModel


class Weather(BaseModel):
    """A form for answers."""

    city: str
    sun: bool


def weather(city: str) -> str:
    """Tell the weather of a city."""
    return f"12 °C in {city}"


TOOL = tool(weather)


def clients(url: str, key: str, model: str) -> dict[str, Any]:
    """The class of each format."""
    return {
        "chat": ChatOpenAI(model=model, base_url=f"{url}/v1", api_key=key, max_retries=0),
        "responses": ChatOpenAI(model=model, base_url=f"{url}/v1", api_key=key, max_retries=0, use_responses_api=True),
        "messages": ChatAnthropic(model=model, base_url=url, api_key=key, max_retries=0),
        "gemini": ChatGoogleGenerativeAI(model=model, base_url=url, google_api_key=key, max_retries=1),
    }


def told(client: Any) -> dict[str, Any]:
    """What it makes of a call, a stream, a tool and a form."""
    asked = [HumanMessage("What is the weather? vendor:tools")]
    able = client.bind_tools([TOOL])
    call = able.invoke(asked)
    results = [ToolMessage(TOOL.invoke(c["args"]), tool_call_id=c["id"]) for c in call.tool_calls]
    form = client.with_structured_output(Weather, method="json_schema").invoke("Where is it warm?")
    return {
        "whole": client.invoke("hi").text,
        "tokens": client.invoke("hi").usage_metadata["total_tokens"],
        "streamed": "".join(piece.text for piece in client.stream("hi")),
        "called": [(c["name"], c["args"]) for c in call.tool_calls],
        "answered": able.invoke([*asked, call, *results]).text,
        "form": form.model_dump(),
    }


def main(url: str, key: str, *models: str) -> None:
    """Ask, and print."""
    print(json.dumps({m: {name: told(client) for name, client in clients(url, key, m).items()} for m in models}))


if __name__ == "__main__":
    main(*sys.argv[1:])
