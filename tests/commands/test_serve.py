"""`philae serve`: what it tells at a start, and why it refuses one, each in a line."""

import signal
import subprocess

from tests.client import Client
from tests.commands.shell import Serving, Shell, served, taken


def test_a_start_tells_what_a_person_needs(serving: Serving) -> None:
    """Where it is, the key and how it is kept, what serves what, and what the twin is not."""
    told = serving.log.read_text()
    assert serving.key in told
    assert "owner.key, which only you can read" in told
    assert "real models   none: no vendor's key is set (BFL_API_KEY" in told
    assert "not an AI model" in told
    assert (serving.shell.data / "owner.key").stat().st_mode & 0o777 == 0o600
    assert Client(serving.url).get("/healthz").status == 200


def test_vendors_that_are_on_are_named(shell: Shell) -> None:
    """With a vendor's key its models are real ones; the twin keeps to its own."""
    with served(shell, BFL_API_KEY="x", BFL_BASE_URL="http://127.0.0.1:9") as running:
        told = running.log.read_text()
    assert "real models   bfl (flux-2-pro" in told
    assert "answers sandbox keys and its own model" in told
    assert "ending:" in running.log.read_text()


def test_a_taken_port_is_said_with_a_way_out(shell: Shell) -> None:
    """One line, the option to use, exit code 1, nothing left running."""
    with taken() as port:
        said = shell("serve", "--port", str(port), code=1)
    assert f"port {port} on 127.0.0.1 is taken" in said.err
    assert "--port" in said.err
    assert said.err.count("\n") == 1


def test_a_second_serve_names_the_first(serving: Serving) -> None:
    """The same data folder is served once."""
    said = serving.shell("serve", "--port", "0", code=1)
    assert "another philae serve (pid" in said.err
    assert said.err.count("\n") == 1


def test_a_folder_that_cannot_be_made_is_named(shell: Shell) -> None:
    """A file is in the way."""
    shell.data.parent.joinpath("file").write_text("")
    said = shell("serve", "--port", "0", "--data", "file/data", code=1)
    assert "file" in said.err
    assert said.err.count("\n") == 1


def test_ctrl_c_while_it_starts_ends_it(shell: Shell) -> None:
    """The start is finished and then undone: no process stays."""
    shell.data.mkdir()
    command = shell.command("serve", "--port", "0")
    with subprocess.Popen(command, env=shell.environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "making a new database" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(60) == 0
    assert "base URL" not in rest
    assert not (shell.data / "address").exists()
