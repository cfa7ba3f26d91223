"""A kind is a folder here, found by being here: model, rules, facts, template and samples of one sort of record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from pkgutil import iter_modules
from typing import Any, Final

from gongkai.derive.dates import Occasion
from gongkai.derive.head import Facts, World
from gongkai.derive.requirements import Requirement
from gongkai.derive.sheet import Sheet
from gongkai.findings import Finding
from gongkai.kinds.chapters import OTHERS, Chapter
from gongkai.load.branch import Branch
from gongkai.load.notice import Notice
from gongkai.load.record import Disclosure

Rule = Callable[[Any, Any, Any], Iterator[Finding]]
"""`(record, facts, register)`: a generator of findings about one record; its docstring is the rule."""
Across = Callable[[Mapping[str, Facts], World], Iterator[Finding]]
"""`(facts by address, world)`: the same about all records of the kind together."""

Summary = Callable[[Sequence[tuple[Any, Any]], World], object]
"""`(records with their facts, newest first, world)`, of what the readers of a site may see."""


@dataclass(frozen=True, kw_only=True)
class Extra:
    """A page of a kind that belongs to no single record."""

    name: str
    """Its address below the kind's folder, without suffix: `schemes/goals-30`."""
    title: str
    template: str
    """In the kind's folder; it is given `about` and `root`."""
    about: object


Pages = Callable[[Sequence[tuple[Any, Any]], World], Iterator[Extra]]
"""The same as a summary is given, to pages of the kind's own."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a kind may look at beside its own records when it answers an inspector."""

    world: World
    year: int
    """Of which the page tells."""
    lapses: tuple[Finding, ...]
    """Those by the kind's own rules that the readers may be told of."""
    addresses: Mapping[str, str]
    """A record's name as written, index number or address → its address; of what the readers may see."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What one section of an inspector's year comes to."""

    anchor: str
    """Of the section's heading."""
    title: str
    count: int
    unit: str
    but: str = ""
    """What calls for a closer look: `缺 2`."""


def _made_on(record: Disclosure) -> date:
    return record.made_on


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """What a kind shows an inspector: `inspection.html.jinja` in its folder is given `seen` and `root`."""

    about: Callable[[Sequence[tuple[Any, Any]], Scope], object]
    """`(public records of the year with their facts, newest first, scope)` → `seen`."""
    tallies: Callable[[Any], tuple[Tally, ...]]
    """`seen` → one for each section of its template, in their order."""
    day: Callable[[Any], date] = _made_on
    """The day by which a record belongs to a year."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a kind's lists tell of each record beside what all lists tell."""

    title: str
    words: Callable[[Any, Any], str]
    """`(record, facts)`; several are joined by 、, and a reader may choose by each of them."""
    rank: Callable[[Any, Any], str] | None = None
    """What a row is sorted by, where the words themselves have no order."""
    offered: bool = True
    """Whether a reader may choose by it; not where nearly every row has words of its own."""


def choosable(columns: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Title → all words in the column: the titles of those columns in which there is something to choose."""
    return tuple(title for title, words in columns.items() if len(set(words)) > 1)


def named(record: Notice, facts: Facts) -> str:
    """Everybody whom a notice names, each once."""
    return "、".join(dict.fromkeys(person.name for person in record.people))


def _short(record: Disclosure, facts: Facts) -> str:
    return facts.short


SHORT: Final = Column(title="类型", words=_short)


def _span(record: Disclosure, facts: Facts) -> str:
    return record.covers.text if record.covers else ""


def _span_days(record: Disclosure, facts: Facts) -> str:
    return f"{record.covers.first}/{record.covers.last}" if record.covers else ""


SPAN: Final = Column(title="时段", words=_span, rank=_span_days, offered=False)


def _once(record: Disclosure, facts: Facts) -> int:
    return 1


@dataclass(frozen=True, kw_only=True)
class Section:
    """A table of a kind's records in a chapter of the year's 《党支部工作手册》."""

    chapter: Chapter = OTHERS
    title: str = ""
    """Empty: the kind's own."""
    unit: str = "项"
    times: Callable[[Any, Any], int] = _once
    """`(record, facts)`: how often it counts here; 0 where it does not stand here."""
    columns: tuple[Column, ...] = ()
    """Between date and state; none: those of the kind's lists."""


@dataclass(frozen=True, kw_only=True)
class Daybook:
    """A register of a year that a kind keeps for the archive: 会议记录簿, 意见建议登记簿."""

    title: str
    template: str
    """In the kind's folder; given `rows`, records with facts from the first day to the last, `year` and `root`."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a kind's folder gives in its `__init__.py`."""

    name: str
    title: str
    """Its name on pages: 组织生活."""
    place: int
    """Where it stands among the kinds on pages; smaller comes first."""
    model: type[Disclosure]
    facts: Callable[[Any, Any, Any], Any]
    """`(record, head, world)`: what follows from one record; total on well-shaped records."""
    rules: tuple[Rule, ...]
    across: tuple[Across, ...] = ()
    figures: tuple[Requirement, ...] = ()
    """The numbers that its rules hold records against; most of them a superior may set otherwise."""
    summary: Summary | None = None
    """What the home page (`home.html.jinja`) and the kind's own list (`summary.html.jinja`) say of all its records."""
    columns: tuple[Column, ...] = (SHORT,)
    """In its lists, after the title."""
    pages: Pages | None = None
    """Pages beside those of its records."""
    sheet: Callable[[Any, Any, Branch], Sheet] | None = None
    """`(record as its readers see it, facts, branch)`: the official sheet; None where its records print as pages."""
    inspection: Inspection | None = None
    """What 检查入口 says of its records."""
    sections: tuple[Section, ...] = (Section(),)
    """Where its records stand in the year's handbook; what stands in none of them stands among the others."""
    daybooks: tuple[Daybook, ...] = ()
    """What the year's archive keeps of it beside the register of all matters."""
    dates: Callable[[Any, Any], Iterable[Occasion]] | None = None
    """`(public record as its readers see it, facts)`: what stands in the calendar; None where it names no such day."""
    coming: Callable[[Mapping[str, Facts], World], Iterable[tuple[date, str]]] | None = None
    """`(facts by address, world)`: days that no record names yet, for `check --due`."""

    @property
    def folder(self) -> Traversable:
        return files(__name__) / self.name


def kinds() -> dict[str, Kind]:
    """Every kind by name, in the order of pages."""
    found = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__) if module.ispkg)
    return {
        kind.name: kind for kind in sorted((module.KIND for module in found), key=lambda kind: (kind.place, kind.name))
    }


def facts(world: World, known: Mapping[str, Kind]) -> dict[str, Facts]:
    """What follows from every record, by address."""
    records = world.register.records
    return {record.address: known[record.kind].facts(record, world.heads[record.address], world) for record in records}
