"""Does every link in a page of ours lead somewhere? A broken one is a mistake of the program, never of the data."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

_LINK = re.compile(r'\s(href|src)="([^"]*)"')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_OUTWARD: Mapping[str, tuple[str, ...]] = {"href": ("http://", "https://", "mailto:", "tel:"), "src": ("data:image/",)}


class Broken(NamedTuple):
    """A link that leads nowhere: the address of its page and what stands in the attribute."""

    address: str
    link: str


def broken(bodies: Mapping[str, str], others: Set[str]) -> Iterator[Broken]:
    """All broken links. `bodies`: address → HTML of our pages; `others`: whatever else the site holds."""
    anchors: dict[tuple[str, str], bool] = {}
    for address, body in bodies.items():
        folder = posixpath.dirname(address)
        for attribute, link in dict.fromkeys(_LINK.findall(body)):
            target, fragment = _target(folder, attribute, link)
            if target is None:
                continue
            where = (target or address, fragment)
            if fragment and where[0] in bodies:
                if where not in anchors:
                    anchors[where] = _has(body if where[0] == address else bodies[where[0]], fragment)
                if anchors[where]:
                    continue
            elif where[0] in bodies or where[0] in others:
                continue
            yield Broken(address, link)


@lru_cache(maxsize=1 << 16)
def _target(folder: str, attribute: str, link: str) -> tuple[str | None, str]:
    """Address and fragment; "" is the page itself; None leads out of the site on purpose."""
    if link.startswith(_OUTWARD[attribute]):
        return None, ""
    path, _, fragment = unescape(link).partition("#")
    path = path.partition("?")[0]
    if not path:
        return ("", fragment) if fragment else (link or ".", "")
    if _SCHEME.match(path) or path.startswith("/") or path.endswith("/"):
        return link, ""
    return posixpath.normpath(posixpath.join(folder, unquote(path))), fragment


def is_inside(address: str) -> bool:
    """Whether an address is plain enough to be joined to the site's folder."""
    return posixpath.normpath(address) == address and not address.startswith(("/", "..")) and "\\" not in address


def _has(body: str, fragment: str) -> bool:
    return f' id="{fragment}"' in body or f' id="{unquote(fragment)}"' in body
