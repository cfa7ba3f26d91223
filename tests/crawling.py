"""Every link of a built site, followed."""

from __future__ import annotations

import os
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

PLAIN = ("tel:", "mailto:", "data:")


class Links(HTMLParser):
    """Every link of a page and every id in it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.ids |= {named[name] for name in ("id", "name") if name in named}
        self.links += [named[name] for name in ("href", "src") if name in named and tag != "base"]


def read(page: Path) -> Links:
    """The links and ids of one page."""
    found = Links()
    found.feed(page.read_text(encoding="utf-8"))
    return found


def dead_ends(site: Path, lasting: str = "") -> list[tuple[str, str]]:
    """Page and link, for each link that leads to no file of the site, or to no place in it.

    Two are for a shelf, and not seen elsewhere: to the same page now, and to the list of editions. `lasting` is the
    site's `site_url`, where it has one.
    """
    pages = {page: read(page) for page in site.rglob("*.html")}
    lost = []
    for page, found in pages.items():
        name, up = page.relative_to(site).as_posix(), os.path.relpath(site, page.parent)
        outward = {f"{up}/../current/{name}", f"{up}/../index.html#{name}"}
        assert outward <= {*found.links} or name == "404.html"
        for link in found.links:
            if link in outward:
                continue
            address, anchor = urldefrag(link)
            if address.startswith(PLAIN):
                continue
            here = page.parent
            root = urlsplit(lasting).path or "/"
            if address.startswith((lasting or root, root)):  # canonical; and what 404 names from the root
                here, address = site, address.removeprefix(lasting).removeprefix(root)
            target = (here / unquote(address)).resolve() if address else page
            inside = target.is_relative_to(site.resolve()) and "://" not in address
            if not inside or not target.is_file() or (anchor and target in pages and anchor not in pages[target].ids):
                lost.append((name, link))
    return lost
