"""What feeds tell: what happened to public records, as their readers may see it, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from gongkai.history.words import Line
from gongkai.kinds import Kind
from gongkai.load.record import Disclosure
from gongkai.render.brief import Brief
from gongkai.render.feeds.names import absolute, lasting, unique
from gongkai.render.happenings import SHORT, Happening

ALL: Final = "all"
"""The feed of all kinds."""
MOST: Final = 100
"""Entries of one feed: who looks once a month misses none even at three a day, and a feed of ten years is fetched as
fast as one of a year. All that ever happened stands on the pages of months."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One happening of one record."""

    on: date
    number: int
    """Among those of the same sort that befell the record on this day."""
    record: Disclosure
    happening: Happening

    @property
    def name(self) -> str:
        """Lasting: a record is published once, and of one day's changes the earlier stays the earlier."""
        what = self.happening.what
        return f"{lasting(self.record)}/{what}" + (f"/{self.on}/{self.number}" if what != "公开" else "")

    @property
    def lines(self) -> tuple[Line, ...]:
        """No more than one reads in a feed."""
        return self.happening.lines[:SHORT]

    @property
    def more(self) -> int:
        return len(self.happening.lines) - len(self.lines)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The same in words."""

    id: str
    on: date
    title: str
    """`更正：2024年下半年党费收缴和使用情况公示`."""
    href: str
    kind: Kind
    html: Markup


def entries(brief: Brief, kinds: Mapping[str, Kind], templates: Environment) -> dict[str, tuple[Entry, ...]]:
    """By the name of the feed: a kind's, or that of all; each put into words once."""
    chosen = _chosen(brief, kinds)
    needed = {one.name: one for those in chosen.values() for one in those}
    template = templates.get_template("feeds/entry.html.jinja")
    worded = {
        name: Entry(
            id=unique(brief, name),
            on=one.on,
            title=f"{one.happening.what}：{one.record.title}",
            href=absolute(brief, f"{one.record.address}.html"),
            kind=kinds[one.record.kind],
            html=Markup(template.render(told=one, kind=kinds[one.record.kind])),
        )
        for name, one in needed.items()
    }
    return {feed: tuple(worded[one.name] for one in those) for feed, those in chosen.items()}


def _chosen(brief: Brief, kinds: Mapping[str, Kind]) -> dict[str, list[Told]]:
    """The newest of each feed, without what is not committed yet: of that nobody knows whether it will last.

    Only their places are put in order: a feed holds few of the thousands of happenings that ten years come to.
    """
    pasts = dict(_pasts(brief))
    placed = [
        (one.on, lasting(brief.shown[address]), place, address)
        for address, past in pasts.items()
        for place, one in enumerate(past)
        if one.on is not None
    ]
    placed.sort(reverse=True)  # of one record's changes on one day the later comes first, too
    kept: dict[str, list[Told]] = {ALL: [], **{name: [] for name in kinds}}
    for _, _, place, address in placed:
        record = brief.shown[address]
        for feed in (kept[ALL], kept[record.kind]):
            if len(feed) < MOST:
                feed.append(_told(record, pasts[address], place))
    return kept


def _told(record: Disclosure, past: tuple[Happening, ...], place: int) -> Told:
    one = past[place]
    assert one.on is not None, "what is not committed is in no feed"
    number = sum((each.on, each.what) == (one.on, one.what) for each in past[: place + 1])
    return Told(on=one.on, number=number, record=record, happening=one)


def _pasts(brief: Brief) -> Iterator[tuple[str, tuple[Happening, ...]]]:
    """From the history, and where there is none from the records' own days, so that every branch has feeds."""
    if not brief.world.history.missing:
        yield from brief.happenings.items()
        return
    for address, record in brief.shown.items():
        if brief.facts[address].head.state in ("公开", "已撤回"):
            days = own_days(record, brief.world.as_of)
            yield address, tuple(one for one in days if one.on is not None and one.on <= brief.world.as_of)


def own_days(record: Disclosure, as_of: date) -> tuple[Happening, ...]:
    """What a record itself says of when it was published, corrected and withdrawn; in which role it does not say.

    As in the history nothing is told of one that was withdrawn but that, when and why.
    """
    if record.published_on is None:
        return ()
    first = Happening(on=record.published_on, role="", what="公开")
    if (gone := record.withdrawn) and gone.on <= as_of:
        return first, Happening(on=gone.on, role="", what="撤回", reasons=(gone.reason,))
    corrected = (
        Happening(on=one.on, role="", what="勘误" if one.spelling else "更正", reasons=(one.note,))
        for one in record.corrections
    )
    return (first, *corrected)
