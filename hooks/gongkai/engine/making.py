"""A whole site made in this process, for who publishes it: its place on the shelf is given, the folder is private."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from gongkai.engine.assets import Shelved
from gongkai.engine.state import recall, settle


class NotMadeError(Exception):
    """There is no site; the message lists the faults, in Chinese."""


def make(folder: Path, site_dir: Path, shelved: Shelved) -> tuple[str, tuple[str, ...]]:
    """Build the branch's folder into `site_dir`, for its place on a shelf; title and audience. NotMadeError."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's advertisement
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from gongkai.engine.start import read_settings

    try:
        config: MkDocsConfig = load_config(str(folder / "mkdocs.yml"), site_dir=str(site_dir), strict=True)
        settle(config, shelved)
        build(config)
    except MkDocsException as problem:
        raise NotMadeError(_told(str(problem))) from None
    site = recall(config).site
    if site is None:
        raise NotMadeError("mkdocs.yml 没有启用本程序（hooks 里应当有 hooks/disclosure.py）")
    return site.title, read_settings(config).audience


def _told(words: str) -> str:
    """What MkDocs itself says is English: at least who speaks, and of what, is said."""
    if "strict mode" in words:
        return "MkDocs 提出了警告（见上），按严格要求不能发布"
    return words if "差错" in words or "extra.gongkai" in words else f"mkdocs.yml 有错误：{words}"
