"""Does every link in a page of ours lead somewhere? A broken one is a mistake of the program, never of the data."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

_LINKS: Mapping[str, re.Pattern[bytes]] = {name: re.compile(f'{name}="([^"]*)"'.encode()) for name in ("href", "src")}
"""In text a quotation mark never stands as itself. Beginning with a letter is what makes them fast."""
_IDS = re.compile(rb' id="([^"]+)"')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_OUTWARD: Mapping[str, tuple[str, ...]] = {"href": ("http://", "https://", "mailto:", "tel:"), "src": ("data:image/",)}


class Broken(NamedTuple):
    """A link that leads nowhere: the address of its page and what stands in the attribute."""

    address: str
    link: str


def broken(bodies: Mapping[str, bytes], others: Set[str]) -> Iterator[Broken]:
    """All broken links. `bodies`: address → HTML of our pages as it is written; `others`: whatever else the site holds.

    Nearly all links were seen before, so that making text of the pages would take longer than looking through them.
    """
    sound: dict[tuple[str, str], set[bytes]] = {}
    for address, body in bodies.items():
        folder = posixpath.dirname(address)
        up = "../" * address.count("/")
        own = {b"#" + name for name in _IDS.findall(body)}
        for attribute, links in _LINKS.items():
            # Most links of a page stand on its neighbours, too; those by way of the root on all pages as deep as it.
            near, far = (sound.setdefault((attribute, place), set()) for place in (folder, up))
            for written in sorted(set(links.findall(body)) - near - far - own):
                link = written.decode()
                target, fragment = _target(folder, attribute, link)
                if target == "":
                    if not _has(body, fragment):
                        yield Broken(address, link)
                elif target is None or _is_there(target, fragment, bodies, others):
                    (far if up and link.startswith(up) else near).add(written)
                else:
                    yield Broken(address, link)


def _is_there(target: str, fragment: str, bodies: Mapping[str, bytes], others: Set[str]) -> bool:
    if target in bodies:
        return not fragment or _has(bodies[target], fragment)
    return target in others


def _target(folder: str, attribute: str, link: str) -> tuple[str | None, str]:
    """Address and fragment; "" is the page itself, with a fragment; None leads out of the site on purpose."""
    if link.startswith(_OUTWARD[attribute]):
        return None, ""
    path, _, fragment = unescape(link).partition("#")
    path = path.partition("?")[0]
    if not path:
        return ("", fragment) if fragment else (link or ".", "")
    if _SCHEME.match(path) or path.startswith("/") or path.endswith("/"):
        return link, ""
    way, _, name = unquote(path).rpartition("/")
    return (f"{_within(folder, way)}{name}" if name.strip(".") else _joined(folder, f"{way}/{name}")), fragment


@lru_cache(maxsize=1 << 10)
def _within(folder: str, way: str) -> str:
    """The folder to which a way leads, with a slash behind it; nothing for that of the whole site."""
    found = _joined(folder, way)
    return "" if found == "." else f"{found}/"


def _joined(folder: str, way: str) -> str:
    return posixpath.normpath(posixpath.join(folder, way))


def is_inside(address: str) -> bool:
    """Whether an address is plain enough to be joined to the site's folder."""
    return posixpath.normpath(address) == address and not address.startswith(("/", "..")) and "\\" not in address


def _has(body: bytes, fragment: str) -> bool:
    return f' id="{fragment}"'.encode() in body or f' id="{unquote(fragment)}"'.encode() in body
