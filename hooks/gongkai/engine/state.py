"""What one build knows from one MkDocs event to the next.

The hook module lives as long as `mkdocs serve`, the MkDocs configuration exactly one build. So a frozen `Build` stands
in the configuration under one key of its own, and every event that learns something puts a new one there.
"""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from gongkai.engine.assets import Asset, Shelved
from gongkai.engine.shell import Sheaf
from gongkai.findings import Finding
from gongkai.render.site import Site

_KEY = "gongkai"
_SHELVED = "gongkai_shelved"


@dataclass(frozen=True, kw_only=True)
class Build:
    """One build. `site` is None as long as nothing is rendered, and stays None where a fault stands in the way."""

    preview: bool
    assets: tuple[Asset, ...]
    site: Site | None = None
    findings: tuple[Finding, ...] = ()
    navigation: Navigation | None = None
    sheaves: tuple[Sheaf, ...] = ()


def remember(config: MkDocsConfig, build: Build) -> None:
    """Put the build where the next event finds it."""
    config.data[_KEY] = build


def recall(config: MkDocsConfig) -> Build:
    """The build as the event before left it. KeyError where `on_config` has not run."""
    build = config.data[_KEY]
    assert isinstance(build, Build)
    return build


def settle(config: MkDocsConfig, shelved: Shelved) -> None:
    """Before a build: it is for a shelf, and judged by this day, whatever the clock and the environment say."""
    config.data[_SHELVED] = shelved


def settled(config: MkDocsConfig) -> Shelved | None:
    """What was settled; None for a build that nobody publishes."""
    return config.data.get(_SHELVED)
