"""A page of another origin in a real browser: it streams text and shows a Flux picture, with nothing but a key."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests import postgres
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import vendor

pytestmark = pytest.mark.browser
PATIENCE = 60_000
PAGE = """<!doctype html><body><script type="module">
const at = new URLSearchParams(location.search), gateway = at.get("gateway"), key = at.get("key");
const json = { "Content-Type": "application/json" }, bearer = { Authorization: `Bearer ${key}` };
const said = [{ role: "user", content: "hi vendor:pause=0.05" }];

function show(id, node, text = "") {
  node.id = id;
  node.textContent = text;
  document.body.append(node);
}

async function stream(id, path, headers, body) {
  const answer = await fetch(gateway + path, { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const line = document.createElement("pre");
  line.dataset.request = answer.headers.get("x-philae-request-id");
  let reads = 0, text = "";
  for (let part; !(part = await reader.read()).done; reads += 1) text += part.value;
  line.dataset.reads = reads;
  show(id, line, text);
}

async function picture() {
  const body = JSON.stringify({ prompt: "ein fantastisches bild", image_prompt: "", aspect_ratio: "custom", width: 256, height: 256,
    prompt_upsampling: false, seed: 42, safety_tolerance: 2, output_format: "jpeg", webhook_url: "", webhook_secret: "" });
  const made = await (await fetch(gateway + "/flux/v1/flux-2-pro", { method: "POST", headers: { ...json, ...bearer }, body })).json();
  for (;;) {
    const found = await (await fetch(made.polling_url)).json();
    if (found.status === "Ready") {
      const image = new Image();
      image.crossOrigin = "anonymous";
      image.src = found.result.sample;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.getContext("2d").drawImage(image, 0, 0);
      canvas.toDataURL();  // throws where the picture's own headers do not let this origin read it
      return show("picture", image);
    }
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

addEventListener("unhandledrejection", (event) => show("fault", document.createElement("p"), String(event.reason)));
await stream("chat", "/v1/chat/completions", { ...bearer, "x-stainless-lang": "js" }, { model: "gpt-5.4", stream: true, messages: said });
await stream("messages", "/v1/messages",
  { "x-api-key": key, "anthropic-version": "2023-06-01", "anthropic-dangerous-direct-browser-access": "true" },
  { model: "gpt-5.4", stream: true, max_tokens: 64, messages: said });
await stream("gemini", "/v1beta/models/gpt-5.4:streamGenerateContent?alt=sse", { "x-goog-api-key": key },
  { contents: [{ role: "user", parts: [{ text: said[0].content }] }] });
await picture();
</script>"""
ENDS = {"chat": "data: [DONE]", "messages": "message_stop", "gemini": '"finishReason"'}


@pytest.fixture
def both(bfl: str, admin_dsn: str) -> Iterator[Gateway]:
    """A gateway before a vendor of pictures and one of text."""
    with vendor("text") as text, postgres.database(admin_dsn) as dsn:
        rows = [channel("bfl", bfl), channel("openai", text.url)]
        with gateway(dsn, rows, allow_private_urls="1") as made:
            yield made


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """An origin that is not the gateway's, and has the page."""

    class Serving(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Serving) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_page_of_another_origin_streams_text_and_shows_a_picture(browser: Any, both: Gateway, elsewhere: str) -> None:
    """Preflights of each vendor's key header pass, text comes in pieces, our headers and the picture's pixels are readable."""
    page = browser.new_page()
    page.goto(f"{elsewhere}/?gateway={both.url}&key={both.owner.key}")

    page.wait_for_selector("#picture, #fault", state="attached", timeout=PATIENCE)

    assert page.locator("#fault").count() == 0, page.inner_text("#fault")
    for name, end in ENDS.items():
        line = page.locator(f"#{name}")
        assert end in line.text_content()
        assert int(line.get_attribute("data-reads")) > 3
        assert line.get_attribute("data-request").startswith("req_")
    assert page.evaluate("document.querySelector('#picture').naturalWidth") == 256
    page.close()
