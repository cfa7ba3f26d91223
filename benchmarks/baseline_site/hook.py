"""The hook of the site we compare with: YAML → Jinja → Markdown, one page for each record, and lists."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jinja2
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

HERE = Path(__file__).parent
TITLES = {"meetings": "组织生活", "development": "发展党员公示"}
IN_NAV = InclusionLevel.NOT_IN_NAV if os.environ.get("BASELINE_NAV") == "lists" else InclusionLevel.UNDEFINED
"""Record pages in the navigation, as MkDocs does by itself, or lists only."""

Record = dict[str, Any]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Every page of the site."""
    data = HERE / "data"
    branch, catalogue = read(data / "branch.yaml"), read(data / "catalogue.yaml")
    approvals = {name: one for one in all_in(data / "approvals") for name in one["records"]}
    records = {kind: all_in(data / kind) for kind in TITLES}
    named = {one["index"]: one for those in records.values() for one in those}
    items = {item["kind"]: item for item in catalogue["items"]}
    templates = environment()
    templates.globals |= {"branch": branch, "approvals": approvals, "named": named, "items": items, "kinds": TITLES}
    mentions: dict[str, list[Record]] = defaultdict(list)
    for one in named.values():
        for name in one.get("references", ()):
            mentions[name].append(one)
    for kind, those in records.items():
        template = templates.get_template(f"{kind}.md.jinja")
        for number, one in enumerate(those):
            near = those[number - 1] if number else None, those[number + 1] if number + 1 < len(those) else None
            text = template.render(record=one, near=near, mentioned_by=mentions[one["index"]])
            files.append(File.generated(config, one["address"] + ".md", content=text, inclusion=IN_NAV))
    for address, text in lists(records, templates):
        files.append(File.generated(config, address, content=text))
    return files


def lists(records: dict[str, list[Record]], templates: jinja2.Environment) -> Iterable[tuple[str, str]]:
    """Home, and for each kind a list of all and of each year."""
    template = templates.get_template("list.md.jinja")
    years = {kind: sorted({one["made_on"].year for one in those}, reverse=True) for kind, those in records.items()}
    yield "index.md", templates.get_template("home.md.jinja").render(records=records, years=years)
    for kind, those in records.items():
        yield f"{kind}/index.md", template.render(title=TITLES[kind], records=those, root="../")
        for year in years[kind]:
            own = [one for one in those if one["made_on"].year == year]
            title = f"{TITLES[kind]} {year}年"
            yield f"{kind}/{year}/index.md", template.render(title=title, records=own, root="../../")


def read(file: Path) -> Record:
    """The record with its address."""
    record: Record = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {**record, "address": file.relative_to(HERE / "data").with_suffix("").as_posix()}


def all_in(folder: Path) -> list[Record]:
    """All records of a kind, newest first."""
    records = [read(file) for file in sorted(folder.glob("*/*.yaml"))]
    return sorted(records, key=lambda one: (str(one.get("made_on")), one["address"]), reverse=True)


def environment() -> jinja2.Environment:
    """Markdown, so nothing is escaped."""
    loader = jinja2.FileSystemLoader(HERE / "templates")
    made = jinja2.Environment(loader=loader, trim_blocks=True, lstrip_blocks=True)  # noqa: S701  # writes Markdown
    made.filters["day"] = lambda day: f"{day.year}年{day.month}月{day.day}日"
    return made
