"""注销说明 on the shelf: the page at each address of an edition that was withdrawn."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gongkai.publish.listing import environment, policy
from gongkai.publish.verify import Head

_STYLE: Final = "tombstone.css"


def tombstone(head: Head, path: str) -> bytes:
    """`path` is the page's own, from the edition's folder: from there the ways lead to the list and to 现状."""
    style = (Path(__file__).parent / _STYLE).read_text(encoding="utf-8")
    page = (
        environment()
        .get_template("tombstone.html.jinja")
        .render(head=head, path=path, root="../" * (path.count("/") + 1), style=style, policy=policy(style))
    )
    return page.encode()
