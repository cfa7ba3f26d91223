"""公开目录: what must be disclosed and by when, and for each year what of it was, with the records behind each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from jinja2 import Environment

from gongkai.derive.coverage import MONTHS, Cell, Row, State, coverage
from gongkai.derive.head import may_see
from gongkai.kinds import Kind
from gongkai.load.branch import Branch
from gongkai.load.catalogue import Differing, Exempt, Item
from gongkai.render.audience import called
from gongkai.render.brief import Brief
from gongkai.render.contents import with_contents
from gongkai.render.matter import Link, link
from gongkai.render.site import Page

ADDRESS: Final = "coverage.html"
ROOT: Final = "../"
"""Pages of years are `coverage/<year>.html`."""
WORDS: Final[tuple[State, ...]] = ("未公开", "迟公开", "已公开", "未到期", "不适用", "按规定在相应范围公开")
"""What calls for a look comes first."""
ELSEWHERE: Final[State] = "按规定在相应范围公开"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One cell as these readers see it, or several that say the same and have nothing behind them."""

    cell: Cell
    months: int
    """Columns that it takes."""
    links: tuple[Link, ...]
    anchor: str
    """Where its records are listed, if there is more than one."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One item in one year."""

    item: Item
    cells: tuple[Shown, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """In what the branch's catalogue is not the standard's."""

    item: str
    field: str
    was: str
    now: str


def pages(brief: Brief, kinds: Mapping[str, Kind], templates: Environment) -> Iterator[Page]:
    """First the catalogue itself, then a page for each year, newest first."""
    rows = [_as_seen(row, brief) for row in coverage(brief.world, brief.facts)]
    years = sorted({cell.year for row in rows for cell in row.cells if cell.year is not None}, reverse=True)
    template, branch = templates.get_template("coverage/year.html.jinja"), brief.world.register.branch
    front = templates.get_template("coverage/front.html.jinja").render(
        items=[(row.item, called(branch, row.item.audiences), _kinds(row.item, kinds)) for row in rows],
        years=[(year, _counted(row.cells for row in _of_year(rows, year))) for year in years],
        words=WORDS,
        standing=_lines((row for row in rows if row.item.cycle == "长期"), kinds, ""),
        catalogue=brief.world.register.catalogue,
        differences=[
            _told(one, branch)
            for one in brief.world.register.catalogue.differing()
            if one.field != "exempt" or _is_for(one.item, brief)
        ],
    )
    yield Page(address=ADDRESS, title="公开目录", body=with_contents(front), active=ADDRESS)
    for year in years:
        body = template.render(year=year, years=years, lines=_lines(_of_year(rows, year), kinds, ROOT), root=ROOT)
        yield Page(address=f"coverage/{year}.html", title=f"{year}年公开情况", body=with_contents(body), active=ADDRESS)


def _as_seen(row: Row, brief: Brief) -> Row:
    """Of what is open to others these readers learn nothing but that."""
    if not _is_for(row.item, brief):
        return replace(row, cells=tuple(replace(one, state=ELSEWHERE, records=(), note="") for one in row.cells))
    return replace(row, cells=tuple(_open(cell, brief) for cell in row.cells))


def _is_for(item: Item, brief: Brief) -> bool:
    """Whether these readers are meant; a line of the branch's own catalogue does not repeat what the standard says."""
    whole = next(one for one in brief.world.register.catalogue.whole if one.name == item.name)
    return may_see(brief.world.register.branch, brief.audience, frozenset(whole.audiences))


def _open(cell: Cell, brief: Brief) -> Cell:
    shown = tuple(brief.shown[one.address] for one in cell.records if one.address in brief.shown)
    return replace(cell, records=shown) if shown or not cell.records else replace(cell, state=ELSEWHERE, records=())


def _of_year(rows: Sequence[Row], year: int) -> Iterator[Row]:
    for row in rows:
        if cells := tuple(cell for cell in row.cells if cell.year == year):
            yield replace(row, cells=cells)


def _counted(several: Iterator[tuple[Cell, ...]]) -> list[tuple[State, int]]:
    counted = Counter(cell.state for cells in several for cell in cells)
    return [(word, counted[word]) for word in WORDS]


def _lines(rows: Iterable[Row], kinds: Mapping[str, Kind], root: str) -> list[Line]:
    return [
        Line(item=row.item, cells=tuple(_shown(f"item-{number}", row, kinds, root)))
        for number, row in enumerate(rows, 1)
    ]


def _shown(anchor: str, row: Row, kinds: Mapping[str, Kind], root: str) -> Iterator[Shown]:
    months = MONTHS.get(row.item.cycle or "即时", 12)
    for _, those in groupby(enumerate(row.cells), key=lambda one: _group(*one)):
        first, *more = (cell for _, cell in those)
        links = tuple(link(record, kinds, root) for record in first.records)
        name = f"{anchor}-{first.title}" if len(links) > 1 else ""
        yield Shown(cell=first, months=months * (1 + len(more)), links=links, anchor=name)


def _group(place: int, cell: Cell) -> object:
    return place if cell.records else (cell.state, cell.note)


def _kinds(item: Item, kinds: Mapping[str, Kind]) -> list[tuple[str, str]]:
    """Address and name of the lists where it is found."""
    return [(f"{name}/index.html", kinds[name].title) for name in item.kinds if name in kinds]


def _told(one: Differing, branch: Branch) -> Difference:
    field = type(one.item).model_fields.get(one.field)
    if field is None:
        return Difference(item=one.item.name, field="整个事项", was="", now="本支部增加")
    is_scope = one.field == "audiences"
    both = (one.standard, getattr(one.item, one.field))
    was, now = (called(branch, value) if is_scope and isinstance(value, tuple) else value for value in both)
    return Difference(item=one.item.name, field=field.title or one.field, was=_words(was), now=_words(now))


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(map(_words, value))
    if isinstance(value, Exempt):
        return f"{value.covers.text}：{value.reason}" if value.covers else value.reason
    return {True: "是", False: "否", None: ""}[value] if isinstance(value, bool | None) else str(value)
