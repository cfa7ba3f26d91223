"""The list of editions: a page on its own, by years, newest first, readable without script."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import Final

import jinja2

from gongkai.days import chinese_date
from gongkai.publish.verify import NOTHING, Head

_FOLDER: Final = Path(__file__).parent


def blank(told: Sequence[Head], title: str, *, has_current: bool) -> bytes:
    """The page with zeros where the newest block's hash will stand: that hash is not known before this page's own."""
    published = [head for head in told if head.action == "publish"]
    newest_first = sorted(published, key=lambda head: (head.as_of, head.number), reverse=True)
    years = [(year, list(those)) for year, those in groupby(newest_first, key=lambda head: head.as_of[:4])]
    style = (_FOLDER / "listing.css").read_text(encoding="utf-8")
    page = (
        environment()
        .get_template("listing.html.jinja")
        .render(
            title=title,
            years=years,
            count=len(published),
            newest=told[-1],
            withdrawn={head.edition: head for head in told if head.action == "withdraw"},
            redacted=[head for head in told if head.action == "redact"],
            head=NOTHING,
            has_current=has_current,
            style=style,
            policy=policy(style),
        )
    )
    return page.encode()


def filled(page: bytes, head: Head) -> bytes:
    """The same page with the hash in its place."""
    return page.replace(NOTHING.encode(), head.hash.encode())


def titled(page: bytes) -> str:
    """The site's title, read from such a page."""
    found = re.search("<title>存档版 - (.*?)</title>", page.decode())
    return unescape(found[1]) if found else "存档版"


def environment() -> jinja2.Environment:
    """For pages that stand on the shelf itself, apart from any site."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["day"] = lambda text: chinese_date(date.fromisoformat(text))
    return env


def policy(style: str) -> str:
    """What such a page may load: nothing but its own style."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
