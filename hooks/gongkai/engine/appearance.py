"""What is fixed about every site, set in code, so that a branch's mkdocs.yml stays a few lines long."""

from __future__ import annotations

import logging
from pathlib import Path

from markdown.extensions.toc import slugify_unicode
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from gongkai.engine.assets import EDITION, Asset
from gongkai.engine.material import Lean

THEME = Path(__file__).parent / "theme"


def dress(config: MkDocsConfig, own: tuple[Asset, ...]) -> None:
    """Set theme, addresses and checks. ConfigurationError where the stock search was left switched on."""
    if {"search", "material/search"} & set(config.plugins):
        raise ConfigurationError("请在 mkdocs.yml 中写上 plugins: []：本站自带检索，不使用 MkDocs 的检索插件。")
    config.use_directory_urls = False
    entitle(config, config.site_name)
    everywhere = [asset.address for asset in own if not asset.page and not asset.first]
    config.extra_css.extend([EDITION, *(address for address in everywhere if address.endswith(".css"))])
    config.extra_javascript.extend(address for address in everywhere if address.endswith(".js"))
    _theme(config)
    _checks(config)


def entitle(config: MkDocsConfig, title: str) -> None:
    """Name the site. The theme prints the name with and without its escape filter; escaped Markup survives both."""
    config.site_name = escape(title)


def _theme(config: MkDocsConfig) -> None:
    theme = config.theme
    theme.__class__ = Lean  # MkDocs has made it by the time a hook sees it
    theme.dirs.insert(0, str(THEME))
    theme["language"] = "zh-CN"
    theme["font"] = False
    theme["features"] = ["navigation.indexes", "navigation.prune", "toc.integrate"]
    theme["palette"] = [
        _palette("light", "default", "material/weather-night", "切换到深色"),
        _palette("dark", "slate", "material/weather-sunny", "切换到浅色"),
    ]
    # It would list the navigation's pages only, with the day of the build in it.
    theme.static_templates.discard("sitemap.xml")
    config.extra["generator"] = False
    # The same on every page: otherwise each depth of folder has an inline script, and a hash, of its own.
    config.extra["scope"] = "/"


def _palette(media: str, scheme: str, icon: str, name: str) -> dict[str, object]:
    return {
        "media": f"(prefers-color-scheme: {media})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": icon, "name": name},
    }


def _checks(config: MkDocsConfig) -> None:
    """Hand-written pages: anchors that do not change with the order of headings, and no link goes unchecked."""
    config.mdx_configs.setdefault("toc", {})["slugify"] = slugify_unicode
    config.validation.links.anchors = logging.WARNING
    config.validation.links.absolute_links = logging.WARNING
    config.validation.links.unrecognized_links = logging.WARNING
