"""The list of editions: a page on its own, by years, newest first, readable without script; on paper, for the minutes.

With script, who comes from a page finds that same page in each edition.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import Final

import jinja2

from gongkai.days import chinese_date
from gongkai.publish.verify import NOTHING, Head

_FOLDER: Final = Path(__file__).parent
_OPEN: Final = 2
"""Years whose editions are seen at once."""


@dataclass(frozen=True)
class Listed:
    """One edition as the list shows it."""

    head: Head
    """The block that published it."""
    withdrawal: Head | None
    """The block that withdrew it; its note says why."""
    redactions: tuple[Head, ...]
    """The blocks that tell what was masked in it since."""

    @property
    def name(self) -> str:
        return self.head.edition

    @property
    def title(self) -> str:
        return self.head.note or self.head.edition


@dataclass(frozen=True)
class Year:
    """The editions of one year, by their as-of dates."""

    name: str
    editions: tuple[Listed, ...]
    is_open: bool


def blank(told: Sequence[Head], title: str) -> bytes:
    """The page with zeros where the newest block's hash will stand: that hash is not known before this page's own."""
    style, script = ((_FOLDER / f"listing.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    editions = _listed(told)
    page = (
        environment()
        .get_template("listing.html.jinja")
        .render(
            title=title,
            years=_years(editions),
            count=len(editions),
            edition=next((one for one in editions if not one.withdrawal), None),
            newest=told[-1],
            head=NOTHING,
            style=style,
            script=script,
            policy=policy(style, script),
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


def policy(style: str, script: str = "") -> str:
    """What such a page may load: nothing but its own style, and its own script, which asks its own server."""
    own = f"script-src '{_digest(script)}'; connect-src 'self'; " if script else ""
    return f"default-src 'none'; style-src '{_digest(style)}'; {own}base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _listed(told: Sequence[Head]) -> list[Listed]:
    """Newest first."""
    withdrawn = {head.edition: head for head in told if head.action == "withdraw"}
    redacted = [head for head in told if head.action == "redact"]
    editions = [
        Listed(head, withdrawn.get(head.edition), tuple(one for one in redacted if one.edition == head.edition))
        for head in told
        if head.action == "publish"
    ]
    return sorted(editions, key=lambda one: (one.head.as_of, one.head.number), reverse=True)


def _years(editions: Sequence[Listed]) -> list[Year]:
    by_year = groupby(editions, key=lambda one: one.head.as_of[:4])
    return [Year(name, tuple(those), place < _OPEN) for place, (name, those) in enumerate(by_year)]
