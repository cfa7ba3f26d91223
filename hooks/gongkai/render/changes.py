"""变更: what happened in each month, and what became different with each edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final

from jinja2 import Environment

from gongkai.history.comparing import Added, Change, Changed
from gongkai.history.versions import Edition, History
from gongkai.kinds import Kind
from gongkai.render.amendments import Amendment, amendments
from gongkai.render.brief import Brief
from gongkai.render.feeds import Offers
from gongkai.render.happenings import Happening, tell
from gongkai.render.matter import Link, link
from gongkai.render.site import Page

ADDRESS: Final = "changes.html"
ROOT: Final = "../"
"""Pages of months and editions are `changes/<name>.html`."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One change of one record."""

    link: Link
    index: str
    told: Happening
    rank: int
    """Its place in an edition: by what happened, and then by kind."""

    @property
    def is_new(self) -> bool:
        """Published, and nothing else to say of it."""
        return self.told.what == "公开"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A page of changes: a month by days, or an edition by what happened."""

    name: str
    """`2026-09`, `edition-2026-H1`: its address below `changes/`."""
    title: str
    rows: tuple[Row, ...]
    amended: tuple[Amendment, ...]
    """What was changed beside the records in that time, newest first."""
    on: date | None = None
    """Of an edition."""
    about: str = ""
    """The title of an edition."""
    commit: str = ""

    @property
    def address(self) -> str:
        return f"changes/{self.name}.html"

    @property
    def month(self) -> int:
        return int(self.name[5:7])

    @property
    def edition(self) -> str:
        """The name of the edition."""
        return self.name.removeprefix("edition-")

    @property
    def unit(self) -> str:
        """After 上一 and 下一."""
        return "版" if self.on else "月"

    @property
    def caption(self) -> str:
        return "与上一版相比" if self.on else "新的在前"

    @property
    def altered(self) -> tuple[Row, ...]:
        """Those that stand in the table: of an edition all but what is only new."""
        return tuple(row for row in self.rows if not self._lists(row))

    @property
    def added(self) -> list[tuple[str, list[Row]]]:
        """What an edition shows for the first time, by kind."""
        rows = filter(self._lists, self.rows)
        return [(kind, [*those]) for kind, those in groupby(rows, key=lambda row: row.link.kind)]

    def _lists(self, row: Row) -> bool:
        """Whether it stands in the list of what is new; months tell everything by its day."""
        return self.on is not None and row.is_new

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """What happened, and how often, in the order of words."""
        counted = Counter({BASES: len(self.amended)}) + Counter(row.told.what for row in self.rows)
        return tuple((word, counted[word]) for word in WORDS if counted[word])

    @property
    def total(self) -> int:
        return len(self.rows) + len(self.amended)


BASES: Final = "基础数据更正"
WORDS: Final = ("撤回", "更正", "改动", "勘误", "补充", BASES, "公开")
"""What calls for a look comes first."""


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """All pages of changes, and what the first of them tells besides; newest first."""

    months: tuple[Sheet, ...]
    editions: tuple[Sheet, ...]
    amended: tuple[Amendment, ...]

    @property
    def by_year(self) -> list[tuple[str, list[Sheet]]]:
        """The months of each year."""
        return [(year, [*those]) for year, those in groupby(self.months, key=lambda sheet: sheet.name[:4])]


RowOf = Callable[[str, Happening], Row]
"""From the address of a record and what happened to it."""


def sheets(brief: Brief, kinds: Mapping[str, Kind]) -> Sheets:
    """Worked out once, for pages and scripts."""
    row, amended = _rows(brief, kinds), amendments(brief.world)
    dated = () if brief.world.history.missing else amended  # alone they would look as if nothing else had happened
    return Sheets(months=_months(brief, row, dated), editions=_editions(brief, row, dated), amended=amended)


def _rows(brief: Brief, kinds: Mapping[str, Kind]) -> RowOf:
    """Links are made once."""
    links = {address: link(record, kinds, ROOT) for address, record in brief.shown.items()}
    order = [*kinds]

    def row(address: str, told: Happening) -> Row:
        record = brief.shown[address]
        rank = WORDS.index(told.what) * len(order) + order.index(record.kind)
        return Row(link=links[address], index=record.index or "", told=told, rank=rank)

    return row


def pages(made: Sheets, history: History, offers: Offers, templates: Environment) -> Iterator[Page]:
    """First the one that leads to all others."""
    body = templates.get_template("changes/front.html.jinja").render(sheets=made, history=history, offers=offers)
    yield Page(address=ADDRESS, title="变更", body=body, active=ADDRESS)
    for those in (made.months, made.editions):
        for place, sheet in enumerate(those):
            earlier, later = those[place + 1 : place + 2], those[place - 1 : place] if place else ()
            template = templates.get_template("changes/sheet.html.jinja")
            body = template.render(sheet=sheet, earlier=earlier, later=later, root=ROOT)
            yield Page(address=sheet.address, title=sheet.title, body=body, active=ADDRESS)


def _months(brief: Brief, row: RowOf, amended: Iterable[Amendment]) -> tuple[Sheet, ...]:
    """Newest first; within a month the newest day first."""
    happened = brief.happenings.items()
    dated = [(told.on, address, told) for address, past in happened for told in reversed(past) if told.on is not None]
    dated.sort(key=lambda one: one[:2], reverse=True)
    rows: dict[str, list[Row]] = {}
    for on, address, told in dated:
        rows.setdefault(_month(on), []).append(row(address, told))
    bases: dict[str, list[Amendment]] = {}
    for one in amended:
        bases.setdefault(_month(one.on), []).append(one)
    return tuple(
        Sheet(
            name=month,
            title=f"{month[:4]}年{int(month[5:])}月的变更",
            rows=tuple(rows.get(month, ())),
            amended=tuple(bases.get(month, ())),
        )
        for month in sorted({*rows, *bases}, reverse=True)
    )


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _editions(brief: Brief, row: RowOf, amended: Iterable[Amendment]) -> tuple[Sheet, ...]:
    """Newest first."""
    known = [one for one in brief.world.history.editions if one.name in brief.editions]
    former = [date.min, *(one.day for one in known)]
    made = []
    for edition, since in zip(known, former, strict=False):
        bases = tuple(one for one in amended if since < one.on <= edition.day)
        made.append(_edition(edition, brief, row, bases))
    return tuple(reversed(made))


def _edition(edition: Edition, brief: Brief, row: RowOf, amended: tuple[Amendment, ...]) -> Sheet:
    placed = ((_address(change, brief), change) for change in brief.editions[edition.name])
    told = ((address, _told(change, address, brief)) for address, change in placed if address in brief.shown)
    rows = (row(address, one) for address, one in told if one is not None)
    return Sheet(
        name=f"edition-{edition.name}",
        title=f"存档版 {edition.name} 的变更",
        about=edition.title,
        rows=tuple(sorted(rows, key=attrgetter("rank"))),
        amended=amended,
        on=edition.day,
        commit=edition.commit[:12],
    )


def _address(change: Change, brief: Brief) -> str:
    record = brief.world.register.by_name.get(change.index or change.address)
    return record.address if record else ""


def _told(change: Change, address: str, brief: Brief) -> Happening | None:
    """What these readers may know of it; of a record that is no longer shown, or not to them, nothing is asked."""
    if isinstance(change, Added):
        return Happening(on=None, role="", what="公开")
    whole = brief.world.register.by_name[address]
    if not isinstance(change, Changed):
        return Happening(on=None, role="", what="撤回", reasons=(whole.withdrawn.reason,) if whole.withdrawn else ())
    teller = brief.teller(address)
    if whole.withdrawn or teller.is_silent:
        return None
    told = tell(teller, change.differences)
    return told if told.lines or told.reasons else None
