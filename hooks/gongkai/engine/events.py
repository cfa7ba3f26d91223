"""What happens at each event of MkDocs, in the order in which MkDocs calls them; `on_pre_build` stands in `start`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

import gongkai
from gongkai.engine import faults, output, pages, preview
from gongkai.engine.appearance import dress
from gongkai.engine.assets import assets
from gongkai.engine.content import root
from gongkai.engine.finish import finish
from gongkai.engine.material import material
from gongkai.engine.shell import Press
from gongkai.engine.state import Build, recall, remember, settled
from gongkai.render.compiling import kept

if TYPE_CHECKING:  # a server that a build need not load
    from mkdocs.livereload import LiveReloadServer


def on_config(config: MkDocsConfig) -> None:
    """Begin a build: fixed settings, our stylesheets, and what a preview watches."""
    own = assets()
    dress(config, own)
    config.extra["material"] = material(config.theme)
    watched = (root(config) / "data", Path(gongkai.__file__).parent)
    config.watch.extend(str(folder) for folder in watched if folder.is_dir())
    remember(config, Build(preview=preview.is_preview(), assets=own))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Pages of ours in, what no page uses out."""
    site = recall(config).site
    if site is None:
        pages.put_nothing(files, config)
    else:
        pages.put(files, config, site)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep the navigation: MkDocs does not hand it to the event that needs it."""
    remember(config, replace(recall(config), navigation=nav))


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    """The theme is ready: press one shell for each group of record pages."""
    env.bytecode_cache = kept()
    build = recall(config)
    if build.site is not None and build.navigation is not None:
        press = Press(config, env, build.navigation)
        remember(config, replace(build, sheaves=tuple(press.sheaves(pages.records(build.site)))))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Every page of the navigation and every hand-written one."""
    return finish(output, page.content or "", preview=recall(config).preview)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The page for addresses that do not exist."""
    return finish(output_content, "", preview=recall(config).preview)


def on_post_build(config: MkDocsConfig) -> None:
    """Write what MkDocs does not know of."""
    build = recall(config)
    if build.site is None:
        faults.show(Path(config.site_dir), build.findings)
    else:
        output.write(build, settled(config), config.site_dir)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """From the second build on."""
    preview.guard(server)
