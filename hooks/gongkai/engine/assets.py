"""The package's own stylesheets and scripts, under names with their hash: both generations may stay on a shelf."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import gongkai.render
from gongkai.days import chinese_date, weekday

STATIC = Path(gongkai.render.__file__).parent / "static"


EDITION = "assets/edition.css"
"""The one file that differs where only the as-of date does, so its name has no hash (design §5.10)."""


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """Where a site that is published will stand on its shelf, and by which day it is judged."""

    day: date
    edition: str = ""
    """Its name; empty for the working state."""
    has_list: bool = True
    """The shelf has a list of editions, to which pages lead."""


@dataclass(frozen=True)
class Asset:
    """One file of ours: `address` from the site's root, `content` its bytes."""

    address: str
    content: bytes
    page: str = ""
    """Address of the one page that needs it; empty where all do."""
    first: bool = False
    """A script that runs before anything is painted."""


def assets(folder: Path = STATIC) -> tuple[Asset, ...]:
    """Stylesheets and scripts, sorted by name.

    The folder's own and those in `first/` are for all pages, those in `x/` for `x.html` alone.
    """
    files = sorted(file for file in folder.glob("**/*") if file.suffix in (".css", ".js"))
    return tuple(_named(file, "" if file.parent == folder else file.parent.name) for file in files)


def edition(as_of: date, shelved: Shelved | None) -> Asset:
    """What pages show as generated content: 数据截至, and where they are old ones, that they are.

    Values only: how they look is said in pages.css, where each has a fallback for sites on no shelf.
    """
    values = {"--gk-as-of": f'"{chinese_date(as_of)}（{weekday(as_of)}）"'}
    if shelved and (shelved.edition or shelved.has_list):
        values["--gk-editions"] = "block"
    if shelved and shelved.edition:
        values["--gk-strip"] = "block"
        values["--gk-bar"] = "#57534e"
        values["--gk-strip-room"] = "3mm"  # on paper, taken from the head of an official sheet
        values["--gk-edition"] = f'"存档版 {shelved.edition} · 数据截至 {as_of} · 这不是最新内容"'
    return Asset(EDITION, f":root {{ {'; '.join(f'{name}: {value}' for name, value in values.items())} }}\n".encode())


def _named(file: Path, room: str) -> Asset:
    content = file.read_bytes()
    address = f"assets/{file.stem}.{hashlib.sha256(content).hexdigest()[:8]}{file.suffix}"
    if room == "first":
        return Asset(address, content, first=True)
    return Asset(address, content, f"{room}.html" if room else "")
