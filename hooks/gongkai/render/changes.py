"""变更: what happened in each month, what became different with each edition, and any two editions side by side."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from jinja2 import Environment

from gongkai.derive.head import World
from gongkai.history.comparing import Added, Change, Changed
from gongkai.history.versions import Edition, History
from gongkai.kinds import Kind
from gongkai.render.brief import Brief
from gongkai.render.feeds import Offers
from gongkai.render.happenings import Happening, tell
from gongkai.render.matter import Link, link
from gongkai.render.site import DataFile, Page

ADDRESS: Final = "changes.html"
ROOT: Final = "../"
"""Pages of months and editions are `changes/<name>.html`."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One change of one record."""

    link: Link
    index: str
    told: Happening

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
        counted = Counter(row.told.what for row in self.rows)
        return tuple((word, counted[word]) for word in WORDS if counted[word])


WORDS: Final = ("撤回", "更正", "改动", "勘误", "补充", "公开")
"""What calls for a look comes first."""


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """What was changed that many matters rest on, and why."""

    on: date
    what: str
    """`支部信息`, `2026年放假安排`."""
    note: str


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


def sheets(brief: Brief, kinds: Mapping[str, Kind]) -> Sheets:
    """Worked out once, for pages and scripts."""
    links = {address: link(record, kinds, ROOT) for address, record in brief.shown.items()}
    return Sheets(months=_months(brief, links), editions=_editions(brief, links, kinds), amended=_amended(brief.world))


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


def scripts(made: Sheets) -> Iterator[DataFile]:
    """`changes/edition-<name>.js` for each edition: what two of them differ in is put together from those between."""
    for sheet in made.editions:
        rows = []
        for row in sheet.rows:
            link, told = row.link, row.told
            rows.append([link.href.removeprefix(ROOT), link.title, link.kind, told.what, told.lines, told.reasons])
        data = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        content = f"gongkaiChanges.take({json.dumps(sheet.name)}, {data});\n"
        yield DataFile(address=f"changes/{sheet.name}.js", content=content.encode())


def _amended(world: World) -> tuple[Amendment, ...]:
    """Newest first; one that is dated ahead is still to come."""
    told = [one for one in world.register.branch.amended if one.on <= world.as_of]
    told.sort(key=lambda one: one.on)
    return tuple(Amendment(on=one.on, what=_named(one.file, world), note=one.note) for one in reversed(told))


def _named(file: str, world: World) -> str:
    """What a file below `data/` is to readers."""
    folder, _, name = file.removesuffix(".yaml").rpartition("/")
    if folder == "holidays":
        return f"{name}年放假安排"
    if folder == "schemes":
        scheme = world.register.schemes.get(name)
        return f"考核细则“{scheme.title if scheme else name}”"
    return {"branch": "支部信息", "catalogue": "公开目录"}[name]


def _months(brief: Brief, links: Mapping[str, Link]) -> tuple[Sheet, ...]:
    """Newest first; within a month the newest day first."""
    happened = brief.happenings.items()
    dated = [(told.on, address, told) for address, past in happened for told in reversed(past) if told.on is not None]
    dated.sort(key=lambda one: one[:2], reverse=True)
    return tuple(
        Sheet(
            name=f"{year}-{month:02d}",
            title=f"{year}年{month}月的变更",
            rows=tuple(_row(brief, links, address, told) for _, address, told in those),
        )
        for (year, month), those in groupby(dated, key=lambda one: (one[0].year, one[0].month))
    )


def _row(brief: Brief, links: Mapping[str, Link], address: str, told: Happening) -> Row:
    return Row(link=links[address], index=brief.shown[address].index or "", told=told)


def _editions(brief: Brief, links: Mapping[str, Link], kinds: Mapping[str, Kind]) -> tuple[Sheet, ...]:
    """Newest first."""
    known = [one for one in brief.world.history.editions if one.name in brief.editions]
    order = [kind.title for kind in kinds.values()]
    return tuple(_edition(one, brief, links, order) for one in reversed(known))


def _edition(edition: Edition, brief: Brief, links: Mapping[str, Link], order: Sequence[str]) -> Sheet:
    """By what happened, and then by kind."""
    placed = ((_address(change, brief), change) for change in brief.editions[edition.name])
    told = ((address, _told(change, address, brief)) for address, change in placed if address in brief.shown)
    rows = [_row(brief, links, address, one) for address, one in told if one is not None]
    return Sheet(
        name=f"edition-{edition.name}",
        title=f"存档版 {edition.name} 的变更",
        about=edition.title,
        rows=tuple(sorted(rows, key=lambda row: (WORDS.index(row.told.what), order.index(row.link.kind)))),
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
