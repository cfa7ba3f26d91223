"""The theme's own files, whose names carry a hash that changes from release to release."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
from mkdocs.exceptions import ConfigurationError
from mkdocs.theme import Theme


@dataclass(frozen=True, kw_only=True)
class Material:
    """Addresses from the site's root of what every page loads."""

    stylesheet: str
    palette: str
    script: str


class Lean(Theme):
    """The same theme, whose hidden files MkDocs need not walk through to pass over them: fourteen thousand icons."""

    def get_env(self) -> jinja2.Environment:
        env = super().get_env()
        env.loader = _Shown(self.dirs)
        return env


class _Shown(jinja2.FileSystemLoader):
    """Finds every file, lists those that are not hidden."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in map(Path, self.searchpath):
            for folder, inner, files in os.walk(top):
                inner[:] = [name for name in inner if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(top).as_posix() for name in files)
        return sorted(found)


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
