"""Where MkDocs hands over to the pipeline: the branch's settings, the day it is, and `on_pre_build`."""

from __future__ import annotations

import gc
import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import get_args

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException

from gongkai.engine.before import prepare
from gongkai.engine.content import root
from gongkai.engine.state import recall, settled
from gongkai.load.fields import AudienceName
from gongkai.pipeline import Settings, build, collected_later

AUDIENCES = get_args(AudienceName)

_BEIJING = timezone(timedelta(hours=8))  # fixed: no summer time since 1991, and no time zone tables needed


def on_pre_build(config: MkDocsConfig) -> None:
    """All work from load to render, before MkDocs empties the site's folder."""
    if recall(config).preview:
        prepare(config, lambda: build(read_settings(config), as_of()))
        return
    with collected_later():
        prepare(config, lambda: build(read_settings(config), shelved.day if (shelved := settled(config)) else as_of()))
        gc.freeze()  # it stays until the process ends, so nobody need ever look through it for cycles


def read_settings(config: MkDocsConfig) -> Settings:
    """What the pipeline needs of mkdocs.yml. ConfigurationError, in Chinese, where the audience is not a list."""
    preview = recall(config).preview
    return _settings(config, written_site_url(config) if preview else config.site_url, preview=preview)


def settings_of(folder: Path) -> Settings:
    """The same where no site is built; without mkdocs.yml what holds where it says nothing. ConfigurationError."""
    file = folder / "mkdocs.yml"
    if not file.is_file():
        return Settings(root=folder)
    try:
        config = load_config(str(file))
        return _settings(config, config.site_url, preview=False)
    except MkDocsException as problem:
        raise ConfigurationError(f"mkdocs.yml 有错误：{problem}") from None


def _settings(config: MkDocsConfig, site_url: str | None, *, preview: bool) -> Settings:
    audience = (config.extra.get("gongkai") or {}).get("audience", list(Settings.audience))
    if not isinstance(audience, list) or not audience:
        raise ConfigurationError("extra.gongkai.audience 应当是公开范围名称的列表，例如 [本支部党员]。")
    for name in audience:
        if name not in AUDIENCES:
            raise ConfigurationError(f"extra.gongkai.audience 里的“{name}”不是公开范围，可用：{'、'.join(AUDIENCES)}。")
    return Settings(
        root=root(config),
        site_url=site_url or "",
        audience=tuple(audience),
        preview=preview,
    )


def written_site_url(config: MkDocsConfig) -> str | None:
    """The address as mkdocs.yml gives it: in a preview MkDocs puts its own in place, which no citation may carry."""
    return load_config(config.config_file_path).site_url


def as_of() -> date:
    """The day from GONGKAI_AS_OF, else today in Beijing. ConfigurationError, in Chinese, where it is no date."""
    given = os.environ.get("GONGKAI_AS_OF", "")
    if not given:
        return datetime.now(_BEIJING).date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ConfigurationError(f"环境变量 GONGKAI_AS_OF 应当是日期，例如 2026-09-14，现在是“{given}”。") from None
