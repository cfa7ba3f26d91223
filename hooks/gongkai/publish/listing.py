"""The list of editions: a page on its own, by years, newest first, readable without script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

import jinja2

from gongkai.days import chinese_date
from gongkai.publish.verify import NOTHING, Head

_FOLDER: Final = Path(__file__).parent


def blank(published: Sequence[Head], title: str, *, has_current: bool) -> bytes:
    """The page with zeros where the newest block's hash will stand: that hash is not known before this page's own."""
    newest_first = sorted(published, key=lambda head: (head.as_of, head.number), reverse=True)
    years = [(year, list(those)) for year, those in groupby(newest_first, key=lambda head: head.as_of[:4])]
    style = (_FOLDER / "listing.css").read_text(encoding="utf-8")
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["day"] = lambda text: chinese_date(date.fromisoformat(text))
    page = env.get_template("listing.html.jinja").render(
        title=title,
        years=years,
        count=len(published),
        newest=published[-1],
        head=NOTHING,
        has_current=has_current,
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{_hash(style)}'; base-uri 'none'; form-action 'none'",
    )
    return page.encode()


def filled(page: bytes, head: Head) -> bytes:
    """The same page with the hash in its place."""
    return page.replace(NOTHING.encode(), head.hash.encode())


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
