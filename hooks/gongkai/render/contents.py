"""A page's own list of contents, made from its headings; the theme's list is off, so that its shell can be shared."""

from __future__ import annotations

import re
from typing import Final

_HEADING: Final = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
LONG: Final = 5
"""Headings from which on a page gets its list."""


def with_contents(body: str) -> str:
    """The same body, with links to its headings in front of the first one where there are many."""
    if body.count("<h2 id=") < LONG:
        return body
    headings = _HEADING.findall(body)
    if len(headings) < LONG:
        return body
    links = "\n".join(f'<a href="#{anchor}">{_TAG.sub("", title).strip()}</a>' for anchor, title in headings)
    nav = f'<nav class="gk-contents" aria-label="本页内容">\n{links}\n</nav>\n'
    return body.replace("<h2 id=", f"{nav}<h2 id=", 1)
