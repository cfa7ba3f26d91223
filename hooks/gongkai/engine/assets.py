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


def assets(folder: Path = STATIC) -> tuple[Asset, ...]:
    """Every stylesheet and script of the folder, sorted by name; none where the folder is missing."""
    files = sorted([*folder.glob("*.css"), *folder.glob("*.js")])
    return tuple(_named(file.stem, file.suffix, file.read_bytes()) for file in files)


def edition(as_of: date) -> Asset:
    """数据截至: the as-of date, which pages show as generated content."""
    return Asset(EDITION, f':root {{ --gk-as-of: "{chinese_date(as_of)}（{weekday(as_of)}）" }}\n'.encode())


def _named(stem: str, suffix: str, content: bytes) -> Asset:
    return Asset(f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:8]}{suffix}", content)
