"""The package's own stylesheets and scripts, under names with their hash: both generations may stay on a shelf."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import gongkai.render

STATIC = Path(gongkai.render.__file__).parent / "static"


@dataclass(frozen=True)
class Asset:
    """One file of ours: `address` from the site's root, `content` its bytes."""

    address: str
    content: bytes


def assets(folder: Path = STATIC) -> tuple[Asset, ...]:
    """Every stylesheet and script of the folder, sorted by name; none where the folder is missing."""
    files = sorted([*folder.glob("*.css"), *folder.glob("*.js")])
    return tuple(_named(file.stem, file.suffix, file.read_bytes()) for file in files)


def _named(stem: str, suffix: str, content: bytes) -> Asset:
    return Asset(f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:8]}{suffix}", content)
