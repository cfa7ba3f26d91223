"""The list of faults, as text for a terminal and as the one page that a preview shows instead of the site."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import jinja2

from gongkai.findings import Finding, faults

_FOLDER = Path(__file__).parent


def as_text(findings: Iterable[Finding]) -> str:
    """One block of lines for each fault."""
    lines = []
    for finding in faults(findings):
        lines.append(f"{finding.place}: {finding.level} {finding.code}\n    {finding.words}")
        said = (("依据", finding.basis), ("处理", finding.cure))
        lines.extend(f"    {label}：{text}" for label, text in said if text)
    return "\n".join([*lines, f"共 {len(faults(findings))} 处差错，网站未改动。"])


def as_page(findings: Iterable[Finding]) -> bytes:
    """A page on its own: it needs neither the theme nor a stylesheet, and reloads itself after the next build."""
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(_FOLDER), autoescape=True, undefined=jinja2.StrictUndefined)
    return env.get_template("faults.html.jinja").render(faults=faults(findings)).encode()


def show(site_dir: Path, findings: Iterable[Finding]) -> None:
    """Leave nothing in the preview's folder but the list: MkDocs answers every address with its `404.html`."""
    for page in site_dir.rglob("*.html"):
        page.unlink()
    site_dir.mkdir(parents=True, exist_ok=True)
    (site_dir / "404.html").write_bytes(as_page(findings))
