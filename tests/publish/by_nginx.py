"""Debian's nginx on this machine's own address, with the configuration we ship: as root, or as nobody in particular."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest

from gongkai.publish.nginx import configuration

WHO: Final = ("root", "nobody") if os.geteuid() == 0 else ("", "")
"""Whose nginx is tried: one that gives up root for its workers, and one that never had it."""
_SECONDS: Final = "240"
_MAIN: Final = """daemon off;
worker_processes 2;
{user}
pid {own}/nginx.pid;
error_log {own}/error.log;
events {{ worker_connections 64; }}
http {{
    client_body_temp_path {own}/body;
    proxy_temp_path {own}/proxy;
    fastcgi_temp_path {own}/fastcgi;
    uwsgi_temp_path {own}/uwsgi;
    scgi_temp_path {own}/scgi;
    access_log off;
    include {own}/conf.d/*.conf;
}}
"""


def program() -> str:
    """Where it is; the test is skipped where it is not."""
    found = shutil.which("nginx", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin")))
    if found is None:
        pytest.skip("nginx is missing (tests/apt.txt): the shelf cannot be served here")
    return found


@contextmanager
def served(shelf: Path, own: Path, path: str = "/", who: str = WHO[-1]) -> Iterator[str]:
    """The address of the shelf, for as long as the caller wants it and never longer than some minutes."""
    nginx = program()
    (own / "conf.d").mkdir(parents=True)
    if who:
        shutil.chown(own, who)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = configuration(shelf, f"http://127.0.0.1:{port}{path}")
    once = f"listen {port};"
    assert text.count(once) == 1
    (own / "conf.d/gongkai.conf").write_text(text.replace(once, f"listen 127.0.0.1:{port};"), encoding="utf-8")
    user = "user nobody nogroup;" if who == "root" else ""
    (own / "nginx.conf").write_text(_MAIN.format(own=own, user=user), encoding="utf-8")
    command = ["timeout", _SECONDS, nginx, "-p", str(own), "-e", str(own / "error.log"), "-c", str(own / "nginx.conf")]
    running = subprocess.Popen(command, user=who or None, group="nogroup" if who == "nobody" else None)
    try:
        _wait(port, running, own)
        yield f"http://127.0.0.1:{port}{path}"
    finally:
        running.terminate()  # timeout hands it on to the nginx that it started, and to nobody else
        running.wait(20)


def _wait(port: int, running: subprocess.Popen[bytes], own: Path) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert running.poll() is None, (own / "error.log").read_text(encoding="utf-8")
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")


class Reader:
    """One who keeps the line open, as a browser does."""

    def __init__(self, address: str) -> None:
        host, _, self.path = address.removeprefix("http://").partition("/")
        self.line = HTTPConnection(host, timeout=20)

    def asks(self, name: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """For what stands there under this name. http.client itself raises where a body is cut short."""
        words = {key.replace("_", "-"): value for key, value in headers.items()}
        self.line.request(method, quote(f"/{self.path}{name}"), headers=words)
        answer = self.line.getresponse()
        return answer, answer.read()
