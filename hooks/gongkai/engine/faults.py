"""The list of faults, in a terminal and as the one page that a preview shows instead of the site."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import jinja2

from gongkai.findings import Finding, as_text, faults, faults_as_text, visible
from gongkai.render.site import Outcome

_FOLDER = Path(__file__).parent


def in_terminal(outcome: Outcome) -> str:
    """All findings, and what they mean for the site."""
    return f"{as_text(outcome.findings, is_whole=outcome.is_whole)}网站未改动。"


def in_the_way(outcome: Outcome) -> str:
    """The faults, for who wanted to publish."""
    return faults_as_text(outcome.findings, is_whole=outcome.is_whole)


def as_page(findings: Iterable[Finding]) -> bytes:
    """A page on its own: it needs neither the theme nor a stylesheet, and reloads itself after the next build."""
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(_FOLDER), autoescape=True, undefined=jinja2.StrictUndefined)
    env.filters["visible"] = visible
    return env.get_template("faults.html.jinja").render(faults=faults(findings)).encode()


def show(site_dir: Path, findings: Iterable[Finding]) -> None:
    """Leave nothing in the preview's folder but the list: MkDocs answers every address with its `404.html`."""
    for page in site_dir.rglob("*.html"):
        page.unlink()
    site_dir.mkdir(parents=True, exist_ok=True)
    (site_dir / "404.html").write_bytes(as_page(findings))
