"""What is printed: one record as it stands on its page, or a year as its two books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from jinja2 import Environment
from markupsafe import Markup

from gongkai.kinds import Kind
from gongkai.load.record import Disclosure
from gongkai.render import books, matter
from gongkai.render.audience import called
from gongkai.render.books import Book
from gongkai.render.brief import Brief
from gongkai.render.inspection.events import Material
from gongkai.render.markup import environment
from gongkai.render.printing.leaves import Leaf, Part, anchor, bound, leaf
from gongkai.render.site import Page


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


def bound_years(found: Material, years: Iterable[int]) -> Iterator[Document]:
    """Both books of each year: 《党支部工作手册》 with its records, and 公开档案."""
    templates = environment()
    for year in years:
        yield _bound(books.workbook_of(found, year, templates), found, templates)
        yield _bound(books.archive_of(found, year, templates), found, templates)


def _bound(book: Book, found: Material, templates: Environment) -> Document:
    """Every part with the leaves of its records."""
    brief, own = found.brief, anchor(book.address.removesuffix(".html"))
    branch, as_of = brief.world.register.branch, brief.world.as_of
    anchors = {f"{one.address}.html": anchor(one.address) for part in book.parts for one in part.records}

    def leaves(records: Iterable[Disclosure]) -> tuple[Leaf, ...]:
        pages = ((matter.page(brief, found.kinds, templates, record), record) for record in records)
        return tuple(leaf(page, record, anchors, brief.site_url) for page, record in pages)

    def laid(part: books.Part) -> Part:
        page = Page(address=book.address, title=part.title, body=part.html)
        body = Markup(bound(page, anchors, brief.site_url))
        return Part(anchor=f"{own}--{part.anchor}", title=part.numbered, body=body, leaves=leaves(part.records))

    html = templates.get_template("printing/book.html.jinja").render(
        about=About(title=f"{branch.name}{book.title}", branch=branch.name, made_on=as_of, updated_on=as_of),
        book=book,
        as_of=as_of,
        audience=called(branch, brief.audience),
        site_url=brief.site_url,
        parts=[laid(part) for part in book.parts],
    )
    return Document(name=f"{book.sort.name}-{book.year}", html=html)
