"""A pytest plugin: one real Chromium for the session, and pages that write down what goes wrong in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

CHROMIUM = Path(os.environ.get("GONGKAI_BROWSER") or "/usr/bin/chromium-headless-shell")
"""Every day Chromium's engine without the browser around it, at half the cost; `make soak` takes a reader's own."""
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Watched:
    """A page of the browser with what it said and what it asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def outside(self, origin: str) -> list[str]:
        """Requests that left: to another scheme or host than `origin`; images within a stylesheet ask nobody."""
        home = urlsplit(origin)[:2]
        return [url for url in self.requests if not url.startswith("data:") and urlsplit(url)[:2] != home]


def watch(page: Page) -> Watched:
    """Note every error of the console, every script that throws, every violated policy, every request."""
    watched = Watched(page)
    page.on("console", lambda said: watched.errors.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("requestfailed", lambda request: watched.errors.extend(_failed(request)))
    return watched


def _failed(request: Request) -> list[str]:
    """Nothing where the next page was asked for before the last one was complete."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen. Without Chromium the test is skipped; `need_browser` turns that into a failure."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A fresh page in a context of its own."""
    context = browser.new_context(locale="zh-CN")
    yield watch(context.new_page())
    context.close()
