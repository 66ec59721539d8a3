"""The try-it page: its files and their headers, and in a real browser what a person does with it."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import vendor

PATIENCE = 200_000
pytestmark = pytest.mark.timeout(900)


def test_the_page_is_served_under_a_strict_policy(running: Gateway) -> None:
    """Nothing from elsewhere, nothing inline; each file that it names is there with its type."""
    anybody = Client(running.url)

    page = anybody.get("/")
    policy = page.headers["content-security-policy"]
    named = set(re.findall(r'"(/static/[^"]+)"', page.body.decode()))

    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script>|style=|\son\w+=|https?://", page.body.decode())
    assert len(named) >= 3
    for path in named:
        assert anybody.get(path).status == 200


def test_files_are_answered_by_304_while_they_are_the_same(running: Gateway) -> None:
    """The tag comes back; HEAD says the same without a body; other methods and names are refused in our words."""
    anybody = Client(running.url)
    first = anybody.get("/static/app.js")

    again = anybody.get("/static/app.js", if_none_match=first.headers["etag"])
    head = anybody.request("HEAD", "/static/app.js")

    assert (again.status, again.body) == (304, b"")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(first.body)))
    assert anybody.request("POST", "/static/app.js", b"").status == 405
    assert anybody.get("/static/none.js").json()["error"]["code"] == "not_found"
    assert anybody.get("/static/..%2fpage.py").status == 404


UNKNOWN = {
    "/v1/tasks/a/b": lambda body: body["error"]["code"],
    "/nothing": lambda body: body["error"]["code"],
    "/flux/v2/x": lambda body: body["detail"],
    "/v1/images/none": lambda body: body["error"]["type"],
    "/replicate/v1/none": lambda body: body["detail"],
}


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_path_is_refused_in_its_dialect(running: Gateway, path: str) -> None:
    """404 as JSON, in the words of whom the path belongs to; HEAD without a body."""
    answer = running.owner.get(path)

    assert answer.status == 404
    assert answer.headers["content-type"] == "application/json"
    assert UNKNOWN[path](answer.json())
    assert running.owner.request("HEAD", path).status == 404


@pytest.mark.parametrize(
    "path", ["/v1/tasks", "/flux/v1/get_result", "/v1/images/generations", "/replicate/v1/predictions"]
)
def test_a_wrong_method_is_405(running: Gateway, path: str) -> None:
    """In the dialect's words as well."""
    answer = running.owner.request("PATCH", path, {})

    assert answer.status == 405
    assert answer.json()


# --- in a browser ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def twin(admin_dsn: str) -> Iterator[Gateway]:
    """A gateway without any vendor, as on a fresh machine."""
    with postgres.database(admin_dsn) as dsn, gateway(dsn, studio="auto") as made:
        order = {"model": "studio/picture", "prompt": "x", "width": 64, "height": 64}
        # After an installation the twin's engines compile, on a busy machine for minutes.
        made.owner.ended(made.owner.post("/v1/tasks", order).json()["id"], 700)
        yield made


@contextmanager
def visit(browser: Any, url: str, **options: Any) -> Iterator[Any]:
    """A page in a fresh profile; complaints in its console and requests to elsewhere fail the test."""
    context = browser.new_context(**options)
    page, complaints = context.new_page(), list[str]()
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((url, "data:", "blob:")) else complaints.append(r.url))
    page.goto(url)
    yield page
    context.close()
    assert complaints == []


def enter(page: Any, key: str, *, keep: bool = False) -> None:
    """Give the key and wait for the form."""
    page.fill("#key", key)
    if keep:
        page.check("#key-keep")
    page.click("#key-form button")
    page.wait_for_selector("#f-prompt")


@pytest.mark.browser
def test_a_person_makes_a_picture(browser: Any, twin: Gateway) -> None:
    """Key, model, prompt, price, progress, picture, facts, receipt, recent ones, the same as curl."""
    with visit(browser, twin.url) as page:
        enter(page, twin.owner.key)
        page.fill("#f-prompt", "ein Leuchtturm im Sturm, wie's ihn gibt")
        page.fill("#f-width", "512")
        page.fill("#f-height", "320")
        page.wait_for_function("() => document.querySelector('#price').textContent.startsWith('$')")
        page.click("#generate")
        page.wait_for_selector("#done img", timeout=PATIENCE)
        page.wait_for_function("() => document.querySelector('#done img').naturalWidth == 512")
        page.wait_for_selector("#strip .tile")
        said = page.inner_text("#done")
        page.click("#tab-1")

        assert "512 × 320" in said
        assert "JPEG" in said
        assert "a renderer, not a model" in said
        assert "play money" in said
        assert "/flux/v1/flux-2-pro" in page.inner_text("#code")
        assert '"width": 512' in page.inner_text("#code")
        for tab in range(4):
            page.click(f"#tab-{tab}")
            ran(page.inner_text("#code"), twin.owner.key)
        page.reload()
        assert page.is_visible("#key")


def ran(text: str, key: str) -> None:
    """Paste the first command into a shell, as a person would."""
    command = text.partition("\n\n#")[0].replace("curl ", "curl -sS --fail-with-body ", 1)
    done = subprocess.run(
        ["/bin/sh", "-c", command], env={"KEY": key, "PATH": os.defpath}, check=False, capture_output=True
    )

    assert done.returncode == 0, (command, done)
    assert "id" in done.stdout.decode() or "url" in done.stdout.decode()


@pytest.mark.browser
def test_the_picture_shows_while_it_is_drawn(browser: Any, admin_dsn: str) -> None:
    """Each early form takes the place of the one before it, above the bar; at the end the picture takes theirs."""
    with (
        vendor("studio") as engine,
        postgres.database(admin_dsn) as dsn,
        gateway(dsn, [channel("studio", engine.url)]) as up,
        visit(browser, up.url) as page,
    ):
        enter(page, up.owner.key)
        page.select_option("#model", "studio/picture")
        page.wait_for_function("() => document.querySelector('#model-facts').textContent.startsWith('studio/picture')")
        page.fill("#f-prompt", "a fox vendor:hold")
        page.click("#generate")
        page.wait_for_function("() => document.querySelector('#early img')?.naturalWidth == 512", timeout=PATIENCE)
        assert page.locator("#early img").count() == 1
        assert page.locator("#early").bounding_box()["y"] < page.locator("#bar").bounding_box()["y"]
        Client(engine.url).post("/go", {})
        page.wait_for_selector("#done img", timeout=PATIENCE)
        assert page.is_hidden("#early")


@pytest.mark.browser
def test_the_key_is_remembered_only_when_asked(browser: Any, twin: Gateway) -> None:
    """With the tick it is there after a reload, and gone from the field; a wrong one is told in words."""
    with visit(browser, twin.url) as page:
        enter(page, twin.owner.key, keep=True)
        page.reload()
        page.wait_for_selector("#f-prompt")
        assert page.is_hidden("#key")
        assert page.get_attribute("#key", "type") == "password"


@pytest.mark.browser
def test_a_wrong_key_is_told_in_words(browser: Any, twin: Gateway) -> None:
    """And where the right one is. The browser itself notes the 401 in its console."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(twin.url)
    page.fill("#key", "sk-wrong")
    page.click("#key-form button")
    page.wait_for_selector("#key-fault:visible")

    assert "not accepted" in page.inner_text("#key-fault")
    assert "data/owner.key" in page.inner_text("#key-hint")
    context.close()


@pytest.mark.browser
def test_a_refused_prompt_and_a_cancel_are_shown(browser: Any, twin: Gateway) -> None:
    """Neither is charged, and both are said."""
    with visit(browser, twin.url) as page:
        enter(page, twin.owner.key)
        page.fill("#f-prompt", "[[fault:moderated]] x")
        page.click("#generate")
        page.wait_for_selector("#fault:visible", timeout=PATIENCE)
        assert "Charged: $0.00" in page.inner_text("#fault")
        page.fill("#f-prompt", "[[delay:30]] x")
        page.click("#generate")
        page.wait_for_selector("#cancel:visible")
        page.wait_for_function("() => document.querySelector('#phase').textContent.startsWith('At work')")
        page.click("#cancel")
        page.wait_for_selector("#fault:visible", timeout=PATIENCE)
        assert "Canceled" in page.inner_text("#fault")


@pytest.mark.browser
def test_a_picture_is_given_and_every_model_has_a_form(browser: Any, twin: Gateway, tmp_path: Path) -> None:
    """A file is shown small and goes along; each model of the catalogue builds a form and its price."""
    from PIL import Image  # noqa: PLC0415

    Image.new("RGB", (300, 200), "teal").save(tmp_path / "teal.png")
    with visit(browser, twin.url) as page:
        enter(page, twin.owner.key)
        page.select_option("#model", "flux-kontext-pro")
        page.wait_for_selector("#f-input_image", state="attached")
        page.set_input_files("#f-input_image", tmp_path / "teal.png")
        page.wait_for_selector(".thumbs img")
        page.wait_for_function("document.querySelector('#code').innerText.includes('data:image/png;base64,…')")
        assert page.is_visible("[data-name=input_image_2]")
        for model in page.eval_on_selector_all("#model option", "all => all.map(one => one.value)"):
            page.select_option("#model", model)
            page.wait_for_function("id => document.querySelector('#model-facts').textContent.startsWith(id)", arg=model)
            page.wait_for_selector("#fields .field")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(browser: Any, twin: Gateway, scheme: str) -> None:
    """Nothing is wider than the screen."""
    with visit(browser, twin.url, viewport={"width": 390, "height": 844}, color_scheme=scheme) as page:
        enter(page, twin.owner.key)
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.browser
def test_the_description_is_read_by_people(browser: Any, twin: Gateway) -> None:
    """`/docs` lists every endpoint out of openapi.json."""
    with visit(browser, twin.url) as page:
        page.goto(twin.url + "/docs")
        page.wait_for_selector("details")
        assert page.locator("details").count() > 50
        page.locator("details").first.click()
