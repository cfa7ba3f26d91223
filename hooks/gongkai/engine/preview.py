"""`mkdocs serve`: no fault ends it, and none leaves it hanging."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
import jinja2
from mkdocs.exceptions import MkDocsException

from gongkai.engine import faults
from gongkai.engine.before import told

if TYPE_CHECKING:  # a server that a build need not load
    from mkdocs.livereload import LiveReloadServer

Builder = Callable[[], None]


def is_preview() -> bool:
    """Whether the command is `serve`. MkDocs says so at start-up only, before there is a configuration."""
    context = click.get_current_context(silent=True)
    return context is not None and context.info_name == "serve"


def guard(server: LiveReloadServer) -> None:
    """Make every rebuild come to an end: MkDocs answers no request again after one that raises."""
    server.builder = _guarded(server.builder, Path(server.root))


def _guarded(builder: Builder, site_dir: Path) -> Builder:
    def build() -> None:
        try:
            builder()
        except (MkDocsException, UnicodeError) as error:  # half-typed settings: what is said of them is English
            faults.show(site_dir, [replace(told(error), words=f"网站无法生成，MkDocs 报告：{error}")])
        except (jinja2.TemplateError, OSError) as error:
            faults.show(site_dir, [told(error)])

    return build
