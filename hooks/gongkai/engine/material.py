"""The theme's own files, whose names carry a hash that changes from release to release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs.exceptions import ConfigurationError
from mkdocs.theme import Theme


@dataclass(frozen=True, kw_only=True)
class Material:
    """Addresses from the site's root of what every page loads."""

    stylesheet: str
    palette: str
    script: str


def material(theme: Theme) -> Material:
    """As they are called in the theme that is installed. ConfigurationError where it has no such file."""
    return Material(
        stylesheet=_named(theme, "assets/stylesheets/main.*.min.css"),
        palette=_named(theme, "assets/stylesheets/palette.*.min.css"),
        script=_named(theme, "assets/javascripts/bundle.*.min.js"),
    )


def _named(theme: Theme, pattern: str) -> str:
    found = list(_matching(theme, pattern))
    if not found:
        raise ConfigurationError(f"主题缺少文件 {pattern}，请按锁定的版本重新安装依赖。")
    return found[0]


def _matching(theme: Theme, pattern: str) -> Iterator[str]:
    for folder in map(Path, theme.dirs):
        yield from (file.relative_to(folder).as_posix() for file in sorted(folder.glob(pattern)))
