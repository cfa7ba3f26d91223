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


def edition(as_of: date) -> Asset:
    """数据截至: the as-of date, which pages show as generated content."""
    return Asset(EDITION, f':root {{ --gk-as-of: "{chinese_date(as_of)}（{weekday(as_of)}）" }}\n'.encode())


def _named(file: Path, room: str) -> Asset:
    content = file.read_bytes()
    address = f"assets/{file.stem}.{hashlib.sha256(content).hexdigest()[:8]}{file.suffix}"
    if room == "first":
        return Asset(address, content, first=True)
    return Asset(address, content, f"{room}.html" if room else "")
