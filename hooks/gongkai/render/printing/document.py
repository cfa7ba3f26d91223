"""What is printed: one record as it stands on its page, or all public records of a year as a book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.kinds import Kind
from gongkai.load.record import Disclosure
from gongkai.render import matter
from gongkai.render.audience import called
from gongkai.render.brief import Brief
from gongkai.render.markup import environment
from gongkai.render.printing.leaves import Leaf, Part, anchor, leaf


@dataclass(frozen=True, kw_only=True)
class Document:
    """One PDF to be: everything is in `html`, nothing is asked for while it is made."""

    name: str
    """Of the file, without suffix: `meetings-2026-09-members`."""
    html: str


@dataclass(frozen=True, kw_only=True)
class About:
    """What a PDF tells of itself. Its days are those of what it holds, so that it is the same on every day."""

    title: str
    branch: str
    made_on: date
    updated_on: date


def sheet(brief: Brief, kinds: Mapping[str, Kind], address: str) -> Document:
    """One record. KeyError where these readers may not see it."""
    record = brief.shown[address]
    templates = environment()
    page = matter.page(brief, kinds, templates, record)
    about = About(
        title=record.title,
        branch=brief.world.register.branch.name,
        made_on=record.made_on,
        updated_on=matter.updated_on(brief, record),
    )
    state = brief.facts[address].head.state
    html = templates.get_template("printing/sheet.html.jinja").render(
        about=about,
        leaf=leaf(page, record, {}, brief.site_url),
        mark=state if state in ("草稿", "待公开") else "",
    )
    return Document(name=address.replace("/", "-"), html=html)


def book(brief: Brief, kinds: Mapping[str, Kind], year: int) -> Document:
    """Every record of a year that these readers may see, by kind, each kind from its first day to its last."""
    templates = environment()
    branch, as_of = brief.world.register.branch, brief.world.as_of
    chosen = {kind.title: _of_year(brief, kind, year) for kind in kinds.values()}
    anchors = {f"{one.address}.html": anchor(one.address) for records in chosen.values() for one in records}

    def leaves(records: Iterable[Disclosure]) -> tuple[Leaf, ...]:
        pages = ((matter.page(brief, kinds, templates, record), record) for record in records)
        return tuple(leaf(page, record, anchors, brief.site_url) for page, record in pages)

    title = f"{branch.name}党务公开年册（{year}年）"
    parts = [Part(title=name, leaves=leaves(records)) for name, records in chosen.items() if records]
    html = templates.get_template("printing/book.html.jinja").render(
        about=About(title=title, branch=branch.name, made_on=as_of, updated_on=as_of),
        year=year,
        as_of=as_of,
        audience=called(branch, brief.audience),
        site_url=brief.site_url,
        parts=parts,
        count=len(anchors),
    )
    return Document(name=f"year-{year}", html=html)


def _of_year(brief: Brief, kind: Kind, year: int) -> list[Disclosure]:
    """Those that stand in the kind's list of the year, the first made in front."""
    return [record for record in reversed(brief.of_kind(kind.name)) if record.year == year]
