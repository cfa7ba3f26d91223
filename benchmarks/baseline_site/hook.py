"""The hook of the site we compare with: YAML → Jinja → Markdown, one page for each record, and lists."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

HERE = Path(__file__).parent
TITLES = {
    "meetings": "组织生活",
    "commitments": "公开承诺",
    "grades": "考核定级",
    "development": "发展党员公示",
    "awards": "评优表彰",
    "accounts": "党费和经费收支",
}
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
    templates.globals |= {"schemes": {file.stem: read(file) for file in (data / "schemes").glob("*.yaml")}}
    templates.globals |= {"quarters": quarters(records["grades"])}
    mentions: dict[str, list[Record]] = defaultdict(list)
    for one in named.values():
        for name in dict.fromkeys(cited(one)):
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
    newest = [one for those in records.values() for one in those[:2]]
    yield "index.md", templates.get_template("home.md.jinja").render(newest=newest, years=years)
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
    made.filters |= {"day": day, "day_week": day_week, "quarter": quarter}
    made.filters |= {"short": short, "state": state, "score": score, "marks": marks}
    made.filters |= {"cited": cited}
    made.tests["kept"] = kept
    return made


def day(when: date) -> str:
    """2026年1月5日."""
    return f"{when.year}年{when.month}月{when.day}日"


def day_week(when: date) -> str:
    """The same with its weekday."""
    return f"{day(when)}（周{'一二三四五六日'[when.weekday()]}）"


def quarter(covers: str | int) -> str:
    """2026年第一季度, 2026年上半年, 2026年."""
    year, _, part = str(covers).partition("-")
    names = {"Q1": "第一季度", "Q2": "第二季度", "Q3": "第三季度", "Q4": "第四季度", "H1": "上半年", "H2": "下半年"}
    return f"{year}年{names.get(part, '')}"


def short(record: Record) -> str:
    """What a record is about, in a word."""
    if "types" in record:
        return "、".join(record["types"])
    if "promises" in record:
        return "年度承诺"
    if "scheme" in record:
        return f"{quarter(record['covers'])} {record['result']['level']}"
    return str(record.get("node") or record.get("fund") or record["stage"].removesuffix("公示"))


def cited(record: Record) -> list[str]:
    """Index numbers a record refers to."""
    proofs = [
        name
        for promise in record.get("promises", ())
        for item in promise["items"]
        for one in item["progress"]
        for name in one.get("evidence", ())
    ]
    return list(dict.fromkeys([*record.get("references", ()), *proofs]))


def kept(item: Record) -> bool:
    """Whether the last entry says that it is reached, and proves it."""
    last = item["progress"][-1]
    reached = last["value"] >= item["measure"]["floor"] if "measure" in item else bool(last.get("done"))
    return reached and bool(last.get("evidence"))


def state(item: Record) -> str:
    """How a promise stands."""
    if not kept(item):
        return "逾期未兑现"
    return "已兑现" if item["progress"][-1]["on"] <= item["due"] else "逾期兑现"


def score(step: Record, scheme: Record, category: str = "") -> float:
    """Marks of a step, in one category or in all."""
    lost = {one["item"]: one["times"] for one in step["items"]}
    whole = sum(
        item["marks"] - lost.get(item["id"], 0) * item["deduct"]["each"]
        for group in scheme["categories"]
        for item in group["items"]
        if category in ("", group["name"])
    )
    return int(whole) if whole == int(whole) else float(whole)


def marks(record: Record, scheme: Record) -> Iterable[Record]:
    """A row for each item that loses marks in any step."""
    steps = [{one["item"]: one for one in record[name]["items"]} for name in ("own", "check", "final")]
    for group in scheme["categories"]:
        for item in group["items"]:
            those = [step.get(item["id"]) for step in steps]
            if any(those):
                lost = [
                    f"扣 {one['times'] * item['deduct']['each']:g} 分（{one['times']} 次）" if one else "—"
                    for one in those
                ]
                notes = [f"{one['remark']}（{one['evidence']}）" for one in those if one and "remark" in one]
                yield {"id": item["id"], "text": item["text"], "cells": lost, "notes": list(dict.fromkeys(notes))}


def quarters(grades: Iterable[Record]) -> dict[tuple[str | None, str], list[Record]]:
    """Unit and year → its gradings by quarter."""
    found: dict[tuple[str | None, str], list[Record]] = defaultdict(list)
    for one in sorted(grades, key=lambda each: str(each["covers"])):
        found[one.get("unit"), one["covers"][:4]].append(one)
    return found
