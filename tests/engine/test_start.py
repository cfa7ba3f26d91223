"""What the engine takes from mkdocs.yml, the environment and the clock."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from engine.corpus import branch
from gongkai.engine.start import as_of, read_settings, settings_of
from gongkai.engine.state import Build, remember
from gongkai.pipeline import Settings


def config_of(root: Path, settings: str, preview: bool = False) -> MkDocsConfig:
    config = load_config(str(branch(root, settings=settings) / "mkdocs.yml"))
    remember(config, Build(preview=preview, assets=()))
    return config


def test_settings(tmp_path: Path) -> None:
    """Folder, address and audience reach the pipeline as they are written."""
    text = "site_url: https://example.org/current/\nextra: {gongkai: {audience: [本单位党员, 社会]}}\n"
    settings = read_settings(config_of(tmp_path / "branch", text))
    assert settings.root == (tmp_path / "branch").resolve()
    assert settings.site_url == "https://example.org/current/"
    assert settings.audience == ("本单位党员", "社会")
    assert not settings.preview


def test_settings_of_a_preview(tmp_path: Path) -> None:
    """In a preview the lasting address is still the one of mkdocs.yml, not that of the preview's server."""
    config = config_of(tmp_path / "branch", "site_url: https://example.org/current/\n", preview=True)
    config.site_url = "http://127.0.0.1:8000/current/"
    assert read_settings(config).site_url == "https://example.org/current/"
    assert read_settings(config).preview


def test_settings_left_out(tmp_path: Path) -> None:
    """Without an address none is cited; without an audience the narrowest one is meant."""
    settings = read_settings(config_of(tmp_path / "branch", ""))
    assert (settings.site_url, settings.audience) == ("", ("本支部党员",))


def test_wrong_audience(tmp_path: Path) -> None:
    """An audience that is no list is refused: it must never be guessed."""
    config = config_of(tmp_path / "branch", "extra: {gongkai: {audience: 社会}}\n")
    with pytest.raises(ConfigurationError, match=r"extra\.gongkai\.audience 应当是"):
        read_settings(config)


def test_settings_where_no_site_is_built(tmp_path: Path) -> None:
    """Printing has the readers and the address of the site, and the defaults where there is no mkdocs.yml."""
    text = "site_url: https://example.org/current/\nextra: {gongkai: {audience: [社会]}}\n"
    folder = branch(tmp_path / "branch", settings=text)
    assert settings_of(folder) == Settings(
        root=folder.resolve(), site_url="https://example.org/current/", audience=("社会",)
    )
    assert settings_of(tmp_path) == Settings(root=tmp_path)
    wrong = branch(tmp_path / "wrong", settings="extra: {gongkai: {audience: 社会}}\n")
    with pytest.raises(ConfigurationError, match=r"mkdocs\.yml 有错误：extra\.gongkai\.audience 应当是"):
        settings_of(wrong)


def test_as_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is given from outside; what is no date is refused."""
    monkeypatch.setenv("GONGKAI_AS_OF", "2026-09-14")
    assert as_of() == date(2026, 9, 14)
    monkeypatch.setenv("GONGKAI_AS_OF", "明天")
    with pytest.raises(ConfigurationError, match="明天"):
        as_of()
    monkeypatch.delenv("GONGKAI_AS_OF")
    assert as_of() >= date(2026, 11, 20)
