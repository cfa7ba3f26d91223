"""Lists of records: whole tables that a script of ours sorts and from which it lets readers choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from gongkai.kinds import Column, Kind, choosable
from gongkai.load.record import Disclosure
from gongkai.render.audience import called
from gongkai.render.brief import Brief
from gongkai.render.site import Page

SHORT_WORDS: Final = 9
"""Characters of `2026年第三季度`."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What a row has in one column of its kind."""

    words: str
    """Several are joined by 、."""
    rank: str
    """By which it sorts; empty where by its words."""

    @property
    def each(self) -> list[str]:
        return self.words.split("、")

    @property
    def looks(self) -> str:
        """Class: nothing to show in a card, or so short that it stays in one line."""
        if not self.words:
            return "gk-nothing"
        return "gk-whole" if len(self.words) <= SHORT_WORDS else ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One record in a list: the same in the list of all years and in that of its own."""

    address: str
    title: str
    made_on: date
    index: str
    year: int
    cells: tuple[Cell, ...]
    state: str
    picks: str
    """State and marks in the words by which one chooses, joined by 、."""
    published_on: date | None
    marks: tuple[str, ...]
    """补录, 有偏差, 已更正."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Records of one sort as a table."""

    name: str
    """What the script calls it in the page's address; empty where there is nothing to sort."""
    root: str
    """From the page to the site's root: `../`."""
    heads: tuple[str, ...]
    """Of the kind's own columns."""
    rows: Sequence[Row]
    choices: tuple[str, ...] = ()
    """Titles of columns by which a reader may choose."""


@dataclass(frozen=True, kw_only=True)
class YearCount:
    """How many records a kind has in a year."""

    href: str
    year: int
    count: int


def pages(brief: Brief, kinds: Mapping[str, Kind], templates: Environment) -> Iterator[Page]:
    """For each kind its page of years, and a page for each year."""
    template = templates.get_template("list.html.jinja")
    for kind in kinds.values():
        items = [one for one in brief.world.register.catalogue.whole if kind.name in one.kinds]
        scopes = [(one, called(brief.world.register.branch, one.audiences)) for one in items]
        rows, counted = [_row(record, brief, kind) for record in brief.of_kind(kind.name)], years(brief, kind, "")
        whole = listing(rows, kind.columns, "../")
        told = "" if is_elsewhere(brief, kind) else summary(brief, kind, templates, "summary.html.jinja", "../")
        common = {"kind": kind, "scopes": scopes, "nothing": nothing(brief, kind)}
        body = template.render(**common, root="../", year=None, years=counted, listing=whole, summary=told)
        yield _page(body, kind, None)
        for one in counted:
            part = listing([row for row in rows if row.year == one.year], kind.columns, "../../")
            body = template.render(**common, root="../../", year=one.year, years=(), listing=part, summary="")
            yield _page(body, kind, one.year)


def _page(body: str, kind: Kind, year: int | None) -> Page:
    folder = f"{kind.name}/{year}" if year else kind.name
    title = f"{kind.title} {year}年" if year else kind.title
    return Page(address=f"{folder}/index.html", title=title, body=body, active=f"{folder}/index.html")


def is_elsewhere(brief: Brief, kind: Kind) -> bool:
    """Whether what the branch publishes of a kind is for others only; then there is nothing to count here."""
    return not brief.is_meant(kind.name) and not brief.of_kind(kind.name)


def nothing(brief: Brief, kind: Kind) -> str:
    """What a list without records says."""
    return "按规定在相应范围公开。" if is_elsewhere(brief, kind) else "这里还没有公开的事项。"


def summary(brief: Brief, kind: Kind, templates: Environment, name: str, root: str) -> Markup:
    """What the kind says of all its records, by the template of that name; nothing where it says nothing."""
    if kind.summary is None:
        return Markup("")
    records = [(record, brief.facts[record.address]) for record in brief.of_kind(kind.name)]
    template = templates.get_template(f"{kind.name}/{name}")
    return Markup(template.render(summary=kind.summary(records, brief.world), root=root))


def years(brief: Brief, kind: Kind, prefix: str) -> tuple[YearCount, ...]:
    """The years in which a kind has records, newest first; `prefix` leads from the page to the kind's folder."""
    counted = Counter(record.year for record in brief.of_kind(kind.name))
    return tuple(
        YearCount(href=f"{prefix}{year}/index.html", year=year, count=count)
        for year, count in sorted(counted.items(), reverse=True)
    )


def listing(rows: Sequence[Row], columns: Sequence[Column], root: str) -> Listing:
    """These rows in this order; readers may sort them and choose from them where there are several."""
    heads = tuple(column.title for column in columns)
    if len(rows) < 2:
        return Listing(name="", root=root, heads=heads, rows=rows)
    choices = choosable(dict(_choices(rows, columns)))
    return Listing(name="records", root=root, heads=heads, rows=rows, choices=choices)


def _choices(rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[tuple[str, list[str]]]:
    yield "年份", [str(row.year) for row in rows]
    for place, column in enumerate(columns):
        if column.offered:
            yield column.title, [row.cells[place].words for row in rows]
    yield "状态", [row.picks for row in rows]


def _row(record: Disclosure, brief: Brief, kind: Kind) -> Row:
    """Of a record that was withdrawn only its head is told."""
    facts = brief.facts[record.address]
    gone = facts.head.state == "已撤回"
    marks = (
        ("补录", record.recorded_late is not None),
        ("已更正", bool(record.corrections)),
        ("未提交", brief.preview and record.address in brief.world.history.uncommitted),
        ("有偏差", record.address in brief.lapses_of),
    )
    held = tuple(name for name, holds in marks if holds)
    return Row(
        address=record.address,
        title=record.title,
        made_on=record.made_on,
        index=record.index or "",
        year=record.year,
        cells=tuple(
            Cell(
                words="" if gone else column.words(record, facts),
                rank="" if gone or not column.rank else column.rank(record, facts),
            )
            for column in kind.columns
        ),
        state=facts.status,
        picks="、".join((facts.standing, *held)),
        published_on=record.published_on,
        marks=held,
    )
