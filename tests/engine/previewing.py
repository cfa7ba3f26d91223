"""A real `mkdocs serve` on a free port of this machine, and a patient reader."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.building import environment

PATIENCE = 40
"""Seconds after which a test gives up waiting; a preview needs about one."""


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """The address of a preview of the branch's folder. It is ended by its own process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with (root / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=root, env=environment(), stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}/"
        assert server.poll() is None, (root / "serve.log").read_text(encoding="utf-8")
    finally:
        server.terminate()
        server.wait(PATIENCE)


def read(address: str) -> str:
    """What the preview answers, whatever the status; "" while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return error.read().decode()
    except OSError:
        return ""


def until(words: str, address: str) -> str:
    """The page at the address as soon as it holds the words."""
    return _patiently(lambda: page if words in (page := read(address)) else "", words)


def _patiently(look: Callable[[], str], words: str) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"never seen: {words}")
