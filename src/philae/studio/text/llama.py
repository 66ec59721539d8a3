"""`python -m philae.studio.text.llama`: the process that runs a model, llama.cpp's own server on a Unix socket.

It says `ready` on standard output when the model is loaded, and ends when its standard input does.
"""

import argparse
import os
import sys
from pathlib import Path

CONTEXT = 8192
"""Tokens of a conversation, at most; a model that was made for fewer takes those."""
VECTOR_CONTEXT = 512
ERRORS_ALONE = 1
READY = b"ready\n"


def main() -> None:
    """Load the model, and serve it until the parent is gone."""
    parser = argparse.ArgumentParser(prog="philae.studio.text.llama", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="a GGUF file")
    parser.add_argument("--socket", type=Path, required=True, help="the Unix socket to listen on")
    parser.add_argument("--vectors", action="store_true", help="the model makes vectors, not text")
    asked = parser.parse_args()
    asked.socket.unlink(missing_ok=True)
    server = _serve(asked.model, asked.socket, vectors=asked.vectors)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    while os.read(0, 4096):
        continue
    del server
    os._exit(0)


def _serve(model: Path, socket: Path, *, vectors: bool) -> object:
    """One call at a time, nothing remembered between calls: so the same request gets the same answer."""
    os.environ["GGML_NO_BACKTRACE"] = "1"  # else a fault waits for a debugger
    import xllamacpp  # noqa: PLC0415 - it is there only where the user added it

    given = xllamacpp.CommonParams()
    given.model.path = str(model)
    given.hostnames = [str(socket)]
    given.n_parallel, given.cache_prompt, given.cache_ram_mib = 1, False, 0
    given.ui = given.endpoint_slots = given.warmup = False
    given.verbosity = ERRORS_ALONE
    given.cpuparams.n_threads = given.cpuparams_batch.n_threads = _threads()
    given.n_ctx = CONTEXT
    if vectors:
        given.embedding = True
        given.n_ctx = given.n_batch = given.n_ubatch = VECTOR_CONTEXT
    return xllamacpp.Server(given)


def _threads() -> int:
    """Half of the cores: its threads wait for one another, and all stand still when one of them has to share a core.

    Measured on two cores that others used as well: 24 tokens a second with one thread, 1 with two.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores // 2)


if __name__ == "__main__":
    main()
